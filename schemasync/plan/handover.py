"""What belongs to an extension on one side alone is handed over: it is there on both, and keeps its rows."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schemasync.model import Edge, Ref, Snapshot
from schemasync.objects import KINDS
from schemasync.sql import Sql, ident

_PARTS = "saiPS"
"""Types of the edges from what goes where the whole goes."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Two snapshots that both have what one of them counts to an extension.

    Attributes:
        before: where a plan starts.
        after: where it ends.
        said: the statement for each object that is handed over.
        parts: each of these with what comes or goes with it.
    """

    before: Snapshot
    after: Snapshot
    said: Mapping[Ref, Sql] = field(default_factory=dict)
    parts: Mapping[Ref, tuple[Ref, ...]] = field(default_factory=dict)


def hand_over(before: Snapshot, after: Snapshot) -> Handover:
    """Find what an extension that both sides have holds on one of them, and the statements that change that."""
    taken, released = dict(_held(before, after)), dict(_held(after, before))
    if not taken and not released:
        return Handover(before, after)
    kept = {ref: _with_parts(ref, before, after) for ref in taken}
    brought = {ref: _with_parts(ref, after, before) for ref in released}
    said = {ref: _say(ref, holder, "ADD") for ref, holder in taken.items()}
    said |= {ref: _say(ref, holder, "DROP") for ref, holder in released.items()}
    return Handover(_joined(before, after, brought), _joined(after, before, kept), said, kept | brought)


def _held(one: Snapshot, other: Snapshot) -> Iterator[tuple[Ref, Ref]]:
    """(object of `one`, the extension that holds it in `other`)."""
    for ref, holder in other.members.items():
        if ref in one.objects and ref not in other.objects and holder in one.objects and holder in other.objects:
            yield ref, holder


def _say(ref: Ref, holder: Ref, verb: str) -> Sql:
    return Sql(f"ALTER EXTENSION {ident(holder.path[0])} {verb} {KINDS[ref.kind].target(ref)}")


def _with_parts(ref: Ref, one: Snapshot, other: Snapshot) -> tuple[Ref, ...]:
    """The object and its parts, as far as only `one` has them."""
    below: dict[Ref, list[Ref]] = defaultdict(list)
    for dependent, referenced, type_ in one.edges:
        if type_ in _PARTS and dependent not in other.objects:
            below[referenced].append(dependent)
    found, queue = {ref: None}, [ref]
    while queue:
        more = [part for part in below[queue.pop()] if part not in found]
        found |= dict.fromkeys(more)
        queue += more
    return tuple(found)


def _joined(one: Snapshot, other: Snapshot, parts: Mapping[Ref, tuple[Ref, ...]]) -> Snapshot:
    """`one` with what only `other` shows."""
    added = {ref: other.objects[ref] for refs in parts.values() for ref in refs}
    objects = {**one.objects, **added}

    def fits(edge: Edge) -> bool:
        return (edge[0] in added or edge[1] in added) and edge[0] in objects and edge[1] in objects

    return dataclasses.replace(one, objects=objects, edges=(*one.edges, *filter(fits, other.edges)))
