"""Plans the fixes of single findings, in both directions, from the plans that were executed on the mirror."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from schemasync.core.errors import PlanError
from schemasync.core.model import Plan, Ref, Snapshot
from schemasync.plan.build import build
from schemasync.prove.proof import Proof
from schemasync.supabase.scope import restrict

REPAIR, ADOPT = "repair", "adopt"


@dataclass(frozen=True, slots=True)
class Fix:
    """Statements that settle one finding.

    Attributes:
        direction: `repair` makes the database what the migrations say, `adopt` makes a migration of its state.
        plan: the statements.
        proven: the plan that they are a part of was executed on the mirror and reached its goal.
    """

    direction: str
    plan: Plan
    proven: bool

    @property
    def hazards(self) -> tuple[str, ...]:
        """Hazards of the statements, each once."""
        return tuple(dict.fromkeys(str(hazard) for item in self.plan.statements for hazard in item.sql.hazards))


def plan_fixes(
    findings: Mapping[Ref, Collection[Ref]],
    actual: Snapshot,
    expected: Snapshot,
    proofs: tuple[Proof, Proof],
    role: str,
) -> dict[Ref, tuple[Fix, ...]]:
    """Plan the fixes of each finding; a direction without statements is left out.

    Args:
        findings: object of each finding, with all references whose difference it stands for.
        actual: state of the target.
        expected: state that the migrations define.
        proofs: of the whole repair and of the whole adoption.
        role: role that would run the fixes.
    """
    repair, adopt = proofs
    directions = ((REPAIR, repair, actual, expected), (ADOPT, adopt, expected, actual))
    return {
        ref: tuple(
            Fix(direction, plan, proof.settles(refs))
            for direction, proof, before, after in directions
            if (plan := _plan(frozenset(refs), proof, before, after, role)).statements
        )
        for ref, refs in findings.items()
    }


def _plan(wanted: frozenset[Ref], proof: Proof, before: Snapshot, after: Snapshot, role: str) -> Plan:
    """The proof's statements for the wanted references.

    Where a statement covers other references too, or the proof excludes one of the wanted, a plan of its own.
    """
    chosen = tuple(item for item in proof.plan.statements if not wanted.isdisjoint(item.refs))
    if wanted.isdisjoint(proof.left_out) and all(item.ref in wanted for item in chosen):
        return Plan(chosen)
    try:
        alone = build(before, restrict(before, after, wanted), role)
    except PlanError:
        return Plan(chosen)
    return alone if alone.statements else Plan(chosen)
