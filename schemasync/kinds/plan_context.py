"""Facts beyond the object itself that DDL may need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from schemasync.core.model import Model, Ref, Snapshot

if TYPE_CHECKING:
    from schemasync.kinds.kind import Kind  # its hooks take the context


class Folded(NamedTuple):
    """An object that is a clause of its parent's CREATE statement."""

    ref: Ref
    model: Model


@dataclass(frozen=True, slots=True)
class PlanContext:
    """Facts that DDL may need beyond the object itself.

    Attributes:
        before: the state in which the plan starts.
        after: the state in which it ends.
        role: the role that runs the plan and so owns what it creates.
        created: references that the plan creates.
        children: for an object that is created, the objects that are clauses of the same statement.
        kinds: every kind by name.
        cache: results of the functions that are `once_per_context`.
    """

    before: Snapshot
    after: Snapshot
    role: str
    created: frozenset[Ref] = frozenset()
    children: Mapping[Ref, Sequence[Ref]] = field(default_factory=dict)
    kinds: Mapping[str, Kind[Any]] = field(default_factory=dict)
    cache: dict[Callable[[PlanContext], object], object] = field(default_factory=dict)

    def clause(self, ref: Ref) -> str:
        """The clause of an object in its parent's CREATE statement; empty if it has none."""
        clause = self.kinds[ref.kind].inline.clause
        assert clause is not None
        return clause(ref, self.after.objects[ref], self) or ""

    def folded(self, ref: Ref, *kinds: str) -> list[Folded]:
        """The objects of some kinds that are clauses of the statement that creates `ref`."""
        return [Folded(child, self.after.objects[child]) for child in self.children.get(ref, ()) if child.kind in kinds]
