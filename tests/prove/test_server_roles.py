"""Roles belong to the server: a mirror has those of the target, and afterwards the server has its own again."""

from __future__ import annotations

from typing import Any

import pytest

from schemasync.core.model import Ref
from schemasync.introspect.snapshot import read_snapshot
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.prove.server_roles import ServerRoles
from tests.prove.role_targets import TABLE, Target, findings, fix


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
        "warnings": [],
    }
    assert fix(report, "app", "adopt") == ("", False), "after a pending file that uses the role, no DROP ROLE would run"


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
