"""Pending files that fail on a database that somebody changed by hand, with the expected diagnosis and blame."""

from __future__ import annotations

from typing import NamedTuple

T = "create table public.t (id int primary key, a text);\n"
TAGS = "create table public.tags (id int);"
OWNED_TAGS = "create table if not exists public.tags (id int, owner uuid);\n"
F = "create function public.f(x int) returns int language sql as 'select 1';"
TRIGGER_FUNCTION = "create function public.f() returns trigger language plpgsql as 'begin return new; end';\n"
TRIGGER = "create trigger x before insert on public.t for each row execute function public.f();"
KEYED = T + "create materialized view public.m as select id from public.t;\ncreate unique index i on public.m (id);"
REFRESH = "refresh materialized view concurrently public.m;"
POLICY = 'policy "p" on public.t'
VIEW = "create view public.w as select a from public.t;"

RECORD = (
    "All objects that 2_b.sql makes are there already; if it ran by hand, "
    "supabase migration repair --remote --status applied 2 records it."
)
REST = "It is as 2_b.sql makes it, but not everything else that the file does is there."
OTHER = "It is not what 2_b.sql makes: adopt what is there into a migration and change this file, or drop it there."
RENAME_BACK = "Rename it back, or adopt what was done there and change this file."
UNDO = "Undo that in the database, or adopt what was done there and change this file."
BRING_BACK = "Bring it back into the database, or adopt what was done there and change this file."
SETTLE = "Settle that before this file is pushed."
SKIPPED = f"2_b.sql:1 defines it differently, but leaves an existing object as it is. {SETTLE}"
IN_USE = "Drop it before, or adopt it into a migration and let this file drop it and make it again."
REPLACE_FUNCTION = (
    "CREATE OR REPLACE FUNCTION keeps the names of the arguments and the result type; with "
    "DROP FUNCTION public.f(integer) before it, the statement would run."
)
REPLACE_VIEW = (
    "CREATE OR REPLACE VIEW can only add columns after the last one; with DROP VIEW IF EXISTS public.v before it, the "
    "statement would run."
)


class Case(NamedTuple):
    """A case: applied files, changes by hand, the pending file, and the expected words."""

    name: str
    applied: str
    by_hand: str
    pending: str
    sqlstate: str
    diagnosis: str
    blame: list[str]


def extra(name: str, more: str = "") -> str:
    return f"The database has the {name}, which no applied migration makes{more}."


def missing(name: str, origin: str = "1_a.sql:1", renamed: str = "") -> str:
    perhaps = f": perhaps it was renamed to {renamed}" if renamed else ""
    back = RENAME_BACK if renamed else BRING_BACK
    return f"{origin} makes the {name}, but the database does not have it{perhaps}. {back}"


