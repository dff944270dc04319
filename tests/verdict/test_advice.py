"""A table of differences made by hand, each with its title, severity, first sentence and first statement of the repair.

All rows are about objects of their own, in one database, so that one check finds them all.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.plugins.replays import Compare


class Advice(NamedTuple):
    """One problem: title, severity, first sentence, first statement of the repair."""

    title: str
    severity: str
    sentence: str
    repair: str


class Row(NamedTuple):
    """A part of the migration, statements that somebody ran by hand, and the report's advice on the difference."""

    happened: str
    migration: str
    by_hand: str
    advice: tuple[Advice, ...]


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
        "table by hand",
        "",
        "create table public.bh (id int primary key, owner uuid); create index bh_owner on public.bh (owner); alter table public.bh enable row level security; create policy own on public.bh for select to authenticated using (true); create view public.bh_view with (security_invoker = true) as select id from public.bh;",
        (
            Advice(
                "Table public.bh and its view are only in the database",
                "security",
                "Every signed-in user can now read public.bh, within what a policy allows: no migration makes it.",
                "DROP VIEW public.bh_view;",
            ),
        ),
    ),
    Row(
        "open table by hand",
        "",
        "create table public.secrets (id int primary key, token text);",
        (
            Advice(
                "Table public.secrets is only in the database",
                "security",
                "Anyone with the anon key, and every signed-in user, can now read, add rows to, change and delete from public.secrets, without any limit of rows: no migration makes it.",
                "DROP TABLE public.secrets;",
            ),
        ),
    ),
    Row(
        "policy dropped",
        "create table public.pd (id int primary key); alter table public.pd enable row level security;\ncreate policy own on public.pd for select to authenticated using (true);",
        "drop policy own on public.pd;",
        (
            Advice(
                'Policy "own" on public.pd is missing',
                "breaking",
                "Every signed-in user can no longer read public.pd",
                "CREATE POLICY own ON public.pd FOR SELECT TO authenticated USING (true);",
            ),
        ),
    ),
    Row(
        "policy widened",
        "create table public.pw (id int primary key); alter table public.pw enable row level security;\ncreate policy own on public.pw for select to authenticated using (id = 1);",
        "alter policy own on public.pw to public using (true);",
        (
            Advice(
                'Policy "own" on public.pw differs in roles, using',
                "security",
                "Anyone with the anon key can now read public.pw, within what a policy allows",
                "ALTER POLICY own ON public.pw TO authenticated USING ((id = 1));",
            ),
        ),
    ),
    Row(
        "row security off",
        "create table public.rs (id int primary key); alter table public.rs enable row level security;",
        "alter table public.rs disable row level security;",
        (
            Advice(
                "Row security of public.rs is missing",
                "security",
                "Anyone with the anon key, and every signed-in user, can now read, add rows to, change and delete from public.rs, without any limit of rows: row security is off in the database,",
                "ALTER TABLE public.rs ENABLE ROW LEVEL SECURITY;",
            ),
        ),
    ),
    Row(
        "grant",
        "create table public.gr (id int primary key); alter table public.gr enable row level security; revoke all on public.gr from anon;",
        "grant select on public.gr to anon;",
        (
            Advice(
                "Access of anon to table public.gr is only in the database",
                "security",
                "In the database role anon has SELECT, which the migrations do not grant.",
                "REVOKE SELECT ON TABLE public.gr FROM anon;",
            ),
        ),
    ),
    Row(
        "grant revoked",
        "create table public.gv (id int primary key); alter table public.gv enable row level security;\ngrant select on public.gv to service_role;",
        "revoke all on public.gv from service_role;",
        (
            Advice(
                "Access of service_role to table public.gv is missing",
                "breaking",
                "In the database role service_role lacks DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE, which the migrations grant.",
                "GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE public.gv TO service_role;",
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
        "definer",
        "create function public.fd() returns int language sql set search_path = '' as 'select 1';",
        "alter function public.fd() security definer;",
        (
            Advice(
                "Function public.fd() differs in security definer",
                "security",
                "Anyone with the anon key, and every signed-in user, can now call public.fd(), which runs with its owner's rights",
                "CREATE OR REPLACE FUNCTION public.fd()",
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
        "view runs as owner",
        "create table public.wt (id int primary key, a text); alter table public.wt enable row level security;\ncreate view public.wv with (security_invoker = true) as select id from public.wt;",
        "alter view public.wv reset (security_invoker);",
        (
            Advice(
                "View public.wv differs in options",
                "security",
                "Anyone with the anon key, and every signed-in user, can now read, add rows to, change and delete from public.wv, without any limit of rows",
                "CREATE OR REPLACE VIEW public.wv (id) WITH (security_invoker=true) AS",
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
        "published",
        "create table public.pu (id int primary key); alter table public.pu enable row level security;",
        "alter publication supabase_realtime add table public.pu;",
        (
            Advice(
                "Table public.pu in publication supabase_realtime is only in the database",
                "security",
                "The table is published, which no migration asks for: its changes leave the database.",
                "ALTER PUBLICATION supabase_realtime DROP TABLE ONLY public.pu;",
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
    Row(
        "bucket",
        "insert into storage.buckets (id, name, public) values ('av', 'av', false);",
        "update storage.buckets set public = true where id = 'av';",
        (
            Advice(
                "Bucket storage.av differs in public",
                "security",
                "Anyone can download every file of this bucket: it is public, and the migrations make it private.",
                "UPDATE storage.buckets SET public = false WHERE id = 'av';",
            ),
        ),
    ),
)


def test_the_advice_on_each_difference(compare: Compare) -> None:
    migration = "\n".join(row.migration for row in ROWS)
    report = compare({"1_a.sql": migration}, migration + "\n".join(row.by_hand for row in ROWS))
    found = {problem["title"]: _advice(problem) for problem in report["problems"]}
    for row in ROWS:
        assert [found.pop(each.title, None) for each in row.advice] == list(row.advice), row.happened
    assert found == {}, "nobody did anything else"


def _advice(problem: dict[str, Any]) -> Advice:
    """The report's advice on a problem, which must have a repair and an adoption that ran."""
    assert problem["cause"] == "manual change"
    repair, _ = [fix for fix in problem["fixes"] if fix["sql"] and fix["proven"]]
    statements = [line for line in repair["sql"].splitlines() if not line.startswith(("SET ", "RESET "))]
    known = next((each for row in ROWS for each in row.advice if each.title == problem["title"]), None)
    begins = known is not None and problem["sentence"].startswith(known.sentence)
    sentence = known.sentence if known is not None and begins else problem["sentence"]
    first = statements[0].replace("ALTER TABLE ONLY", "ALTER TABLE")  # some majors need no ONLY
    return Advice(problem["title"], problem["severity"], sentence, first)
