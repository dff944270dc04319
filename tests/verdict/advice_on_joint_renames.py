"""Objects that somebody renamed by hand together with what they name, with the expected advice."""

from __future__ import annotations

from tests.verdict.advice_row import Advice, Row

ROWS = (
    Row(
        "two columns that one index reads renamed",
        "create table public.tr2 (id int primary key, t_a text, t_b date); alter table public.tr2 enable row level security;\ncreate index tr2_ab on public.tr2 (t_a, t_b);",
        "alter table public.tr2 rename t_a to t_x; alter table public.tr2 rename t_b to t_y;",
        (
            Advice(
                "Column public.tr2.t_a seems to be called t_x in the database, and column public.tr2.t_b t_y",
                "breaking",
                "In the database the column t_a is called t_x and the column t_b is called t_y; nothing else about them differs. "
                "SQL that names public.tr2.t_a or public.tr2.t_b fails.",
                "ALTER TABLE public.tr2 RENAME COLUMN t_x TO t_a;",
            ),
        ),
    ),
    Row(
        "column renamed, and its index and policy",
        "create table public.rci (id int primary key, ri_a text); alter table public.rci enable row level security;\n"
        "create index rci_a on public.rci (ri_a); create policy rip on public.rci using (ri_a = 'x');",
        "alter table public.rci rename ri_a to ri_x; alter index public.rci_a rename to rci_x; alter policy rip on public.rci rename to rix;",
        (
            Advice(
                "Column public.rci.ri_a seems to be called ri_x in the database, and 2 more objects by other names",
                "breaking",
                "In the database the column ri_a is called ri_x, the policy rip is called rix and the index rci_a is called rci_x; nothing "
                "else about them differs. SQL that names public.rci.ri_a fails.",
                "ALTER TABLE public.rci RENAME COLUMN ri_x TO ri_a;",
            ),
        ),
    ),
    Row(
        "table renamed, and the view over it",
        "create table public.rtv (id int primary key); alter table public.rtv enable row level security;\n"
        "create view public.rtv_v with (security_invoker) as select id from public.rtv;",
        "alter table public.rtv rename to rtw; alter view public.rtv_v rename to rtw_v;",
        (
            Advice(
                "Table public.rtv seems to be called rtw in the database, and view public.rtv_v rtw_v",
                "breaking",
                "In the database the table rtv is called rtw and the view rtv_v is called rtw_v; nothing else about them differs. SQL that "
                "names public.rtv or public.rtv_v fails.",
                "ALTER TABLE public.rtw RENAME TO rtv;",
            ),
        ),
    ),
    Row(
        "function renamed, and its trigger",
        "create table public.rft (id int primary key); alter table public.rft enable row level security;\n"
        "create function public.rf() returns trigger language plpgsql as 'begin return new; end';"
        "create trigger rt before update on public.rft for each row execute function public.rf();",
        "alter function public.rf() rename to rg; alter trigger rt on public.rft rename to ru;",
        (
            Advice(
                "Function public.rf() seems to be called rg in the database, and trigger rt on public.rft ru",
                "breaking",
                "In the database the function rf is called rg and the trigger rt is called ru; nothing else about them differs. SQL that "
                "names public.rf() fails.",
                "ALTER FUNCTION public.rg() RENAME TO rf;",
            ),
        ),
    ),
    Row(
        "type renamed, and a column of it",
        "create type public.mood as enum ('m1', 'm2'); create table public.trm (id int primary key, tr_m public.mood[], tr_n date); alter table public.trm enable row level security;",
        "alter type public.mood rename to feeling; alter table public.trm rename tr_m to tr_f;",
        (
            Advice(
                "Enum public.mood seems to be called feeling in the database, and column public.trm.tr_m tr_f",
                "breaking",
                "In the database the enum mood is called feeling and the column tr_m is called tr_f; nothing else about them differs.",
                "ALTER TYPE public.feeling RENAME TO mood;",
            ),
        ),
    ),
    Row(
        "column renamed that a child inherits",
        "create table public.cri (id int, ri text); alter table public.cri enable row level security;\n"
        "create table public.cri_child () inherits (public.cri); alter table public.cri_child enable row level security;\n"
        "create policy own on public.cri_child using (ri = 'cri');",
        "alter table public.cri rename ri to ri_new;",
        (
            Advice(
                "Column public.cri.ri seems to be called ri_new in the database",
                "breaking",
                "In the database the column is called ri_new; nothing else about it differs.",
                "ALTER TABLE public.cri RENAME COLUMN ri_new TO ri;",
            ),
        ),
    ),
    Row(
        "table renamed, and its key, index, column, policy and trigger",
        "create table public.tra (id int primary key, tra_n int check (tra_n > 0), tra_x text); alter table public.tra enable row level security;\n"
        "create index tra_i on public.tra (tra_n); create policy trp on public.tra using (tra_n = 1);"
        "create function public.tra_f() returns trigger language plpgsql as 'begin return new; end';"
        "create trigger tra_t before update on public.tra for each row execute function public.tra_f();",
        "alter table public.tra rename to trb; alter table public.trb rename tra_n to trb_n; alter index public.tra_i rename to trb_i;"
        "alter table public.trb rename constraint tra_pkey to trb_pkey; alter policy trp on public.trb rename to trq;"
        "alter trigger tra_t on public.trb rename to trb_t;",
        (
            Advice(
                "Table public.tra seems to be called trb in the database, and 5 more objects by other names",
                "breaking",
                "In the database the table tra is called trb, ",
                "ALTER TABLE public.trb RENAME TO tra;",
            ),
        ),
    ),
    Row(
        "schema renamed, and its table and function",
        "create schema rsa; create table rsa.rst (id int primary key); alter table rsa.rst enable row level security;\n"
        "create function rsa.rsf() returns int language sql set search_path = '' as 'select 7';"
        "create table rsa.rsk (id int); alter table rsa.rsk enable row level security;",
        "alter schema rsa rename to rsb; alter table rsb.rst rename to rsu; alter function rsb.rsf() rename to rsg;",
        (
            Advice(
                "Schema rsa seems to be called rsb in the database, and 2 more objects by other names",
                "breaking",
                "In the database the schema rsa is called rsb, ",
                "ALTER SCHEMA rsb RENAME TO rsa;",
            ),
        ),
    ),
    Row(
        "primary key renamed",
        "create table public.pkr (pkr_id int primary key); alter table public.pkr enable row level security;\n",
        "alter index public.pkr_pkey rename to pkr_other;",
        (
            Advice(
                "Constraint public.pkr.pkr_pkey seems to be called pkr_other in the database",
                "cosmetic",
                "In the database the constraint is called pkr_other; nothing else about it differs.",
                "ALTER TABLE public.pkr RENAME CONSTRAINT pkr_other TO pkr_pkey;",
            ),
        ),
    ),
)
