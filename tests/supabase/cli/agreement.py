"""Agreement of a report with the list of migrations that the CLI prints."""

from __future__ import annotations

import re

from tests.supabase.cli.conftest import Project, Report

SQLSTATE = re.compile(r"SQLSTATE (\w{5})")
TABLE = "CREATE TABLE public.a (id integer PRIMARY KEY, note text);\nALTER TABLE public.a ENABLE ROW LEVEL SECURITY;\n"


def migration_statuses(report: Report) -> dict[str, str]:
    return {item["file"]: item["migration_status"] for item in report["migrations"]}


def pairs(report: Report) -> list[tuple[str, str]]:
    """Our migration_statuses as `supabase migration list` puts them: the folder's version and the database's."""
    found = []
    for item in report["migrations"]:
        version, status = item["version"], item["migration_status"]
        if status == "renumbered":
            found += [(version, ""), ("", item["note"].removeprefix("recorded as "))]
        else:
            local = "" if status == "remote-only" else version
            found.append((local, "" if status in ("pending", "duplicate", "unrecorded") else version))
    return sorted(found)


def checked(project: Project) -> Report:
    """Our report, which agrees with `supabase migration list` on every migration."""
    report = project.check()
    assert pairs(report) == project.listed()
    return report


def synced(report: Report) -> None:
    assert (report["status"], report["sync_percent"], report["findings"]) == ("synced", 100, [])
    assert set(migration_statuses(report).values()) == {"applied"}
    assert not report["plans"]["repair"]["sql"]
