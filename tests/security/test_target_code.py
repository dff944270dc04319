"""No code of the database that is read ever runs: traps stand wherever a query of ours could meet one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from schemasync.core.sql import ident
from schemasync.introspect.session import reading_settings
from schemasync.introspect.snapshot import read_snapshot
from schemasync.migrations.history import UNREADABLE
from schemasync.migrations.target import read_target
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.plugins.servers import MAJORS, binaries_of

OWNER = "trap_owner"
"""Owns the database and its schemas, as `postgres` does on Supabase: no superuser."""
NAME = "traps"
TRAP = "BEGIN RAISE WARNING 'trap: %'; RAISE EXCEPTION 'trap: %'; END"
SAME = """
SELECT p.proname, pg_get_function_identity_arguments(p.oid) AS arguments,
       CASE WHEN p.proretset THEN 'SETOF ' ELSE '' END || format_type(p.prorettype, NULL) AS result, p.prokind
FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f' AND NOT p.proretset
    AND p.proargmodes IS NULL AND p.prorettype <> ALL ('{internal,cstring,trigger,event_trigger,language_handler,fdw_handler,index_am_handler,table_am_handler,tsm_handler}'::regtype[])
    AND NOT p.proargtypes::oid[] && '{internal,cstring}'::regtype[]::oid[]
