"""Mark findings on objects that a pending file changes, uses or drops as well: a migration that adopts them would clash with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import cached_property

from schemasync.core.compare import differing_refs
from schemasync.core.graph import adjacency, reachable_from
from schemasync.core.model import Ref, Snapshot
from schemasync.core.sync_status import MISSING
from schemasync.replay.stage_result import StageResult
from schemasync.verdict.findings import Finding


def mark_overlaps(
    findings: Sequence[Finding], actual: Snapshot, applied: Snapshot, pending: StageResult
) -> tuple[Finding, ...]:
    """Name in each finding the pending file that changes one of its objects, uses one that is missing, or drops what one needs.

    Args:
        findings: drift from the applied migrations.
        actual: the database.
        applied: the shadow after the applied migrations.
        pending: replay of the pending migrations on top of them.
    """
    overlaps = _Overlaps(actual, applied, pending)
    return tuple(dataclasses.replace(each, overlap=overlaps.file(each)) for each in findings)


class _Overlaps:
    """The changes of the pending files, against what differs in the database."""

    def __init__(self, actual: Snapshot, applied: Snapshot, pending: StageResult) -> None:
        self._actual, self._applied, self._pending = actual, applied, pending
        self._files = {result.migration.file for result in pending.results}

    def file(self, finding: Finding) -> str:
        """The pending file that touches an object of a finding as well; empty if none does."""
        changed = sorted(self._changed.intersection(finding.refs))
        is_used = finding.status == MISSING and not self._used.isdisjoint(finding.refs)
        if not changed and not is_used and self._dropped.isdisjoint(reachable_from(finding.refs, self._needs)):
            return ""
        places = (self._pending.origins.get(ref) for ref in changed)
        return next(
            (place.file for place in places if place and place.file in self._files), max(self._files, default="")
        )

    @cached_property
    def _changed(self) -> frozenset[Ref]:
        both = self._applied.objects.keys() | self._pending.snapshot.objects.keys()
        return differing_refs(self._applied, self._pending.snapshot, both)

    @cached_property
    def _used(self) -> frozenset[Ref]:
        """Objects on which those of the pending files depend."""
        edges = adjacency((edge.dependent, edge.referenced) for edge in self._pending.snapshot.edges)
        return frozenset(reachable_from(self._changed, edges))

    @cached_property
    def _dropped(self) -> frozenset[Ref]:
        """Objects of the applied migrations that the pending files drop or rename."""
        return frozenset(self._applied.objects.keys() - self._pending.snapshot.objects.keys())

    @cached_property
    def _needs(self) -> dict[Ref, list[Ref]]:
        """Each object of the database with those on which it depends; nothing if no pending file drops anything."""
        return adjacency((edge.dependent, edge.referenced) for edge in self._actual.edges if self._dropped)
