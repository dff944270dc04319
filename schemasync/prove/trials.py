"""Try plans on fresh mirrors until one runs: without refused changes, and with statements that undo side effects of the server.

Input are a goal and the groups of references that are settled together; output is the state that was reached, with the proof
of the plan that led there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.errors import PlanError, ProofError
from schemasync.core.model import Plan, Ref, Snapshot, Statement
from schemasync.kinds import KINDS
from schemasync.prove.attempt import NOTHING, Attempt, Goal, plan_after_renames, run_to_goal, with_follow_ups
from schemasync.prove.exclusion import Refusal, blocked_changes
from schemasync.prove.mirror import MIRROR_DATABASE
from schemasync.prove.mirror_roles import MirrorRoles
from schemasync.prove.protected import ProtectedObjects
from schemasync.prove.request import Proof
from schemasync.supautils.privileged_calls import PrivilegedCalls

ROUNDS = 20
"""How often a plan is tried again without the changes that were refused."""
_SHARED = frozenset(kind.name for kind in KINDS.values() if kind.catalog.shared)


@dataclass(frozen=True, slots=True)
class Reached:
    """Result of a series of attempts: the proof, and the state of the mirror (None if it failed)."""

    proof: Proof
    found: Snapshot | None


@dataclass(frozen=True, slots=True)
class Trials:
    """Attempts on mirrors.

    Attributes:
        mirrors: with the roles that belong to them.
        privileged_calls: of the shadow server.
        groups: references that are settled together.
    """

    mirrors: MirrorRoles
    privileged_calls: PrivilegedCalls
    groups: Sequence[frozenset[Ref]]

    def run_plan(
        self,
        template: str,
        goal: Goal,
        renames: Sequence[Statement],
        protected: ProtectedObjects | None = None,
    ) -> Attempt:
        """Run the plan to a goal on a fresh mirror; without renames, if it fails with them.

        Args:
            template: database that the mirror is copied from.
            goal: of the plan.
            renames: statements that run first.
            protected: objects that the plan must not touch.
        """

        def run(plan: Plan) -> Attempt:
            if protected and (refused := protected.hit(plan, goal.after)):
                return Attempt(plan, refusals=refused, reason=str(next(iter(refused.values()))))
            self.mirrors.make(template)
            with self.mirrors.roles.server.connect(MIRROR_DATABASE, ours=True) as connection:
                return run_to_goal(connection, plan, goal, self.privileged_calls)

        try:
            attempt = with_follow_ups(run, self._plan(template, goal, renames))
        except (PlanError, ProofError) as error:
            attempt = Attempt(NOTHING, reason=error.message)
        if attempt.found is None and renames:
            return self.run_plan(template, goal, (), protected)
        return attempt

    def _plan(self, template: str, goal: Goal, renames: Sequence[Statement]) -> Plan:
        if not renames:
            return goal.plan()
        self.mirrors.make(template)
        with self.mirrors.roles.server.connect(MIRROR_DATABASE, ours=True) as connection:
            return plan_after_renames(connection, goal, renames, self.privileged_calls)

    def rounds(
        self,
        attempt: Callable[[frozenset[Ref]], Attempt],
        between: tuple[Snapshot, Snapshot],
        scope: frozenset[Ref],
        left_out: Mapping[Ref, Refusal],
        *,
        grouped: bool = True,
    ) -> Reached:
        """Try again without refused changes until the plan runs; the failure of the first attempt if it never does.

        Args:
            attempt: runs the plan for a part of the scope.
            between: states before and after the plan.
            scope: references that the plan settles.
            left_out: references that it leaves as they are from the start, and why.
            grouped: leave out the whole group of what is left out.
        """
        complete = self.with_groups if grouped else dict
        excluded = complete(left_out)
        first: Attempt | None = None
        for _ in range(ROUNDS):
            tried = attempt(scope - excluded.keys())
            first = first or tried
            if tried.found is not None:
                proof = Proof(tried.plan, proven=True, equivalent=tried.equivalent)
                return Reached(_without(proof, excluded), tried.found)
            more = blocked_changes(tried.refusals, *between, scope - excluded.keys())
            if not more:
                break
            excluded = complete({**excluded, **more})
        assert first
        return Reached(Proof(first.plan, proven=False, reason=first.reason, left_out=excluded), None)

    def with_groups(self, left_out: Mapping[Ref, Refusal]) -> dict[Ref, Refusal]:
        """Complete the groups of what is left out: a part of a problem is never settled alone."""
        found = dict(left_out)
        for group in self.groups:
            reason = next((left_out[ref] for ref in sorted(group) if ref in left_out), None)
            if reason is not None:
                found |= {ref: reason for ref in group if ref not in found}
        return found


def rename_statements(renames: Mapping[Ref, Ref], scope: frozenset[Ref], snapshot: Snapshot) -> tuple[Statement, ...]:
    """Statements that rename objects which only bear another name in the goal.

    Args:
        renames: name before → name after.
        scope: references that are settled.
        snapshot: of the target.
    """
    found = []
    for old, new in renames.items():
        rename = KINDS[old.kind].ddl.rename
        if rename and old in scope and new in scope:
            found += [Statement(sql, new, "alter", (new, old)) for sql in rename(old, new, snapshot) or ()]
    return tuple(found)


def of_database(scope: frozenset[Ref]) -> frozenset[Ref]:
    """References that belong to the database itself, and so to a copy of it."""
    return frozenset(ref for ref in scope if ref.kind not in _SHARED and ref.subject.kind not in _SHARED)


def _without(proof: Proof, left_out: Mapping[Ref, Refusal]) -> Proof:
    """The proof without the excluded references; not proven if none are left."""
    if left_out and not proof.plan.statements:
        reason = str(next(iter(left_out.values())))
        return dataclasses.replace(proof, proven=False, reason=reason, left_out=left_out)
    return dataclasses.replace(proof, left_out=left_out)
