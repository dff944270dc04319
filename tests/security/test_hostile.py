"""Hostile migrations: contained, and reported with file and line; the files after them run."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemasync.postgres.server import ADMIN, ShadowServer, embedded
from schemasync.replay.apply import FileResult, Replayer
from schemasync.replay.discover import Migration
from schemasync.replay.doors import Doors
from schemasync.replay.run import again
from schemasync.replay.watch import Bounds
from tests.conftest import binaries_of

_numbers = itertools.count(1)
SMALL = Bounds(seconds=1.0, bytes=100 << 20)
Run = Callable[..., tuple[list[FileResult], list[tuple[Any, ...]]]]


@pytest.fixture(scope="module", params=(15, 17, 18), ids=lambda major: f"pg{major}")
def shadow(request: pytest.FixtureRequest) -> Iterator[ShadowServer]:
    """What is contained by PostgreSQL's own rules differs by major."""
    with embedded(bindir=str(binaries_of(request.param).bindir)) as server:
        yield server


@pytest.fixture
def run(shadow: ShadowServer) -> Iterator[Run]:
    """Replay files in a database of their own; then the superuser asks."""
    made: list[str] = []

    def replay(*texts: str, ask: str = "SELECT 1", lenient: bool = False) -> tuple[list[FileResult], list[Any]]:
        database = f"hostile_{next(_numbers)}"
        shadow.create_database(database)
        made.append(database)
        files = [Migration(Path(f"{n}_x.sql"), f"{n}_x.sql", str(n), "x", sql) for n, sql in enumerate(texts, 1)]
        with shadow.connect(database, ADMIN) as admin:
            doors = Doors(admin)
            doors.install()
            replayer = Replayer(
                shadow.connect(database), doors, lambda: again(shadow, admin, database), lenient=lenient, bounds=SMALL
            )
            results = replayer.replay(files)
            replayer.connection.close()
            return results, admin.execute(ask.encode()).fetchall()

    yield replay
    with shadow.connect("template1", ADMIN) as connection:
        others = "SELECT datname FROM pg_database WHERE datname ~ '^storm'"
        for name in [*made, *(name for (name,) in connection.execute(others).fetchall())]:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


# Time, disk and memory


@pytest.mark.parametrize(
    "statement",
    [
        "DO $$ BEGIN LOOP END LOOP; END $$",
        "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT 1 FROM r) SELECT count(*) FROM r",
        "SET statement_timeout = 0; SELECT pg_sleep(1000)",
        "DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(100); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$",
        "CREATE TABLE big AS SELECT repeat(i::text, 50) FROM generate_series(1, 1000000000) i",
        "SELECT count(DISTINCT i) FROM generate_series(1, 1000000000) i",
        "\n".join(f"CREATE DATABASE storm{number};" for number in range(300)),
    ],
)
def test_bounds(run: Run, statement: str) -> None:
    results, _ = run(f"SELECT 1;\n{statement};", "CREATE TABLE after ();")
    error = results[0].error
    assert error is not None
    assert (error.sqlstate, error.line >= 2, error.message.startswith("stopped: it")) == ("57014", True, True), error
    assert "endless loop" in error.diagnosis
    assert results[1].error is None, "the next file runs"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT repeat('x', 2000000000)",
        "SELECT lpad('', 1 << 30)",
        "DO $$ DECLARE a text[]; BEGIN LOOP a := array_append(a, repeat('x', 100000000)); END LOOP; END $$",
    ],
)
def test_memory(run: Run, statement: str) -> None:
    results, _ = run(f"{statement};", "CREATE TABLE after ();")
    assert [result.status for result in results] == ["failed", "replayed"]


# Other machines and this one


