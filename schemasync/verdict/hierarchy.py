"""Parts and wholes among the objects of the database and the migrations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from schemasync.core.model import PART, Model, Ref, Snapshot
from schemasync.kinds import KINDS


class Hierarchy:
    """The part-whole relations of the objects of both sides."""

    def __init__(self, actual: Snapshot, expected: Snapshot) -> None:
        self.actual, self.expected = actual, expected
        self._tops: dict[Ref, Ref] = {}

    def model(self, ref: Ref) -> Model | None:
        """The object's model, on whichever side it exists."""
        return self.expected.objects.get(ref) or self.actual.objects.get(ref)

    def whole(self, ref: Ref) -> Ref | None:
        """Object that contains this one; may be outside both snapshots (a table of the platform's)."""
        kind, model = KINDS[ref.kind], self.model(ref)
        if ref.of is not None:
            return ref.of if self.model(ref.of) is not None else self._wholes_of_facts.get(ref)
        return kind.parent(ref, model) if kind.parent and model is not None else None

    @cached_property
    def _wholes_of_facts(self) -> Mapping[Ref, Ref]:
        """Fact whose subject is no object of its own → the object that it counts to (a member's extension, a column's view)."""
        edges = (edge for snapshot in (self.actual, self.expected) for edge in snapshot.edges)
        return {edge.dependent: edge.referenced for edge in edges if edge.type == PART and edge.dependent.of}

    def top(self, ref: Ref) -> Ref:
        """The outermost object."""
        found = self._tops.get(ref)
        if found is None:
            whole = self.whole(ref)
            found = self._tops[ref] = ref if whole is None or whole == ref else self.top(whole)
        return found

    def subject(self, ref: Ref) -> Ref:
        """The object that a change is reported with: a default with its column."""
        kind = KINDS[ref.kind]
        whole = self.whole(ref)
        return self.subject(whole) if kind.subobject and whole and self.model(whole) is not None else ref
