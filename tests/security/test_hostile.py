"""Hostile migrations: contained, and reported with file and line; the files after them run."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemasync.config.settings import settings_from
from schemasync.diagnose.explain import explain
from schemasync.migrations.discover import Migration
from schemasync.migrations.target import read_target, save_target
from schemasync.pipeline import check
from schemasync.postgres.embedded import ADMIN, ShadowServer, embedded
from schemasync.replay.limits import Limits
from schemasync.replay.runner import FileResult, Replayer
from schemasync.replay.stage import reconnect
from schemasync.supautils.privileged_calls import PrivilegedCalls
from tests.plugins.servers import binaries_of

_numbers = itertools.count(1)
SMALL = Limits(seconds=1.0, bytes=100 << 20)
Run = Callable[..., tuple[list[FileResult], list[tuple[Any, ...]]]]


@pytest.fixture(scope="module", params=(15, 17, 18), ids=lambda major: f"pg{major}")
def shadow(request: pytest.FixtureRequest) -> Iterator[ShadowServer]:
    """Containment by PostgreSQL's own rules differs by major."""
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
            privileged_calls = PrivilegedCalls(admin)
            privileged_calls.install()
            replayer = Replayer(
                shadow.connect(database),
                privileged_calls,
                lambda: reconnect(shadow, admin, database),
                lenient=lenient,
                bounds=SMALL,
            )
            results = [*explain(replayer.replay(files), files)]
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
    assert who == []


@pytest.mark.parametrize("enabled", ["", ALWAYS])
@pytest.mark.parametrize("command", ["CREATE EXTENSION hstore", "ALTER EXTENSION citext UPDATE"])
def test_a_trusted_script_runs_beside_no_event_trigger(run: Run, command: str, enabled: str) -> None:
    """PostgreSQL runs the script as the superuser; no privileged call silences what a statement that is put together sets off."""

    def hidden(text: str) -> str:
        return f"DO $x$ BEGIN EXECUTE concat($${text[:3]}$$, $${text[3:]}$$); END $x$;"

    results, who = run(
        hidden("CREATE EXTENSION citext VERSION '1.4'"),
        TELL + enabled,
        hidden(command),
        "DROP EVENT TRIGGER tell; DROP EVENT TRIGGER tell_start;",
        hidden(command),
        ask=WHO,
    )
    assert [result.error.sqlstate if result.error else None for result in results] == [None, None, "42501", None, None]
    assert who == []


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
    """Statements of the superuser between files run nothing of the project's."""
    shadow.create_database(database := f"storm_{next(_numbers)}")
    with shadow.connect(database, ADMIN) as admin, shadow.connect(database) as connection:
        privileged_calls = PrivilegedCalls(admin)
        privileged_calls.install()
        result = Replayer(connection, privileged_calls).run(
            Migration(Path("1_x.sql"), "1_x.sql", "1", "x", TELL + ALWAYS)
        )
        assert result.error is None
        privileged_calls.install_webhooks()
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


# Rights that the services' roles have, for the length of a statement and for policies alone

MADE = "SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = 'mine'"
LASTING = {
    "role": "SET ROLE supabase_storage_admin",
    "owners": "REASSIGN OWNED BY supabase_storage_admin TO postgres",
    "ours": "REASSIGN OWNED BY postgres TO supabase_storage_admin",
    "privileges": "GRANT INSERT ON storage.objects TO PUBLIC",
    "column": "GRANT UPDATE (name) ON storage.objects TO anon",
    "schema": "GRANT CREATE ON SCHEMA storage TO postgres",
    "defaults": "ALTER DEFAULT PRIVILEGES FOR ROLE supabase_storage_admin GRANT ALL ON TABLES TO anon",
    "rule": "CREATE RULE r AS ON INSERT TO storage.objects DO INSTEAD NOTHING",
    "call": "PERFORM schemasync.grant_service_roles(false)",
    "type": "REVOKE USAGE ON TYPE auth.factor_type FROM PUBLIC",
    "child": "CREATE TABLE public.mine () INHERITS (auth.users)",
    "statistics": "CREATE STATISTICS public.mine ON id, email FROM auth.users",
}


@pytest.mark.parametrize("what", LASTING.values(), ids=LASTING)
def test_lent_rights_do_not_outlast_their_statement(run: Run, what: str) -> None:
    policy = "EXECUTE 'CREATE POLICY p ON storage.objects USING (true)';"
    (result, after), rows = run(
        f"DO $$ BEGIN {policy} {what}; END $$;\nRESET ROLE;",
        "ALTER TABLE storage.objects ADD mine int;",
        ask=MADE
        + " UNION ALL SELECT 'p' FROM pg_policy UNION ALL SELECT rulename FROM pg_rules WHERE schemaname = 'storage'",
    )
    assert result.error is not None
    assert after.error is not None
    assert (result.error.sqlstate, after.error.sqlstate, rows) == ("42501", "42501", [])


