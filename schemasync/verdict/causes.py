"""Find the cause of each finding: an edited, remote-only or unrecorded migration, or else a manual change."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from schemasync.core.graph import adjacency, reachable
from schemasync.core.model import PART, Ref, Snapshot
from schemasync.core.sync_status import EXTRA, PARTIAL
from schemasync.diagnose.effects import has_effects
from schemasync.kinds.kind import Severity
from schemasync.migrations.discover import Migration
from schemasync.migrations.history import History
from schemasync.migrations.statements import identifiers
from schemasync.migrations.status import (
    DUPLICATE,
    EDITED,
    PENDING,
    REMOTE_ONLY,
    RENUMBERED,
    UNRECORDED,
    MigrationStatus,
    squash_among,
)
from schemasync.replay.stage_result import StageResult
from schemasync.verdict.findings import MANUAL_CHANGE, Finding, MigrationCause

UNEXPLAINED = "the recorded migrations differ from the files"


def recorded_migrations(
    migrations: Sequence[Migration], statuses: Sequence[MigrationStatus], history: History
) -> tuple[Migration, ...]:
    """The migrations that the history records, in its order; empty if the files agree with it.

    A row without statements (of older CLIs) stands for the file of its version.
    """
    if not any(
        item.status in (EDITED, DUPLICATE) or (item.status == REMOTE_ONLY and item.statements) for item in statuses
    ):
        return ()
    files = {migration.file: migration for migration in migrations}
    by_version = {item.version: item.file for item in statuses if item.status not in (DUPLICATE, RENUMBERED)}
    by_version |= {item.recorded_as: item.file for item in statuses if item.status == RENUMBERED}
    found = []
    for row in history.rows:
        file = by_version.get(row.version, f"{row.version}_{row.name or 'unknown'}.sql")
        local = files.get(file)
        if row.statements is not None:
            sql = "".join(f"{statement};\n" for statement in row.statements)
            found.append(Migration(Path(file), file, row.version, row.name or "", sql))
        elif local is not None:
            found.append(local)
    return tuple(found)


def mark_unrecorded(
    findings: Sequence[Finding], actual: Snapshot, applied: Snapshot, pending: StageResult
) -> tuple[Finding, ...]:
    """Mark findings that a pending migration explains, because the database has already what the migration creates.

    If all changes of the file are there, it ran; if only some are, somebody made them by hand.

    Args:
        findings: drift from the applied migrations.
        actual: the database.
        applied: the shadow after the applied migrations.
        pending: replay of the pending migrations on top of them.
    """
    files = [result.migration for result in pending.results]
    ran = {migration.file for migration in files if has_effects(migration, actual, applied, pending)}
    return tuple(
        _explained(finding, actual, pending, ran, {migration.file for migration in files}) for finding in findings
    )


def _explained(
    finding: Finding, actual: Snapshot, pending: StageResult, ran: Collection[str], files: Collection[str]
) -> Finding:
    origins = pending.origins
    place = next((origins[ref] for ref in (finding.ref, *finding.refs) if ref in origins), None)
    if place is None or place.file not in files:
        return finding
    if not _same({*finding.refs, *_parts(finding.ref, pending.snapshot)}, actual, pending.snapshot):
        return finding
    version = next(result.migration.version for result in pending.results if result.migration.file == place.file)
    if place.file in ran:
        migration = MigrationCause(UNRECORDED, place.file, version)
        words = f"The database has it as {place.file} makes it, which the history does not record."
        cause = f"{place.file} was never recorded, and its changes are in the database"
        severity = max(
            finding.severity, Severity.FUNCTIONAL, key=lambda severity: severity.rank
        )  # the folder opens what it opens
        return dataclasses.replace(
            finding, cause=cause, migration=migration, origin=place, sentences=(words,), severity=severity
        )
    if finding.renamed:
        return finding
    cause = f"{MANUAL_CHANGE}, which the pending {place.file} makes as well"
    migration = MigrationCause(PENDING, place.file, version)
    sentence = f"The database has it as the pending {place.file} makes it."
    keeps = finding.status == PARTIAL or finding.severity == Severity.SECURITY
    sentences = (*(finding.sentences if keeps else ()), sentence)
    return dataclasses.replace(finding, cause=cause, migration=migration, origin=place, sentences=sentences)


def _parts(ref: Ref, snapshot: Snapshot) -> Collection[Ref]:
    """An object and what is a part of it."""
    return reachable(ref, adjacency((edge.referenced, edge.dependent) for edge in snapshot.edges if edge.type == PART))


def mark_recorded_differently(
    findings: Sequence[Finding],
    actual: Snapshot,
    replayed: StageResult,
    recorded: StageResult,
    statuses: Sequence[MigrationStatus],
    pending: StageResult | None = None,
) -> tuple[Finding, ...]:
    """Mark findings that the history explains: the recorded statements lead to the state of the database, the files do not.

    Args:
        findings: drift from the files.
        actual: the database.
        replayed: the files' replay.
        recorded: the replay of the statements that the history keeps.
        statuses: of all migrations.
        pending: replay of the pending migrations; a squash among them replaces the migrations that made what it makes.
    """
    attribution, squash = _Attribution(replayed, recorded, statuses), squash_among(statuses)
    places = pending.origins if pending and squash is not None else {}
    squashed = {ref for ref, place in places.items() if squash is not None and place.file == squash.file}
    return tuple(
        finding
        if finding.migration is not None and squash is not None and finding.migration.file == squash.file
        else _attributed(finding, actual, recorded, attribution, squash if finding.ref in squashed else None)
        for finding in findings
    )


def _attributed(
    finding: Finding,
    actual: Snapshot,
    recorded: StageResult,
    attribution: _Attribution,
    squash: MigrationStatus | None,
) -> Finding:
    """The finding with the migration that explains it: its recorded statements lead to this state, or made the object."""
    is_same = _same(finding.refs, actual, recorded.snapshot)
    item = attribution.of(finding)
    made = item is not None and item.status == REMOTE_ONLY and finding.status == EXTRA
    if made and item is not None and (is_same or finding.ref in recorded.snapshot.objects):
        return _made_elsewhere(finding, item, squash, changed=not is_same)
    return _caused(finding, item) if is_same else finding


def _made_elsewhere(
    finding: Finding, item: MigrationStatus, squash: MigrationStatus | None, *, changed: bool
) -> Finding:
    """An object that a recorded migration made which the folder lacks, also where somebody changed it by hand since."""
    if squash is not None:
        cause = f"{squash.file} seems to replace {item.file}, which ran"
        migration, fact = MigrationCause(UNRECORDED, squash.file, squash.version, item.file), f"{item.file} made it"
    else:
        cause, migration = _sentence(item), MigrationCause(item.status, item.file, item.version)
        fact = f"{item.file}, which the folder lacks, made it"
    sentence = f"{fact}, and it was changed since." if changed else f"{fact}."
    return dataclasses.replace(finding, cause=cause, migration=migration, sentences=(sentence,))


def _caused(finding: Finding, item: MigrationStatus | None) -> Finding:
    if item is None:
        return dataclasses.replace(finding, cause=UNEXPLAINED)
    migration = MigrationCause(item.status, item.file, item.version)
    return dataclasses.replace(finding, cause=_sentence(item), migration=migration)


def _same(refs: Iterable[Ref], one: Snapshot, other: Snapshot) -> bool:
    return all(one.objects.get(ref) == other.objects.get(ref) for ref in refs)


class _Attribution:
    """Attributes a finding to one of the migrations that differ from the history."""

    def __init__(self, replayed: StageResult, recorded: StageResult, statuses: Sequence[MigrationStatus]) -> None:
        self.replayed, self.recorded = replayed, recorded
        self.items = {item.file: item for item in statuses if item.status in (EDITED, REMOTE_ONLY, DUPLICATE)}
        self.texts = {item.file: " ".join(item.statements) for item in statuses if item.status == REMOTE_ONLY}
        self.texts |= {item.file: item.diff for item in statuses if item.status == EDITED}

    def of(self, finding: Finding) -> MigrationStatus | None:
        """The migration that defines the object on either side; for a dropped object, the last one that names it."""
        refs = (finding.ref, *finding.refs)
        for origins in (self.recorded.origins, self.replayed.origins):
            for ref in refs:
                if ref in origins and origins[ref].file in self.items:
                    return self.items[origins[ref].file]
        if len(self.items) == 1:
            return next(iter(self.items.values()))
        name = finding.ref.name
        mentioning = [self.items[file] for file, text in self.texts.items() if name in identifiers(text)]
        return mentioning[-1] if mentioning else None


def _sentence(item: MigrationStatus) -> str:
    if item.status == EDITED:
        return f"{item.file} was edited after it ran"
    if item.status == DUPLICATE:
        return f"{item.file} never ran: {item.note}"
    return f"{item.file} ran on the database, but the folder does not have it"