@pytest.mark.parametrize(
    ("statement", "sqlstate"),
    [
        ("CREATE EXTENSION dblink; SELECT dblink_connect('host=127.0.0.1')", "0A000"),
        ("CREATE EXTENSION dblink; SELECT * FROM dblink('host=127.0.0.1', 'SELECT 1') t (i int)", "0A000"),
        (
            (
                "CREATE EXTENSION postgres_fdw; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1');"
                " CREATE USER MAPPING FOR postgres SERVER s; IMPORT FOREIGN SCHEMA public FROM SERVER s INTO public"
            ),
            "0A000",
        ),
        ("CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 password=x' PUBLICATION p", "0A000"),
        ("CREATE EXTENSION http; SELECT http_get('http://127.0.0.1')", "0A000"),
        ("COPY (SELECT 1) TO PROGRAM 'id'", "42501"),
        ("CREATE TABLE t (x text); COPY t FROM '/etc/passwd'", "42501"),
        ("SELECT pg_read_file('/etc/passwd')", "42501"),
        ("SELECT pg_read_binary_file('/etc/passwd')", "42501"),
        ("SELECT pg_ls_dir('/')", "42501"),
        ("SELECT lo_import('/etc/passwd')", "42501"),
        ("SELECT lo_export(lo_create(0), '/tmp/x')", "42501"),
        ("LOAD 'auto_explain'", "42501"),
        ("ALTER SYSTEM SET archive_command = 'id'", "42501"),
        ("CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc', 'system'", "42501"),
        ("CREATE FUNCTION f() RETURNS int LANGUAGE internal AS 'pg_postmaster_start_time'", "42501"),
        ("CREATE TABLESPACE t LOCATION '/tmp'", "42501"),
        ("SET dynamic_library_path = '/tmp'", "42501"),
        ("SET session_preload_libraries = 'x'", "42501"),
        ("SET ROLE supabase_admin", "42501"),
        ("SET ROLE schemasync_door", "42501"),
        ("SET SESSION AUTHORIZATION supabase_admin", "42501"),
        ("GRANT schemasync_door TO postgres", "42501"),
        ("GRANT supabase_storage_admin TO postgres", "42501"),
        ("GRANT pg_execute_server_program TO postgres", "42501"),
        ("ALTER ROLE postgres SUPERUSER", "42501"),
        ("CREATE ROLE boss SUPERUSER", "42501"),
        ("UPDATE pg_catalog.pg_authid SET rolsuper = true", "42501"),
        ("DROP SCHEMA schemasync CASCADE", "42501"),
        ("DROP OWNED BY schemasync_door", "42501"),
        ("UPDATE schemasync.extension SET definition = 'x'", "42501"),
        ("SELECT schemasync.install_stub('x', 'public', 'SELECT 1', '1')", "42501"),
        ("SELECT schemasync.give('DATABASE postgres')", "42501"),
        ("SELECT schemasync.tame()", "42501"),
        ("SELECT schemasync.open('guess')", "42501"),
        ("SELECT schemasync.as_service('SELECT 1', 'guess')", "42501"),
        ("CREATE OR REPLACE FUNCTION schemasync.tame() RETURNS void LANGUAGE sql AS ''", "42501"),
        ("SELECT schemasync.create_event_trigger('t', 'ddl_command_end', NULL, 'schemasync.guard()')", "42501"),
        ("SELECT schemasync.create_extension('file_fdw', 'public', false, false)", "42501"),
        ("ALTER EVENT TRIGGER schemasync_watch DISABLE", "42501"),
        (
            (
                "CREATE FUNCTION l() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                " CREATE EVENT TRIGGER l ON login EXECUTE FUNCTION l()"
            ),
            "0A000",
        ),
    ],
)
def test_kept_in(run: Run, statement: str, sqlstate: str) -> None:
    (result, after), _ = run(f"SELECT 1;\n{statement};", "CREATE TABLE after ();", lenient=True)
    assert result.error is not None
    assert (result.error.sqlstate, result.error.line) == (sqlstate, 2), result.error
    assert after.error is None


# None of the project's code runs as the superuser

