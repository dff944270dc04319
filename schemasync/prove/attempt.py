"""Run a plan on a mirror, read the state back, and decide whether the plan led to its goal.

Input: a connection, a plan and the snapshots before and after. Output: an `Attempt`. The only statements that this module adds
to a plan undo what the server did by itself while the plan ran (an event trigger that switched row security on).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg

from schemasync.core.compare import differing_refs
from schemasync.core.errors import PlanError, ProofError
from schemasync.core.model import Ref, Snapshot
from schemasync.core.plan import Plan, Statement
from schemasync.introspect.renamed import other_name
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import downgrade_to, without_unreadable
from schemasync.kinds import KINDS
from schemasync.plan.build import build
from schemasync.prove.exclusion import Exclusion
from schemasync.prove.executor import execute
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls

EMPTY_PLAN = Plan(())
STILL_DIFFERS = "it still differs after the plan"
_NO_EFFECT = "PostgreSQL ran the statement, and nothing changed"
_CHANGED_MORE = "the server changed more than the plan says"
_FOLLOW_UPS = 3
"""How often a plan is run again with statements that undo what the server did by itself."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Result of one run of a plan.

    Attributes:
        plan: the statements that ran.
        state: the state after the plan: the goal, apart from how PostgreSQL prints an expression. None if the plan failed.
        equivalent: references that the plan left as they were, because their texts mean the same.
        refused: objects whose statement was refused, or that still differ from the goal, and why.
        reason: why the plan failed.
        follow_up: statements to append to the plan before it is run again from the start; empty if none are needed.
    """

    plan: Plan
    state: Snapshot | None = None
    equivalent: frozenset[Ref] = frozenset()
    refused: Mapping[Ref, Exclusion] = field(default_factory=dict)
    reason: str = ""
    follow_up: Plan = EMPTY_PLAN


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a plan starts and where it must lead.

    Attributes:
        before: state of the database in which it starts.
        after: state in which it must end; outside `scope` as before.
        scope: references that are compared.
        role: role that runs the plan.
    """

    before: Snapshot
    after: Snapshot
    scope: frozenset[Ref]
    role: str

    def plan(self) -> Plan:
        """Plan from the start to the goal.

        Raises:
            PlanError: objects depend on each other in a cycle that nothing opens.
        """
        return build(self.before, self.after, self.role)

    def after_renames(self, state: Snapshot, wanted: Snapshot, renames: Sequence[Statement]) -> Goal:
        """The goal from a state after renames: what neither side has by its new name is in scope if it was so by the old one.

        Args:
            state: after the renames.
            wanted: the whole state of which the goal may be a part.
            renames: statements that rename, each with the new name and the old one.
        """
        old_names = {each.refs[0]: each.refs[1] for each in renames}
        new = state.objects.keys() - self.before.objects.keys() - wanted.objects.keys()
        return replace(self, scope=self.scope.union(ref for ref in new if other_name(ref, old_names) in self.scope))


def run_to_goal(
    connection: psycopg.Connection[Any],
    plan: Plan,
    goal: Goal,
    privileged_calls: PrivilegedCalls,
    *,
    in_transaction: bool = False,
) -> Attempt:
    """Run a plan, read the result, and compare it with the goal.

    PostgreSQL prints some expressions differently once it has read its own print. Where that is the only difference left,
    a second plan changes nothing any more, and the goal counts as reached.

    Args:
        connection: to the mirror, in the state before the plan.
        plan: statements to run.
        goal: of the plan.
        privileged_calls: of the shadow server.
        in_transaction: run within the transaction that is open; the caller rolls it back.
    """
    try:
        warnings = execute(connection, plan, privileged_calls, in_transaction=in_transaction)
        found = _read(connection, goal, in_transaction=in_transaction)
        left = differing_refs(found, goal.after, goal.scope)
        if not left:
            return Attempt(plan, found)
        more = build(found, restrict(found, goal.after, left), goal.role)
        if in_transaction and more.commits:  # it cannot run in a transaction, so the whole plan is tried with it
            return Attempt(plan, follow_up=more, reason=_CHANGED_MORE)
        execute(connection, more, privileged_calls, in_transaction=in_transaction)
        again = _read(connection, goal, in_transaction=in_transaction)
    except ProofError as error:
        refused = {ref: Exclusion(error.refs[0], error.message) for ref in error.refs}
        return Attempt(plan, refused=refused, reason=_reason(refused) or error.message)
    except PlanError as error:
        return Attempt(plan, reason=error.message)
    return _judge(plan, goal, left, more, found, again, warnings)


