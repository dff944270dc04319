"""Try plans on fresh mirrors, each time without the changes that were refused, until one leads to its goal.

Input: a goal, and the groups of references that are settled together. Output: the proof of the last plan, and the state of the
mirror after it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.errors import PlanError, ProofError
from schemasync.core.model import Ref, Snapshot
from schemasync.core.plan import Plan, Statement
from schemasync.introspect.renamed import in_renamed_whole, wholes_first
from schemasync.kinds import KINDS
from schemasync.prove.attempt import EMPTY_PLAN, Attempt, Goal, plan_after_renames, run_to_goal, with_follow_ups
from schemasync.prove.exclusion import Exclusion, blocked_changes
from schemasync.prove.mirror import MIRROR_DATABASE
from schemasync.prove.mirror_roles import MirrorRoles
from schemasync.prove.protected import ProtectedObjects
from schemasync.prove.request import Proof
from schemasync.supautils.privileged_calls import PrivilegedCalls

ROUNDS = 20
"""How often a plan is tried again without the changes that were refused."""
_TEMPORARY_LENGTH = 48
"""Bytes of a name to which a temporary one adds a suffix; PostgreSQL cuts names at 63."""
_NOT_COPIED = frozenset(kind.name for kind in KINDS.values() if kind.catalog.storage == "server_for_database")


@dataclass(frozen=True, slots=True)
class TrialResult:
    """The proof of a plan, and the state of the mirror after it; None if no attempt led to the goal."""

    proof: Proof
    state: Snapshot | None


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
        wanted: Snapshot,
        protected: ProtectedObjects | None = None,
    ) -> Attempt:
        """Run the plan to a goal on a fresh mirror; without renames, if it fails with them.

        Args:
            template: database that the mirror is copied from.
            goal: of the plan.
            renames: statements that run first.
            wanted: the whole state of which the goal is a part.
            protected: objects that the plan must not touch.
        """
        try:
            plan, goal_reached = self._plan(template, goal, renames, wanted)
        except (PlanError, ProofError) as error:
            attempt = Attempt(EMPTY_PLAN, reason=error.message)
        else:
            attempt = with_follow_ups(lambda script: self._run_once(template, script, goal_reached, protected), plan)
        if attempt.state is None and renames:
            return self.run_plan(template, goal, (), wanted, protected)
        return attempt

    def _run_once(self, template: str, plan: Plan, goal: Goal, protected: ProtectedObjects | None) -> Attempt:
        if protected and (refused := protected.touched_by(plan, goal.after)):
            return Attempt(plan, refused=refused, reason=str(next(iter(refused.values()))))
        self.mirrors.make(template)
        with self.mirrors.roles.server.connect(MIRROR_DATABASE, ours=True) as connection:
            return run_to_goal(connection, plan, goal, self.privileged_calls)

    def _plan(self, template: str, goal: Goal, renames: Sequence[Statement], wanted: Snapshot) -> tuple[Plan, Goal]:
        if not renames:
            return goal.plan(), goal
        self.mirrors.make(template)
        with self.mirrors.roles.server.connect(MIRROR_DATABASE, ours=True) as connection:
            return plan_after_renames(connection, goal, renames, self.privileged_calls, wanted)

    def run_without_refused(
        self,
        attempt: Callable[[frozenset[Ref]], Attempt],
        between: tuple[Snapshot, Snapshot],
        scope: frozenset[Ref],
        excluded: Mapping[Ref, Exclusion],
        *,
        grouped: bool = True,
    ) -> TrialResult:
        """Run a plan, and again without the refused changes, until it succeeds; if it never does, return the first failure.

        Args:
            attempt: runs the plan for a part of the scope.
            between: states before the plan and in the goal.
            scope: references that the plan settles.
            excluded: references that it leaves as they are from the start, and why.
            grouped: exclude the whole group of each excluded reference.
        """
        complete = self.with_groups if grouped else dict
        excluded = complete(excluded)
        first: Attempt | None = None
        for _ in range(ROUNDS):
            tried = attempt(scope - excluded.keys())
            first = first or tried
            if tried.state is not None:
                proof = Proof(tried.plan, proven=True, equivalent=tried.equivalent)
                return TrialResult(_with_excluded(proof, excluded), tried.state)
            more = blocked_changes(tried.refused, *between, scope - excluded.keys())
            if not more:
                break
            excluded = complete({**excluded, **more})
        assert first
        return TrialResult(Proof(first.plan, proven=False, reason=first.reason, excluded=excluded), None)

    def with_groups(self, excluded: Mapping[Ref, Exclusion]) -> dict[Ref, Exclusion]:
        """Add the other members of each excluded reference's group: a part of a problem is never settled alone."""
        found = dict(excluded)
        for group in self.groups:
            reason = next((excluded[ref] for ref in sorted(group) if ref in excluded), None)
            if reason is not None:
                found |= {ref: reason for ref in group if ref not in found}
        return found


