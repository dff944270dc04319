"""Save a replay to a file, and load it: replay once, compare many databases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from schemasync.core.errors import SettingsError
from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.introspect.snapshot_file import MIGRATIONS, SavedSnapshot, load, plain_ref, ref_from, save
from schemasync.migrations.discover import Discovery, Migration, Skipped
from schemasync.replay.results import FileError, FileResult
from schemasync.replay.stage import ReplayedStage
from schemasync.replay.stage_result import StageResult
from schemasync.supabase.cli import read_cli
from schemasync.supabase.config_toml import read_project
from schemasync.supautils.privileged_calls import PrivilegedCalls


def save_replay(path: Path, replayed: StageResult) -> None:
    """Write a replay of all of a folder's migrations.

    Raises:
        SettingsError: the file cannot be written.
    """
    migrations = replayed.discovery.migrations
    beside = [result.migration for result in replayed.results if result.migration not in migrations]
    extra = {
        "migrations": [_migration_as_dict(migration) for migration in migrations],
        "files_beside": [_migration_as_dict(migration) for migration in beside],
        "skipped": [asdict(item) for item in replayed.discovery.skipped],
        "results": [_result_as_dict(result) for result in replayed.results],
        "origins": [[plain_ref(ref), origin.file, origin.line] for ref, origin in replayed.origins.items()],
        "stubbed": list(replayed.stubbed),
    }  # fmt: skip
    save(path, SavedSnapshot(replayed.snapshot, MIGRATIONS, extra))


def _migration_as_dict(migration: Migration) -> dict[str, Any]:
    return asdict(migration) | {"path": str(migration.path)}


def _migration_from(item: Mapping[str, Any]) -> Migration:
    return Migration(**{**item, "path": Path(item["path"])})


def _result_as_dict(result: FileResult) -> dict[str, Any]:
    """The result, with its file by name."""
    own = {field.name: getattr(result, field.name) for field in fields(result)}
    return own | {"migration": result.migration.file, "error": _error_as_dict(result.error) if result.error else None}


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
    migrations = tuple(map(_migration_from, saved.extra["migrations"]))
    skipped = tuple(Skipped(**item) for item in saved.extra["skipped"])
    folder = folder_of(saved)
    if folder is None:
        return Discovery(migrations, skipped)
    return Discovery(migrations, skipped, read_project(folder), read_cli(folder))


def folder_of(saved: SavedSnapshot) -> Path | None:
    """The folder that was replayed; None if it had no migration."""
    return next((Path(item["path"]).parent for item in saved.extra["migrations"]), None)


def origins_of(saved: SavedSnapshot) -> dict[Ref, SourceLine]:
    """Line of the statement that last defined each object."""
    return {ref_from(ref): SourceLine(file, line) for ref, file, line in saved.extra["origins"]}


def replayed_of(saved: SavedSnapshot, privileged_calls: PrivilegedCalls) -> ReplayedStage:
    """The saved replay, with the privileged calls of the database that was rebuilt from it."""
    discovery = discovery_of(saved)
    beside = map(_migration_from, saved.extra["files_beside"])
    by_file = {migration.file: migration for migration in (*discovery.migrations, *beside)}
    results = tuple(
        FileResult(
            **{
                **item,
                "migration": by_file[item["migration"]],
                "error": FileError(**item["error"]) if item["error"] else None,
            }
        )
        for item in saved.extra["results"]
    )
    result = StageResult(results, discovery, saved.snapshot, origins_of(saved), tuple(saved.extra["stubbed"]))
    return ReplayedStage(result, privileged_calls)