TELL = """
CREATE TABLE public.told (who text);
GRANT ALL ON public.told TO PUBLIC;
CREATE FUNCTION public.tell() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO public.told VALUES (current_user); END $$;
CREATE EVENT TRIGGER tell ON ddl_command_end EXECUTE FUNCTION public.tell();
CREATE EVENT TRIGGER tell_start ON ddl_command_start EXECUTE FUNCTION public.tell();
"""
ALWAYS = "ALTER EVENT TRIGGER tell ENABLE ALWAYS; ALTER EVENT TRIGGER tell_start ENABLE REPLICA;"
DOORS = """
CREATE EXTENSION pg_trgm; ALTER EXTENSION pg_trgm SET SCHEMA extensions; COMMENT ON EXTENSION pg_trgm IS 'x';
CREATE EXTENSION pg_cron; CREATE EXTENSION pg_net; DROP EXTENSION pg_cron;
CREATE PUBLICATION p FOR ALL TABLES; CREATE FOREIGN DATA WRAPPER w;
CREATE POLICY p ON storage.objects USING (true);
DO $$ BEGIN EXECUTE 'CREATE POLICY q ON storage.objects USING (true)'; END $$;
"""
WHO = "SELECT DISTINCT who FROM public.told WHERE who <> 'postgres'"


@pytest.mark.parametrize("enabled", ["", ALWAYS])
def test_event_triggers_never_run_as_the_superuser(run: Run, enabled: str) -> None:
    again_enabled = enabled.join("\n" for _ in range(2))
    results, who = run(
        TELL + enabled, again_enabled + DOORS, "ALTER TABLE auth.users ADD x int;", ask=WHO, lenient=True
    )
    assert [result.error for result in results] == [None] * 3
    assert set(who) <= {("schemasync_door",)}


def test_validators_never_run_as_the_superuser(run: Run) -> None:
    results, who = run(
        TELL + "CREATE FUNCTION public.v(text[], oid) RETURNS void LANGUAGE plpgsql AS"
        " 'BEGIN INSERT INTO public.told VALUES (current_user); END';",
        "CREATE FOREIGN DATA WRAPPER w VALIDATOR public.v OPTIONS (a '1');",
        ask=WHO,
    )
    assert [result.error for result in results] == [None, None]
    assert who == []


def test_names_of_the_project_shadow_nothing_in_the_doors(run: Run) -> None:
    traps = "".join(
        f"CREATE FUNCTION public.{name} LANGUAGE plpgsql AS"
        " 'BEGIN INSERT INTO public.told VALUES (current_user); RETURN NULL; END';"
        for name in ("format(text, text) RETURNS text", "quote_ident(text) RETURNS text", "unnest(text[]) RETURNS text",
                     "concat_op(text, text) RETURNS text")
    )  # fmt: skip
    operator = "CREATE OPERATOR public.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = public.concat_op);"
    path = "SET search_path = public, pg_catalog;"
    results, who = run(TELL + traps + operator, path + DOORS, ask=WHO)
    assert [result.error for result in results] == [None, None]
    assert who == []


def test_webhooks_run_no_event_trigger(shadow: ShadowServer) -> None:
    """What the superuser makes for a file, between files, runs nothing of the project's."""
    shadow.create_database(database := f"storm_{next(_numbers)}")
    with shadow.connect(database, ADMIN) as admin, shadow.connect(database) as connection:
        doors = Doors(admin)
        doors.install()
        result = Replayer(connection, doors).run(Migration(Path("1_x.sql"), "1_x.sql", "1", "x", TELL + ALWAYS))
        assert result.error is None
        doors.hook()
        assert admin.execute(WHO.encode()).fetchall() == []


EVIL = '"a$$; alter role postgres superuser; select $$"'


@pytest.mark.parametrize("extension", ["pgjwt", "http", "wrappers"])
@pytest.mark.parametrize("name", [EVIL, '"a\'; b"', '"a""b"', r'"a\b"', '"a\nb"'])
def test_a_schema_s_name_stays_a_name(run: Run, extension: str, name: str) -> None:
    """A stand-in's text holds bodies and literals, in which no quoting of a name holds."""
    (made, result), rows = run(
        f"CREATE SCHEMA {name};",
        f"SET check_function_bodies = off;\nCREATE EXTENSION {extension} SCHEMA {name};",
        ask="SELECT FROM pg_catalog.pg_roles WHERE rolname = 'postgres' AND rolsuper",
    )
    assert made.error is None
    assert result.error is not None
    assert (result.error.sqlstate, rows) == ("22023", [])
