"""Rights of the project's role in a replay: what Supabase allows beyond PostgreSQL, refuses, and allowed in the past."""

from __future__ import annotations

import pytest

from tests.plugins.replays import Replay
from tests.references import reference


def test_policies_on_storage(replayed: Replay) -> None:
    done = replayed(
        "CREATE POLICY \"Öffentlich\" ON storage.objects FOR SELECT TO anon USING (bucket_id = 'avatars');",
        "ALTER POLICY \"Öffentlich\" ON storage.objects USING (bucket_id = 'it''s');",
        "COMMENT ON POLICY \"Öffentlich\" ON storage.objects IS 'x';",
        'CREATE POLICY b ON storage.buckets USING (true); DROP POLICY "Öffentlich" ON storage.objects;',
        "CREATE POLICY m ON realtime.messages USING (true);",
        "DROP POLICY IF EXISTS nowhere ON storage.objects;",
    )
    assert [result.error for result in done.results] == [None] * 6
    assert done.rows("SELECT polname FROM pg_policy ORDER BY 1") == [("b",), ("m",)]


@pytest.mark.xfail(reason="PostgreSQL tells no place for a utility statement inside EXECUTE", strict=True)
def test_place_of_an_error_in_a_privileged_call(replayed: Replay) -> None:
    error = replayed("SELECT 1;\nCREATE POLICY p ON storage.objects\n  USING (nope = 1);").error()
    assert (error.line, error.column, error.sqlstate) == (3, 10, "42703")


def test_privileged_calls_see_the_search_path(replayed: Replay) -> None:
    done = replayed(
        "CREATE FUNCTION mine() RETURNS boolean LANGUAGE sql AS 'SELECT true';\n"
        "CREATE POLICY p ON storage.objects USING (mine());"
    )
    assert done.results[0].error is None


def test_trigger_on_auth_users(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE profiles (id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE);\n"
        "CREATE FUNCTION handle_new_user() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN NEW; END $$;\n"
        "CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION handle_new_user();",
        "DROP TRIGGER on_auth_user_created ON auth.users;\n"
        "CREATE TRIGGER again AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION handle_new_user();",
    )
    assert [result.error for result in done.results] == [None, None]
    assert done.rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = 'auth.users'::regclass") == [
        ("again",)
    ]


def test_realtime_publication(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE a (i int PRIMARY KEY); ALTER PUBLICATION supabase_realtime ADD TABLE a;",
        "ALTER TABLE a REPLICA IDENTITY FULL;",
        "DROP PUBLICATION IF EXISTS supabase_realtime; CREATE PUBLICATION supabase_realtime;",
    )
    assert [result.error for result in done.results] == [None] * 3


