"""No migration becomes superuser, or a member of a role that Supabase reserves, whatever it writes and wherever it says it.

Before PostgreSQL 16, CREATEROLE grants every role that is no superuser's: there the attempts start from more rights.
"""

from __future__ import annotations

import pytest

from schemasync.core.sql import literal
from schemasync.postgres.shadow import ADMIN
from schemasync.supabase.platform import stub_sql
from tests.security.superuser.attempts import BECOME, WRITER, hidden, rights
from tests.security.superuser.conftest import Run

TABLES = (
    f"UPDATE schemasync.extension SET definition = '{BECOME}' WHERE name = 'plv8'",
    f"INSERT INTO schemasync.extension VALUES ('evil', 'public', '1', '{BECOME}')",
    "DELETE FROM schemasync.extension",
    f"MERGE INTO schemasync.extension e USING (SELECT 1) s ON true WHEN MATCHED THEN UPDATE SET definition = '{BECOME}'",
    f"CREATE VIEW v AS SELECT * FROM schemasync.extension; UPDATE v SET definition = '{BECOME}'",
    "REFRESH MATERIALIZED VIEW schemasync.extension",
    "CREATE OR REPLACE FUNCTION schemasync.offered_extensions() RETURNS TABLE (name text) LANGUAGE sql AS 'SELECT 1'",
)


@pytest.mark.parametrize("statement", TABLES)
def test_what_the_superuser_executes_cannot_be_written(run: Run, statement: str) -> None:
    results, server, _ = run(f"{hidden(WRITER)};", f"{statement};", "CREATE EXTENSION plv8;")
    assert results[1].error is not None
    assert results[2].error is None, "the extension is the one that was offered"
    assert rights(server) == []


def test_no_table_of_ours_decides_what_the_superuser_executes(run: Run) -> None:
    """All tables in the schema can be written by pg_write_all_data: they record origins, and nothing else."""
    _, server, database = run("SELECT 1;")
    with server.connect(database, ADMIN) as admin:
        found = admin.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'schemasync'::regnamespace AND relkind IN ('r', 'p', 'f', 'v')"
        )
        assert {name for (name,) in found} == {"marks", "log"}


RESERVED = ("supabase_storage_admin", "supabase_auth_admin", "supabase_read_only_user", "dashboard_user", "pgbouncer",
            "pg_execute_server_program", "pg_read_server_files", "supabase_admin")  # fmt: skip
WAYS = (
    "GRANT {0} TO postgres",
    "GRANT {0} TO postgres WITH ADMIN OPTION",
    "ALTER GROUP {0} ADD USER postgres",
    "CREATE ROLE w ADMIN postgres IN ROLE {0}",
    "CREATE ROLE w IN ROLE {0} ROLE postgres",
    "CREATE ROLE w IN GROUP {0} USER postgres",
    "CREATE ROLE w ROLE postgres; GRANT {0} TO w",
    "CREATE ROLE w IN ROLE {0}; GRANT w TO postgres",
    "CREATE ROLE v ROLE postgres; CREATE ROLE w IN ROLE {0}; GRANT w TO v",
    "CREATE ROLE w IN ROLE {0}; GRANT w TO anon",
)


@pytest.mark.parametrize("role", RESERVED)
def test_no_reserved_membership(run: Run, role: str) -> None:
    """Neither by a statement, nor in a DO block, a function or dynamic SQL."""
    files: list[str] = []
    for way in WAYS:
        text = way.format(role)
        pieces = [piece.strip() for piece in text.split(";")]
        files += [
            "".join(f"{hidden(piece)};\n" for piece in pieces),
            f"DO $$ BEGIN {text}; END $$;",
            f"CREATE FUNCTION public.f() RETURNS void LANGUAGE sql AS {literal(text)}; SELECT public.f();",
            f"{text};",
        ]
    results, server, _ = run(*files, f"SET ROLE {role}; RESET ROLE;")
    assert [result.migration.sql for result in results if not result.error] == []
    assert rights(server) == []


@pytest.mark.parametrize("lenient", [True, False])
def test_lent_rights_are_taken_back(run: Run, *, lenient: bool) -> None:
    """A statement, or a file, that has the services' rights for a while keeps nothing of them."""
    grants = "GRANT supabase_storage_admin TO w; GRANT w TO postgres"
    results, server, _ = run(
        f"CREATE ROLE w; DO $x$ BEGIN EXECUTE 'CREATE POLICY p ON storage.objects USING (true)'; {grants}; END $x$;",
        f"CREATE ROLE w; ALTER TABLE auth.users ADD x int; COMMIT; {hidden(grants)}; COMMIT;",
        "CREATE POLICY p ON storage.objects USING (true);",
        lenient=lenient,
    )
    assert rights(server) == []
    assert results[2].error is None


MEMBERS = """
CREATE FUNCTION public.format(text, text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN EXECUTE 'ALTER ROLE postgres SUPERUSER'; END IF;
    RETURN 'SELECT 1'; END $$;
DO $$ BEGIN EXECUTE 'CREATE EXTENSION hstore SCHEMA public'; END $$;
ALTER EXTENSION hstore ADD FUNCTION public.format(text, text, text);
"""


