"""Replay the migrations of a project that is compared with nothing, and diagnose the files that fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from schemasync.config.settings import Settings
from schemasync.core.timing import SILENT, Progress
from schemasync.diagnose.explain import explain_files, explain_stage
from schemasync.introspect.shadow_errors import shadow_errors
from schemasync.migrations.discover import Discovery, discover
from schemasync.postgres.providers import shadow_server
from schemasync.postgres.shadow import ShadowServer
from schemasync.replay.results import FileResult
from schemasync.replay.stage_result import StageResult
from schemasync.replay.stages import ReplayOptions, replay_applied, replay_files, replay_folder

_T = TypeVar("_T")


def replay(server: ShadowServer, folder: Path) -> StageResult:
    """Replay all migrations of a folder; each file that failed has its diagnosis."""
    return explain_stage(replay_folder(server, folder)).result


def replay_only(settings: Settings, progress: Progress = SILENT) -> StageResult:
    """Replay all migrations of a project that has no database to compare with."""

    def run(server: ShadowServer, discovery: Discovery) -> StageResult:
        options = ReplayOptions(has_target=False, progress=progress)
        return explain_stage(replay_applied(server, discovery, discovery.migrations, options)).result

    return _replay(settings, progress, run)


class ReplayedFiles(NamedTuple):
    """The result of each file of a folder, and the major version of the server that ran it."""

    discovery: Discovery
    results: tuple[FileResult, ...]
    major: int


def files_only(settings: Settings, progress: Progress = SILENT) -> ReplayedFiles:
    """Replay all migrations, and read only whether each file ran."""

    def run(server: ShadowServer, discovery: Discovery) -> ReplayedFiles:
        return ReplayedFiles(discovery, replay_files(server, discovery, progress), server.major)

    replayed = _replay(settings, progress, run)
    return replayed._replace(results=explain_files(replayed.discovery, replayed.results))


def _replay(settings: Settings, progress: Progress, run: Callable[[ShadowServer, Discovery], _T]) -> _T:
    discovery = discover(settings.migrations)
    progress.stage("starting PostgreSQL")
    with shadow_server(settings, discovery.project.server_major) as server:
        progress.stage("replaying the migrations")
        with shadow_errors():
            return run(server, discovery)
