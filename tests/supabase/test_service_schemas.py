"""Changes by hand in the schemas of Supabase's services are found, or listed as not compared."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.kinds.tables.trigger import Trigger
from schemasync.supabase.scope import is_project
from tests.plugins.replays import FIRST, Compare

BY_HAND = """
    GRANT SELECT ON auth.users TO anon;
    GRANT SELECT (email) ON auth.identities TO authenticated;
    GRANT SELECT ON vault.decrypted_secrets TO anon;
    GRANT CREATE ON SCHEMA storage TO authenticated;
    REVOKE ALL ON storage.buckets FROM authenticated;
    ALTER TABLE storage.objects DISABLE ROW LEVEL SECURITY;
    ALTER TABLE auth.sessions OWNER TO postgres;
    CREATE FUNCTION auth.tenant() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT null::uuid';
    CREATE TABLE storage.mine (id int, note text);
    CREATE INDEX users_lower_email ON auth.users (lower(email));
    ALTER TABLE auth.users ADD COLUMN tenant uuid;
    DROP EXTENSION pg_stat_statements;
    CREATE OR REPLACE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT null::uuid';
    CREATE OR REPLACE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS
        $$ SELECT coalesce(nullif(current_setting('request.jwt.claim', true), ''),
                           nullif(current_setting('request.jwt.claims', true), ''))::jsonb $$;
    CREATE OR REPLACE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS
        $$ select nullif(current_setting('request.jwt.claim.role', true), '')::text; $$;
    CREATE OR REPLACE FUNCTION storage.filename(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN name; END';
"""
REALTIME = "ALTER PUBLICATION supabase_realtime ADD TABLE public.a;"
FOUND = {
    "Access of anon to table auth.users is only in the database",
    "Access of authenticated to column auth.identities.email is only in the database",
    "Access of anon to view vault.decrypted_secrets is only in the database",
    "Access of authenticated to schema storage differs",
    "Access of authenticated to table storage.buckets is missing",
    "Row security of storage.objects is off in the database",
    "Owner of table auth.sessions differs",
    "Function auth.tenant() is only in the database",
    "Function auth.uid() differs in body",
    "Function auth.jwt() differs in body",
    "Table storage.mine is only in the database",
    "Extension pg_stat_statements is missing",
}


def test_changes_by_hand(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST}, FIRST, {"1": ("a", [])}, admin=BY_HAND)
    assert {problem["title"] for problem in report["problems"]} == FOUND
    parts, functions = (line for line in report["diagnostics"] if "services" in line)
    assert parts.startswith("not compared: column auth.users.tenant and index auth.users_lower_email, on tables")
    assert functions.startswith("not compared: function storage.filename(text) of Supabase's services, which is not as")


def test_what_the_project_may_grant_there(compare: Compare) -> None:
    """The project's role has SELECT on auth.users with grant option; a grant to a role of its own is compared as any other."""
    granted = "CREATE ROLE unit_reader; GRANT SELECT ON auth.users TO unit_reader;"
    report = compare({"1_a.sql": FIRST + granted}, FIRST + granted + "REVOKE SELECT ON auth.users FROM unit_reader;")
    [problem] = report["problems"]
    assert problem["title"] == "Access of unit_reader to table auth.users is missing"
    assert [fix["proven"] for fix in problem["fixes"]] == [True, True]


def test_publication_of_realtime_for_all_tables(compare: Compare) -> None:
    admin = "DROP PUBLICATION supabase_realtime; CREATE PUBLICATION supabase_realtime FOR ALL TABLES; ALTER PUBLICATION supabase_realtime OWNER TO postgres;"
    report = compare({"1_a.sql": FIRST + REALTIME}, FIRST, admin=admin)
    [problem] = report["problems"]
    assert problem["title"].startswith("Publication supabase_realtime differs")
    assert [fix["proven"] for fix in problem["fixes"]] == [True, True]


def test_publication_of_realtime_is_gone(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST}, FIRST + "DROP PUBLICATION supabase_realtime;")
    assert [problem["title"] for problem in report["problems"]] == ["Publication supabase_realtime is missing"]


def test_webhook_on_a_table_of_a_service_is_the_projects() -> None:
    """A Database Webhook is a trigger that calls a function of Supabase's; other triggers with such functions are a service's."""
    ref = Ref("trigger", ("auth", "users", "hook"))
    calls = [
        Trigger("", "O", "r", (schema, "f", ""), None, is_clone=False) for schema in ("supabase_functions", "storage")
    ]
    assert [is_project(ref, call, ()) for call in calls] == [True, False]