@pytest.mark.parametrize("schema", ["pg_catalog", "net"])
def test_the_superuser_moves_no_member_of_the_project(run: Run, schema: str) -> None:
    """A function with exactly the types of a call is preferred to `pg_catalog.format(text, VARIADIC "any")`, and whoever
    creates an extension in dynamic SQL owns it and may add members to it."""
    moved = f"ALTER EXTENSION hstore SET SCHEMA {schema}"
    results, server, database = run(
        "CREATE EXTENSION pg_net;", MEMBERS, f"{moved};", f"{hidden(moved)};",
        "CREATE EXTENSION citext; COMMENT ON EXTENSION citext IS 'x'; SELECT net.http_get('http://x');",
        f"ALTER EXTENSION hstore DROP FUNCTION public.format(text, text, text); {moved};",
    )  # fmt: skip
    assert [result.error and result.error.sqlstate for result in results] == [None, None, "0A000", "42501", None, None]
    with server.connect(database, ADMIN) as admin:
        query = "SELECT pronamespace::regnamespace::text FROM pg_proc WHERE proname = 'format' AND pronargs = 3"
        assert admin.execute(query).fetchall() == [("public",)]
    assert rights(server) == []


def test_definers_of_the_superuser_name_what_they_call(run: Run) -> None:
    """Whatever reaches a schema of theirs, they call PostgreSQL's own functions."""
    _, server, database = run(*(f'CREATE EXTENSION IF NOT EXISTS "{name}";' for name in sorted(stub_sql())))
    with server.connect(database, ADMIN) as admin:
        query = """SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
            WHERE p.prosecdef AND r.rolsuper
                AND NOT coalesce(p.proconfig && ARRAY['search_path=""', 'search_path=pg_catalog, pg_temp'], false)"""
        others = {name for (name,) in admin.execute(query.encode()).fetchall()}
        assert others == {
            "schemasync.next_oid(regclass,name,regclass)",
            "graphql.get_schema_version()",
            "graphql.increment_schema_version()",
            "net.http_get(text,jsonb,jsonb,integer)",
            "net.http_post(text,jsonb,jsonb,jsonb,integer)",
        }, "a new one is reviewed: each function, operator and type in it is qualified"
        admin.execute(b"CREATE FUNCTION net.nextval(text) RETURNS bigint LANGUAGE sql AS 'SELECT -1::bigint'")
        assert admin.execute("SELECT net.http_get('http://x'), net.http_post('http://x')").fetchone() == (1, 2)


# Helpers in the schema schemasync

INDEX = "SELECT schemasync.set_index_options('{m=9}', 0)"


@pytest.mark.parametrize(
    ("statement", "sqlstate"),
    [
        ("SELECT schemasync.next_oid('pg_class', NULL, 'pg_class_oid_index')", ""),
        ("SELECT schemasync.next_oid(NULL, 'oid', NULL)", ""),
        ("SELECT schemasync.record_migration(true, '1', 'x', '{}')", "42501"),
        ("SET ROLE anon; SELECT schemasync.record_migration(true, '1', 'x', '{}')", "42501"),
        ("SELECT schemasync.set_index_options('{nonsense=9}', 0)", "22023"),
        ("SELECT schemasync.set_index_options('{m=9,security_barrier=1}', 0)", "22023"),
        (f"SET ROLE anon; {INDEX}", "42501"),
        ("SELECT schemasync.guard_memberships('{postgres}')", "42501"),
        ("SELECT schemasync.set_service_memberships(true)", "42501"),
        ("SELECT schemasync.revoke_service_roles()", "42501"),
        ("SELECT * FROM schemasync.offered_extensions()", "42501"),
        ("SELECT schemasync.detach_index_options(true)", "42501"),
        ("SELECT schemasync.log_commands()", "0A000"),
        ("SELECT schemasync.guard_service_schemas()", "0A000"),
        ("SELECT schemasync.check_event_triggers()", "0A000"),
        ("SELECT schemasync.refuse_connections()", "0A000"),
    ],
)
def test_helpers_refuse(run: Run, statement: str, sqlstate: str) -> None:
    results, _, _ = run(f"{statement};", "SELECT 1;")
    error = results[0].error
    assert (error.sqlstate if error else "") == sqlstate
    assert results[1].error is None


def test_index_options_of_others(run: Run) -> None:
    """The options of an index go to that index alone."""
    _, server, database = run(
        "CREATE EXTENSION vector; CREATE TABLE public.t (v vector(3));"
        "CREATE INDEX one ON public.t USING hnsw (v vector_l2_ops) WITH (m = 5);",
        f"{INDEX};",
    )
    with server.connect(database, ADMIN) as admin:
        query = (
            "SELECT relname::text, reloptions FROM pg_class WHERE reloptions IS NOT NULL AND relname IN ('one', 't')"
        )
        assert admin.execute(query).fetchall() == [("one", ["m=5"])]


def test_every_helper_is_reviewed(run: Run) -> None:
    """A new helper that a migration may call must be added here, with the reason why it may."""
    _, server, database = run("SELECT 1;")
    query = """SELECT DISTINCT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'schemasync'::regnamespace
               AND p.prorettype <> 'event_trigger'::regtype AND has_function_privilege('postgres', p.oid, 'EXECUTE')"""
    with server.connect(database, ADMIN) as admin:
        found = {name for (name,) in admin.execute(query.encode())}
    only_refuse = {"refuse", "check_caller", "check_own_call", "check_final_role", "check_roles", "require_schema"}
    own_call = {"grant_service_roles", "detach_index_options", "record_migration", "prepare_subscription", "subscribe",
                "finish_subscription"}  # fmt: skip
    supautils = {"create_extension", "drop_extension", "comment_extension", "move_extension", "update_extension",
                 "role_rights", "create_event_trigger", "create_publication", "create_wrapper"}  # fmt: skip
    caller_rights = {"create_index", "set_index_options", "next_oid"}
    assert found == only_refuse | own_call | supautils | caller_rights
