"""Roles belong to the server: the mirror has those of the target, and each difference in them is found, described and fixed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from schemasync.config.settings import settings_from
from schemasync.core.model import Ref
from schemasync.introspect.snapshot import read_snapshot
from schemasync.pipeline import check
from schemasync.postgres.embedded import ADMIN, ShadowServer, embedded
from schemasync.prove.server_roles import ServerRoles
from schemasync.report.formats.json import as_dict
from schemasync.report.view.view import make_view
from tests.plugins.servers import binaries_of

HISTORY = """
CREATE SCHEMA IF NOT EXISTS supabase_migrations;
CREATE TABLE supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY, statements text[], name text);
"""
TABLE = "CREATE TABLE public.t (id integer);\n"
_numbers = itertools.count(1)


class Target:
    """A database that stands for a project, on a server of its own: the server's roles are compared."""

    def __init__(self, server: ShadowServer, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.database = f"target_{next(_numbers)}"
        server.create_database(self.database)

    def check(
        self,
        files: Mapping[str, str],
        sql: str = "",
        admin_sql: str = "",
        recorded: Mapping[str, list[str]] | None = None,
    ) -> dict[str, Any]:
        """The report for a folder against the project; the first file is recorded unless `recorded` says otherwise.

        Args:
            files: name → SQL.
            sql: run by the project's role.
            admin_sql: run by the superuser after it.
            recorded: version → statements.
        """
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        first = next(iter(files))
        with self.server.connect(self.database) as connection:
            connection.execute(sql.encode())
        with self.server.connect(self.database, ADMIN) as connection:
            connection.execute((HISTORY + admin_sql).encode())
            for row in (recorded or {first.partition("_")[0]: [files[first]]}).items():
                connection.execute("INSERT INTO supabase_migrations.schema_migrations VALUES (%s, %s, 'x')", row)
        url = self.server.url(self.database, ADMIN)
        return as_dict(make_view(check(settings_from(migrations=self.folder, database_url=url))))


@pytest.fixture(scope="module")
def server() -> Iterator[ShadowServer]:
    """A server whose roles tests may change; of 17, as Supabase's."""
    with embedded(bindir=str(binaries_of(17).bindir)) as started:
        yield started


@pytest.fixture
def target(server: ShadowServer, tmp_path: Path, same_roles: Any) -> Iterator[Target]:
    """A project without objects of its own."""
    with same_roles(lambda: server.connect("template1", ADMIN)):
        made = Target(server, tmp_path)
        yield made
        server.drop_database(made.database)


def findings(report: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Status and severity of each finding by its kind and name."""
    return {
        f"{item['ref']['kind']} {item['name']}": (item["status"], item["severity"])
        for problem in report["problems"]
        for item in problem["findings"]
    }


def problem_of(report: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The problem that an object's finding belongs to."""
    return next(problem for problem in report["problems"] if name in {item["name"] for item in problem["findings"]})


def fix(report: Mapping[str, Any], name: str, direction: str) -> tuple[str, bool]:
    """SQL of a problem's fix, and whether it is proven."""
    found = next(item for item in problem_of(report, name)["fixes"] if item["direction"] == direction)
    return found["sql"].strip(), found["proven"]


# The mirror has the roles of the target


@pytest.mark.parametrize(
    "pending",
    [
        "GRANT SELECT ON public.t TO app;",
        "CREATE POLICY p ON public.t TO app;",
        "DO $$ BEGIN EXECUTE 'GRANT SELECT ON public.t TO ' || 'app'; END $$;",
        "CREATE FUNCTION public.f() RETURNS void LANGUAGE plpgsql AS 'BEGIN ALTER ROLE app LOGIN; END'; SELECT public.f();",
    ],
)
def test_a_role_that_the_target_lacks_is_missing_on_the_mirror(target: Target, pending: str) -> None:
    """Whoever names it fails with 42704, as on the target; the repair creates it first."""
    made = TABLE + "CREATE ROLE app;\nGRANT INSERT ON public.t TO app;\nALTER ROLE app SET lock_timeout = '2s';"
    report = target.check({"1_x.sql": made, "2_x.sql": pending}, TABLE)
    error = report["pending"]["dry_run"]["error"]
    assert (error["sqlstate"], error["message"]) == ("42704", 'role "app" does not exist')
    assert error["diagnosis"].startswith("1_x.sql:2 makes the role app, but the database does not have it.")
    assert findings(report) == {
        "role app": ("MISSING", "breaking"),
        "grant public.t.app": ("MISSING", "breaking"),
    }
    (problem,) = report["problems"]
    assert problem["title"] == "Role app and its grant are missing"
    assert report["pending"]["dry_run"]["problems"] == [1]
    assert report["plans"]["repair"] == {
        "sql": "CREATE ROLE app;\nALTER ROLE app SET lock_timeout TO '2s';\nGRANT INSERT ON TABLE public.t TO app;\n",
        "proven": True,
    }
    assert fix(report, "app", "adopt") == ("REVOKE INSERT ON TABLE public.t FROM app;\nDROP ROLE app;", True)


def test_a_role_of_a_pending_file_is_made_on_the_mirror_too(target: Target) -> None:
    """The stage that shows what pending files change has made it on the same server before."""
    pending = "CREATE ROLE app;\nGRANT SELECT ON public.t TO app;\nALTER ROLE app IN DATABASE postgres SET lock_timeout = '2s';"
    report = target.check({"1_x.sql": TABLE, "2_x.sql": pending}, TABLE)
    assert report["pending"]["dry_run"] == {"ok": True, "error": None, "problems": []}
    assert report["in_sync"]
    changes = {(item["ref"]["kind"], item["name"], item["origin"]["line"]) for item in report["pending"]["changes"]}
    assert changes == {("role", "app", 1), ("grant", "public.t.app", 2), ("database_setting", "lock_timeout.app", 3)}


def test_a_role_made_by_hand_is_in_the_way_of_a_pending_file(target: Target) -> None:
    report = target.check({"1_x.sql": TABLE, "2_x.sql": "CREATE ROLE app;"}, TABLE + "CREATE ROLE app;")
    assert report["pending"]["dry_run"]["error"]["sqlstate"] == "42710"
    assert report["pending"]["dry_run"]["problems"] == [1]
    assert findings(report) == {"role app": ("EXTRA", "functional")}


def test_an_edited_file_makes_its_role_in_both_replays(target: Target) -> None:
    """Recorded statements are replayed beside the file, and both create the role on one server."""
    files = {"1_x.sql": TABLE, "2_x.sql": "CREATE ROLE app; -- edited\nCREATE TABLE public.u ();"}
    recorded = {"1": [TABLE], "2": ["CREATE ROLE app", "CREATE TABLE public.u ()"]}
    report = target.check(files, TABLE + "CREATE ROLE app; CREATE TABLE public.u ();", recorded=recorded)
    assert [item["status"] for item in report["migrations"]] == ["replayed", "replayed"]
    assert report["in_sync"]


# Differences


def test_a_role_made_by_hand(target: Target) -> None:
    """It is found with what it has, and both fixes were executed."""
    by_hand = """
        CREATE ROLE ops LOGIN BYPASSRLS PASSWORD 'secret';
        GRANT SELECT ON public.t TO ops;
        GRANT pg_read_all_data TO ops;
        CREATE POLICY p ON public.t TO ops;
    """
    report = target.check({"1_x.sql": TABLE}, TABLE + by_hand)
    assert findings(report)["role ops"] == ("EXTRA", "security")
    assert (
        problem_of(report, "ops")["findings"][0]["sentence"]
        == "Role ops bypasses row level security and can log in, and no migration creates it."
    )
    adopt, repair = (report["plans"][name] for name in ("adopt", "repair"))
    assert adopt["proven"]
    assert adopt["sql"].startswith("CREATE ROLE ops LOGIN BYPASSRLS;\nGRANT pg_read_all_data TO ops;\n")
    assert repair["proven"]
    assert repair["sql"].endswith("\nDROP POLICY p ON public.t;\nDROP ROLE ops;\n")
    assert "not compared: password of 1 role (ops) (passwords are never read)" in report["diagnostics"]
    assert "secret" not in str(report)


def test_what_opens_the_platforms_roles(target: Target) -> None:
    """Attributes and memberships beyond every release; what only a superuser can repair is left out of the plan."""
    opened = """
        ALTER ROLE anon BYPASSRLS;
        CREATE ROLE boss SUPERUSER;
        GRANT supabase_admin TO authenticated;
    """
    report = target.check({"1_x.sql": TABLE}, TABLE + "GRANT service_role TO anon;", opened)
    assert findings(report) == {
        "role anon": ("PARTIALLY SYNCED", "security"),
        "role boss": ("EXTRA", "security"),
        "role_membership anon.service_role": ("EXTRA", "security"),
        "role_membership authenticated.supabase_admin": ("EXTRA", "security"),
    }
    assert problem_of(report, "anon.service_role")["sentence"] == (
        "Anyone with the anon key reaches every row of every table, as service_role does: anon is a member of"
        " service_role in the database, and no migration says so."
    )
    assert report["plans"]["repair"] == {"sql": "REVOKE service_role FROM anon;\n", "proven": True}
    assert fix(report, "anon", "repair") == ("ALTER ROLE anon NOBYPASSRLS;", False)
    left_out = next(text for text in report["diagnostics"] if text.startswith("the repair plan leaves out"))
    assert '"anon" is a reserved role, only superusers can modify it' in left_out


def test_a_pending_membership_says_which_rows_it_opens(target: Target) -> None:
    report = target.check({"1_x.sql": TABLE, "2_x.sql": "SELECT 1;\nGRANT service_role TO anon;"}, TABLE)
    (change,) = report["pending"]["changes"]
    assert (change["action"], change["name"], change["origin"]) == (
        "creates", "anon.service_role", {"file": "2_x.sql", "line": 2},
    )  # fmt: skip
    sentence = (
        "The migrations grant service_role to anon: anyone with the anon key then reaches every row of every table,"
        " as service_role does."
    )
    assert change["hazards"] == [sentence]


def test_settings(target: Target) -> None:
    """Of roles, of the database, and of a role in it; the platform's own count where migrations change them."""
    made = "CREATE ROLE app;\nALTER ROLE app SET statement_timeout = '1s';\nALTER ROLE authenticated SET statement_timeout = '20s';"
    by_hand = f"""
        CREATE ROLE app; ALTER ROLE app SET statement_timeout = '2s'; ALTER ROLE authenticator SET statement_timeout = '3s';
        ALTER ROLE app IN DATABASE {target.database} SET lock_timeout = '1s'; ALTER DATABASE {target.database} SET row_security = off;
    """
    report = target.check({"1_x.sql": TABLE + made}, TABLE + by_hand)
    assert findings(report) == {
        "database_setting lock_timeout.app": ("EXTRA", "functional"),
        "database_setting row_security": ("EXTRA", "security"),
        "role_setting app.statement_timeout": ("PARTIALLY SYNCED", "functional"),
        "role_setting authenticated.statement_timeout": ("PARTIALLY SYNCED", "functional"),
    }
    assert report["plans"]["repair"]["proven"]
    assert report["plans"]["adopt"]["proven"]
    assert fix(report, "app.statement_timeout", "repair") == ("ALTER ROLE app SET statement_timeout TO '1s';", True)


def test_values_that_may_be_secrets_are_not_read(target: Target) -> None:
    admin_sql = f"ALTER DATABASE {target.database} SET app.pepper = 'hush'; ALTER ROLE authenticator SET pgrst.jwt_secret = 'hush';"
    report = target.check({"1_x.sql": TABLE}, TABLE, admin_sql)
    assert findings(report) == {
        "database_setting app.pepper": ("EXTRA", "functional"),
        "role_setting authenticator.pgrst.jwt_secret": ("EXTRA", "security"),
    }
    assert "hush" not in str(report)
    assert (
        "not compared: the value of the setting app.pepper (it may be a secret, which is never read)"
        in report["diagnostics"]
    )
    assert problem_of(report, "app.pepper")["fixes"][0]["hazards"] == ["data-loss"]


RELEASE = """
    ALTER ROLE anon NOINHERIT; ALTER ROLE supabase_auth_admin NOCREATEROLE; ALTER ROLE pgbouncer SET search_path = pgbouncer;
    CREATE ROLE supabase_functions_admin LOGIN CREATEROLE; CREATE ROLE supabase_superuser; CREATE ROLE cli_login_postgres LOGIN;
    GRANT supabase_functions_admin, supabase_auth_admin, supabase_superuser TO postgres; GRANT supabase_admin TO authenticator;
    ALTER ROLE authenticator SET session_preload_libraries = safeupdate; ALTER ROLE authenticator SET lock_timeout = '9s';
    ALTER ROLE postgres SET safeupdate.enabled = 0; ALTER ROLE anon SET statement_timeout = '4s';
    REVOKE supabase_privileged_role FROM postgres, supabase_etl_admin; DROP ROLE supabase_privileged_role;
    ALTER DATABASE {database} SET app.settings.jwt_exp = '3600';
"""


def test_another_release_of_the_platform_is_in_sync(target: Target) -> None:
    """Nothing that Supabase itself has changed in its roles is a difference."""
    report = target.check({"1_x.sql": TABLE}, TABLE, RELEASE.format(database=target.database))
    assert (report["in_sync"], report["problems"]) == (True, [])
    assert not [text for text in report["diagnostics"] if text.startswith("not compared")]


def test_roles_that_migrations_made_are_in_sync(target: Target) -> None:
    made = """
        CREATE ROLE app LOGIN NOINHERIT VALID UNTIL '2031-01-01 00:00:00+00';
        GRANT app TO postgres; GRANT CREATE ON SCHEMA public TO app; ALTER TABLE public.t OWNER TO app;
        GRANT service_role TO app; ALTER ROLE app SET search_path = x, "$user";
    """
    served = "ALTER ROLE authenticator SET pgrst.db_schemas = 'public, api';"
    here = f"{served} ALTER DATABASE {target.database} SET timezone = 'UTC';"
    files = {"1_x.sql": f"{TABLE} {made} {served} ALTER DATABASE postgres SET timezone = 'UTC';"}
    report = target.check(files, TABLE + made, here)
    assert (report["in_sync"], report["problems"]) == (True, [])


# The server


def test_roles_come_back_with_their_privileges(server: ShadowServer, target: Target, same_roles: Any) -> None:
    """Renamed away and back, a role is the same one; of the target's roles nobody becomes a superuser."""
    with server.connect(target.database) as project:
        project.execute(f"{TABLE} CREATE ROLE app; GRANT SELECT ON public.t TO app")
        expected = read_snapshot(project)
        app, boss = Ref("role", ("app",)), Ref("role", ("boss",))
        with same_roles(lambda: server.connect("template1", ADMIN)):
            with server.connect(role=ADMIN) as admin:
                admin.execute("CREATE ROLE boss SUPERUSER")
                actual = read_snapshot(admin)
                admin.execute("DROP ROLE boss")
            actual = type(actual)(
                actual.server_version, "", "", {r: m for r, m in actual.objects.items() if r != app}, ()
            )
            roles = ServerRoles(server, expected)
            assert roles.copy(actual, frozenset({app, boss}))
            found = read_snapshot(project).objects
            assert app not in found
            assert not found[boss].superuser
            assert not roles.copy(actual, frozenset({app, boss}))
            assert roles.restore()
            assert read_snapshot(project).objects == expected.objects
            assert not roles.restore()