def test_buckets_and_jobs_are_rows(replayed: Replay) -> None:
    done = replayed(
        "INSERT INTO storage.buckets (id, name, public) VALUES ('avatars', 'avatars', true) ON CONFLICT DO NOTHING;"
    )
    assert done.results[0].error is None


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE PUBLICATION p FOR ALL TABLES WITH (publish = 'insert')",
        "CREATE SCHEMA s; CREATE PUBLICATION p FOR TABLES IN SCHEMA s; DROP PUBLICATION p",
        "CREATE FOREIGN DATA WRAPPER w NO HANDLER OPTIONS (a '1')",
        "SET session_replication_role = replica",
        "ALTER ROLE authenticator SET pgrst.db_schemas = 'public, api'",
        "ALTER ROLE anon SET statement_timeout = '5s'",
        """CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
        CREATE EVENT TRIGGER t ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION e();
        ALTER EVENT TRIGGER t DISABLE; DROP EVENT TRIGGER t""",
        (
            "CREATE EXTENSION postgres_fdw WITH SCHEMA extensions; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw"
            " OPTIONS (host 'h'); CREATE FOREIGN TABLE f (i int) SERVER s; DROP EXTENSION postgres_fdw CASCADE"
        ),
        "CREATE EXTENSION pg_trgm; ALTER EXTENSION pg_trgm SET SCHEMA extensions; ALTER EXTENSION pg_trgm UPDATE",
        "COMMENT ON EXTENSION pgcrypto IS 'x'; COMMENT ON EXTENSION \"uuid-ossp\" IS NULL",
        "ALTER PUBLICATION supabase_realtime ADD TABLE storage.objects",
        (
            "DO $$ BEGIN IF true THEN CREATE EXTENSION IF NOT EXISTS pg_cron; END IF; PERFORM cron.schedule('* * * * *', 'x');"
            " END $$"
        ),
        "DO $$ BEGIN CREATE POLICY p ON storage.objects USING (true); EXECUTE 'DROP POLICY p ON storage.objects'; END $$",
    ],
)
def test_what_supautils_allows(replayed: Replay, statement: str) -> None:
    """platform.md section 4, "Allowed via supautils"."""
    assert replayed(f"{statement};").results[0].error is None


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE auth.x ()",
        "ALTER TABLE auth.users ADD x int",
        "CREATE INDEX ON auth.users (email)",
        "COMMENT ON TABLE storage.objects IS 'x'",
        "CREATE POLICY p ON vault.secrets USING (true)",
        "SET ROLE supabase_admin",
        "ALTER SYSTEM SET work_mem = '1MB'",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY (SELECT 1) TO '/tmp/x'",
        "SELECT pg_read_file('/etc/passwd')",
        "CREATE FUNCTION c() RETURNS int LANGUAGE c AS 'x', 'y'",
        "CREATE ROLE boss SUPERUSER",
        "GRANT supabase_admin TO postgres",
        "ALTER ROLE supabase_admin PASSWORD 'x'",
        "CREATE EXTENSION file_fdw WITH SCHEMA extensions",
        "CREATE EXTENSION amcheck WITH SCHEMA extensions",
        "DROP SCHEMA schemasync CASCADE",
        "DROP EVENT TRIGGER schemasync_log",
        "ALTER ROLE anon LOGIN",
        "ALTER USER authenticator INHERIT",
        "ALTER ROLE postgres PASSWORD 'x'",
        "DROP ROLE service_role",
        "ALTER ROLE anon RENAME TO nona",
        "CREATE POLICY p ON storage.migrations USING (true)",
        "DO $$ BEGIN CREATE POLICY p ON storage.objects USING (true); CREATE TABLE auth.x (); END $$",
        "DO $$ BEGIN ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY; END $$",
        "DO $$ BEGIN CREATE POLICY p ON storage.objects USING (true); DROP TABLE auth.users CASCADE; END $$",
        "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1' PUBLICATION p",
        "DO $$ BEGIN CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (create_slot = false); END $$",
        "SET ROLE authenticated; CREATE EXTENSION citext",
    ],
)
def test_what_supabase_refuses(replayed: Replay, statement: str) -> None:
    """platform.md section 4, "Fails 42501"."""
    error = replayed(f"{statement};").error()
    assert error.sqlstate in ("42501", "0A000"), error


ONCE = [
    "CREATE FUNCTION auth.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1';",
    "CREATE TABLE IF NOT EXISTS storage.mine (id integer);",
    "ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;",
    "CREATE INDEX mine ON auth.users (phone);",
    "COMMENT ON TABLE auth.users IS 'people';",
    "DELETE FROM storage.objects WHERE bucket_id = 'old';",
    "DELETE FROM storage.buckets WHERE id = 'old';",
]


@pytest.mark.parametrize("statement", ONCE)
def test_applied_files_may_do_what_supabase_allowed_once(replayed: Replay, statement: str) -> None:
    policy = "CREATE POLICY mine ON storage.objects USING (true);"
    text = f"CREATE TABLE public.before ();\n{policy}\n{statement}\nCREATE TABLE public.after ();"
    strict = replayed(text)
    assert (strict.error().sqlstate, strict.error().line) == ("42501", 3)
    lenient = replayed(text, "ALTER TABLE auth.users ADD COLUMN x integer;", lenient=True)
    assert lenient.results[0].status == "replayed", lenient.results[0].error
    assert "line 3" in lenient.results[0].notice
    assert lenient.tables == ["after", "before"]
    rights = (
        "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'postgres'::regrole UNION ALL"
        " SELECT nspname || nspacl::text FROM pg_namespace WHERE nspname IN ('auth', 'storage', 'realtime') ORDER BY 1"
    )
    assert lenient.rows(rights) == strict.rows(rights), "the rights are taken back"


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER SYSTEM SET work_mem = '1MB';",
        "CREATE EXTENSION file_fdw;",
        "SELECT pg_read_file('/etc/passwd');",
        "ALTER ROLE postgres SUPERUSER;",
        "COPY (SELECT 1) TO PROGRAM 'true';",
    ],
)
def test_lenient_is_never_a_superuser(replayed: Replay, statement: str) -> None:
    done = replayed(statement, lenient=True)
    assert done.error().sqlstate in ("42501", "0A000", "25001")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE EXTENSION hstore; ALTER EXTENSION hstore SET SCHEMA extensions",
        "CREATE EXTENSION hstore; COMMENT ON EXTENSION hstore IS 'it''s \\ theirs'",
        "CREATE EXTENSION hstore; DROP EXTENSION IF EXISTS hstore, pg_trgm CASCADE",
        "CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, update')",
        "CREATE EVENT TRIGGER told ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.told()",
        (
            "CREATE ROLE reporting NOLOGIN BYPASSRLS; ALTER ROLE reporting REPLICATION; ALTER ROLE reporting NOINHERIT BYPASSRLS;"
            " DROP ROLE reporting"
        ),
    ],
)
@pytest.mark.parametrize("block", ["{};", "DO $$ BEGIN IF true THEN {}; END IF; END $$;"], ids=["alone", "in a block"])
def test_what_supabase_allows_in_a_block(replayed: Replay, statement: str, block: str) -> None:
    prepare = "CREATE FUNCTION public.told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
    done = replayed(prepare + block.format(statement))
    assert done.statuses == ["replayed"], done.results[0].error


