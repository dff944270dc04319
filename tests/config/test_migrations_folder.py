"""A path that holds no migrations is told before anything is booted, with the folders that hold some."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.config.migrations_folder import folder_problem
from tests.plugins.commands import Cli

FOLDER = "supabase/migrations"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "1_a.sql").write_text("SELECT 1;")
    (tmp_path / "node_modules/x/migrations").mkdir(parents=True)
    (tmp_path / "node_modules/x/migrations/1_a.sql").write_text("")
    return tmp_path


def test_a_folder_with_migrations(project: Path) -> None:
    assert folder_problem(project / FOLDER) == ""


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("supabase", "supabase has no migration"),
        ("db/migrations", "there is no migrations folder at"),
        (f"{FOLDER}/1_a.sql", "is a file, not a folder"),
        ("empty", "empty has no migration"),
        ("skipped", "does not run 'init.sql'"),
    ],
)
def test_other_paths_name_the_folder(project: Path, path: str, words: str) -> None:
    for name in ("empty", "skipped"):
        (project / name).mkdir()
    (project / "skipped/init.sql").write_text("SELECT 1;")
    problem = folder_problem(project / path)
    assert words in problem
    assert problem.endswith(". Folders with migrations: supabase/migrations (1)")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (".", f"{FOLDER}/old"),
        (FOLDER, f"{FOLDER}/old"),
        (f"{FOLDER}/old/x", f"{FOLDER}/old"),
        ("other/migrations", f"{FOLDER}/old"),
    ],
)
@pytest.mark.parametrize("repository", [True, False])
def test_a_relative_path_gets_relative_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, found: str, *, repository: bool
) -> None:
    """Folders are named from the current folder on, whether it is a repository, a folder of one, or none; none above it."""
    if repository:
        (tmp_path / ".git").mkdir()
    here = tmp_path / "app"
    (here / FOLDER / "old").mkdir(parents=True)
    (here / FOLDER / "old/1_a.sql").write_text("SELECT 1;")
    monkeypatch.chdir(here)
    assert folder_problem(Path(path)).endswith(f". Folders with migrations: {found} (1)")


def test_nothing_is_named_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert "Folders" not in folder_problem(tmp_path / "supabase/migrations")


COMMANDS = (
    ("check", "--database-url", "postgresql://u@127.0.0.1:1/db"),
    ("fix", "--database-url", "postgresql://u@127.0.0.1:1/db"),
    ("adopt", "--database-url", "postgresql://u@127.0.0.1:1/db"),
    ("replay",),
    ("init",),
    ("shadow",),
    ("snapshot", "--output", "x"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_commands_stop_before_a_server_starts(
    run: Cli, monkeypatch: pytest.MonkeyPatch, project: Path, words: tuple[str, ...]
) -> None:
    def started(*_: object, **__: object) -> None:
        raise AssertionError("the run began")

    monkeypatch.setattr("schemasync.postgres.providers.shadow", started)
    monkeypatch.setattr("schemasync.migrations.target.connection.target", started)
    (project / "empty").mkdir()
    (project / "README.md").write_text("how to")
    for path in ("supabase", "empty", "nowhere", f"{FOLDER}/1_a.sql", "README.md"):
        done = run(*words, "--migrations", path)
        assert (done.code, done.out) == (2, ""), done.err
        assert "supabase/migrations (1)" in " ".join(done.err.split())
