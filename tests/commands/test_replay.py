"""`replay`: what it says of each file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from schemasync.commands.replay_lines import file_lines
from schemasync.report.view.errors import ErrorView
from schemasync.report.view.model import MigrationView
from tests.example import EXAMPLE
from tests.plugins.commands import Cli
from tests.plugins.servers import binaries_of

MIGRATIONS = EXAMPLE / "supabase" / "migrations"


def test_replay_as_json(run: Cli, tmp_path: Path, bindir: str) -> None:
    (tmp_path / "1_good.sql").write_text("CREATE TABLE a ();")
    (tmp_path / "2_bad.sql").write_text("SELECT 1;\nSELECT nope;")
    (tmp_path / "notes.txt").write_text("")
    done = run("replay", "--migrations", tmp_path, "--format", "json", "--postgres", bindir)
    assert done.code == 4
    answer = done.json
    assert answer.keys() == {"files", "replayed", "failed", "skipped", "durations"}
    assert (answer["replayed"], answer["failed"], answer["skipped"]) == (1, 1, 1)
    good, bad, skipped = answer["files"]
    assert {"file", "version", "name", "status", "error", "seconds"} <= good.keys()
    assert (good["file"], good["version"], good["name"], good["status"], good["error"]) == (
        "1_good.sql",
        "1",
        "good",
        "replayed",
        None,
    )
    assert {"line", "column", "sqlstate", "message", "hint", "diagnosis"} <= bad["error"].keys()
    assert (bad["status"], bad["error"]["line"], bad["error"]["column"], bad["error"]["sqlstate"]) == (
        "failed",
        2,
        8,
        "42703",
    )
    assert (skipped["file"], skipped["status"]) == ("notes.txt", "skipped")
    assert "but the project is on" not in done.err
    assert all(isinstance(seconds, int | float) for seconds in answer["durations"].values())


def test_a_server_of_another_major_is_named(run: Cli, tmp_path: Path) -> None:
    (tmp_path / "1_good.sql").write_text("CREATE TABLE a ();")
    done = run("replay", "--migrations", tmp_path, "--postgres", str(binaries_of(15).bindir))
    assert (done.code, "this replay runs on PostgreSQL 15, but the project is on 17" in done.err) == (0, True)


def test_replay_of_the_example(run: Cli, bindir: str, golden: Callable[[str, str], None]) -> None:
    done = run("replay", "--migrations", MIGRATIONS, "--postgres", bindir)
    assert done.code == 0, done.err
    golden("replay.txt", done.out)


def test_replay_without_folder(run: Cli, bindir: str) -> None:
    done = run("replay", "--migrations", "nowhere", "--postgres", bindir)
    assert (done.code, done.out) == (2, "")
    assert "there is no migrations folder at nowhere" in done.err


def test_a_reason_that_files_share_is_explained_once() -> None:
    """A file that failed for the same reason names the first one."""
    reasons = {"1_a.sql": "Why.", "2_b.sql": "Why.", "3_c.sql": "Another reason."}
    errors = [ErrorView(file, 1, 2, "42P01", "m", diagnosis=reason) for file, reason in reasons.items()]
    files = [MigrationView(error.file, "1", "a", "failed", 0.0, error) for error in errors]
    assert file_lines(files) == [
        "failed    1_a.sql:1:2: m (42P01)\n          Why.",
        "failed    2_b.sql:1:2: m (42P01), as in 1_a.sql",
        "failed    3_c.sql:1:2: m (42P01)\n          Another reason.",
    ]
