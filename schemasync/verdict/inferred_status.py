"""What the database's objects say of migrations that the history does not: applied all the same, or in part."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.migrations.status import INFERRED, PENDING, UNRECORDED, MigrationStatus
from schemasync.replay.stages import Replayed


def with_evidence(
    standing: Sequence[MigrationStatus],
    actual: Snapshot,
    replayed: Replayed,
    ahead: Replayed | None,
    scope: Collection[Ref],
) -> tuple[MigrationStatus, ...]:
    """The standings with what the database itself tells.

    Without a history, how much of what a file defined last is there. A pending file whose changes are all there was
    run and never recorded.
    """
    defined = _by_file(
        replayed, [ref for ref in scope if not KINDS[ref.kind].subobject and not KINDS[ref.kind].satellite]
    )
    changes = _by_file(ahead, ahead.origins) if ahead else {}
    return tuple(
        _inferred(item, defined.get(item.file, []), actual)
        if item.status == INFERRED
        else _pending(item, changes.get(item.file, []), actual, replayed, ahead)
        if item.status == PENDING and ahead
        else item
        for item in standing
    )


def _by_file(stage: Replayed, refs: Collection[Ref]) -> Mapping[str, list[Ref]]:
    found: dict[str, list[Ref]] = defaultdict(list)
    for ref in refs:
        if ref in stage.origins:
            found[stage.origins[ref].file].append(ref)
    return found


def _inferred(item: MigrationStatus, refs: Sequence[Ref], actual: Snapshot) -> MigrationStatus:
    there = sum(1 for ref in refs if ref in actual.objects)
    if not refs:
        return item
    words = f"{there} of {len(refs)} objects that it defined last are there"
    if len(refs) == 1:
        words = f"the one object that it defined last is {'' if there else 'not '}there"
    return dataclasses.replace(item, note=words)


def _pending(
    item: MigrationStatus, refs: Sequence[Ref], actual: Snapshot, replayed: Replayed, ahead: Replayed
) -> MigrationStatus:
    before, after = replayed.snapshot.objects, ahead.snapshot.objects
    changed = [ref for ref in refs if after.get(ref) != before.get(ref)]
    if not changed or any(actual.objects.get(ref) != after.get(ref) for ref in changed):
        return item
    note = (
        "what it does is in the database already, though it was never recorded:"
        f" `supabase migration repair --status applied {item.version}` records it"
    )
    return dataclasses.replace(item, status=UNRECORDED, note=note)
