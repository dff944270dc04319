"""Objects that a plan must not touch, because dependents exist only on the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemasync.core.graph import adjacency, reachable_from
from schemasync.core.model import AUTO, PART, Plan, Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.prove.exclusion import Exclusion


@dataclass(frozen=True, slots=True)
class ProtectedObjects:
    """Objects that a plan must not touch.

    Attributes:
        why: reason for each of them.
        partitioned: those with partitions that the mirror lacks: a statement with ONLY would leave the partitions out.
    """

    why: Mapping[Ref, Exclusion]
    partitioned: frozenset[Ref] = frozenset()

    def hit(self, plan: Plan, after: Snapshot) -> dict[Ref, Exclusion]:
        """Protected objects that a plan touches."""
        found = {}
        for statement in plan.statements:
            only = bool(self.partitioned) and statement.sql.only
            for ref in statement.refs:
                parent = KINDS[ref.kind].parent
                whole = parent(ref, after.objects[ref]) if only and parent and ref in after.objects else None
                blamed = ref if ref in self.why else whole if whole in self.partitioned else None
                if blamed and blamed in self.why:
                    found[ref] = self.why[blamed]
        return found


def find_protected(actual: Snapshot, absent: Mapping[Ref, Exclusion], start: Snapshot) -> ProtectedObjects:
    """Find dependencies of objects that the target has and the mirror lacks: a change to them would do more on the target.

    Args:
        actual: the target.
        absent: objects that the mirror does not have as the target has them, and why.
        start: the mirror's state.
    """
    edges, there = actual.edges, [ref for ref in absent if ref in actual.objects]
    below = adjacency(edge[:2] for edge in edges) if there else {}
    why = "it depends on this, which could not be rebuilt here"
    protected = {ref: Exclusion(one, why) for ref, one in reachable_from(there, below).items()}
    known = start.objects.keys() | protected.keys()
    unseen = {ref for ref in actual.objects if ref not in known and _is_there(ref)}
    if not unseen:
        return ProtectedObjects(protected)
    uses = adjacency(edge[:2] for edge in edges if edge.type != PART)
    partitioned = frozenset(edge.referenced for edge in edges if edge.type == AUTO and edge.dependent in unseen)
    return ProtectedObjects(
        {ref: Exclusion(one, why) for ref, one in reachable_from(unseen, uses).items()} | protected, partitioned
    )


def _is_there(ref: Ref) -> bool:
    """Whether the object has a name or is a part of one that has; a fact (a privilege) goes with its object, and nothing depends on it."""
    kind = KINDS[ref.kind]
    return not kind.satellite and bool(kind.unique_names or kind.parent)
