"""Functions over directed graphs whose nodes are references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from schemasync.core.model import OWNERSHIP, Ref, Snapshot


def adjacency(pairs: Iterable[tuple[Ref, Ref]]) -> dict[Ref, list[Ref]]:
    """Adjacency lists of the edges given as (source, target)."""
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for source, target in pairs:
        found[source].append(target)
    return found


def reachable(start: Ref, edges: Mapping[Ref, Collection[Ref]]) -> set[Ref]:
    """All nodes that can be reached from a node, itself included."""
    return set(reachable_from([start], edges))


def reachable_from(starts: Iterable[Ref], edges: Mapping[Ref, Collection[Ref]]) -> dict[Ref, Ref]:
    """All nodes that can be reached from the starts, themselves included, each with the start that it was reached from."""
    found = {start: start for start in starts}
    queue = list(found)
    while queue:
        ref = queue.pop()
        for other in edges.get(ref, ()):
            if other not in found:
                found[other] = found[ref]
                queue.append(other)
    return found


def parts_only_in(snapshot: Snapshot, other: Snapshot) -> dict[Ref, list[Ref]]:
    """The objects that are dropped with each object of a snapshot, as far as the other snapshot lacks them."""
    return adjacency(
        (whole, part)
        for part, whole, type_ in snapshot.edges
        if type_ in OWNERSHIP and part in snapshot.objects and part not in other.objects
    )
