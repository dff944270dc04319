"""Hand over objects that are members of an extension on one side only: they exist on both, and keep their rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from schemasync.core.graph import parts_only_in, reachable_from
from schemasync.core.model import Edge, Ref, Snapshot
from schemasync.core.sql import Sql, ident
from schemasync.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Handover:
    """Two snapshots that both have what one of them counts to an extension.

    Attributes:
        before: where a plan starts.
        after: where it ends.
        taken: the extension that gets each object.
        released: the extension that loses each object.
        parts: each of these with what comes or goes with it.
    """

    before: Snapshot
    after: Snapshot
    taken: Mapping[Ref, Ref] = field(default_factory=dict)
    released: Mapping[Ref, Ref] = field(default_factory=dict)
    parts: Mapping[Ref, tuple[Ref, ...]] = field(default_factory=dict)

    def said(self, ref: Ref) -> list[Sql]:
        """The statement that hands the object over; nothing for any other."""
        for verb, holders in (("ADD", self.taken), ("DROP", self.released)):
            if ref in holders:
                extension = ident(holders[ref].path[0])
                return [Sql(f"ALTER EXTENSION {extension} {verb} {KINDS[ref.kind].ddl.target(ref)}")]
        return []


def hand_over(before: Snapshot, after: Snapshot) -> Handover:
    """Find what an extension holds on one of both sides; one that comes or goes itself gets it or gives it back."""
    taken, released = dict(_held(before, after)), dict(_held(after, before))
    if not taken and not released:
        return Handover(before, after)
    kept, brought = _with_parts(taken, before, after), _with_parts(released, after, before)
    start, goal = _joined(before, after, brought, released.values()), _joined(after, before, kept, taken.values())
    return Handover(start, goal, taken, released, kept | brought)


def _held(one: Snapshot, other: Snapshot) -> Iterator[tuple[Ref, Ref]]:
    """(object of `one`, the extension that holds it in `other`)."""
    for ref, holder in other.extension_members.items():
        if ref in one.objects and ref not in other.objects and holder in other.objects:
            yield ref, holder


def _with_parts(refs: Iterable[Ref], one: Snapshot, other: Snapshot) -> dict[Ref, tuple[Ref, ...]]:
    """Each object and its parts, as far as only `one` has them."""
    below = parts_only_in(one, other)
    return {ref: tuple(reachable_from([ref], below)) for ref in refs}


def _joined(one: Snapshot, other: Snapshot, parts: Mapping[Ref, tuple[Ref, ...]], holders: Iterable[Ref]) -> Snapshot:
    """`one` with what only `other` shows; what that depends on, the extension did for its sake."""
    added = {ref: other.objects[ref] for refs in parts.values() for ref in refs}
    objects = {**one.objects, **added}
    holders = set(holders)
    uses = {(holder, edge.referenced) for edge in other.edges if edge.dependent in added for holder in holders}

    def fits(edge: Edge) -> bool:
        return (edge[0] in added or edge[1] in added) and edge[0] in objects and edge[1] in objects

    own = (edge for edge in one.edges if edge[:2] not in uses)
    return dataclasses.replace(one, objects=objects, edges=(*own, *filter(fits, other.edges)))
