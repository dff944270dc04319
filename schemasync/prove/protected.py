"""Find objects that a plan must not touch, because the mirror lacks some of their dependents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemasync.core.graph import adjacency, reachable_from
from schemasync.core.model import AUTO, PART, Ref, Snapshot
from schemasync.core.plan import Plan
from schemasync.kinds import KINDS
from schemasync.prove.exclusion import Exclusion


@dataclass(frozen=True, slots=True)
class ProtectedObjects:
    """Objects that a plan must not touch.

    Attributes:
        reasons: why each of them is protected: a dependent that the mirror lacks.
        partitioned: tables with partitions that the mirror lacks; a statement with ONLY would not change the partitions.
    """

    reasons: Mapping[Ref, Exclusion]
    partitioned: frozenset[Ref] = frozenset()

    def touched_by(self, plan: Plan, after: Snapshot) -> dict[Ref, Exclusion]:
        """The references of a plan's statements that touch a protected object, and why that is protected.

        Args:
            plan: its statements.
            after: state in which the plan ends.
        """
        found = {}
        for statement in plan.statements:
            for ref in statement.refs:
                touched = ref
                if ref not in self.reasons and statement.sql.only:
                    touched = self._partitioned_parent(ref, after) or ref
                if touched in self.reasons:
                    found[ref] = self.reasons[touched]
        return found

    def _partitioned_parent(self, ref: Ref, after: Snapshot) -> Ref | None:
        """The partitioned table that an object is a part of."""
        parent = KINDS[ref.kind].parent
        whole = parent(ref, after.objects[ref]) if parent and ref in after.objects else None
        return whole if whole in self.partitioned else None


def find_protected(actual: Snapshot, absent: Mapping[Ref, Exclusion], start: Snapshot) -> ProtectedObjects:
    """Find everything that objects of the target depend on which the mirror lacks: a change to it would do more on the target.

    Args:
        actual: the target.
        absent: objects that the mirror does not have as the target has them, and why.
        start: the mirror's state.
    """
    edges, lacking = actual.edges, [ref for ref in absent if ref in actual.objects]
    dependencies = adjacency(edge[:2] for edge in edges) if lacking else {}
    why = "it depends on this object and was not copied to the mirror"
    reasons = {ref: Exclusion(one, why) for ref, one in reachable_from(lacking, dependencies).items()}
    known = start.objects.keys() | reasons.keys()
    not_compared = {ref for ref in actual.objects if ref not in known and _can_have_dependencies(ref)}
    if not not_compared:
        return ProtectedObjects(reasons)
    uses = adjacency(edge[:2] for edge in edges if edge.type != PART)
    partitioned = frozenset(edge.referenced for edge in edges if edge.type == AUTO and edge.dependent in not_compared)
    used = {ref: Exclusion(one, why) for ref, one in reachable_from(not_compared, uses).items()}
    return ProtectedObjects(used | reasons, partitioned)


def _can_have_dependencies(ref: Ref) -> bool:
    """Whether an object protects what it depends on: a fact, such as a privilege, does not, as it goes with its object."""
    kind = KINDS[ref.kind]
    return not kind.satellite and bool(kind.unique_names or kind.parent)
