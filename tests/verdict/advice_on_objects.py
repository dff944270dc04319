"""Objects that somebody made, changed or dropped by hand, with the expected advice."""

from __future__ import annotations

from tests.verdict.advice_row import Advice, Row

ROWS = (
    Row(
        "lost function",
        "create table public.cal (id int primary key, note text); alter table public.cal enable row level security;\ncreate function public.cal_touch() returns trigger language plpgsql as $$ begin return new; end $$;\ncreate trigger one before update on public.cal for each row execute function public.cal_touch();\ncreate trigger two before insert on public.cal for each row execute function public.cal_touch();\ncreate trigger three before delete on public.cal for each row execute function public.cal_touch();",
        "drop function public.cal_touch() cascade;",
        (
            Advice(
                "Function public.cal_touch() and its three triggers are missing",
                "breaking",
                "The function is not in the database; every call fails.",
                "CREATE OR REPLACE FUNCTION public.cal_touch()",
            ),
        ),
    ),
    Row(
        "extra column with index",
        "create table public.ex (id int primary key); alter table public.ex enable row level security;",
        "alter table public.ex add more text; create index ex_more on public.ex (more);",
        (
            Advice(
                "Column public.ex.more and its index are only in the database",
                "functional",
                "The column exists in the database, but no migration adds it.",
                "ALTER TABLE public.ex DROP COLUMN more;",
            ),
        ),
    ),
    Row(
        "lost column",
        "create table public.lc (id int primary key, gone text); alter table public.lc enable row level security;",
        "alter table public.lc drop gone;",
        (
            Advice(
                "Column public.lc.gone is missing",
                "breaking",
                "The column is not in the database; queries that name it fail.",
                "ALTER TABLE public.lc ADD COLUMN gone text;",
            ),
        ),
    ),
    Row(
        "label added",
        "create type public.la as enum ('x', 'y');",
        "alter type public.la add value 'z';",
        (
            Advice(
                "Enum public.la differs in labels",
                "functional",
                "The database has the label 'z', which no migration adds.",
                "DROP TYPE public.la;",
            ),
        ),
    ),
    Row(
        "labels added",
        "create type public.lb as enum ('x', 'y');",
        "alter type public.lb add value 'z'; alter type public.lb add value 'w' before 'x';",
        (
            Advice(
                "Enum public.lb differs in labels",
                "functional",
                "The database has the labels 'w', 'z', which no migration adds.",
                "DROP TYPE public.lb;",
            ),
        ),
    ),
    Row(
        "default",
        "create table public.de (id int primary key, note text); alter table public.de enable row level security;",
        "alter table public.de alter note set default 'x';",
        (
            Advice(
                "Column public.de.note differs in default",
                "functional",
                "The database has the default 'x'::text, the migrations none.",
                "ALTER TABLE public.de ALTER COLUMN note DROP DEFAULT;",
            ),
        ),
    ),
    Row(
        "not null",
        "create table public.nn (id int primary key, note text); alter table public.nn enable row level security;",
        "alter table public.nn alter note set not null;",
        (
            Advice(
                "Column public.nn.note differs in not null",
                "breaking",
                "The database refuses NULL where the migrations allow it.",
                "ALTER TABLE public.nn ALTER COLUMN note DROP NOT NULL;",
            ),
        ),
    ),
    Row(
        "narrower type",
        "create table public.ty (id int primary key, price numeric(10,4)); alter table public.ty enable row level security;",
        "alter table public.ty alter price type numeric(10,1);",
        (
            Advice(
                "Column public.ty.price differs in type",
                "breaking",
                "The column is numeric(10,1) in the database, numeric(10,4) in the migrations.",
                "ALTER TABLE public.ty ALTER COLUMN price TYPE numeric(10,4) USING price::numeric(10,4);",
            ),
        ),
    ),
    Row(
        "foreign key dropped",
        "create table public.fa (id int primary key); alter table public.fa enable row level security;\ncreate table public.fb (id int primary key, a int constraint fb_a references public.fa); alter table public.fb enable row level security;",
        "alter table public.fb drop constraint fb_a;",
        (
            Advice(
                "Constraint public.fb.fb_a is missing",
                "functional",
                "The foreign key is not in the database: rows are accepted that it would refuse.",
                "ALTER TABLE public.fb ADD CONSTRAINT fb_a FOREIGN KEY (a) REFERENCES public.fa(id) NOT VALID;",
            ),
        ),
    ),
    Row(
        "check changed",
        "create table public.ck (id int primary key, n int constraint positive check (n > 0)); alter table public.ck enable row level security;",
        "alter table public.ck drop constraint positive; alter table public.ck add constraint positive check (n > 10);",
        (
            Advice(
                "Constraint public.ck.positive differs in definition",
                "functional",
                "The check differs from the migrations.",
                "ALTER TABLE public.ck DROP CONSTRAINT positive;",
            ),
        ),
    ),
    Row(
        "function changed",
        "create function public.fc() returns int language sql as 'select 1';",
        "create or replace function public.fc() returns int language sql as 'select 2';",
        (
            Advice(
                "Function public.fc() differs in body",
                "functional",
                "The function does something else than the migrations say.",
                "CREATE OR REPLACE FUNCTION public.fc()",
            ),
        ),
    ),
    Row(
        "view changed",
        "create table public.vt (id int primary key, a text); alter table public.vt enable row level security;\ncreate view public.vv with (security_invoker = true) as select id from public.vt;",
        "create or replace view public.vv with (security_invoker = true) as select id, a from public.vt;",
        (
            Advice(
                "View public.vv differs in definition, columns",
                "functional",
                "The view selects something else than the migrations say.",
                "DROP VIEW public.vv;",
            ),
        ),
    ),
    Row(
        "trigger disabled",
        "create table public.td (id int primary key); alter table public.td enable row level security;\ncreate trigger guard before update on public.td for each row execute function suppress_redundant_updates_trigger();",
        "alter table public.td disable trigger guard;",
        (
            Advice(
                "Trigger guard on public.td differs in enabled",
                "functional",
                "The trigger is disabled in the database.",
                "ALTER TABLE public.td ENABLE TRIGGER guard;",
            ),
        ),
    ),
    Row(
        "comment",
        "create table public.co (id int primary key); alter table public.co enable row level security; comment on table public.co is 'one';",
        "comment on table public.co is 'two';",
        (
            Advice(
                "Comment on table public.co differs",
                "cosmetic",
                "The comment's text differs.",
                "COMMENT ON TABLE public.co IS 'one';",
            ),
        ),
    ),
    Row(
        "sequence",
        "create sequence public.se increment 2;",
        "alter sequence public.se increment 5;",
        (
            Advice(
                "Sequence public.se differs in increment",
                "functional",
                "The sequence counts differently than the migrations say.",
                "ALTER SEQUENCE public.se START WITH 1 INCREMENT BY 2 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;",
            ),
        ),
    ),
    Row(
        "schema by hand",
        "",
        "create schema crm; create table crm.leads (id int primary key);",
        (
            Advice(
                "Schema crm and one table are only in the database",
                "functional",
                "The schema exists in the database, but no migration creates it.",
                "DROP TABLE crm.leads;",
            ),
        ),
    ),
    Row(
        "two changes on one table",
        "create table public.tw (id int primary key, note text); alter table public.tw enable row level security;",
        "alter table public.tw add more int; create index tw_note on public.tw (note);",
        (
            Advice(
                "Column public.tw.more is only in the database",
                "functional",
                "The column exists in the database, but no migration adds it.",
                "ALTER TABLE public.tw DROP COLUMN more;",
            ),
            Advice(
                "Index public.tw_note is only in the database",
                "performance",
                "The index exists in the database, but no migration creates it.",
                "DROP INDEX public.tw_note;",
            ),
        ),
    ),
)
