"""Inputs and outputs of the proof: the request, the proof of one plan, and all proofs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from schemasync.core.fix import Fix
from schemasync.core.model import Ref, Snapshot
from schemasync.core.plan import Plan
from schemasync.prove.exclusion import Exclusion


@dataclass(frozen=True, slots=True)
class Proof:
    """A plan, and whether it led to its goal on the mirror.

    Attributes:
        plan: empty if none could be made.
        proven: the plan ran, and the state that was read back is the goal.
        reason: why it is not proven.
        equivalent: references whose texts differ and mean the same to PostgreSQL.
        excluded: references that the plan leaves as they are, and why.
        mirrored: excluded references that are on the mirror nevertheless: roles are copied to the server outside the plan.
    """

    plan: Plan
    proven: bool
    reason: str = ""
    equivalent: frozenset[Ref] = frozenset()
    excluded: Mapping[Ref, Exclusion] = field(default_factory=dict)
    mirrored: frozenset[Ref] = frozenset()

    @property
    def not_mirrored(self) -> frozenset[Ref]:
        """Excluded references that the mirror does not have as the target has them."""
        return frozenset(self.excluded.keys() - self.mirrored)

    def settles(self, refs: Collection[Ref]) -> bool:
        """Whether the plan is proven and excludes none of these."""
        return self.proven and self.excluded.keys().isdisjoint(refs)


@dataclass(frozen=True, slots=True)
class Request:
    """Differences to prove fixes for.

    Attributes:
        actual: state of the target.
        expected: state that the migrations define.
        scope: references that are compared.
        groups: references that are settled together, one set for each problem.
        repair_exclusions: references that the repairing plan must not touch, and why.
        adopt_exclusions: references that the adopting plan must not touch, and why.
        chosen: references that the plans settle; all in scope if None.
        renames: object of the migrations → object of the target that is the same one, renamed.
        role: role that runs the plans.
    """

    actual: Snapshot
    expected: Snapshot
    scope: frozenset[Ref]
    role: str
    groups: tuple[frozenset[Ref], ...] = ()
    repair_exclusions: Mapping[Ref, Exclusion] = field(default_factory=dict)
    adopt_exclusions: Mapping[Ref, Exclusion] = field(default_factory=dict)
    chosen: frozenset[Ref] | None = None
    renames: Mapping[Ref, Ref] = field(default_factory=dict)

    @property
    def renamed_back(self) -> dict[Ref, Ref]:
        """Object of the target → object of the migrations that is the same one."""
        return {actual: expected for expected, actual in self.renames.items()}


@dataclass(frozen=True, slots=True)
class Proofs:
    """Proofs of the whole plans, and fixes of each group.

    Attributes:
        repair: of the plan that makes the target what the migrations say.
        adopt: of the plan that makes a migration of the target's state.
        fixes: of each group, in the order of the request; a direction without statements is left out.
        together: groups that were merged, as neither is settled without the other; each has the fixes of the whole.
    """

    repair: Proof
    adopt: Proof
    fixes: tuple[tuple[Fix, ...], ...] = ()
    together: tuple[frozenset[Ref], ...] = ()

    @property
    def equivalent(self) -> frozenset[Ref]:
        """References that either plan found to differ in their texts alone."""
        return self.repair.equivalent | self.adopt.equivalent
