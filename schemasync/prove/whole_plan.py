"""Look up the statements of a plan by the references that they are for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from schemasync.core.model import Ref
from schemasync.core.plan import Plan
from schemasync.prove.attempt import EMPTY_PLAN


@dataclass(frozen=True, slots=True)
class WholePlan:
    """A plan that settles everything, with look-ups of its statements.

    Attributes:
        plan: the plan.
        positions: of its statements for each reference.
    """

    plan: Plan
    positions: Mapping[Ref, Sequence[int]]

    @classmethod
    def of(cls, plan: Plan) -> WholePlan:
        """The plan with its look-ups."""
        positions: dict[Ref, list[int]] = defaultdict(list)
        for position, statement in enumerate(plan.statements):
            for ref in statement.refs:
                positions[ref].append(position)
        return cls(plan, positions)

    def part(self, group: Collection[Ref]) -> Plan:
        """The statements that are for a group; the empty plan if one of them is for other references, too."""
        found = sorted({position for ref in group for position in self.positions.get(ref, ())})
        chosen = tuple(self.plan.statements[position] for position in found)
        return replace(self.plan, statements=chosen) if all(item.ref in group for item in chosen) else EMPTY_PLAN
