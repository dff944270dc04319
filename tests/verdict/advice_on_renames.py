"""Objects that somebody renamed by hand, with the expected advice."""

from __future__ import annotations

from tests.verdict.advice_row import Advice, Row

ROWS = (
    Row(
        "column renamed",
        "create table public.cr (id int primary key, owner uuid); alter table public.cr enable row level security;\ncreate policy own on public.cr for select to authenticated using (owner is not null);\ncreate index cr_owner on public.cr (owner);",
        "alter table public.cr rename owner to user_id;",
        (
            Advice(
                "Column public.cr.owner seems to be called user_id in the database",
                "breaking",
                "In the database the column is called user_id; nothing else about it differs.",
                "ALTER TABLE public.cr RENAME COLUMN user_id TO owner;",
            ),
        ),
    ),
    Row(
        "table renamed",
        "create table public.tr (id int primary key, a text, b text); alter table public.tr enable row level security;\ncreate policy own on public.tr for select to authenticated using (a = b);",
        "alter table public.tr rename to tr_new;",
        (
            Advice(
                "Table public.tr seems to be called tr_new in the database",
                "breaking",
                "In the database the table is called tr_new; nothing else about it differs.",
                "ALTER TABLE public.tr_new RENAME TO tr;",
            ),
        ),
    ),
    Row(
        "table renamed, another of its shape dropped",
        "create table public.same_a (id int primary key, x text); create table public.same_b (id int primary key, x text);",
        "alter table public.same_a rename to same_new; drop table public.same_b;",
        (
            Advice(
                "Table public.same_a seems to be called same_new in the database",
                "breaking",
                "In the database the table is called same_new; nothing else about it differs.",
                "ALTER TABLE public.same_new RENAME TO same_a;",
            ),
            Advice(
                "Table public.same_b is missing",
                "breaking",
                "The table is not in the database; every query that uses it fails.",
                "CREATE TABLE public.same_b (",
            ),
        ),
    ),
    Row(
        "policy renamed",
        'create table public.pr (id int primary key); alter table public.pr enable row level security;\ncreate policy "old name" on public.pr for select to authenticated using (id > 7);',
        'alter policy "old name" on public.pr rename to "new name";',
        (
            Advice(
                'Policy "old name" on public.pr seems to be called new name in the database',
                "cosmetic",
                "In the database the policy is called new name; nothing else about it differs.",
                'ALTER POLICY "new name" ON public.pr RENAME TO "old name";',
            ),
        ),
    ),
    Row(
        "function renamed",
        "create function public.fr(i int) returns int language sql as 'select i * 11';",
        "alter function public.fr(int) rename to fr_new;",
        (
            Advice(
                "Function public.fr(integer) seems to be called fr_new in the database",
                "breaking",
                "In the database the function is called fr_new; nothing else about it differs.",
                "ALTER FUNCTION public.fr_new(integer) RENAME TO fr;",
            ),
        ),
    ),
    Row(
        "index renamed",
        "create table public.ir (id int primary key, a text); alter table public.ir enable row level security;\ncreate index ir_a on public.ir (a);",
        "alter index public.ir_a rename to ir_b;",
        (
            Advice(
                "Index public.ir_a seems to be called ir_b in the database",
                "cosmetic",
                "In the database the index is called ir_b; nothing else about it differs.",
                "ALTER INDEX public.ir_b RENAME TO ir_a;",
            ),
        ),
    ),
    Row(
        "label renamed",
        "create type public.lr as enum ('new', 'old');",
        "alter type public.lr rename value 'old' to 'past';",
        (
            Advice(
                "Enum public.lr differs in labels",
                "breaking",
                "In the database the label 'old' is called 'past': statements that use the migrations' name fail.",
                "ALTER TYPE public.lr RENAME VALUE 'past' TO 'old';",
            ),
        ),
    ),
    Row(
        "table renamed, and a policy added",
        "create table public.tp (id int primary key, tp_a int, tp_b int); alter table public.tp enable row level security;",
        "create policy tp_all on public.tp for select using (true); alter table public.tp rename to tp_new;",
        (
            Advice(
                "Table public.tp seems to be called tp_new in the database",
                "security",
                "Anyone with the anon key, and every signed-in user, can now read public.tp, without any limit of rows.",
                "ALTER TABLE public.tp_new RENAME TO tp;",
            ),
        ),
    ),
    Row(
        "table renamed, and a comment added",
        "create table public.tc (id int primary key, tc_a int, tc_b date); alter table public.tc enable row level security;",
        "comment on table public.tc is 'by hand'; alter table public.tc rename to tc_new;",
        (
            Advice(
                "Table public.tc seems to be called tc_new in the database",
                "breaking",
                "In the database the table is called tc_new. SQL that names public.tc fails. The comment is in the database,",
                "ALTER TABLE public.tc_new RENAME TO tc;",
            ),
        ),
    ),
    Row(
        "table renamed, and a column added",
        "create table public.ta (id int primary key, ta_a int, ta_b date); alter table public.ta enable row level security;",
        "alter table public.ta rename to ta_new; alter table public.ta_new add column ta_c text;",
        (
            Advice(
                "Table public.ta seems to be called ta_new in the database",
                "breaking",
                "In the database the table is called ta_new. SQL that names public.ta fails. Column ta_c: the column exists in the",
                "ALTER TABLE public.ta_new RENAME TO ta;",
            ),
        ),
    ),
    Row(
        "table dropped, and another one made that has most of its columns",
        "create table public.kept (id uuid primary key, owner uuid, at timestamptz); alter table public.kept enable row level security;"
        "create policy read_own on public.kept for select to authenticated using (owner = (select auth.uid()));",
        "drop table public.kept; create table public.liked (id uuid primary key, owner uuid, at timestamptz, mark text); "
        "alter table public.liked enable row level security;"
        "create policy read_own on public.liked for select to authenticated using (owner = (select auth.uid()));",
        (
            Advice(
                "Table public.kept is missing",
                "breaking",
                "The table is not in the database;",
                "CREATE TABLE public.kept (",
            ),
            Advice("Table public.liked is only in the database", "security", "", "DROP TABLE public.liked;"),
        ),
    ),
    Row(
        "column renamed, and its default changed",
        "create table public.cd (id int primary key, cd_a text); alter table public.cd enable row level security;",
        "alter table public.cd alter cd_a set default 'x'; alter table public.cd rename cd_a to cd_b;",
        (
            Advice(
                "Column public.cd.cd_a seems to be called cd_b in the database",
                "breaking",
                "In the database the column is called cd_b. SQL that names public.cd.cd_a fails. The database has the default 'x'::text",
                "ALTER TABLE public.cd RENAME COLUMN cd_b TO cd_a;",
            ),
        ),
    ),
    Row(
        "column renamed, and made NOT NULL",
        "create table public.cn (id int primary key, cn_a text); alter table public.cn enable row level security;",
        "alter table public.cn alter cn_a set not null; alter table public.cn rename cn_a to cn_b;",
        (
            Advice(
                "Column public.cn.cn_a seems to be called cn_b in the database",
                "breaking",
                "In the database the column is called cn_b. SQL that names public.cn.cn_a fails. The database refuses NULL",
                "ALTER TABLE public.cn RENAME COLUMN cn_b TO cn_a;",
            ),
        ),
    ),
    Row(
        "column dropped, and another one added",
        "create table public.cx (id int primary key, cx_a text not null); alter table public.cx enable row level security;",
        "alter table public.cx drop column cx_a; alter table public.cx add column cx_b text;",
        (
            Advice(
                "Column public.cx.cx_a is missing",
                "breaking",
                "The column is not in the database;",
                "ALTER TABLE public.cx ADD COLUMN cx_a text NOT NULL;",
            ),
            Advice(
                "Column public.cx.cx_b is only in the database",
                "functional",
                "",
                "ALTER TABLE public.cx DROP COLUMN cx_b;",
            ),
        ),
    ),
    Row(
        "table moved to another schema",
        "create schema elsewhere; create table public.ms (id int primary key, n serial); alter table public.ms enable row level security;\ncreate index ms_n on public.ms (n);",
        "alter table public.ms set schema elsewhere;",
        (
            Advice(
                "Table public.ms seems to be called elsewhere.ms in the database",
                "breaking",
                "In the database the table is called elsewhere.ms; nothing else about it differs.",
                "ALTER TABLE elsewhere.ms SET SCHEMA public;",
            ),
        ),
    ),
    Row(
        "function moved to another schema",
        "create function public.fm(i int) returns int language sql as 'select i * 31';",
        "alter function public.fm(int) set schema elsewhere;",
        (
            Advice(
                "Function public.fm(integer) seems to be called elsewhere.fm(integer) in the database",
                "breaking",
                "In the database the function is called elsewhere.fm(integer); nothing else about it differs.",
                "ALTER FUNCTION elsewhere.fm(integer) SET SCHEMA public;",
            ),
        ),
    ),
    Row(
        "policy made on another table, which no rename does",
        "create table public.pmo (id int primary key); alter table public.pmo enable row level security;\n"
        "create table public.pmn (id int primary key); alter table public.pmn enable row level security;\n"
        "create policy moved on public.pmo for select to authenticated using (id > 713);",
        "drop policy moved on public.pmo; create policy moved on public.pmn for select to authenticated using (id > 713);",
        (
            Advice(
                'Policy "moved" on public.pmo is missing',
                "breaking",
                "",
                "CREATE POLICY moved ON public.pmo FOR SELECT TO authenticated USING ((id > 713));",
            ),
            Advice(
                'Policy "moved" on public.pmn is only in the database',
                "security",
                "",
                "DROP POLICY moved ON public.pmn;",
            ),
        ),
    ),
)
