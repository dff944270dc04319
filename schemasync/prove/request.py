"""Data that goes into the proof and comes out of it: the request, the proof of a whole plan, and all proofs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from schemasync.core.fix import Fix
from schemasync.core.model import Plan, Ref, Snapshot
from schemasync.prove.exclusion import Refusal


@dataclass(frozen=True, slots=True)
class Proof:
    """A plan and whether it did what it promises.

    Attributes:
        plan: empty if none could be made.
        proven: it was applied, and the result read back equal to the goal.
        reason: why not.
        equivalent: references whose texts differ although PostgreSQL reads both alike.
        left_out: references that the plan leaves as they are, and why.
        mirrored: of these, what the mirror has all the same: roles are copied to the server, whatever the plan does.
    """

    plan: Plan
    proven: bool
    reason: str = ""
    equivalent: frozenset[Ref] = frozenset()
    left_out: Mapping[Ref, Refusal] = field(default_factory=dict)
    mirrored: frozenset[Ref] = frozenset()

    def settles(self, refs: Collection[Ref]) -> bool:
        """Whether it is proven and changes all of these."""
        return self.proven and self.left_out.keys().isdisjoint(refs)


@dataclass(frozen=True, slots=True)
class Request:
    """Differences to prove fixes for.

    Attributes:
        actual: state of the target.
        expected: state that the migrations define.
        scope: references that are compared.
        groups: references that are settled together, one set for each problem.
        unrepaired: references that no repair may touch, and why.
        unadopted: references that no adoption may touch, and why.
        chosen: references that the plans settle; all in scope if None.
        renames: object of the migrations → object of the target that is the same one, renamed.
        role: role that runs the plans.
    """

    actual: Snapshot
    expected: Snapshot
    scope: frozenset[Ref]
    role: str
    groups: tuple[frozenset[Ref], ...] = ()
    unrepaired: Mapping[Ref, Refusal] = field(default_factory=dict)
    unadopted: Mapping[Ref, Refusal] = field(default_factory=dict)
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
    """

    repair: Proof
    adopt: Proof
    fixes: tuple[tuple[Fix, ...], ...] = ()
