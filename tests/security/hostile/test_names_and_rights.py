"""Names of a migration stay names, and rights that Supabase lends to a statement end with it."""

from __future__ import annotations

import pytest

from tests.security.hostile.conftest import Run

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
