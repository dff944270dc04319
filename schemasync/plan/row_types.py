"""Values that hold another one's: PostgreSQL changes no type inside them, so they are something else for as long."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from schemasync.core.model import Ref
from schemasync.plan.toposort import Graph, Step


def groups(sheltered: Mapping[Ref, AbstractSet[Ref]]) -> list[tuple[list[Ref], list[Ref]]]:
    """(holders, what they hold) for all that must happen in one go; outer holders before those that they hold.

    Args:
        sheltered: holder → what changes in it.
    """
    found: list[tuple[set[Ref], set[Ref]]] = []
    for holder, held in sheltered.items():
        holders, members = {holder}, set(held)
        for one in [one for one in found if one[0] & members or one[1] & {*members, holder}]:
            found.remove(one)
            holders |= one[0]
            members |= one[1]
        found.append((holders, members))
    return [
        (sorted(holders, key=lambda ref: (-_depth(ref, sheltered), ref)), sorted(members - holders))
        for holders, members in found
    ]


def _depth(holder: Ref, sheltered: Mapping[Ref, AbstractSet[Ref]]) -> int:
    return 1 + max((_depth(ref, sheltered) for ref in sheltered[holder] if ref in sheltered), default=0)


def join(graph: Graph, first: Ref, others: list[Ref]) -> None:
    """The first one's step does the work of all: it waits for what they wait for, and they for it."""
    leading, steps = Step("alter", first), {Step("alter", other) for other in others}
    for step in steps:
        graph.links[leading] |= graph.links[step] - steps - {leading}
    for step in steps:
        graph.links[step].add(leading)
