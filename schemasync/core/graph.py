"""Ways along the edges between objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from schemasync.core.model import Ref, Snapshot

_PARTS = "saiPS"
"""Types of the edges from what goes where the whole goes."""


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


def parts_alone(snapshot: Snapshot, other: Snapshot) -> dict[Ref, list[Ref]]:
    """Parts of each object, and objects that are dropped with it, as far as only the first snapshot has them."""
    return neighbours(
        (whole, part)
        for part, whole, type_ in snapshot.edges
        if type_ in _PARTS and part in snapshot.objects and part not in other.objects
    )
