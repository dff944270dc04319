"""The real Supabase CLI makes the database and its history; what we say about them is what it says and does."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from schemasync.commands.fix_plan import plan_fixes
from schemasync.commands.migration_file import write_migration
from schemasync.config.settings import settings_from
from schemasync.core.timing import SILENT
from tests.example import EXAMPLE
from tests.supabase.cli.agreement import SQLSTATE, TABLE, checked, migration_statuses, synced
from tests.supabase.cli.conftest import GENERATIONS, QUIET, Project

ROOT = Path(__file__).parents[3]
COLUMN = "-- of the other system\nALTER TABLE public.a ADD COLUMN external_id text;\n"
VIEW = "CREATE VIEW public.v WITH (security_invoker) AS SELECT id FROM public.a;\n"
REFUSED = "Found local migration files to be inserted before the last migration on remote database"
FAILED_STATEMENT = re.compile(r"At statement: (\d+)")


def copy_example(project: Project) -> None:
    shutil.copytree(EXAMPLE / "supabase/migrations", project.migrations, dirs_exist_ok=True)
    shutil.copy(EXAMPLE / "schemasync.toml", project.folder)


def test_example_is_in_sync_after_a_push(project: Project) -> None:
    """With the last file under a version of its own, as two of one version cannot both be pushed."""
    copy_example(project)
    old = "20250201_create_process_peer_booking_credits.sql"
    new = old.replace("20250201", "20250202")
    (project.migrations / old).rename(project.migrations / new)
    areas = project.folder / "schemasync.toml"
    areas.write_text(areas.read_text().replace(old, new))
    project.push()
    report = checked(project)
    synced(report)
    assert len(report["migrations"]) == 9
    assert report["checks"]["made"] > 500
    assert [area["sync_percent"] for area in report["areas"]] == [100] * len(report["areas"])


def test_two_files_of_one_version(project: Project) -> None:
    """The example as it is: the CLI stops at the second file, and that file's function is what is missing."""
    copy_example(project)
    done = project.attempt("db", "push")
    assert done.returncode != 0
    assert "schema_migrations_pkey" in done.stderr
    report = checked(project)
    second = "20250201_create_process_peer_booking_credits.sql"
    assert {file for file, status in migration_statuses(report).items() if status != "applied"} == {second}
    assert migration_statuses(report)[second] == "duplicate"
    assert report["status"] == "drift"
    assert {(f["status"], f["origin"]["file"]) for f in report["findings"]} == {("MISSING", second)}


def test_half_pushed(project: Project) -> None:
    project.pushed(_1_a=TABLE)
    project.write(_2_b=COLUMN, _3_c=VIEW)
    report = checked(project)
    assert migration_statuses(report) == {"1_a.sql": "applied", "2_b.sql": "pending", "3_c.sql": "pending"}
    assert report["status"] == "synced"
    assert report["pending"]["dry_run"] == {"ok": True, "error": None, "problems": []}
    project.push()
    synced(checked(project))


def test_a_pending_file_fails_as_we_said(project: Project) -> None:
    """The column was added by hand: the push fails where the dry run does, and leaves nothing of the file behind."""
    project.pushed(_1_a=TABLE)
    project.sql("ALTER TABLE public.a ADD external_id uuid")
    project.write(_2_b=VIEW + COLUMN)
    error = checked(project)["pending"]["dry_run"]["error"]
    assert (error["file"], error["line"], error["sqlstate"]) == ("2_b.sql", 3, "42701")
    done = project.attempt("db", "push")
    assert done.returncode != 0
    assert FAILED_STATEMENT.findall(done.stderr) == ["1"], "counted from 0"
    assert SQLSTATE.findall(done.stderr) == [error["sqlstate"]]
    assert error["message"] in done.stderr
    assert checked(project)["pending"]["dry_run"]["error"] == error


def test_reverted_in_the_history_alone(project: Project) -> None:
    project.pushed(_1_a=TABLE, _2_b=COLUMN)
    project.run("migration", "repair", "--status", "reverted", "2")
    report = checked(project)
    assert migration_statuses(report) == {"1_a.sql": "applied", "2_b.sql": "unrecorded"}
    (finding,) = report["findings"]
    assert (finding["name"], finding["status"]) == ("public.a.external_id", "EXTRA")
    assert finding["cause"] == "2_b.sql was never recorded, and its changes are in the database"
    assert finding["origin"] == {"file": "2_b.sql", "line": 2}
    assert report["pending"]["dry_run"]["ok"] is False
    assert project.attempt("db", "push").returncode != 0
    project.run("migration", "repair", "--status", "applied", "2")
    synced(checked(project))


def test_out_of_order_is_refused_without_include_all(project: Project) -> None:
    project.write(_1_a=TABLE, _3_c=VIEW)
    project.push()
    project.write(_2_b=COLUMN)
    report = checked(project)
    assert migration_statuses(report) == {"1_a.sql": "applied", "2_b.sql": "pending", "3_c.sql": "applied"}
    assert any("--include-all" in note for note in report["pending"]["notes"])
    done = project.attempt("db", "push")
    assert done.returncode != 0
    assert REFUSED in done.stdout + done.stderr
    project.push("--include-all")
    synced(checked(project))