def with_follow_ups(run: Callable[[Plan], Attempt], plan: Plan) -> Attempt:
    """Run a plan, and run it again from the start with the follow-up statements that the last run asked for."""
    attempt = run(plan)
    for _ in range(_FOLLOW_UPS):
        if not attempt.follow_up.statements:
            break
        plan = replace(plan, statements=(*plan.statements, *attempt.follow_up.statements))
        attempt = run(plan)
    return attempt


def plan_after_renames(
    connection: psycopg.Connection[Any],
    goal: Goal,
    renames: Sequence[Statement],
    privileged_calls: PrivilegedCalls,
    wanted: Snapshot,
) -> tuple[Plan, Goal]:
    """Plan to a goal from the state after renames; the renames run on a mirror and are rolled back.

    Args:
        connection: to the mirror, in the state before the plan.
        goal: of the plan.
        renames: statements that rename.
        privileged_calls: of the shadow server.
        wanted: the whole state of which the goal is a part.

    Returns:
        The plan, and the goal with what the renames gave a new name in its scope.

    Raises:
        PlanError: objects depend on each other in a cycle that nothing opens.
        ProofError: a rename was refused.
    """
    with rolled_back(connection):
        execute(connection, Plan(tuple(renames)), privileged_calls, in_transaction=True)
        state = _read(connection, goal, in_transaction=True)
    goal = goal.after_renames(state, wanted, renames)
    rest = Goal(state, restrict(state, goal.after, goal.scope), goal.scope, goal.role).plan()
    return replace(rest, statements=(*renames, *rest.statements)), goal


@contextlib.contextmanager
def rolled_back(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """Run the block in a transaction that is rolled back."""
    connection.execute(b"BEGIN")
    try:
        yield
    finally:
        connection.execute(b"ROLLBACK")


def _judge(
    plan: Plan,
    goal: Goal,
    left: frozenset[Ref],
    more: Plan,
    found: Snapshot,
    again: Snapshot,
    warnings: Mapping[Ref, str],
) -> Attempt:
    """Sort the differences that a plan left: those only in print, those that the second plan settled, and failures."""
    planned = {ref for statement in more.statements for ref in statement.refs}
    still = differing_refs(again, goal.after, left)
    printed = frozenset(
        ref
        for ref in still
        if KINDS[ref.kind].code.expressions  # a GRANT without effect, for one, is no matter of print
        and ref in planned
        and ref in goal.after.objects
        and found.objects.get(ref) == again.objects.get(ref) is not None
    )
    settled = left - still
    chosen = tuple(item for item in more.statements if not settled.isdisjoint(item.refs))
    failed = (still - printed) | differing_refs(again, found, goal.scope - left)
    if any(item.action == "drop" for item in chosen):  # an effect of the server itself may be undone, but not repeated
        failed |= settled
    if failed:
        tried = {ref for statement in plan.statements for ref in statement.refs}
        same = {ref for ref in tried if found.objects.get(ref) == goal.before.objects.get(ref)}
        refused = {
            ref: Exclusion(ref, _why_it_differs(ref, warnings.get(ref), tried=ref in tried, unchanged=ref in same))
            for ref in failed
        }
        return Attempt(plan, refused=refused, reason=_reason(refused))
    if settled:
        return Attempt(plan, follow_up=replace(more, statements=chosen), reason=_CHANGED_MORE)
    unchanged = frozenset(ref for ref in left if found.objects[ref] == goal.before.objects.get(ref))
    return Attempt(plan, again, equivalent=unchanged)


def _why_it_differs(ref: Ref, warning: str | None, *, tried: bool, unchanged: bool) -> str:
    if not tried and (unread := KINDS[ref.kind].ddl.unread):
        return unread
    if warning:
        return f"{STILL_DIFFERS}, as PostgreSQL warns: {warning}"
    return _NO_EFFECT if unchanged else STILL_DIFFERS


def _read(connection: psycopg.Connection[Any], goal: Goal, *, in_transaction: bool) -> Snapshot:
    """Read the state, reduced to what the older server has and the reader of the goal was allowed to see."""
    version = min(goal.before.server_version, goal.after.server_version)
    repeated = in_transaction  # after the caller's rollback the connection serves the next plan
    snapshot = read_snapshot(connection, in_transaction=in_transaction, repeated=repeated)
    return without_unreadable(downgrade_to(snapshot, version), goal.after)


def _reason(refused: Mapping[Ref, Exclusion]) -> str:
    return str(next(iter(refused.values()))) if refused else ""
