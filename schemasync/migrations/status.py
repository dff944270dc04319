"""Status of every migration: what the folder holds against what the database says was run."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemasync.migrations.discover import Migration
from schemasync.migrations.history import PRESENT, History, Recorded
from schemasync.migrations.statements import fingerprint

APPLIED, PENDING, EDITED, RESTAMPED, DUPLICATE = "applied", "pending", "edited", "restamped", "duplicate version"
GHOST, INFERRED, UNRECORDED = "only in the database", "inferred", "applied, not recorded"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one migration stands.

    Attributes:
        file: name of the file; of a ghost, what the file would be called.
        version, name: as in the file's name, or as recorded.
        status: applied, pending, edited (recorded statements differ from the file), restamped (the same SQL is
            recorded under another version), duplicate version, only in the database, inferred (no history), applied but not recorded.
        note: one sentence more, or empty.
        diff: for an edited one, what changed, as a unified diff from the recorded text to the file.
        out_of_order: pending, but older than something that was applied; `db push` refuses it.
        statements: of a ghost, what was run.
    """

    file: str
    version: str
    name: str
    status: str
    note: str = ""
    diff: str = ""
    out_of_order: bool = False
    statements: tuple[str, ...] = ()


def standings(migrations: Sequence[Migration], history: History) -> tuple[Standing, ...]:
    """Compare a folder with a history.

    Without a history nothing is known: every file is `inferred`, and treated as applied.
    """
    if history.state != PRESENT:
        return tuple(Standing(m.file, m.version, m.name, INFERRED) for m in migrations)
    recorded = {row.version: row for row in history.rows}
    prints = {fingerprint("\n;\n".join(row.statements)): row for row in history.rows if row.statements}
    local = {migration.version for migration in migrations}
    newest = max((row.version for row in history.rows), default="")
    owners = _owners(migrations, recorded)
    found = [_one(m, recorded, prints, local, owners, newest) for m in migrations]
    explained = {standing.note for standing in found if standing.status == RESTAMPED}
    found += [_ghost(row) for row in history.rows if row.version not in local and row.version not in explained]
    return tuple(
        Standing(s.file, s.version, s.name, s.status, f"recorded as {s.note}") if s.status == RESTAMPED else s
        for s in found
    )


def _owners(migrations: Iterable[Migration], recorded: Mapping[str, Recorded]) -> dict[str, str]:
    """Which file a recorded version stands for, where several have it: the one of its name, else the first."""
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
    local: set[str],
    owners: Mapping[str, str],
    newest: str,
) -> Standing:
    row = recorded.get(migration.version)
    named = (migration.file, migration.version, migration.name)
    if row is not None:
        if owners[migration.version] != migration.file:
            note = f"version {migration.version} is recorded for {owners[migration.version]}; `db push` cannot run both"
            return Standing(*named, DUPLICATE, note)
        if row.statements and fingerprint("\n;\n".join(row.statements)) != fingerprint(migration.sql):
            return Standing(*named, EDITED, "the file was edited after it ran", _diff(row.statements, migration))
        return Standing(*named, APPLIED)
    other = prints.get(fingerprint(migration.sql)) if migration.sql.strip() else None
    if other is not None and other.version not in local:
        return Standing(*named, RESTAMPED, other.version)
    late = migration.version < newest
    note = f"older than the applied {newest}: `supabase db push` refuses it without --include-all" if late else ""
    return Standing(*named, PENDING, note, out_of_order=late)


def _ghost(row: Recorded) -> Standing:
    file = f"{row.version}_{row.name or 'unknown'}.sql"
    note = "it was run on the database, but the folder does not have it; `supabase migration fetch` writes it"
    return Standing(file, row.version, row.name or "", GHOST, note, statements=row.statements or ())


def _diff(statements: Sequence[str], migration: Migration) -> str:
    old = [line.rstrip() for statement in statements for line in f"{statement};".splitlines() if line.strip()]
    new = [line.rstrip() for line in migration.sql.splitlines() if line.strip()]
    lines = list(difflib.unified_diff(old, new, "as it ran", migration.file, n=2, lineterm=""))
    return "\n".join(lines[:200])