def test_event_triggers_keep_their_state(replayed: Replay) -> None:
    """A privileged call silences those that always fire while the superuser executes it, and no longer."""
    done = replayed(
        "CREATE FUNCTION public.told() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF current_user <> 'postgres' THEN RAISE EXCEPTION 'fired as %', current_user; END IF; END $$;"
        "CREATE EVENT TRIGGER one ON ddl_command_end WHEN TAG IN ('COMMENT') EXECUTE FUNCTION public.told();"
        "CREATE EVENT TRIGGER two ON ddl_command_end WHEN TAG IN ('COMMENT') EXECUTE FUNCTION public.told();"
        "ALTER EVENT TRIGGER one ENABLE ALWAYS; ALTER EVENT TRIGGER two ENABLE REPLICA;",
        "COMMENT ON EXTENSION pgcrypto IS 'x'; CREATE ROLE reporting NOLOGIN BYPASSRLS; DROP ROLE reporting;",
        "CREATE POLICY p ON storage.objects USING (true); DROP EXTENSION pgcrypto; CREATE EXTENSION pgcrypto;",
        lenient=True,
    )
    assert done.statuses == ["replayed"] * 3, [result.error for result in done.results]
    states = {name: done.snapshot.objects[reference("event_trigger", name)].enabled for name in ("one", "two")}
    assert states == {"one": "A", "two": "R"}


def test_what_supabase_refuses_in_a_block(replayed: Replay) -> None:
    block = "DO $$ BEGIN ALTER ROLE anon NOINHERIT; EXCEPTION WHEN insufficient_privilege THEN RAISE EXCEPTION 'refused'; END $$;"
    assert "refused" in replayed(block).error(0).message


def test_entries_of_privileges_stand_as_on_supabase(replayed: Replay) -> None:
    """Migrations compare hashes of whole definitions with those that they saw."""
    wanted = "{=X/postgres,postgres=X/postgres,anon=X/postgres,authenticated=X/postgres,service_role=X/postgres}"
    done = replayed(
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
        f"DO $$ BEGIN ASSERT (SELECT proacl::text = '{wanted}' FROM pg_proc WHERE oid = 'public.f()'::regprocedure); END $$;"
    )
    assert done.statuses == ["replayed"], done.results[0].error


def test_applied_files_may_write_to_the_vault(replayed: Replay) -> None:
    """Supabase allowed INSERT until 2025; whoever runs such a file now, and later files, may not."""
    text = "INSERT INTO vault.secrets (name, secret) VALUES ('x', 'plain');"
    done = replayed(text, "SELECT vault.create_secret('y');", lenient=True)
    assert done.statuses == ["replayed", "replayed"]
    rights = (
        "SELECT has_table_privilege('postgres', 'vault.secrets', 'INSERT'),"
        " has_function_privilege('postgres', 'vault._crypto_aead_det_noncegen()', 'EXECUTE')"
    )
    assert done.rows(rights) == [(False, False)], "the rights are taken back"
    assert replayed(text).error().sqlstate == "42501"


def test_a_block_that_handles_refusals(replayed: Replay) -> None:
    """Supabase lets its policies through, so nothing is handled; what it refuses is handled as there."""
    block = """DO $$ BEGIN
        BEGIN ALTER TABLE storage.objects DISABLE ROW LEVEL SECURITY; EXCEPTION WHEN insufficient_privilege THEN NULL; END;
        CREATE POLICY made ON "storage"."objects" FOR SELECT USING (true);
    EXCEPTION WHEN insufficient_privilege THEN RAISE NOTICE 'no';
    END $$;"""
    shadow = replayed(block)
    assert shadow.statuses == ["replayed"]
    assert shadow.rows("SELECT polname::text, relrowsecurity FROM pg_policy JOIN pg_class c ON c.oid = polrelid") == [
        ("made", True)
    ]
