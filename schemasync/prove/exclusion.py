"""Decide which changes a plan must leave out: those that were refused, and those that depend on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from schemasync.core.graph import adjacency, reachable
from schemasync.core.model import Ref, Snapshot
from schemasync.kinds.described import described


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why an object is left out of a plan: the object at fault, which may be another one, and the reason."""

    ref: Ref
    reason: str

    def __str__(self) -> str:
        return f"{described(self.ref)}: {self.reason}"


def blocked_changes(
    refused: Mapping[Ref, Exclusion], before: Snapshot, after: Snapshot, scope: Collection[Ref]
) -> dict[Ref, Exclusion]:
    """Find the changes that cannot be made without the refused ones, each with the reason.

    An object cannot be created without its dependencies, nor dropped before its dependents. Where a refused object itself
    does not differ, the plan rebuilt it because of another change, which is taken for the refused one.

    Args:
        refused: the object that a refused statement was for, and why it was refused.
        before: the state in which the plan starts.
        after: the state in which it ends.
        scope: references that are compared.
    """
    changed = {ref for ref in scope if before.objects.get(ref) != after.objects.get(ref)}
    found = {ref: why for ref, why in refused.items() if ref in changed}
    if not found:  # it was rebuilt because of a change to one of its dependencies
        below = adjacency((dependent, referenced) for dependent, referenced, _ in (*before.edges, *after.edges))
        found = {ref: why for start, why in refused.items() for ref in reachable(start, below) if ref in changed}
    if not found:  # it was rebuilt because of a change to a neighbour
        found = {ref: why for start, why in refused.items() for ref in _neighbours(start, before, after) & changed}
    making = ((referenced, user) for user, referenced, _ in after.edges if referenced not in before.objects)
    going = ((user, referenced) for user, referenced, _ in before.edges if referenced not in after.objects)
    ties = adjacency((first, then) for first, then in (*making, *going) if then in changed)
    return {ref: why for start, why in found.items() for ref in reachable(start, ties)} | found


def _neighbours(start: Ref, *snapshots: Snapshot) -> set[Ref]:
    """The dependents of an object, its dependencies, and all objects on their tables."""
    edges = [(edge.dependent, edge.referenced) for snapshot in snapshots for edge in snapshot.edges]
    near = {start, *(to for source, to in edges if source == start), *(source for source, to in edges if to == start)}
    tables = {ref.subject.path[:2] for ref in near if len(ref.subject.path) > 1}
    return near | {ref for snapshot in snapshots for ref in snapshot.objects if ref.subject.path[:2] in tables}
