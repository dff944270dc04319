"""Determine the status of every migration: compare the folder with the history of the database."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schemasync.migrations.discover import Migration
from schemasync.migrations.history import PRESENT, History, Recorded
from schemasync.migrations.statements import fingerprint
from schemasync.supabase.cli import Cli


class MigrationState(StrEnum):
    """A migration in the history of the target, as in `report.json`.

    EDITED: the recorded statements differ from the file. RENUMBERED: the same SQL is recorded under another version. DUPLICATE:
    another file has its version. REMOTE_ONLY: recorded, but not in the folder. INFERRED: there is no history. UNRECORDED: applied,
    but not in the history.
    """

    APPLIED = "applied"
    PENDING = "pending"
    EDITED = "edited"
    RENUMBERED = "renumbered"
    DUPLICATE = "duplicate"
    REMOTE_ONLY = "remote-only"
    INFERRED = "inferred"
    UNRECORDED = "unrecorded"


APPLIED, PENDING, EDITED, RENUMBERED, DUPLICATE, REMOTE_ONLY, INFERRED, UNRECORDED = MigrationState

EDITED_NOTE = "the file was edited after it ran, and a push does not run it again; put the change into a new migration"


@dataclass(frozen=True, slots=True)
class MigrationStatus:
    """Status of one migration.

    Attributes:
        file: name of the file; of a remote-only one, the name that the file would have.
        version, name: as in the file's name, or as recorded.
        status: in the history.
        note: an additional sentence; may be empty.
        diff: for an edited one, what changed, as a unified diff from the recorded text to the file.
        out_of_order: pending, but older than something that was applied; `db push` refuses it.
        statements: of a remote-only one, the recorded SQL.
        recorded_as: of a renumbered one, the version under which the history has it.
        seems_not_run: of an inferred one, the database has nothing as the file makes it, or still has what it drops.
    """

    file: str
    version: str
    name: str
    status: MigrationState
    note: str = ""
    diff: str = ""
    out_of_order: bool = False
    statements: tuple[str, ...] = ()
    recorded_as: str = ""
    seems_not_run: bool = False


def migration_statuses(
    migrations: Sequence[Migration], history: History, cli: Cli | None = None, added: Collection[str] = ()
) -> tuple[MigrationStatus, ...]:
    """Compare a folder with a history.

    Without a history, files that the pull request adds are pending; nothing is known of the others, so each of them is
    `inferred`, and treated as applied.

    Args:
        migrations: of the folder.
        history: of the target.
        cli: release of the CLI whose commands the notes name.
        added: names of files that the pull request adds.
    """
    if history.state != PRESENT:
        return tuple(
            MigrationStatus(m.file, m.version, m.name, PENDING if m.file in added else INFERRED) for m in migrations
        )
    recorded = {row.version: row for row in history.rows}
    local = {migration.version for migration in migrations}
    prints = {
        fingerprint("\n;\n".join(row.statements)): row
        for row in history.rows
        if row.statements and row.version not in local
    }
    newest = max((row.version for row in history.rows), default="")
    owners = _owners(migrations, recorded)
    found = [_one(m, recorded, prints, owners, newest) for m in migrations]
    explained = {each.recorded_as for each in found}
    missing = [row for row in recorded.values() if row.version not in local and row.version not in explained]
    found += [_remote_only(row, cli or Cli()) for row in missing]
    return tuple(found)


def _owners(migrations: Iterable[Migration], recorded: Mapping[str, Recorded]) -> dict[str, str]:
    """The file of each recorded version, where several have it: the one with the recorded name, else the first."""
    owners: dict[str, str] = {}
    for migration in migrations:
        row = recorded.get(migration.version)
        if row and (migration.version not in owners or row.name == migration.name):
            owners[migration.version] = migration.file
    return owners


def _one(
    migration: Migration,
    recorded: Mapping[str, Recorded],
    prints: Mapping[str, Recorded],
    owners: Mapping[str, str],
    newest: str,
) -> MigrationStatus:
    row = recorded.get(migration.version)
    named = (migration.file, migration.version, migration.name)
    if row is not None:
        if owners[migration.version] != migration.file:
            note = f"version {migration.version} is recorded for {owners[migration.version]}; `db push` cannot run both"
            return MigrationStatus(*named, DUPLICATE, note)
        if row.statements and fingerprint("\n;\n".join(row.statements)) != fingerprint(migration.sql):
            return MigrationStatus(*named, EDITED, EDITED_NOTE, _diff(row.statements, migration))
        return MigrationStatus(*named, APPLIED)
    other = prints.get(fingerprint(migration.sql)) if migration.sql.strip() else None
    if other is not None:
        return MigrationStatus(*named, RENUMBERED, f"recorded as {other.version}", recorded_as=other.version)
    late = migration.version < newest
    note = f"older than the applied {newest}, which `supabase db push` refuses without --include-all" if late else ""
    return MigrationStatus(*named, PENDING, note, out_of_order=late)


def _remote_only(row: Recorded, cli: Cli) -> MigrationStatus:
    file = f"{row.version}_{row.name or 'unknown'}.sql"
    note = "it was run on the database, but the folder does not have it"
    if row.statements:
        note += f"; `{cli.fetch()}` writes it"
    return MigrationStatus(file, row.version, row.name or "", REMOTE_ONLY, note, statements=row.statements or ())


def _diff(statements: Sequence[str], migration: Migration) -> str:
    old = [line.rstrip() for statement in statements for line in f"{statement};".splitlines() if line.strip()]
    new = [line.rstrip() for line in migration.sql.splitlines() if line.strip()]
    lines = list(difflib.unified_diff(old, new, "as it ran", migration.file, n=2, lineterm=""))
    return "\n".join(lines[:200])


def squash_among(statuses: Sequence[MigrationStatus]) -> MigrationStatus | None:
    """The file that `supabase migration squash` seems to have written in place of recorded ones.

    The folder lacks more than one recorded version, and its first file, which is not recorded as it is, is newer than all these.
    """
    lost = [item.version for item in statuses if item.status == REMOTE_ONLY]
    local = [item for item in statuses if item.status != REMOTE_ONLY]
    first = min(local, key=lambda item: item.version, default=None)
    if first is None or first.status not in (EDITED, PENDING, UNRECORDED):
        return None
    return first if len(lost) > 1 and first.version > max(lost) else None
