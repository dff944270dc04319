"""The flow of a check: target and shadow server side by side, then the stages that need both.

The modules of these stages take longer to import than a server to answer, so they are imported while the server starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from schemasync.config.settings import Settings
from schemasync.core.loading import BackgroundImport
from schemasync.core.timing import SILENT, Clock, Progress
from schemasync.migrations.discover import discover
from schemasync.migrations.target_reader import TargetReader
from schemasync.postgres.providers import shadow_server

if TYPE_CHECKING:
    from schemasync.check_stages import Continuation
    from schemasync.result import CheckResult

T = TypeVar("T")
READING, STAGES = "schemasync.migrations.target", "schemasync.check_stages"
"""Modules that read the target, and those of the stages that follow; each takes longer to import than a server to answer."""


def check(settings: Settings, progress: Progress = SILENT, later: Sequence[str] = ()) -> CheckResult:
    """Compare a project's migrations with a database.

    Args:
        settings: of the run.
        progress: called for each stage, and for each file that is replayed.
        later: modules that the caller needs afterwards; they are imported while the migrations run.

    Raises:
        SchemasyncError: see `core/errors.py`; a migration that fails is part of the result instead.
    """
    return check_and(settings, lambda _server, _calls, result: result, progress, later)


def check_and(settings: Settings, then: Continuation[T], progress: Progress = SILENT, later: Sequence[str] = ()) -> T:
    """Compare a project's migrations with a database, and go on with the result while the shadow server still runs.

    Args:
        settings: as of `check`.
        then: makes what is returned of the result.
        progress: as of `check`.
        later: as of `check`.

    Raises:
        SchemasyncError: as `check`, or `then`.
    """
    _require_known_rules(settings)
    clock = Clock()
    progress.stage("reading the database")
    clock.start("target")
    modules = BackgroundImport(READING, STAGES, *later)
    reader = TargetReader(settings.target, partial(modules.wait, READING))
    discovery = None if settings.migrations.is_file() else discover(settings.migrations)
    major = reader.major()
    progress.stage("starting PostgreSQL")
    clock.start("postgres")
    with shadow_server(settings, major) as server:
        clock.start("target")
        target = reader.target(progress.stage)
        modules.wait(STAGES)
        from schemasync.check_stages import run_stages  # noqa: PLC0415  imported while the server starts

        result = run_stages(settings, server, discovery, target, clock, progress, then)
    for name in later:
        modules.wait(name)
    return result


def _require_known_rules(settings: Settings) -> None:
    """Raise SettingsError for a rule that does not exist; only a project that configures rules has to load them first."""
    if settings.config.rules:
        from schemasync.rules.check import require_known_rules  # noqa: PLC0415

        require_known_rules(settings.config.rules)