"""
"""Every function of PostgreSQL that SQL can call and PL/pgSQL can copy."""
OPERATORS = """
SELECT o.oprname, format_type(o.oprleft, NULL), format_type(o.oprright, NULL), p.proname
FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
WHERE o.oprnamespace = 'pg_catalog'::regnamespace AND o.oprleft <> 0
"""
NEARER = (
    "oid",
    "bigint",
    "integer",
    "smallint",
    "text",
    "name",
    "regclass",
    "regproc",
    "regtype",
    "regrole",
    "xid",
    '"char"',
    "boolean",
)
"""Types between which PostgreSQL has no operator of its own: one that fits exactly is preferred to a conversion."""
SIGNS = ("=", "<>", "||", "~", "!~", "<", ">", ">=", "<=", "+", "-", "&", "|", "<<", ">>", "->>")


TRANSACTION_TIMEOUT = 17
"""First major version with that parameter."""


@pytest.fixture(scope="module", params=MAJORS, ids=lambda major: f"pg{major}")
def server(request: pytest.FixtureRequest) -> Iterator[ShadowServer]:
    with embedded(bindir=str(binaries_of(request.param).bindir)) as running:
        yield running


@pytest.fixture(scope="module")
def trapped(server: ShadowServer) -> str:
    """URL of a database with traps, for a role without any rights of its own; whose sessions find the traps first."""
    server.create_database(NAME)
    real = ident(server.real_name(NAME))
    with server.connect(NAME, ADMIN) as admin:
        for statement in (
            f"CREATE ROLE {OWNER} LOGIN CREATEROLE PASSWORD 'x'", "CREATE ROLE trap_reader LOGIN PASSWORD 'traps'",
            f"ALTER DATABASE {real} OWNER TO {OWNER}", f"ALTER DATABASE {real} SET log_min_messages = 'warning'",
            f"GRANT CREATE ON SCHEMA public TO {OWNER}", f"GRANT {OWNER} TO {ADMIN}",
            f"ALTER DATABASE {real} SET search_path = evil, public, pg_catalog",
            f"SET ROLE {OWNER}", "CREATE SCHEMA evil", "GRANT USAGE ON SCHEMA evil TO PUBLIC",
        ):  # fmt: skip
            admin.execute(statement.encode())
        _functions(admin)
        _operators(admin)
        _objects(admin)
    return f"{server.url(NAME).replace('user=postgres', 'user=trap_reader').partition(' password=')[0]} password=traps"


def _try(admin: psycopg.Connection[Any], text: str) -> bool:
    try:
        admin.execute(text.encode())
    except psycopg.Error:
        return False
    return True


def _functions(admin: psycopg.Connection[Any]) -> None:
    rows = admin.execute(SAME).fetchall()
    made = 0
    admin.execute(b"SET check_function_bodies = off")
    for name, arguments, result, _ in rows:
        body = TRAP.replace("%", name)
        made += _try(
            admin, f"CREATE FUNCTION evil.{ident(name)}({arguments}) RETURNS {result} LANGUAGE plpgsql AS $$ {body} $$"
        )
    assert made > 1_500, made


def _operators(admin: psycopg.Connection[Any]) -> None:
    made = 0
    for sign, left, right, function in admin.execute(OPERATORS).fetchall():
        made += _try(
            admin,
            f"CREATE OPERATOR evil.{sign} (LEFTARG = {left}, RIGHTARG = {right}, FUNCTION = evil.{ident(function)})",
        )
    assert made > 400, made
    for left in NEARER:
        for right in NEARER:
            body = TRAP.replace("%", f"{left} {right}")
            text = f"CREATE FUNCTION evil.trap(a {left}, b {right}) RETURNS boolean LANGUAGE plpgsql AS $$ {body} $$"
            admin.execute(text.encode())
            for sign in SIGNS:
                _try(admin, f"CREATE OPERATOR evil.{sign} (LEFTARG = {left}, RIGHTARG = {right}, FUNCTION = evil.trap)")
                _try(
                    admin, f"CREATE OPERATOR public.{sign} (LEFTARG = {left}, RIGHTARG = {right}, FUNCTION = evil.trap)"
                )


def _objects(admin: psycopg.Connection[Any]) -> None:
    """Tables, views and types by the names of the catalogs; objects whose printing could call something."""
    catalogs = admin.execute("SELECT relname::text FROM pg_catalog.pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind IN ('r', 'v')")  # fmt: skip
    body = TRAP.replace("%", "view")
    admin.execute(f"CREATE FUNCTION evil.run() RETURNS integer LANGUAGE plpgsql AS $$ {body} $$".encode())
    for (name,) in catalogs.fetchall():
        _try(admin, f"CREATE VIEW evil.{ident(name)} AS SELECT c.*, evil.run() FROM pg_catalog.{ident(name)} c")
    for text in (
        "CREATE DOMAIN evil.word AS text DEFAULT evil.run()::text CHECK (evil.run() OPERATOR(pg_catalog.=) 1)",
        "CREATE TYPE evil.text AS ENUM ('a')", "CREATE TYPE evil.pair AS (a integer, b evil.word)",
        "CREATE CAST (evil.pair AS text) WITH FUNCTION evil.of_pair(evil.pair) AS IMPLICIT",
        "CREATE TABLE public.t (i integer DEFAULT evil.run(), j evil.word, k evil.text, CHECK (evil.run() OPERATOR(pg_catalog.=) 1))",
        "CREATE VIEW public.v AS SELECT evil.run() AS i FROM public.t",
        "CREATE MATERIALIZED VIEW public.m AS SELECT evil.run() AS i WITH NO DATA",
        "CREATE POLICY p ON public.t USING (evil.run() OPERATOR(pg_catalog.=) 1)", "ALTER TABLE public.t ENABLE ROW LEVEL SECURITY",
        "CREATE RULE r AS ON INSERT TO public.t DO ALSO SELECT evil.run()",
    ):  # fmt: skip
        if "CREATE CAST" in text:
            body = TRAP.replace("%", "cast")
            admin.execute(
                f"CREATE FUNCTION evil.of_pair(evil.pair) RETURNS text LANGUAGE plpgsql AS $$ {body} $$".encode()
            )
        admin.execute(text.encode())


HISTORIES = {
    "view": "CREATE VIEW supabase_migrations.schema_migrations AS SELECT evil.run()::text AS version",
    "materialized view": "CREATE MATERIALIZED VIEW supabase_migrations.schema_migrations AS SELECT evil.run()::text AS version WITH NO DATA",
    "policy": (
        "CREATE TABLE supabase_migrations.schema_migrations (version text); GRANT SELECT ON supabase_migrations.schema_migrations TO PUBLIC;"
        "INSERT INTO supabase_migrations.schema_migrations VALUES ('1');"
        "ALTER TABLE supabase_migrations.schema_migrations ENABLE ROW LEVEL SECURITY;"
        "CREATE POLICY p ON supabase_migrations.schema_migrations USING (evil.run() OPERATOR(pg_catalog.=) 1)"
    ),
    "domain": "CREATE TABLE supabase_migrations.schema_migrations (version evil.word)",
    "type of another schema": "CREATE TABLE supabase_migrations.schema_migrations (version evil.text)",
    "composite type with a cast": "CREATE TABLE supabase_migrations.schema_migrations (version text, name evil.pair)",
    "array of domains": "CREATE TABLE supabase_migrations.schema_migrations (version text, statements evil.word[])",
    "partitioned": (
        "CREATE TABLE supabase_migrations.schema_migrations (version text) PARTITION BY RANGE (version)"
    ),
    "inherited": (
        "CREATE TABLE supabase_migrations.schema_migrations (version text);"
        "CREATE TABLE supabase_migrations.child () INHERITS (supabase_migrations.schema_migrations)"
    ),
    "sequence": "CREATE SEQUENCE supabase_migrations.schema_migrations",
}  # fmt: skip
SOUND = "CREATE TABLE supabase_migrations.schema_migrations (version text DEFAULT evil.run()::text); INSERT INTO supabase_migrations.schema_migrations VALUES ('1')"


def log(server: ShadowServer) -> str:
    from pathlib import Path

    return (Path(server.host) / "server.log").read_text()


def assert_quiet(server: ShadowServer, *texts: str) -> None:
    """No trap ran, nor is one of their messages in what was read."""
    assert "trap:" not in log(server), [
        line for line in log(server).splitlines() if "trap:" in line or "CONTEXT" in line
    ][-3:]
    assert not [text for text in texts if "trap:" in text]


@pytest.mark.parametrize("name", ["sound", *HISTORIES])
def test_reading_runs_nothing(server: ShadowServer, trapped: str, name: str) -> None:
    with server.connect(NAME, ADMIN) as admin:
        admin.execute(b"SET ROLE trap_owner")
        admin.execute(b"CREATE SCHEMA supabase_migrations")
        admin.execute(b"GRANT USAGE ON SCHEMA supabase_migrations TO PUBLIC")
        admin.execute((SOUND if name == "sound" else HISTORIES[name]).encode())
        if name == "sound":
            admin.execute(b"GRANT SELECT ON ALL TABLES IN SCHEMA supabase_migrations TO PUBLIC")
    try:
        target = read_target(trapped)
    finally:
        with server.connect(NAME, ADMIN) as admin:
            admin.execute(b"DROP SCHEMA supabase_migrations CASCADE")
    reasons = [f"{item.description} {item.reason}" for item in target.snapshot.unmodeled]
    assert_quiet(server, target.history.reason, *reasons)
    assert (target.history.state == UNREADABLE) == (name != "sound"), target.history
    assert len(target.snapshot.objects) > 1_500


TABLES = {
    "storage.buckets": ("id evil.word", "id text, public boolean GENERATED ALWAYS AS (true) STORED, name evil.text"),
    "cron.job": ("jobid bigint, command evil.word", "jobid bigint, schedule evil.pair"),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_the_platform_run_nothing(server: ShadowServer, trapped: str, name: str) -> None:
    schema = name.partition(".")[0]
    for columns in TABLES[name]:
        with server.connect(NAME, ADMIN) as admin:
            admin.execute(
                f"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema} AUTHORIZATION {OWNER}".encode()
            )
            admin.execute(f"GRANT USAGE ON SCHEMA {schema} TO PUBLIC".encode())
            admin.execute(f"SET ROLE {OWNER}".encode())
            admin.execute(f"CREATE TABLE {name} ({columns}); GRANT SELECT ON {name} TO PUBLIC".encode())
        target = read_target(trapped)
        assert_quiet(server, *(f"{item.description} {item.reason}" for item in target.snapshot.unmodeled))


def test_objects_that_no_kind_reads_are_named_by_our_own_functions(server: ShadowServer, trapped: str) -> None:
    """They are asked for after the transaction of the snapshot, whose settings are gone then."""
    with server.connect(NAME, ADMIN) as admin:
        admin.execute(b"CREATE TABLE IF NOT EXISTS public.owner_of_row (); INSERT INTO pg_catalog.pg_depend SELECT 2620, 999999, 0, 1259, 'public.owner_of_row'::regclass, 0, 'n' WHERE false")  # fmt: skip
    with psycopg.connect(trapped, autocommit=True) as connection:
        from schemasync.introspect.unmodeled import describe

        found = describe(connection, [(1259 << 48) | (1259 << 16)])
    assert found
    assert_quiet(server, *(item.description for item in found))
    with psycopg.connect(trapped, autocommit=True) as connection:
        read_snapshot(connection)
    assert_quiet(server)


def test_no_setting_of_the_role_ends_the_reading(server: ShadowServer) -> None:
    """A timeout of the role's counts no longer once the transaction has begun."""
    timeouts = {"idle_in_transaction_session_timeout": "1min"}
    if server.major >= TRANSACTION_TIMEOUT:
        timeouts["transaction_timeout"] = "0"
    with server.connect() as connection:
        for name in timeouts:
            connection.execute(f"SET {name} = '100ms'".encode())
        for statement in ("BEGIN READ ONLY", *reading_settings(connection.info.server_version)):
            connection.execute(statement.encode())
        found = {name: connection.execute(f"SHOW {name}".encode()).fetchone() for name in timeouts}
    assert found == {name: (value,) for name, value in timeouts.items()}
