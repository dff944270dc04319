"""Save a replay to a file, and load it: replay once, compare many databases."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from schemasync.core.errors import SettingsError
from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.introspect.snapshot_file import MIGRATIONS, SavedSnapshot, load, plain_ref, ref_from, save
from schemasync.migrations.discover import Discovery, Migration, Skipped
from schemasync.replay.runner import FileError, FileResult
from schemasync.replay.stage import ReplayedStage
from schemasync.replay.stage_result import StageResult
from schemasync.supabase.config_toml import Project, read_project
from schemasync.supautils.privileged_calls import PrivilegedCalls


def save_replay(path: Path, replayed: StageResult) -> None:
    """Write a replay of all of a folder's migrations.

    Raises:
        SettingsError: the file cannot be written.
    """
    extra = {
        "migrations": [[str(m.path), m.file, m.version, m.name, m.sql] for m in replayed.discovery.migrations],
        "skipped": [[item.file, item.reason] for item in replayed.discovery.skipped],
        "results": [
            [result.migration.file, result.status, result.seconds, result.statements,
             _error_as_dict(result.error) if result.error else None]
            for result in replayed.results
        ],
        "origins": [[plain_ref(ref), origin.file, origin.line] for ref, origin in replayed.origins.items()],
        "stubbed": list(replayed.stubbed),
    }  # fmt: skip
    save(path, SavedSnapshot(replayed.snapshot, MIGRATIONS, extra))


def _error_as_dict(error: FileError) -> dict[str, Any]:
    """The error with its diagnosis, without the facts that it was made from."""
    fields = asdict(replace(error, context=None))
    del fields["context"]
    return fields


def load_replay(path: Path) -> SavedSnapshot:
    """Read a replay.

    Raises:
        SettingsError: the file is none.
    """
    saved = load(path)
    if saved.source != MIGRATIONS:
        raise SettingsError(
            f"{path}: it is the snapshot of a database, not of migrations",
            "write it with `schemasync snapshot --migrations DIR`",
        )
    return saved


def discovery_of(saved: SavedSnapshot) -> Discovery:
    """The folder as it was when the replay was saved."""
    migrations = tuple(Migration(Path(path), *more) for path, *more in saved.extra["migrations"])
    skipped = tuple(Skipped(file, reason) for file, reason in saved.extra["skipped"])
    return Discovery(migrations, skipped, read_project(migrations[0].path.parent) if migrations else Project())


def origins_of(saved: SavedSnapshot) -> dict[Ref, SourceLine]:
    """Line of the statement that last defined each object."""
    return {ref_from(ref): SourceLine(file, line) for ref, file, line in saved.extra["origins"]}


def replayed_of(saved: SavedSnapshot, privileged_calls: PrivilegedCalls) -> ReplayedStage:
    """The saved replay, with the privileged calls of the database that was rebuilt from it."""
    discovery = discovery_of(saved)
    by_file = {migration.file: migration for migration in discovery.migrations}
    results = tuple(
        FileResult(by_file[file], seconds, statements, FileError(**error) if error else None)
        for file, _, seconds, statements, error in saved.extra["results"]
    )
    result = StageResult(results, discovery, saved.snapshot, origins_of(saved), tuple(saved.extra["stubbed"]))
    return ReplayedStage(result, privileged_calls)
