"""A repository on the stand-in for GitHub, a target server with two databases, and the action to run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemasync.config.settings import Settings
from schemasync.core.timing import Progress
from schemasync.expected.project_replay import replay
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ShadowServer
from schemasync.result import CheckResult
from tests.example import EXAMPLE
from tests.github.action.runs import HEAD, MIGRATIONS, REPO, Act
from tests.github.standin import GitHubStandIn

Check = Callable[[Settings, Progress], CheckResult]


@pytest.fixture(scope="session")
def target() -> Iterator[ShadowServer]:
    with embedded() as server:
        replay(server, MIGRATIONS)
        with server.connect() as connection:
            connection.execute("DROP SCHEMA supabase_migrations CASCADE")  # as a database that no CLI was ever used on
        for name, script in (("drifted", "drift.sql"), ("fixed", "")):
            server.create_database(name, "postgres")
            if script:
                with server.connect(name) as connection:
                    connection.execute((EXAMPLE / script).read_bytes())
        yield server


@pytest.fixture
def world(gh: GitHubStandIn) -> GitHubStandIn:
    gh.add_repository(REPO)
    gh.add_pull(REPO, number=7, head_sha=HEAD)
    gh.add_token("t", permissions={"pull-requests": "write", "checks": "write", "issues": "write", "contents": "read"})
    return gh


@pytest.fixture(scope="session")
def check_once() -> Check:
    """The pipeline's check, which runs once for the same settings, files and database: what follows it is tested here."""
    results: dict[tuple[object, ...], tuple[CheckResult, list[str]]] = {}

    def call(settings: Settings, progress: Progress) -> CheckResult:
        files = tuple(
            (path, path.read_bytes()) for path in sorted(settings.migrations.parent.rglob("*.*")) if path.is_file()
        )
        key = (repr(settings), settings.target, files)
        if key in results:
            result, sentences = results[key]
            for sentence in sentences:
                progress.stage(sentence)
            return result
        said: list[str] = []

        def record(sentence: str) -> None:
            said.append(sentence)
            progress.stage(sentence)

        results[key] = check(settings, Progress(record)), said
        return results[key][0]

    return call


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runner's folder, in the same place for each test, so that their settings are equal."""
    return tmp_path_factory.mktemp("runner") / "workspace"


@pytest.fixture
def act(
    world: GitHubStandIn,
    target: ShadowServer,
    tmp_path: Path,
    checkout: Path,
    check_once: Check,
    monkeypatch: pytest.MonkeyPatch,
) -> Act:
    """The action in a fresh checkout of the example; equal checks run once."""
    monkeypatch.setattr("schemasync.github.client.PAUSE", 0.01)
    monkeypatch.setattr("schemasync.github.execute.check", check_once)
    shutil.rmtree(checkout, ignore_errors=True)
    shutil.copytree(EXAMPLE / "supabase", checkout / "supabase")
    shutil.copy(EXAMPLE / "schemasync.toml", checkout)
    return Act(world, target, checkout, tmp_path)
