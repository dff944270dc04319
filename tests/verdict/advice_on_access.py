"""Access that somebody opened or closed by hand, with the expected advice."""

from __future__ import annotations

from tests.verdict.advice_row import Advice, Row

ROWS = (
    Row(
        "table by hand",
        "",
        "create table public.bh (id int primary key, owner uuid); create index bh_owner on public.bh (owner); alter table public.bh enable row level security; create policy own on public.bh for select to authenticated using (true); create view public.bh_view with (security_invoker = true) as select id from public.bh;",
        (
            Advice(
                "Table public.bh and its view are only in the database",
                "security",
                "Every signed-in user can now read public.bh, without any limit of rows: no migration makes it.",
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
                "Anyone with the anon key, and every signed-in user, can now read public.pw, without any limit of rows",
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
                "Row security of public.rs is off in the database",
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
        "revokes from two roles",
        "create table public.rv (id int primary key, a text); alter table public.rv enable row level security;",
        "revoke insert, update on public.rv from anon; revoke delete on public.rv from authenticated;",
        (
            Advice(
                "Access of anon and authenticated to table public.rv differs",
                "breaking",
                "In the database role anon lacks INSERT, UPDATE, which the migrations grant. In the database role authenticated lacks DELETE, which the migrations grant.",
                "GRANT INSERT, UPDATE ON TABLE public.rv TO anon;",
            ),
        ),
    ),
    Row(
        "grant on a column in place of one on the table",
        "create table public.gc (id int primary key, a text); alter table public.gc enable row level security;",
        "revoke update on public.gc from authenticated; grant update (a) on public.gc to authenticated;",
        (
            Advice(
                "Access of authenticated to table public.gc differs, and access of authenticated to column public.gc.a is only in the database",
                "breaking",
                "In the database role authenticated lacks UPDATE, which the migrations grant.",
                "REVOKE UPDATE (a) ON TABLE public.gc FROM authenticated;",
            ),
        ),
    ),
    Row(
        "policy dropped while another one opens the same rows",
        "create table public.po (id int primary key); alter table public.po enable row level security;\ncreate policy one on public.po for select using (true); create policy two on public.po for select using (true);",
        "drop policy two on public.po;",
        (
            Advice(
                'Policy "two" on public.po is missing',
                "breaking",
                "The policy is not in the database, so it opens no rows there.",
                "CREATE POLICY two ON public.po FOR SELECT TO PUBLIC USING (true);",
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
    Row(
        "rights on later tables taken away",
        "create schema dp; alter default privileges in schema dp grant select, insert on tables to anon;",
        "alter default privileges in schema dp revoke insert on tables from anon;",
        (
            Advice(
                "Access of anon to new tables of postgres in schema dp differs in privileges",
                "functional",
                "In the database role anon does not get INSERT on tables that are created later, unlike in the migrations.",
                "ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA dp GRANT INSERT ON TABLES TO anon;",
            ),
        ),
    ),
    Row(
        "rights on later functions given",
        "create schema dq;",
        "alter default privileges in schema dq grant execute on functions to anon;",
        (
            Advice(
                "Access of anon to new functions of postgres in schema dq is only in the database",
                "security",
                "In the database role anon gets EXECUTE on functions that are created later, which no migration gives.",
                "ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA dq REVOKE EXECUTE ON FUNCTIONS FROM anon;",
            ),
        ),
    ),
    Row(
        "a function's usual EXECUTE taken away",
        "create schema ue; create function ue.f() returns int language sql as 'select 1';",
        "revoke execute on function ue.f() from public;",
        (
            Advice(
                "Access of public to function ue.f() differs",
                "breaking",
                "In the database PUBLIC (every role) lacks EXECUTE, which the migrations grant.",
                "GRANT EXECUTE ON FUNCTION ue.f() TO PUBLIC;",
            ),
        ),
    ),
    Row(
        "privilege revoked on all tables of a schema",
        "create schema gr; grant usage on schema gr to anon; create table gr.a (id int primary key); create table gr.b (id int primary key);\n"
        "create table gr.c (id int primary key); create view gr.v with (security_invoker) as select id from gr.a;"
        "grant select, insert on gr.a to anon; grant select on gr.b, gr.v to anon; grant insert on gr.c to anon;",
        "revoke select on all tables in schema gr from anon;",
        (
            Advice(
                "Access of anon to two tables and one view in schema gr differs",
                "breaking",
                "Anyone with the anon key can no longer read gr.a",
                "GRANT SELECT ON TABLE gr.a TO anon;",
            ),
        ),
    ),
    Row(
        "privilege revoked on two of three tables",
        "create schema gt; create table gt.a (id int primary key); create table gt.b (id int primary key); create table gt.c (id int primary key);\n"
        "grant select on all tables in schema gt to service_role;",
        "revoke select on gt.a, gt.b from service_role;",
        (
            Advice(
                "Access of service_role to table gt.a is missing",
                "breaking",
                "In the database role service_role lacks SELECT, which the migrations grant.",
                "GRANT SELECT ON TABLE gt.a TO service_role;",
            ),
            Advice(
                "Access of service_role to table gt.b is missing",
                "breaking",
                "In the database role service_role lacks SELECT, which the migrations grant.",
                "GRANT SELECT ON TABLE gt.b TO service_role;",
            ),
        ),
    ),
    Row(
        "privilege granted on all functions of a schema",
        "create schema gf; create function gf.a() returns int language sql as 'select 1'; create function gf.b() returns int language sql as "
        "'select 2'; create procedure gf.c() language sql as 'select 3';",
        "grant execute on all functions in schema gf to service_role;",
        (
            Advice(
                "Access of service_role to two functions in schema gf is only in the database",
                "functional",
                "In the database role service_role has EXECUTE, which the migrations do not grant.",
                "REVOKE EXECUTE ON FUNCTION gf.a() FROM service_role;",
            ),
        ),
    ),
)
