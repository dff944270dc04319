"""Prove the fix of each problem alone: its script runs as printed on a mirror, and the state is read back.

Input: groups of references, the snapshots before and after, and the plan for all groups. Output: a `Fix` for each group. The
transaction of each script is rolled back, so that one mirror serves all groups.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import psycopg

from schemasync.core.compare import differing_refs
from schemasync.core.errors import PlanError, ProofError
from schemasync.core.fix import Fix, FixDirection
from schemasync.core.model import Ref, Snapshot
from schemasync.core.plan import Plan
from schemasync.kinds.described import described
from schemasync.plan.build import build
from schemasync.postgres.shadow import ShadowServer
from schemasync.prove.attempt import (
    EMPTY_PLAN,
    STILL_DIFFERS,
    Attempt,
    Goal,
    plan_after_renames,
    rolled_back,
    run_to_goal,
    with_follow_ups,
)
from schemasync.prove.executor import execute
from schemasync.prove.joint import FEWEST, Trial, proven_together
from schemasync.prove.mirror import MIRROR_DATABASE
from schemasync.prove.mirror_roles import MirrorRoles
from schemasync.prove.trials import TrialResult, of_database, rename_statements
from schemasync.prove.whole_plan import WholePlan
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls

COMMITTED_DATABASE = "schemasync_committed"
"""Mirror for scripts that commit; all others run in `MIRROR_DATABASE`, as jobs of pg_cron contain the name of their database."""


@dataclass(frozen=True, slots=True)
class Direction:
    """One of the two ways to settle differences.

    Attributes:
        name: what the scripts make of the differences.
        before: state of the mirror.
        after: state that the plans lead to.
        start: state of the database itself, which may have objects that the mirror lacks.
        template: database that is in the state before; empty if there is none.
        whole: proof of the plan that settles everything, and the state that it led to.
        renames: object before → the same object under its name after.
        compared: references that are compared.
        unchanged: of these, those that do not differ; the state after also gives their attributes that are not compared.
        withheld: references that no script may touch.
        scope: the compared references that the whole plan settles.
        plan: the plan that settles everything, with look-ups.
    """

    name: FixDirection
    before: Snapshot
    after: Snapshot
    start: Snapshot
    template: str
    whole: TrialResult
    renames: Mapping[Ref, Ref]
    compared: frozenset[Ref]
    unchanged: frozenset[Ref]
    withheld: frozenset[Ref] = frozenset()
    scope: frozenset[Ref] = field(init=False)
    plan: WholePlan = field(init=False)

    def __post_init__(self) -> None:
        proof = self.whole.proof
        object.__setattr__(self, "scope", of_database(self.compared) - proof.excluded.keys())
        object.__setattr__(self, "plan", WholePlan.of(proof.plan))

    def exclusion_reason(self, group: Collection[Ref]) -> str:
        """Why the whole plan excludes a group; empty if it does not."""
        excluded = self.whole.proof.excluded
        return next((str(excluded[ref]) for ref in sorted(group) if ref in excluded), "")


@dataclass(frozen=True, slots=True)
class FixProver:
    """Proves the fixes of groups of references on copies of a database."""

    mirrors: MirrorRoles
    privileged_calls: PrivilegedCalls
    role: str

    @property
    def server(self) -> ShadowServer:
        """The shadow server."""
        return self.mirrors.roles.server

    def prove(self, direction: Direction, groups: Sequence[frozenset[Ref]]) -> list[Fix | None]:
        """Prove one direction; None for a group that needs no statement there.

        Args:
            direction: to prove.
            groups: references of each problem.
        """
        if not any(groups):
            return [None] * len(groups)
        if not direction.template:
            return [self._untried(direction, group, direction.whole.proof.reason) for group in groups]
        if (fixes := _whole_plan_as_fix(direction, groups)) is not None:
            return fixes
        self.mirrors.make(direction.template)
        with self.server.connect(MIRROR_DATABASE, ours=True) as connection:
            together = self._proven_together(connection, direction, groups)
            return [together.get(group) or self._prove_group(connection, direction, group) for group in groups]

    def _proven_together(
        self, connection: psycopg.Connection[Any], direction: Direction, groups: Sequence[frozenset[Ref]]
    ) -> Mapping[frozenset[Ref], Fix]:
        """The fixes that are parts of the proven whole plan, run alone, and lead to their goal together."""
        if not direction.whole.proof.proven or direction.whole.state is None or len(groups) < FEWEST:
            return {}
        scripts = {group: direction.plan.part(group) for group in groups if self._is_part(direction, group)}
        alone = {group: plan for group, plan in scripts.items() if plan.statements and self._runs(connection, plan)}
        state, unchanged = direction.whole.state, direction.unchanged
        goal = lambda refs: restrict(direction.before, state, refs | unchanged)  # noqa: E731  closes over both states
        trial = Trial(connection, goal, state, direction.scope, self.privileged_calls)
        found = proven_together(trial, alone)
        return {group: Fix(direction.name, plan, proven=True, together=True) for group, plan in found.items()}

    @staticmethod
    def _is_part(direction: Direction, group: frozenset[Ref]) -> bool:
        """Whether statements of the whole plan may settle a group."""
        excluded = direction.exclusion_reason(group)
        return bool(group) and not excluded and not rename_statements(direction.renames, group, direction.before)

    def _runs(self, connection: psycopg.Connection[Any], plan: Plan) -> bool:
        """Run a script alone, and roll it back; a script that commits does not count."""
        if plan.commits:
            return False
        with rolled_back(connection):
            try:
                execute(connection, plan, self.privileged_calls, in_transaction=True)
            except ProofError:
                return False
        return True

    def _prove_group(
        self, connection: psycopg.Connection[Any], direction: Direction, group: frozenset[Ref]
    ) -> Fix | None:
        if not group:
            return None
        if excluded := direction.exclusion_reason(group):
            return self._untried(direction, group, excluded)
        goal = cache(lambda: self._goal(direction, group))
        failure: Fix | None = None
        try:
            for plan, wanted in self._candidates(connection, direction, group, goal):
                attempt = self._run(connection, direction, plan, wanted)
                reason = attempt.reason if attempt.state is None else _unsettled(attempt.state, direction, group)
                if not reason:
                    return Fix(direction.name, attempt.plan, proven=True)
                failure = failure or Fix(direction.name, attempt.plan, proven=False, reason=reason)
        except (PlanError, ProofError) as error:
            return failure or Fix(direction.name, EMPTY_PLAN, proven=False, reason=error.message)
        return failure

    def _goal(self, direction: Direction, group: frozenset[Ref]) -> Goal:
        after = restrict(direction.before, direction.after, group | direction.unchanged)
        return Goal(direction.before, after, direction.scope, self.role)

    def _candidates(
        self, connection: psycopg.Connection[Any], direction: Direction, group: frozenset[Ref], goal: Callable[[], Goal]
    ) -> Iterator[tuple[Plan, Callable[[], Goal]]]:
        """Scripts that may settle the group, each with its goal, the cheapest first; a plan of its own is made only if the statements of the whole plan do not.

        Raises:
            PlanError: there is none.
            ProofError: a rename was refused.
        """
        renames = rename_statements(direction.renames, group, direction.before)
        if renames:
            first, renamed = plan_after_renames(connection, goal(), renames, self.privileged_calls, direction.after)
            yield first, lambda: renamed
        elif (first := direction.plan.part(group)).statements:
            yield first, goal
        own = goal().plan()
        if own.statements:
            yield own, goal

    def _run(
        self, connection: psycopg.Connection[Any], direction: Direction, plan: Plan, goal: Callable[[], Goal]
    ) -> Attempt:
        return with_follow_ups(lambda script: self._run_once(connection, direction, script, goal), plan)

    def _run_once(
        self, connection: psycopg.Connection[Any], direction: Direction, plan: Plan, goal: Callable[[], Goal]
    ) -> Attempt:
        if plan.commits:  # the script is no single transaction, so it cannot be rolled back
            self.mirrors.make(direction.template, COMMITTED_DATABASE)
            with self.server.connect(COMMITTED_DATABASE, ours=True) as own:
                attempt = run_to_goal(own, plan, goal(), self.privileged_calls)
            self.mirrors.restore_roles(direction.template, MIRROR_DATABASE)
            return attempt
        with rolled_back(connection):
            return run_to_goal(connection, plan, goal(), self.privileged_calls, in_transaction=True)

    def _untried(self, direction: Direction, group: frozenset[Ref], reason: str) -> Fix | None:
        """A script that was not tried, with the reason; without a script if it must not touch the group."""
        if not group:
            return None
        if not group.isdisjoint(direction.withheld):
            return Fix(direction.name, EMPTY_PLAN, proven=False, reason=reason)
        try:
            after = restrict(direction.start, direction.after, group | direction.unchanged)
            plan = build(direction.start, after, self.role)
        except PlanError as error:
            return Fix(direction.name, EMPTY_PLAN, proven=False, reason=error.message)
        return Fix(direction.name, plan, proven=False, reason=reason) if plan.statements else None


def _whole_plan_as_fix(direction: Direction, groups: Sequence[frozenset[Ref]]) -> list[Fix | None] | None:
    """The fixes where the whole plan is the script of the only group, so that its proof is theirs; None elsewhere."""
    differing = [group for group in groups if group]
    if not direction.whole.proof.proven or len(differing) != 1 or direction.exclusion_reason(differing[0]):
        return None
    script = direction.plan.part(differing[0])
    if not script.statements or script != direction.plan.plan:
        return None
    return [Fix(direction.name, script, proven=True) if group else None for group in groups]


def _unsettled(found: Snapshot, direction: Direction, group: frozenset[Ref]) -> str:
    """Why a script that ran does not settle its group: the proven whole plan leads to another state of the group."""
    reached = direction.whole.state
    other = differing_refs(found, reached, group) if reached is not None and direction.whole.proof.proven else None
    return f"{described(min(other))}: {STILL_DIFFERS}" if other else ""
