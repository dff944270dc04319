"""Exclude changes that were refused from a plan, with the changes that depend on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from schemasync.core.graph import adjacency, reachable
from schemasync.core.model import Ref, Snapshot
from schemasync.kinds._described import described


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused statement: the object that it was for, and the reason."""

    ref: Ref
    reason: str

    def __str__(self) -> str:
        return f"{described(self.ref)}: {self.reason}"


def blocked_changes(
    refused: Mapping[Ref, Refusal], before: Snapshot, after: Snapshot, scope: Collection[Ref]
) -> dict[Ref, Refusal]:
    """The changes that cannot be made without the refused ones, each with the reason; empty if no change was refused.

    An object is not created without its dependencies, and not dropped before its dependents.

    Args:
        refused: the object that a statement was for, and why it was refused.
        before: the state in which the plan starts.
        after: the state in which it ends.
        scope: references that are compared.
    """
    changed = {ref for ref in scope if before.objects.get(ref) != after.objects.get(ref)}
    found = {ref: why for ref, why in refused.items() if ref in changed}
    if not found:  # it was rebuilt because of an object below it
        below = adjacency((dependent, referenced) for dependent, referenced, _ in (*before.edges, *after.edges))
        found = {ref: why for start, why in refused.items() for ref in reachable(start, below) if ref in changed}
    if not found:  # the plan changed it for the sake of another object on the same table, or next to it
        found = {ref: why for start, why in refused.items() for ref in _near(start, before, after) & changed}
    making = ((referenced, user) for user, referenced, _ in after.edges if referenced not in before.objects)
    going = ((user, referenced) for user, referenced, _ in before.edges if referenced not in after.objects)
    ties = adjacency((first, then) for first, then in (*making, *going) if then in changed)
    return {ref: why for start, why in found.items() for ref in reachable(start, ties)} | found


def _near(start: Ref, *snapshots: Snapshot) -> set[Ref]:
    """Users of an object, and everything on its table and on the tables that it uses."""
    edges = [(edge.dependent, edge.referenced) for snapshot in snapshots for edge in snapshot.edges]
    near = {start, *(to for source, to in edges if source == start), *(source for source, to in edges if to == start)}
    tables = {ref.subject.path[:2] for ref in near if len(ref.subject.path) > 1}
    return near | {ref for snapshot in snapshots for ref in snapshot.objects if ref.subject.path[:2] in tables}
