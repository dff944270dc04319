"""Prove the fix of each problem alone: its script runs as printed, on a mirror in its first state, and is read back.

Input are groups of references, the snapshots before and after, and the whole plan; output is a `Fix` for each group. The
transaction of each script is rolled back, so that one mirror serves all groups.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import psycopg

from schemasync.core.errors import PlanError, ProofError
from schemasync.core.fix import Fix
from schemasync.core.model import Plan, Ref, Snapshot, Statement
from schemasync.introspect.snapshot import read_snapshot
from schemasync.plan.build import build
from schemasync.postgres.embedded import ShadowServer
from schemasync.prove.attempt import NOTHING, Attempt, Goal, run_to_goal
from schemasync.prove.exclusion import Refusal
from schemasync.prove.executor import execute
from schemasync.prove.mirror import MIRROR_DATABASE
from schemasync.prove.mirror_roles import MirrorRoles
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls

COMMITTED_DATABASE = "schemasync_committed"
"""Mirror for scripts that are no single transaction; jobs of pg_cron name their database, so others run in the mirror."""
READ_ALONE = 25
"""Up to so many problems, the effect of each script is read back alone; of more, with the whole plan they are a part of."""
_RUNS = 3
"""How often a script is run again with statements that settle what the server did by itself."""

Renames = Callable[[frozenset[Ref]], tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class Direction:
    """One of the two ways to settle differences.

    Attributes:
        name: `repair` or `adopt`.
        before: state of the mirror.
        after: state that the plans lead to.
        whole: plan that settles everything.
        whole_proven: that plan was executed and led to its goal.
        left_out: what it leaves out, and why.
        template: database that is in the state before; empty if there is none.
        reason: why there is none.
        scope: references that are compared.
        renames: statements that rename objects of a group.
        start: state of the database itself, which has objects that the mirror may lack.
        unchanged: references in scope that do not differ; attributes of theirs that are not compared are those after.
    """

    name: str
    before: Snapshot
    after: Snapshot
    whole: Plan
    whole_proven: bool
    left_out: Mapping[Ref, Refusal]
    template: str
    reason: str
    scope: frozenset[Ref]
    renames: Renames
    start: Snapshot
    unchanged: frozenset[Ref]


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

    def prove(
        self, direction: Direction, groups: Sequence[frozenset[Ref]], withheld: Collection[Ref]
    ) -> list[Fix | None]:
        """Prove one direction; None for a group that needs no statement there.

        Args:
            direction: to prove.
            groups: references of each problem.
            withheld: references that no script may touch.
        """
        if not groups:
            return []
        if not direction.template:
            return [self._untried(direction, group, direction.reason, withheld) if group else None for group in groups]
        if (only := self._whole(direction, groups)) is not None:
            return only
        self.mirrors.make(direction.template)
        with self.server.connect(MIRROR_DATABASE, ours=True) as connection:
            return [
                self._prove_group(connection, direction, group, withheld, read=len(groups) <= READ_ALONE)
                for group in groups
            ]

    def _whole(self, direction: Direction, groups: Sequence[frozenset[Ref]]) -> list[Fix | None] | None:
        """The fixes where the whole plan is the script of one group, and has run alone already; None elsewhere."""
        differing = [group for group in groups if group]
        if not direction.whole_proven or len(differing) != 1 or not direction.left_out.keys().isdisjoint(differing[0]):
            return None
        script = part_of(direction.whole, differing[0])
        if not script.statements or script != direction.whole:
            return None
        return [Fix(direction.name, script, proven=True) if group else None for group in groups]

    def _prove_group(
        self,
        connection: psycopg.Connection[Any],
        direction: Direction,
        group: frozenset[Ref],
        withheld: Collection[Ref],
        *,
        read: bool,
    ) -> Fix | None:
        if not group:
            return None
        excluded = next((direction.left_out[ref] for ref in sorted(group) if ref in direction.left_out), None)
        if excluded is not None:
            return self._untried(direction, group, str(excluded), withheld)
        after = restrict(direction.before, direction.after, group | direction.unchanged)
        goal = Goal(direction.before, after, direction.scope, self.role)
        failure: Fix | None = None
        for plan in self._candidates(connection, direction, group, goal):
            if isinstance(plan, str):
                return failure or Fix(direction.name, NOTHING, proven=False, reason=plan)
            if not plan.statements:
                continue
            trusted = direction.whole_proven and set(plan.statements) <= set(direction.whole.statements)
            attempt = self._run(connection, direction, plan, goal, read=read or not trusted)
            if attempt.found is not None:
                return Fix(direction.name, attempt.plan, proven=True)
            failure = failure or Fix(direction.name, attempt.plan, proven=False, reason=attempt.reason)
        return failure

    def _candidates(
        self, connection: psycopg.Connection[Any], direction: Direction, group: frozenset[Ref], goal: Goal
    ) -> Iterator[Plan | str]:
        """Scripts that may settle the group, the cheapest first; a sentence where none can be made."""
        renames = direction.renames(group)
        if not renames:
            yield part_of(direction.whole, group)
        try:
            if renames:
                yield self._renaming(connection, goal, group, Plan(renames))
            yield build(goal.before, goal.after, self.role)
        except (PlanError, ProofError) as error:
            yield error.message

    def _renaming(self, connection: psycopg.Connection[Any], goal: Goal, group: frozenset[Ref], renames: Plan) -> Plan:
        """The renames, and the plan from the state that they lead to."""
        with rolled_back(connection):
            execute(connection, renames, self.privileged_calls, in_transaction=True)
            state = read_snapshot(connection, in_transaction=True)
        rest = build(state, restrict(state, goal.after, group), self.role)
        return replace(rest, statements=(*renames.statements, *rest.statements))

    def _run(
        self, connection: psycopg.Connection[Any], direction: Direction, plan: Plan, goal: Goal, *, read: bool
    ) -> Attempt:
        """Run a script; again, in full, with what a run showed to be lacking."""
        attempt = Attempt(plan)
        for _ in range(_RUNS):
            attempt = self._run_once(connection, direction, plan, goal, read=read)
            if not attempt.follow_up.statements:
                break
            plan = replace(plan, statements=(*plan.statements, *attempt.follow_up.statements))
        return attempt

    def _run_once(
        self, connection: psycopg.Connection[Any], direction: Direction, plan: Plan, goal: Goal, *, read: bool
    ) -> Attempt:
        if plan.commits:  # the script is no single transaction, so it cannot be rolled back
            self.mirrors.make(direction.template, COMMITTED_DATABASE)
            with self.server.connect(COMMITTED_DATABASE, ours=True) as own:
                attempt = run_to_goal(own, plan, goal, self.privileged_calls)
            self.mirrors.put_back(direction.template, MIRROR_DATABASE)
            return attempt
        with rolled_back(connection):
            if read:
                return run_to_goal(connection, plan, goal, self.privileged_calls, in_transaction=True)
            try:
                execute(connection, plan, self.privileged_calls, in_transaction=True)
            except ProofError as error:
                return Attempt(plan, reason=error.message)
            return Attempt(plan, found=goal.after)

    def _untried(
        self, direction: Direction, group: frozenset[Ref], reason: str, withheld: Collection[Ref]
    ) -> Fix | None:
        """A script that could not be tried is shown with the reason; for what is withheld there is none."""
        if not group.isdisjoint(withheld):
            return Fix(direction.name, NOTHING, proven=False, reason=reason)
        try:
            after = restrict(direction.start, direction.after, group | direction.unchanged)
            plan = build(direction.start, after, self.role)
        except PlanError as error:
            return Fix(direction.name, NOTHING, proven=False, reason=error.message)
        return Fix(direction.name, plan, proven=False, reason=reason) if plan.statements else None


def part_of(whole: Plan, group: Collection[Ref]) -> Plan:
    """The statements of a plan that are for a group; none if one of them is for others, too."""
    chosen = tuple(item for item in whole.statements if any(ref in group for ref in item.refs))
    return replace(whole, statements=chosen) if all(item.ref in group for item in chosen) else NOTHING


@contextlib.contextmanager
def rolled_back(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """Run the block in a transaction that is rolled back."""
    connection.execute(b"BEGIN")
    try:
        yield
    finally:
        connection.execute(b"ROLLBACK")