def test_recorded_but_never_ran(project: Project) -> None:
    project.pushed(_1_a=TABLE)
    project.write(_2_b=COLUMN, _3_c=VIEW)
    project.run("migration", "repair", "--status", "applied", "2")
    report = checked(project)
    assert migration_statuses(report) == {"1_a.sql": "applied", "2_b.sql": "applied", "3_c.sql": "pending"}
    (finding,) = report["findings"]
    assert (finding["name"], finding["status"]) == ("public.a.external_id", "MISSING")
    assert finding["origin"] == {"file": "2_b.sql", "line": 2}
    repair = report["plans"]["repair"]
    assert repair["proven"] is True
    project.sql(repair["sql"])
    project.push()
    synced(checked(project))


def test_edited_after_the_push(project: Project) -> None:
    project.pushed(_1_a=TABLE, _2_b=COLUMN)
    project.write(_2_b=COLUMN.replace("text", "uuid"))
    report = checked(project)
    assert migration_statuses(report) == {"1_a.sql": "applied", "2_b.sql": "edited"}
    (finding,) = report["findings"]
    assert (finding["name"], finding["status"]) == ("public.a.external_id", "PARTIALLY SYNCED")
    (edited,) = (item for item in report["migrations"] if item["migration_status"] == "edited")
    lines = edited["diff"].splitlines()
    assert "-ALTER TABLE public.a ADD COLUMN external_id text;" in lines
    assert "+ALTER TABLE public.a ADD COLUMN external_id uuid;" in lines


def test_comments_and_space_are_no_edit(project: Project) -> None:
    project.pushed(_1_a=TABLE, _2_b=COLUMN)
    project.write(_1_a="-- first\r\n" + TABLE.replace("\n", "\r\n"), _2_b=COLUMN.partition("\n")[2])
    synced(checked(project))


def test_pushed_and_then_removed(project: Project) -> None:
    """As from a branch that was pushed and never merged; what we advise brings the file back."""
    project.write(_1_a=TABLE, _2_b=COLUMN, _3_c=VIEW)
    project.push()
    (project.migrations / "2_b.sql").unlink()
    report = checked(project)
    assert migration_statuses(report) == {"1_a.sql": "applied", "2_b.sql": "remote-only", "3_c.sql": "applied"}
    (finding,) = report["findings"]
    assert (finding["name"], finding["status"]) == ("public.a.external_id", "EXTRA")
    assert any("supabase migration fetch" in note for note in report["diagnostics"])
    assert project.attempt("db", "push").returncode != 0
    project.run("migration", "fetch")
    synced(checked(project))


def test_renamed_after_the_push(project: Project) -> None:
    project.pushed(_1_a=TABLE, _2_b=COLUMN)
    (project.migrations / "2_b.sql").rename(project.migrations / "3_b.sql")
    report = checked(project)
    assert migration_statuses(report) == {"1_a.sql": "applied", "3_b.sql": "renumbered"}
    assert (report["status"], report["findings"]) == ("push-refuses", [])
    assert project.attempt("db", "push").returncode != 0


def test_adopted_as_we_say(project: Project) -> None:
    """The migration that `adopt` writes, and the command that it prints."""
    project.pushed(_1_a=TABLE)
    project.sql("ALTER TABLE public.a ADD external_id uuid; CREATE INDEX ON public.a (external_id);")
    assert len(checked(project)["findings"]) == 2
    fixes = plan_fixes(settings_from(migrations=project.migrations, database_url=project.url), [], SILENT)
    path = write_migration(project.migrations, fixes.adopt.plan, "adopt_drift")
    project.run("migration", "repair", "--status", "applied", path.name.partition("_")[0])
    synced(checked(project))


@pytest.mark.integration
def test_types_of_a_shadow(programs: Path, tmp_path: Path) -> None:
    """README's line: the CLI writes the types of what the migrations make, and needs no Docker."""
    (tmp_path / "supabase/migrations").mkdir(parents=True)
    (tmp_path / "supabase/migrations/1_a.sql").write_text(TABLE)
    (tmp_path / "supabase/config.toml").write_text('project_id = "test"\n')
    [line] = [line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
              if line.startswith("schemasync shadow") and "gen types" in line]  # fmt: skip
    binaries = programs / GENERATIONS["newest"] / "bin"
    environment = {
        **os.environ,
        **QUIET,
        "PATH": f"{binaries}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "schemasync", *shlex.split(line)[1:]], cwd=tmp_path, env=environment, capture_output=True,
        text=True, check=False, timeout=120, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    types = (tmp_path / "database.types.ts").read_text(encoding="utf-8")
    assert "export type Database" in types
    assert '"a": {' in types
