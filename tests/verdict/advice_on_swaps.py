"""Objects whose names somebody swapped by hand, with the expected advice."""

from __future__ import annotations

from tests.verdict.advice_row import Advice, Row

ROWS = (
    Row(
        "tables of different columns swapped",
        "create table public.swa (id bigint primary key, x text not null default 'q'); alter table public.swa enable row level security;\n"
        "create table public.swb (id bigint primary key, z date, note text); alter table public.swb enable row level security;\n"
        "create policy swp on public.swa using (x > 'a'); create policy swq on public.swb using (note > 'a');\n"
        "create view public.swv with (security_invoker) as select x from public.swa;",
        "alter table public.swa rename to sw_tmp; alter table public.swb rename to swa; alter table public.sw_tmp rename to swb;",
        (
            Advice(
                "Table public.swa seems to be called swb in the database, and table public.swb swa",
                "breaking",
                "In the database the table swa is called swb and the table swb is called swa; nothing else about them differs. SQL that "
                "names public.swa or public.swb fails, or means the other one.",
                "ALTER TABLE public.swb RENAME TO swb_renamed;",
            ),
        ),
    ),
    Row(
        "tables of the same columns swapped",
        "create table public.ssa (id bigint primary key, x text); alter table public.ssa enable row level security;\n"
        "create table public.ssb (id bigint primary key, x text); alter table public.ssb enable row level security;",
        "alter table public.ssa rename to ss_tmp; alter table public.ssb rename to ssa; alter table public.ss_tmp rename to ssb;",
        (
            Advice(
                "Table public.ssa seems to be called ssb in the database, and table public.ssb ssa",
                "breaking",
                "In the database the table ssa is called ssb and the table ssb is called ssa; nothing else about them differs. SQL that "
                "names public.ssa or public.ssb fails, or means the other one.",
                "ALTER TABLE public.ssb RENAME TO ssb_renamed;",
            ),
        ),
    ),
    Row(
        "table put in the place of another one that was renamed",
        "create table public.sca (id bigint primary key, x text); alter table public.sca enable row level security;\n"
        "create table public.scb (id bigint primary key, z date); alter table public.scb enable row level security;",
        "alter table public.scb rename to scb_old; alter table public.sca rename to scb;",
        (
            Advice(
                "Table public.sca seems to be called scb in the database, and table public.scb scb_old",
                "breaking",
                "In the database the table sca is called scb and the table scb is called scb_old; nothing else about them differs. SQL that "
                "names public.sca or public.scb fails, or means the other one.",
                "ALTER TABLE public.scb RENAME TO sca;",
            ),
        ),
    ),
    Row(
        "columns of different types swapped",
        "create table public.sct (id bigint primary key, x text, n int); alter table public.sct enable row level security;\n"
        "create index sct_x on public.sct (x); create policy scp on public.sct using (n > 1);",
        "alter table public.sct rename x to tmp; alter table public.sct rename n to x; alter table public.sct rename tmp to n;",
        (
            Advice(
                "Column public.sct.n seems to be called x in the database, and column public.sct.x n",
                "breaking",
                "In the database the column n is called x and the column x is called n; nothing else about them differs. SQL that names "
                "public.sct.n or public.sct.x fails, or means the other one.",
                "ALTER TABLE public.sct RENAME COLUMN x TO x_renamed;",
            ),
        ),
    ),
    Row(
        "columns of one type swapped, which a view shows",
        "create table public.scv (id bigint primary key, p text, q text); alter table public.scv enable row level security;\n"
        "create view public.scv_v with (security_invoker) as select id, p from public.scv;",
        "alter table public.scv rename p to tmp; alter table public.scv rename q to p; alter table public.scv rename tmp to q;",
        (
            Advice(
                "Column public.scv.q seems to be called p in the database, and column public.scv.p q",
                "breaking",
                "In the database the column q is called p and the column p is called q; nothing else about them differs. SQL that names "
                "public.scv.q or public.scv.p fails, or means the other one.",
                "ALTER TABLE public.scv RENAME COLUMN p TO p_renamed;",
            ),
        ),
    ),
    Row(
        "columns retyped crosswise, which keep their places",
        "create table public.scr (id bigint primary key, x text, n int); alter table public.scr enable row level security;",
        "alter table public.scr alter x type int using x::int; alter table public.scr alter n type text;",
        (
            Advice(
                "Column public.scr.x differs in type",
                "breaking",
                "",
                "ALTER TABLE public.scr ALTER COLUMN x TYPE text USING x::text;",
            ),
            Advice(
                "Column public.scr.n differs in type",
                "breaking",
                "",
                "ALTER TABLE public.scr ALTER COLUMN n TYPE integer USING n::integer;",
            ),
        ),
    ),
    Row(
        "policies swapped",
        "create table public.spo (id bigint primary key, x text, n int); alter table public.spo enable row level security;\n"
        "create policy sp1 on public.spo for select using (n > 1); create policy sp2 on public.spo for select using (n > 2);",
        "alter policy sp1 on public.spo rename to tmp; alter policy sp2 on public.spo rename to sp1; alter policy tmp on public.spo rename to sp2;",
        (
            Advice(
                'Policy "sp1" on public.spo seems to be called sp2 in the database, and policy "sp2" on public.spo sp1',
                "cosmetic",
                "In the database the policy sp1 is called sp2 and the policy sp2 is called sp1; nothing else about them differs.",
                "ALTER POLICY sp2 ON public.spo RENAME TO sp2_renamed;",
            ),
        ),
    ),
    Row(
        "functions replaced crosswise, which keep their trigger",
        "create function public.sfa() returns trigger language plpgsql as 'begin return new; end';"
        "create function public.sfb() returns trigger language plpgsql as 'begin return old; end';"
        "create table public.sft (id bigint primary key); alter table public.sft enable row level security;\n"
        "create trigger sft_t before update on public.sft for each row execute function public.sfa();",
        "create or replace function public.sfa() returns trigger language plpgsql as 'begin return old; end';"
        "create or replace function public.sfb() returns trigger language plpgsql as 'begin return new; end';",
        (
            Advice(
                "Function public.sfa() differs in body", "functional", "", "CREATE OR REPLACE FUNCTION public.sfa()"
            ),
            Advice(
                "Function public.sfb() differs in body", "functional", "", "CREATE OR REPLACE FUNCTION public.sfb()"
            ),
        ),
    ),
    Row(
        "tables swapped, and more",
        "create table public.sma (id bigint primary key, x text); alter table public.sma enable row level security;\n"
        "create table public.smb (id bigint primary key, z date); alter table public.smb enable row level security;",
        "alter table public.smb rename to tmp; alter table public.sma rename to smb; alter table public.tmp rename to sma;"
        "alter table public.smb add column more int;",
        (
            Advice(
                "Table public.sma seems to be called smb in the database, and table public.smb sma",
                "breaking",
                "In the database the table sma is called smb and the table smb is called sma. SQL that names public.sma or public.smb fails, "
                "or means the other one. Column more: the column exists in the database, but no migration adds it.",
                "ALTER TABLE public.smb RENAME TO smb_renamed;",
            ),
        ),
    ),
)