def test_lent_rights_are_not_kept_by_a_commit(run: Run) -> None:
    kept = """CREATE PROCEDURE public.keep() LANGUAGE plpgsql AS $$ BEGIN
        EXECUTE 'CREATE POLICY p ON storage.objects USING (true)'; COMMIT; RAISE EXCEPTION 'kept'; END $$;"""
    policy = "DO $$ BEGIN EXECUTE 'CREATE POLICY q ON storage.objects USING (true)'; END $$;"
    results, rows = run(
        kept, "CALL public.keep();", "SET ROLE supabase_storage_admin;", policy,
        ask="SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'postgres'::regrole AND roleid::regrole::text ~ '^supabase_(auth|storage)_admin'",
    )  # fmt: skip
    assert [result.error is None for result in results] == [True, False, False, True]
    assert rows == []


@pytest.mark.parametrize(
    "way",
    [
        (
            "CREATE DOMAIN public.evil AS text CHECK (public.add(VALUE));\n"
            "CREATE POLICY p ON storage.objects USING ('{x}'::public.evil[] IS NOT NULL);"
        ),
        (
            "CREATE FUNCTION public.fire() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM public.add(NULL); END';\n"
            "CREATE EVENT TRIGGER fire ON ddl_command_end WHEN TAG IN ('CREATE POLICY') EXECUTE FUNCTION public.fire();"
            "ALTER EVENT TRIGGER fire ENABLE ALWAYS;\nCREATE POLICY p ON storage.objects USING (true);"
        ),
    ],
    ids=["domain", "event trigger"],
)
def test_code_beside_a_policy_changes_no_service_s_table(run: Run, way: str) -> None:
    (result,), rows = run(
        "CREATE FUNCTION public.add(text) RETURNS boolean LANGUAGE plpgsql AS"
        f" 'BEGIN ALTER TABLE auth.users ADD mine int; RETURN true; END';\n{way}",
        ask=MADE,
    )
    assert result.error is not None
    assert (result.error.sqlstate, rows) == ("42501", [])


CATCH = """
CREATE TABLE public.caught (said text);
CREATE FUNCTION public.catch() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE context text;
BEGIN
    IF EXISTS (SELECT FROM public.caught) THEN RETURN; END IF;
    INSERT INTO public.caught VALUES (current_setting('schemasync.pass', true));
    SET log_parameter_max_length_on_error = -1;
    BEGIN PERFORM 1 / 0; EXCEPTION WHEN others THEN GET STACKED DIAGNOSTICS context = PG_EXCEPTION_CONTEXT; END;
    INSERT INTO public.caught VALUES (context);
    BEGIN
        CREATE SUBSCRIPTION mine CONNECTION 'host=127.0.0.1 password=x' PUBLICATION p WITH (connect = false);
    EXCEPTION WHEN feature_not_supported OR insufficient_privilege THEN NULL;
    END;
END $$;
CREATE EVENT TRIGGER catch ON ddl_command_start WHEN TAG IN ('CREATE POLICY', 'CREATE SUBSCRIPTION') EXECUTE FUNCTION public.catch();
ALTER EVENT TRIGGER catch ENABLE ALWAYS;
"""


@pytest.mark.parametrize("statement", [
    "CREATE POLICY p ON storage.objects USING (true)",
    "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 password=x' PUBLICATION p WITH (connect = false, slot_name = NONE)",
])  # fmt: skip
def test_there_is_nothing_to_catch(run: Run, statement: str) -> None:
    """No password of ours is seen by what fires beside our calls, and nothing gets past with them."""
    _, rows = run(
        CATCH, f"{statement};", "DROP SUBSCRIPTION IF EXISTS s;",
        ask="SELECT said FROM public.caught WHERE said ~ 'parameters|[[:alnum:]_-]{32}' UNION ALL SELECT subname FROM pg_subscription WHERE subname = 'mine'",
    )  # fmt: skip
    assert rows == []


# What tells the origins


def test_a_publication_of_all_tables_hinders_none_of_ours(run: Run) -> None:
    results, _ = run("CREATE PUBLICATION p FOR ALL TABLES;", "CREATE POLICY p ON storage.objects USING (true);")
    assert [result.error for result in results] == [None, None]


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
