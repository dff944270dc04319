"""What must stay as it is when something else does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from schemasync.model import Ref, Snapshot


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a plan failed on: the object that a statement was for, and the reason."""

    ref: Ref
    reason: str

    def __str__(self) -> str:
        return f"{self.ref}: {self.reason}"


def entangled(
    refused: Mapping[Ref, Refusal], before: Snapshot, after: Snapshot, scope: Collection[Ref]
) -> dict[Ref, Refusal]:
    """The changes that cannot be made if these are not, each with why; none if nothing refused is a change.

    What needs something that is not made is not made, and what something needs that does not go does not go.

    Args:
        refused: what a statement was for, and why it was refused.
        before: the state in which the plan starts.
        after: the state in which it ends.
        scope: what is compared.
    """
    changed = {ref for ref in scope if before.objects.get(ref) != after.objects.get(ref)}
    found = {ref: why for ref, why in refused.items() if ref in changed}
    if not found:  # it was made anew for the sake of something below it
        below = neighbours((dependent, referenced) for dependent, referenced, _ in (*before.edges, *after.edges))
        found = {ref: why for start, why in refused.items() for ref in reached(start, below) if ref in changed}
    if not found:  # the plan did it on its way to something else on the same table, or next to it
        found = {ref: why for start, why in refused.items() for ref in _near(start, before, after) & changed}
    making = ((referenced, user) for user, referenced, _ in after.edges if referenced not in before.objects)
    going = ((user, referenced) for user, referenced, _ in before.edges if referenced not in after.objects)
    ties = neighbours((first, then) for first, then in (*making, *going) if then in changed)
    return {ref: why for start, why in found.items() for ref in reached(start, ties)} | found


def _near(start: Ref, *snapshots: Snapshot) -> set[Ref]:
    """What uses it, and everything of its table and of the tables that it uses."""
    edges = [(edge.dependent, edge.referenced) for snapshot in snapshots for edge in snapshot.edges]
    beside = {start, *(to for source, to in edges if source == start), *(source for source, to in edges if to == start)}
    tables = {ref.path[:2] for ref in beside if len(ref.path) > 1}
    return beside | {ref for snapshot in snapshots for ref in snapshot.objects if ref.path[:2] in tables}


def neighbours(pairs: Iterable[tuple[Ref, Ref]]) -> dict[Ref, list[Ref]]:
    """Pairs as lists, by their first."""
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for first, then in pairs:
        found[first].append(then)
    return found


def reached(start: Ref, edges: Mapping[Ref, Collection[Ref]]) -> set[Ref]:
    """Everything that edges lead to, with the start."""
    return set(led_to([start], edges))


def led_to(starts: Iterable[Ref], edges: Mapping[Ref, Collection[Ref]]) -> dict[Ref, Ref]:
    """Everything that edges lead to, with the starts, and from which of them."""
    found = {start: start for start in starts}
    queue = list(found)
    while queue:
        ref = queue.pop()
        for other in edges.get(ref, ()):
            if other not in found:
                found[other] = found[ref]
                queue.append(other)
    return found
