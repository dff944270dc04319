"""Infer the status of migrations that the history does not record from the objects of the database."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.diagnose.ddl_names import ddl_names
from schemasync.diagnose.effects import has_effects
from schemasync.diagnose.statement_names import own_name
from schemasync.introspect.renamed import under_names
from schemasync.kinds import KINDS
from schemasync.migrations.statements import split
from schemasync.migrations.status import (
    EDITED,
    INFERRED,
    PENDING,
    REMOTE_ONLY,
    UNRECORDED,
    MigrationStatus,
    squash_among,
)
from schemasync.replay.stage_result import ReplayStages, StageResult

_IN_SCHEMA = 2
"""Number of names in the path of an object of a schema; a part of a table has more."""


def infer_statuses(
    statuses: Sequence[MigrationStatus],
    actual: Snapshot,
    stages: ReplayStages,
    scope: Collection[Ref],
    renames: Mapping[Ref, Ref],
    differing: Collection[Ref],
) -> tuple[MigrationStatus, ...]:
    """Complete the statuses with what the database has.

    Without a history, a note counts the objects that each file was the last to define, and those of them that exist. A file
    seems not to have run if none of its own objects exists, or, if it changes older ones alone, if none is as the file leaves it, or,
    if it defines none, if what it drops is still there. A pending file all of whose changes exist already counts as one that was never recorded.

    Args:
        statuses: of all migrations.
        actual: state of the target.
        stages: results of the replay.
        scope: references that are compared.
        renames: object of the migrations → object of the database that seems to be the same one; it exists, with its parts.
        differing: references that differ between the database and the migrations.
    """
    if any(item.status == INFERRED for item in statuses):
        existing = under_names(actual, {there: here for here, there in renames.items()}).objects
        statuses = _with_evidence(statuses, actual, stages.applied, scope, existing, differing)
    if stages.pending:
        statuses = _with_unrecorded(statuses, actual, stages.applied, stages.pending)
    return _with_squash(statuses)


def _with_evidence(
    statuses: Sequence[MigrationStatus],
    actual: Snapshot,
    applied: StageResult,
    scope: Collection[Ref],
    existing: Mapping[Ref, Model],
    differing: Collection[Ref],
) -> list[MigrationStatus]:
    """Say of each file that no history tells of how much of it the database has."""
    objects = [ref for ref in scope if not KINDS[ref.kind].subobject and not KINDS[ref.kind].satellite]
    defined, created = _by_file(applied, objects), _created_before(applied)
    alike = existing.keys() - (actual.objects.keys() & differing)
    undropped = _undropped(applied, actual, differing)
    found = []
    for item in statuses:
        if item.status != INFERRED:
            found.append(item)
            continue
        refs, earlier = defined.get(item.file, []), created.get(item.file, ())
        seems_not_run = not _is_evident(refs, existing, alike, earlier) if refs else item.file in undropped
        found.append(dataclasses.replace(_count_existing(item, refs, existing), seems_not_run=seems_not_run))
    return found


def _with_unrecorded(
    statuses: Sequence[MigrationStatus], actual: Snapshot, applied: StageResult, pending: StageResult
) -> list[MigrationStatus]:
    """Find the pending files all of whose changes the database has already."""
    changed, before = _by_file(pending, pending.origins), applied.snapshot
    files = [result.migration for result in pending.results]
    ran = {file.file for file in files if has_effects(file, actual, before, pending)}
    found = []
    for item in statuses:
        if item.status == PENDING and item.file in ran:
            refs = _changes(changed.get(item.file, []), before, pending.snapshot)
            command = applied.discovery.cli.repair("applied", item.version)
            found.append(_detect_applied(item, refs, actual, pending.snapshot, command))
        else:
            found.append(item)
    return found


def _with_squash(statuses: Sequence[MigrationStatus]) -> tuple[MigrationStatus, ...]:
    """Say of recorded files that they were squashed, which nobody should fetch, where the database has what the squash makes."""
    squash = squash_among(statuses)
    if squash is None or squash.status == PENDING:
        return tuple(statuses)
    note = f"it was squashed into {squash.file}, and the history still has it"
    notes = {
        REMOTE_ONLY: note,
        EDITED: "it seems to hold all files before it, as `supabase migration squash` writes it",
    }
    squashed = [item for item in statuses if item.status == REMOTE_ONLY or item.file == squash.file]
    return tuple(
        dataclasses.replace(item, note=notes.get(item.status, item.note)) if item in squashed else item
        for item in statuses
    )


def _by_file(stage: StageResult, refs: Collection[Ref]) -> Mapping[str, list[Ref]]:
    """References by the file that was the last to define them."""
    found: dict[str, list[Ref]] = defaultdict(list)
    for ref in refs:
        if ref in stage.origins:
            found[stage.origins[ref].file].append(ref)
    return found


def _created_before(stage: StageResult) -> Mapping[str, frozenset[str]]:
    """File → names of the objects that files before it create."""
    found: dict[str, frozenset[str]] = {}
    names: frozenset[str] = frozenset()
    for migration in (result.migration for result in stage.results):
        found[migration.file] = names
        defined = (each for statement in split(migration.sql)[0] for each in ddl_names(statement))
        names |= {each.name for each in defined if each.created}
    return found


def _undropped(stage: StageResult, actual: Snapshot, differing: Collection[Ref]) -> frozenset[str]:
    """Files that drop an object which the database still has and the migrations no longer have."""
    extra = {
        (ref.path[1] if len(ref.path) > _IN_SCHEMA and KINDS[ref.kind].parent is not None else "", own_name(ref))
        for ref in differing
        if ref in actual.objects and ref not in stage.snapshot.objects
    }
    return frozenset(
        result.migration.file
        for result in (stage.results if extra else ())
        for statement in split(result.migration.sql)[0]
        for each in ddl_names(statement)
        if (each.table, each.name) in extra and not each.created
    )


def _is_evident(
    refs: Sequence[Ref], existing: Collection[Ref], alike: Collection[Ref], earlier: Collection[str]
) -> bool:
    """Whether the database shows that a file ran: by an object of its own, or by one of an earlier file as this one leaves it."""
    own = [ref for ref in refs if own_name(ref) not in earlier]
    return any(ref in existing for ref in own) if own else any(ref in alike for ref in refs)


def _count_existing(item: MigrationStatus, refs: Sequence[Ref], objects: Collection[Ref]) -> MigrationStatus:
    """Note how many objects of a file exist."""
    existing = sum(1 for ref in refs if ref in objects)
    if not refs:
        return item
    note = f"{existing} of {len(refs)} objects whose last definition is in this file exist"
    if len(refs) == 1:
        note = f"the one object whose last definition is in this file {'exists' if existing else 'does not exist'}"
    return dataclasses.replace(item, note=note)


def _changes(refs: Sequence[Ref], before: Snapshot, after: Snapshot) -> list[Ref]:
    return [ref for ref in refs if after.objects.get(ref) != before.objects.get(ref)]


def _detect_applied(
    item: MigrationStatus, changed: Sequence[Ref], actual: Snapshot, after: Snapshot, command: str
) -> MigrationStatus:
    """Mark a pending file as unrecorded if the database has all of its changes; `command` records it."""
    if not changed or any(actual.objects.get(ref) != after.objects.get(ref) for ref in changed):
        return item
    note = f"what it does is in the database already, though it was never recorded: `{command}` records it"
    return dataclasses.replace(item, status=UNRECORDED, note=note)
