"""The progress that a terminal shows, and what it is told of a real replay."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from schemasync.commands.progress_bar import progress_bar
from schemasync.config.settings import settings_from
from schemasync.core.timing import Progress
from schemasync.expected.project_replay import files_only, replay_only


def test_a_bar_with_the_file_that_runs() -> None:
    shown = io.StringIO()
    with progress_bar(Console(file=shown, force_terminal=True, width=80)) as progress:
        progress.stage("replaying the migrations")
        for number in range(1, 8):
            progress.file(f"{number}_step\x1b.sql", number, 12)
    last = [line for line in shown.getvalue().splitlines() if "step" in line][-1]
    assert "6/12" in last
    assert "7_step\\u001b.sql" in last


def test_few_files_have_no_bar() -> None:
    shown = io.StringIO()
    with progress_bar(Console(file=shown, force_terminal=True, width=80)) as progress:
        progress.file("1_step.sql", 1, 2)
    assert "1_step.sql" in shown.getvalue()
    assert "0/2" not in shown.getvalue()


@pytest.mark.integration
def test_every_file_is_told_before_it_runs(tmp_path: Path) -> None:
    folder = tmp_path / "supabase" / "migrations"
    folder.mkdir(parents=True)
    (folder / "20250101000000_a.sql").write_text("CREATE TABLE a ();")
    (folder / "20250101000001_b.sql").write_text("CREATE TABLE a ();")
    told: list[object] = []
    progress = Progress(told.append, lambda *file: told.append(file))
    settings = settings_from(migrations=folder, url_required=False)
    for replay in (files_only, replay_only):
        replay(settings, progress)
    stages = ["starting PostgreSQL", "replaying the migrations"]
    assert told == [*stages, ("20250101000000_a.sql", 1, 2), ("20250101000001_b.sql", 2, 2)] * 2
