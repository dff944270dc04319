"""Hostile migrations: contained, and reported with file and line; the files after them run."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.config.settings import settings_from
from schemasync.migrations.target import read_target, save_target
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from tests.security.hostile.conftest import Run

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
        ("SET SESSION AUTHORIZATION supabase_admin", "42501"),
        ("GRANT supabase_storage_admin TO postgres", "42501"),
        ("GRANT pg_execute_server_program TO postgres", "42501"),
        ("ALTER ROLE postgres SUPERUSER", "42501"),
        ("CREATE ROLE boss SUPERUSER", "42501"),
        ("UPDATE pg_catalog.pg_authid SET rolsuper = true", "42501"),
        ("DROP SCHEMA schemasync CASCADE", "42501"),
        ("DROP OWNED BY supabase_admin", "42501"),
        ("UPDATE schemasync.extension SET definition = 'x'", "42501"),
        ("SELECT schemasync.install_stub('x', 'public', 'SELECT 1', '1')", "42501"),
        ("SELECT schemasync.transfer_ownership('DATABASE postgres')", "42501"),
        ("SELECT schemasync.silence_event_triggers()", "42501"),
        ("SELECT schemasync.service_fingerprint()", "42501"),
        ("SELECT schemasync.grant_service_roles(true)", "42501"),
        ("SELECT schemasync.grant_service_roles($1)", "08P01"),
        ("PREPARE p AS SELECT schemasync.grant_service_roles($1); EXECUTE p(true)", "42501"),
        ("DO $$ BEGIN EXECUTE 'SELECT schemasync.grant_service_roles($1)' USING true; END $$", "42501"),
        ("INSERT INTO schemasync.marks (id, own_transaction) VALUES (1000, false)", "23514"),
        ("INSERT INTO schemasync.marks (id, own_transaction) VALUES ($1, $2)", "08P01"),
        (
            "PREPARE p AS INSERT INTO schemasync.marks (id, own_transaction) VALUES ($1, $2); EXECUTE p(1000, false)",
            "23514",
        ),
        (
            "DO $$ BEGIN EXECUTE 'INSERT INTO schemasync.marks (id, own_transaction) VALUES ($1, $2)' USING 1000, false; END $$",
            "23514",
        ),
        ("INSERT INTO schemasync.marks VALUES (1000, false, 1)", "42501"),
        ("DELETE FROM schemasync.marks", "42501"),
        ("TRUNCATE schemasync.marks", "42501"),
        ("SELECT schemasync.prepare_subscription()", "42501"),
        ("SELECT schemasync.subscribe('SELECT 1')", "42501"),
        ("SET allow_system_table_mods = on", "42501"),
        ("ALTER ROLE postgres SET allow_system_table_mods = on", "42501"),
        ("DO $$ BEGIN ALTER ROLE postgres SET allow_system_table_mods = on; END $$", "42501"),
        (
            "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET allow_system_table_mods = on'; END $$",
            "42501",
        ),
        ("CREATE OR REPLACE FUNCTION schemasync.silence_event_triggers() RETURNS void LANGUAGE sql AS ''", "42501"),
        (
            "SELECT schemasync.create_event_trigger('t', 'ddl_command_end', NULL, 'schemasync.guard_service_schemas()')",
            "42501",
        ),
        ("SELECT schemasync.create_extension('file_fdw', 'public', false, false)", "42501"),
        ("CREATE EXTENSION citext SCHEMA schemasync", "3F000"),
        ("ALTER EXTENSION pgcrypto SET SCHEMA schemasync", "3F000"),
        ("CREATE PUBLICATION p FOR TABLES IN SCHEMA schemasync", "3F000"),
        ("DO $$ BEGIN GRANT pg_execute_server_program TO postgres; END $$", "42501"),
        ("DO $$ BEGIN CREATE ROLE x IN ROLE pg_read_server_files; END $$", "42501"),
        ("DO $$ BEGIN ALTER ROLE supabase_admin PASSWORD 'x'; END $$", "42501"),
        ("DO $$ BEGIN ALTER ROLE ALL SET search_path = x; END $$", "42501"),
        ("DO $$ BEGIN EXECUTE 'ALTER EVENT TRIGGER schemasync_log DISABLE'; END $$", "42501"),
        ("ALTER EVENT TRIGGER schemasync_log DISABLE", "42501"),
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


# What tells the origins


def test_a_migration_cannot_spoil_the_origins(run: Run) -> None:
    forged = "DO $$ BEGIN INSERT INTO schemasync.marks (id, own_transaction) SELECT n, false FROM generate_series(3, 9) n; EXCEPTION WHEN check_violation THEN NULL; END $$"
    results, rows = run(
        f"SET schemasync.installing = on;\n{forged};\nCREATE TABLE public.seen ();\nSELECT 1;",
        ask="SELECT mark FROM schemasync.log WHERE objid = 'public.seen'::regclass",
    )
    assert results[0].error is None
    assert rows == [(3,)]


# Settings for sessions to come


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot of a project with one table, so that it is not new, and nothing is pending."""
    path = tmp_path_factory.mktemp("nothing") / "d.snapshot"
    with embedded() as server:
        with server.connect() as connection:
            connection.execute("CREATE TABLE public.there ()")
        save_target(path, read_target(server.url()))
    return path


@pytest.mark.parametrize("whose", ["DATABASE postgres", "ROLE postgres"])
@pytest.mark.parametrize(
    "setting",
    ["statement_timeout = '1ms'", "idle_session_timeout = '1ms'", "idle_in_transaction_session_timeout = '1ms'",
     "default_transaction_read_only = on", "role = 'anon'"],
)  # fmt: skip
def test_settings_of_a_migration_do_not_disturb_ours(nothing: Path, tmp_path: Path, whose: str, setting: str) -> None:
    (tmp_path / "1_a.sql").write_text(
        "CREATE TABLE public.a (id int); INSERT INTO storage.buckets (id, name) VALUES ('b', 'b');\n"
        f"ALTER {whose} SET {setting};"
    )
    result = check(settings_from(migrations=tmp_path, database_url=str(nothing)))
    assert [each.error for each in result.replayed.results] == [None]
    assert result.repair.proven, result.repair.reason
    assert {finding.ref.path[-1] for finding in result.findings} >= {"a", "b"}


HOARD = """DO $$ DECLARE i int := 0; BEGIN LOOP BEGIN PERFORM pg_advisory_lock(i); i := i + 1;
EXCEPTION WHEN out_of_memory THEN EXIT; END; END LOOP; END $$;"""


@pytest.mark.parametrize("loop", [HOARD, "SELECT count(pg_advisory_lock(i)) FROM generate_series(1, 10000000) i;"])
def test_locks_of_a_session_leave_room_for_ours(nothing: Path, tmp_path: Path, loop: str) -> None:
    """They outlive a transaction, and the server has one table of locks for all sessions."""
    (tmp_path / "1_a.sql").write_text("CREATE TABLE public.a (id int);")
    (tmp_path / "2_b.sql").write_text(loop)
    result = check(settings_from(migrations=tmp_path, database_url=str(nothing)))
    assert [each.error is None for each in result.replayed.results] == [True, False]
    assert "a" in {finding.ref.path[-1] for finding in result.findings}