DEPENDS = ", and which depends on what this statement changes or drops"
ALREADY = [
    Case("table", T, TAGS, "create table public.tags (id int, owner uuid);", "42P07",
         f"{extra('table public.tags')} {OTHER}", ["table public.tags"]),
    Case("the same table", T, TAGS, TAGS, "42P07", f"{extra('table public.tags')} {RECORD}", ["table public.tags"]),
    Case("one of two tables", T, TAGS, f"{TAGS} create table public.more (id int);", "42P07",
         f"{extra('table public.tags')} {REST}", ["table public.tags"]),
    Case("column", T, "alter table public.t add b text;", "alter table public.t add b text;", "42701",
         f"{extra('column public.t.b')} {RECORD}", ["column public.t.b"]),
    Case("column in a block", T, "alter table public.t add b text;",
         "do $$ begin alter table public.t add column b text; end $$;", "42701",
         f"{extra('column public.t.b')} {RECORD}", ["column public.t.b"]),
    Case("column under the new name", T, "alter table public.t add b text;", "alter table public.t rename a to b;",
         "42701", f"{extra('column public.t.b')} {REST}", ["column public.t.b"]),
    Case("table under the new name", T, "create table public.u (id int);", "alter table public.t rename to u;", "42P07",
         f"{extra('table public.u')} {OTHER}", ["table public.u"]),
    Case("enum label", "create type public.e as enum ('a');", "alter type public.e add value 'b';",
         "alter type public.e add value 'b';", "42710",
         f"The enum public.e differs: labels a, b in the database, a in the migrations. {RECORD}", ["enum public.e"]),
    Case("schema", T, "create schema app;", "create schema app;\ncreate table app.x (id int);", "42P06",
         f"{extra('schema app')} {REST}", ["schema app"]),
    Case("bucket", T, "insert into storage.buckets (id, name) values ('pics', 'pics');",
         "insert into storage.buckets (id, name) values ('pics', 'pics');", "23505",
         f"{extra('bucket storage.pics')} {RECORD}", ["bucket storage.pics"]),
    Case("policy", T, "create policy p on public.t using (true);", "create policy p on public.t using (true);", "42710",
         f"{extra(POLICY)} {RECORD}", ["policy public.t.p"]),
    Case("trigger", T + TRIGGER_FUNCTION, TRIGGER, TRIGGER, "42710", f"{extra('trigger x on public.t')} {RECORD}",
         ["trigger public.t.x"]),
    Case("member of a publication", T, "alter publication supabase_realtime add table public.t;",
         "alter publication supabase_realtime add table public.t;", "42710",
         f"{extra('table public.t in publication supabase_realtime')} {RECORD}",
         ["publication_table supabase_realtime.public.t"]),
    Case("extension", T, "create extension citext with schema extensions;",
         "create extension citext with schema extensions;", "42710", f"{extra('extension citext')} {RECORD}",
         ["extension citext"]),
    Case("materialized view", T, "create materialized view public.m as select id from public.t;",
         "create view public.m as select id from public.t;", "42P07",
         f"{extra('materialized view public.m')} {OTHER}", ["materialized_view public.m"]),
    Case("primary key", "create table public.n (id int);", "alter table public.n add primary key (id);",
         "alter table public.n add primary key (id);", "42P16", f"{extra('constraint public.n.n_pkey')} {SETTLE}",
         ["constraint public.n.n_pkey"]),
]  # fmt: skip
RENAMED = "Rename it back, or rename it in a migration too and change this file."
TAKEN = [
    Case("column that another one was renamed to", T, "alter table public.t rename a to b;", "alter table public.t add b text;",
         "42701", f"{extra('column public.t.b', ': perhaps public.t.a was renamed to it')} {RENAMED}", ["column public.t.b"]),
    Case("table that another one was renamed to", T, "alter table public.t rename to u;", "create table public.u (id int);",
         "42P07", f"{extra('table public.u', ': perhaps public.t was renamed to it')} {RENAMED}", ["table public.u"]),
]  # fmt: skip
OTHERWISE = [
    Case("function of another return type", T, F, F.replace("returns int", "returns bigint").replace("create", "create or replace"),
         "42P13", f"{extra('function public.f(integer)')} {REPLACE_FUNCTION}", ["function public.f.integer"]),
    Case("function of another argument name", T, F, F.replace("x int", "y int").replace("create", "create or replace"),
         "42P13", f"{extra('function public.f(integer)')} {REPLACE_FUNCTION}", ["function public.f.integer"]),
    Case("view over other columns", T, "create view public.v as select a, id from public.t;",
         "create or replace view public.v as select id from public.t;", "42P16",
         f"{extra('view public.v')} {REPLACE_VIEW}", ["view public.v"]),
    Case("a view in the place of a table", T,
         "alter table public.t rename to d; create view public.t as select * from public.d;",
         "alter table public.t add b int;", "42809",
         f"{missing('table public.t', renamed='public.d').replace(RENAME_BACK, '')}{extra('view public.t')} {UNDO}",
         ["table public.t", "view public.t"]),
    Case("policy on a column that is not there", T, TAGS,
         OWNED_TAGS + "create policy p on public.tags using (owner = auth.uid());", "42703",
         f"{extra('table public.tags', ', and it has no column owner')} {SKIPPED}", ["table public.tags"]),
    Case("such a column through an alias", T, TAGS,
         OWNED_TAGS + "create policy p on public.t using (exists (select 1 from public.tags x where x.owner = auth.uid()));",
         "42703", f"{extra('table public.tags', ', and it has no column owner')} {SKIPPED}", ["table public.tags"]),
    Case("such a column in a sub-select", T, TAGS,
         OWNED_TAGS + "create policy p on public.t using (id in (select id from public.tags where owner = auth.uid()));",
         "42703", f"{extra('table public.tags', ', and it has no column owner')} {SKIPPED}", ["table public.tags"]),
    Case("foreign key to a column of another type", T, "alter table public.t alter id type text;",
         "create table public.u (id int primary key, t int references public.t (id));", "42804",
         f"The column public.t.id differs: type text in the database, integer in the migrations. {SETTLE}",
         ["column public.t.id"]),
    Case("operator on a column of another type", T, "alter table public.t alter id type text;",
         "create view public.v as select * from public.t where id = 3;", "42883",
         f"The column public.t.id differs: type text in the database, integer in the migrations. {SETTLE}",
         ["column public.t.id"]),
    Case("column that must have a value", T, "alter table public.t add z int not null;",
         "insert into public.t (id, a) values (1, 'x');", "23502", f"{extra('column public.t.z')} {SETTLE}",
         ["column public.t.z"]),
    Case("check", T, "alter table public.t add constraint small check (id < 5);", "insert into public.t values (10);",
         "23514", f"{extra('constraint public.t.small')} {SETTLE}", ["constraint public.t.small"]),
    Case("trigger that refuses", T,
         "create function public.nope() returns trigger language plpgsql as $$ begin raise exception 'no way'; end $$;"
         "create trigger g before insert on public.t for each row execute function public.nope();",
         "insert into public.t values (1);", "P0001", f"{extra('trigger g on public.t')} {SETTLE}", ["trigger public.t.g"]),
    Case("owner", T, "-- as: admin\nalter table public.t owner to supabase_admin;", "alter table public.t add b text;",
         "42501", f"The owner of table public.t differs: role supabase_admin in the database, postgres in the migrations. {SETTLE}",
         ["owner  of table public.t"]),
]  # fmt: skip
UNFIT = [
    Case(
        "view that cannot be written to",
        T + "create view public.v as select * from public.t;",
        "drop view public.v; create view public.v as select distinct id from public.t;",
        "insert into public.v (id) values (1);",
        "55000",
        "The view public.v differs: definition SELECT DISTINCT id FROM public.t; in the database, SELECT id, a FROM public.t; "
        f"in the migrations; columns id, integer in the database, id, integer, a, text in the migrations. {SETTLE}",
        ["view public.v"],
    ),
    Case(
        "partitioned table",
        T,
        "drop table public.t; create table public.t (id int, a text) partition by list (id);",
        "create unique index on public.t (a);",
        "0A000",
        "The table public.t differs: partition key LIST (id) in the database, none in the migrations; "
        f"access method none in the database, heap in the migrations. {SETTLE}",
        ["table public.t"],
    ),
    Case(
        "rule",
        T,
        "create rule r as on insert to public.t do instead nothing;",
        "insert into public.t values (1, 'a') returning id;",
        "0A000",
        f"{extra('rule public.t.r')} {SETTLE}",
        ["rule public.t.r"],
    ),
    Case(
        "another primary key",
        "create table public.n (id int, b int);",
        "alter table public.n add primary key (b);",
        "alter table public.n add primary key (id);",
        "42P16",
        f"{extra('constraint public.n.n_pkey')} {SETTLE}",
        ["constraint public.n.n_pkey"],
    ),
    Case(
        "unique index",
        T,
        "create unique index one on public.t (a);",
        "insert into public.t values (1, 'x'), (2, 'x');",
        "23505",
        f"{extra('index public.one')} {SETTLE}",
        ["index public.one"],
    ),
    Case(
        "unlogged table",
        T,
        "alter table public.t set unlogged;",
        "create table public.k (id int references public.t);",
        "42P16",
        f"Persistence of public.t is UNLOGGED in the database; no applied migration sets it. {SETTLE}",
        ["persistence public.t"],
    ),
    Case(
        "identity that was added",
        T,
        "alter table public.t alter id add generated always as identity;",
        "insert into public.t (id) values (1);",
        "428C9",
        "The column public.t.id differs: integer GENERATED ALWAYS AS IDENTITY NOT NULL in the database, integer NOT NULL in "
        f"the migrations. {SETTLE}",
        ["column public.t.id"],
    ),
    Case(
        "default of an argument",
        F,
        F.replace("create", "create or replace").replace("x int", "x int default 3"),
        F.replace("create", "create or replace").replace("1", "2"),
        "42P13",
        "The function public.f(integer) differs: arguments x integer DEFAULT 3 in the database, x integer in the migrations. "
        + REPLACE_FUNCTION.replace(
            "keeps the names of the arguments and the result type", "cannot remove the default of an argument"
        ),
        ["function public.f.integer"],
    ),
    Case(
        "index of a table that is not named",
        T,
        "create table public.o (x int); create index nice on public.o (x);",
        "create table public.nice (id int);",
        "42P07",
        f"{extra('index public.nice')} {OTHER}",
        ["index public.nice"],
    ),
]
GONE = [
    Case("function under another name", F, "alter function public.f(int) rename to g;", "select public.f(1);", "42883",
         missing("function public.f(integer)", renamed="public.g(integer)"), ["function public.f.integer"]),
    Case("partition", "create table public.p (id int) partition by range (id);\n"
         "create table public.q partition of public.p for values from (0) to (9);",
         "alter table public.p detach partition public.q;", "alter table public.p detach partition public.q;", "42P01",
         missing("attachment of public.q to public.p", "1_a.sql:2"), ["inheritance public.q.public.p"]),
    Case("index that a statement needs but does not name", KEYED, "drop index public.i; create table public.z (id int);",
         REFRESH, "55000", missing("index public.i", "1_a.sql:3"), ["index public.i"]),
    Case("only difference", KEYED, "drop index public.i;", REFRESH, "55000", missing("index public.i", "1_a.sql:3"),
         ["index public.i"]),
    Case("table", T, "drop table public.t;", "alter table public.t add b text;", "42P01", missing("table public.t"),
         ["table public.t"]),
    Case("renamed table", T, "alter table public.t rename to things;", "grant select on public.t to anon;", "42P01",
         missing("table public.t", renamed="public.things"), ["table public.t"]),
    Case("renamed table with a column more", T, "alter table public.t rename to things; alter table public.things add c int;",
         "grant select on public.t to anon;", "42P01", missing("table public.t", renamed="public.things"), ["table public.t"]),
    Case("renamed index", KEYED, "alter index public.i rename to j;", "drop index public.i;", "42704",
         missing("index public.i", "1_a.sql:3", renamed="public.j"), ["index public.i"]),
    Case("renamed index in CLUSTER", T + "create index i on public.t (a);", "alter index public.i rename to j;",
         "cluster public.t using i;", "42704", missing("index public.i", "1_a.sql:2", renamed="public.j"), ["index public.i"]),
    Case("renamed column", T, "alter table public.t rename a to aa;", "create index on public.t (a);", "42703",
         missing("column public.t.a", renamed="public.t.aa"), ["column public.t.a"]),
    Case("column through an alias", T, "alter table public.t drop a;",
         "create view public.v as select x.a from public.t x;", "42703", missing("column public.t.a"),
         ["column public.t.a"]),
    Case("column in the body of a function", T, "alter table public.t drop a;",
         "create function public.h() returns text language sql as $$ select a from public.t limit 1 $$;", "42703",
         missing("column public.t.a"), ["column public.t.a"]),
    Case("column that a called function reads",
         T + "create function public.h() returns void language plpgsql as $$ begin perform a from public.t; end $$;",
         "alter table public.t drop a;", "select public.h();", "42703", missing("column public.t.a"),
         ["column public.t.a"]),
    Case("column that a foreign key refers to", T + "create table public.u (id int primary key, k int unique);",
         "alter table public.u drop k;",
         "alter table public.t add k int;\nalter table public.t add foreign key (k) references public.u (k);", "42703",
         missing("column public.u.k", "1_a.sql:2"), ["column public.u.k"]),
    Case("function", TRIGGER_FUNCTION + T, "drop function public.f();", TRIGGER, "42883",
         missing("function public.f()"), ["function public.f."]),
    Case("function of other arguments", T + F, "drop function public.f(int); " + F.replace("x int", "x text"),
         "create view public.v as select public.f(id) as f from public.t;", "42883",
         f"{missing('function public.f(integer)', '1_a.sql:2').replace(BRING_BACK, '')}"
         f"{extra('function public.f(text)')} {UNDO}",
         ["function public.f.integer", "function public.f.text"]),
    Case("policy", T + "create policy p on public.t using (true);", "alter policy p on public.t rename to q;",
         "drop policy p on public.t;", "42704", missing(POLICY, "1_a.sql:2", "public.t.q"),
         ["policy public.t.p"]),
    Case("unique key", T, "alter table public.t drop constraint t_pkey;",
         "create table public.u (id int references public.t (id));", "42830", missing("constraint public.t.t_pkey"),
         ["constraint public.t.t_pkey"]),
    Case("key of ON CONFLICT", T, "alter table public.t drop constraint t_pkey;",
         "insert into public.t values (1, 'x') on conflict (id) do nothing;", "42P10",
         missing("constraint public.t.t_pkey"), ["constraint public.t.t_pkey"]),
    Case("sequence in a string", "create sequence public.s;\n" + T, "drop sequence public.s;",
         "alter table public.t alter id set default nextval('public.s');", "42P01", missing("sequence public.s"),
         ["sequence public.s"]),
    Case("extension of a type", T + "create extension citext with schema extensions;",
         "-- as: admin\ndrop extension citext;", "alter table public.t add c extensions.citext;", "42704",
         missing("extension citext", "1_a.sql:2"), ["extension citext"]),
    Case("enum label", "create type public.e as enum ('a', 'b');", "alter type public.e rename value 'b' to 'c';",
         "alter type public.e rename value 'b' to 'd';", "22023",
         f"The enum public.e differs: labels a, c in the database, a, b in the migrations. {SETTLE}", ["enum public.e"]),
]  # fmt: skip
USED = [
    Case("column of a policy", T, "alter table public.t enable row level security; create policy p on public.t using (a = 'x');",
         "alter table public.t drop column a;", "2BP01", f"{extra(POLICY, DEPENDS)} {IN_USE}", ["policy public.t.p"]),
    Case("type of a policy's column", T, "create policy p on public.t using (a = 'x');",
         "alter table public.t alter a type varchar(9);", "0A000", f"{extra(POLICY, DEPENDS)} {IN_USE}",
         ["policy public.t.p"]),
    Case("column of a view", T, VIEW, "alter table public.t drop column a;", "2BP01",
         f"{extra('view public.w', DEPENDS)} {IN_USE}", ["view public.w"]),
    Case("table of a view", T, VIEW, "drop table public.t;", "2BP01",
         f"{extra('view public.w', DEPENDS)} {IN_USE}", ["view public.w"]),
    Case("type of a view's column", T, VIEW, "alter table public.t alter column a type varchar(10);", "0A000",
         f"{extra('view public.w', DEPENDS)} {IN_USE}", ["view public.w"]),
    Case("function of a default", T + F, "alter table public.t alter a set default public.f(1)::text;",
         "drop function public.f(int);", "2BP01", f"{extra('column default public.t.a', DEPENDS)} {IN_USE}",
         ["column_default public.t.a"]),
    Case("schema of a table", "create schema app;", "create table app.x (id int);", "drop schema app;", "2BP01",
         f"{extra('table app.x', DEPENDS)} {IN_USE}", ["table app.x"]),
    Case("type of a column", "create type public.e as enum ('a');" + T, "alter table public.t add c public.e;",
         "drop type public.e;", "2BP01", f"{extra('column public.t.c', DEPENDS)} {IN_USE}", ["column public.t.c"]),
    Case("key of a table that somebody made", T,
         "create table public.hand (x int references public.t (id)); create table public.other (y int);",
         "alter table public.t drop constraint t_pkey;", "2BP01", f"{extra('table public.hand', DEPENDS)} {IN_USE}",
         ["table public.hand"]),
    Case("function of a default of a table that somebody made", F,
         "create table public.hand (x int default public.f(1)); create table public.other (y int);",
         "drop function public.f(int);", "2BP01", f"{extra('table public.hand', DEPENDS)} {IN_USE}", ["table public.hand"]),
]  # fmt: skip
ITSELF = [
    Case("Database Webhooks that are off", T, VIEW,
         "create trigger x after insert on public.t for each row execute function "
         "supabase_functions.http_request('http://x', 'POST', '{}', '{}', '1000');", "3F000",
         "supabase_functions comes with Database Webhooks: they are enabled in the dashboard, and for a replay by "
         "[experimental.webhooks] enabled = true in supabase/config.toml.", []),
    Case("a fault of the file", T, VIEW, "create index on public.t (nope);", "42703",
         "No migration adds a column nope to t, which 1_a.sql:1 makes, and the database has no such column.", []),
    Case("a name that exists nowhere", T, VIEW, "alter table public.t disable trigger nope;", "42704",
         "No migration makes nope, and the database does not have it.", []),
]  # fmt: skip
CASES = [*ALREADY, *TAKEN, *OTHERWISE, *UNFIT, *GONE, *USED, *ITSELF]