def rename_statements(renames: Mapping[Ref, Ref], scope: frozenset[Ref], snapshot: Snapshot) -> tuple[Statement, ...]:
    """Statements that rename objects whose only difference from the goal is their name.

    Args:
        renames: name before → name after.
        scope: references that are settled.
        snapshot: of the target.
    """
    chosen = {old: new for old, new in renames.items() if old in scope and new in scope}
    return tuple(
        Statement(sql, pair.new, "alter", (pair.new, pair.old))
        for pair in _steps(chosen, snapshot)
        if (rename := KINDS[pair.old.kind].ddl.rename)
        for sql in rename(in_renamed_whole(pair.start, chosen), pair.end, snapshot) or ()
    )


class _Step(NamedTuple):
    """One statement of a rename: from one name to another, which is a temporary one while the new name is not free.

    Attributes:
        start, end: names before and after the statement.
        old, new: names before and after all statements.
    """

    start: Ref
    end: Ref
    old: Ref
    new: Ref


def _steps(renames: Mapping[Ref, Ref], snapshot: Snapshot) -> Iterator[_Step]:
    """The renames in an order in which each name is free when it is given; a circle begins with a temporary name."""
    waiting = {old: _Step(old, new, old, new) for old, new in wholes_first(renames).items()}
    if renames.keys().isdisjoint(renames.values()):
        yield from waiting.values()
        return
    while waiting:
        names = {step.start for step in waiting.values()}
        ready = [step for step in waiting.values() if not any(_is_inside(step.old, other) for other in waiting)]
        step = next((step for step in ready if step.end not in names), None)
        if step is not None:
            del waiting[step.old]
            yield step
            continue
        step = ready[0]
        free = _free_name(step.old, step.new, snapshot)
        yield step._replace(end=free)
        waiting[step.old] = step._replace(start=free)


def _is_inside(ref: Ref, whole: Ref) -> bool:
    return len(whole.path) < len(ref.path) and ref.path[: len(whole.path)] == whole.path


def _free_name(old: Ref, new: Ref, snapshot: Snapshot) -> Ref:
    """A temporary name for an object, which differs from its old and new ones where these differ."""
    place = next(number for number, names in enumerate(zip(old.path, new.path, strict=True)) if len({*names}) > 1)
    taken = {ref.path for ref in snapshot.objects}
    start = old.path[place].encode()[:_TEMPORARY_LENGTH].decode(errors="ignore")
    suffixes = ("_renamed", *(f"_renamed{number}" for number in range(2, len(taken) + 2)))
    paths = ((*old.path[:place], start + suffix, *old.path[place + 1 :]) for suffix in suffixes)
    return old._replace(path=next(path for path in paths if path not in taken))


def of_database(scope: frozenset[Ref]) -> frozenset[Ref]:
    """References without those of objects that the server keeps for one database (subscriptions), which a copy of it lacks."""
    return frozenset(ref for ref in scope if ref.kind not in _NOT_COPIED and ref.subject.kind not in _NOT_COPIED)


def _with_excluded(proof: Proof, excluded: Mapping[Ref, Exclusion]) -> Proof:
    """Add the excluded references to a proof; it is not proven if the plan has no statement left."""
    if excluded and not proof.plan.statements:
        reason = str(next(iter(excluded.values())))
        return dataclasses.replace(proof, proven=False, reason=reason, excluded=excluded)
    return dataclasses.replace(proof, excluded=excluded)
