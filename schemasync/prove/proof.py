"""Execute plans on a mirror, in both directions and for each problem alone, and read the results.

Input are the target's snapshot, the expected snapshot and the groups of references that are settled together; output are
`Proofs`. Only SQL that was executed as printed, and led where it should, is called proven.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from schemasync.core.errors import PlanError, ProofError
from schemasync.core.fix import ADOPT, REPAIR, Fix
from schemasync.core.model import Plan, Ref, Snapshot, Statement
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import downgrade_to, without_unreadable
from schemasync.kinds import KINDS
from schemasync.plan.extension_members import match_members
from schemasync.postgres.embedded import ADMIN, SHADOW_DATABASE, ShadowServer
from schemasync.prove.attempt import NOTHING, Attempt, Goal, run_to_goal
from schemasync.prove.exclusion import Refusal, entangled
from schemasync.prove.executor import execute
from schemasync.prove.fixes import Direction, FixProver
from schemasync.prove.mirror import MIRROR_DATABASE, TARGET_COPY, different, make_mirror
from schemasync.prove.mirror_roles import MirrorRoles
from schemasync.prove.protected import Held, holding
from schemasync.prove.server_roles import SERVER_WIDE, ServerRoles
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls

ROUNDS = 20
"""How often a plan is tried without what was refused before."""
_FOLLOW_UPS = 3
"""How often a plan is run again with statements that settle what the server did by itself."""
_SHARED = frozenset(kind.name for kind in KINDS.values() if kind.catalog.shared)


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


def prove(
    server: ShadowServer,
    request: Request,
    privileged_calls: PrivilegedCalls,
    on_mirror: Callable[[str], None] | None = None,
) -> Proofs:
    """Plan and prove both ways, and each group alone.

    The mirror starts as a copy of the shadow. The adopting plan must make it what the target is; from there the
    repairing plan must make it what the migrations say. What is refused is left out with its whole group, and the rest is
    tried again.

    Args:
        server: with nobody connected to the shadow database.
        request: what to prove.
        privileged_calls: of the shadow; a copy has the same.
        on_mirror: called with the mirror's name when it is what the target is, with nobody connected to it.
    """
    mirrors = MirrorRoles(ServerRoles(server, request.expected), request.actual, request.scope)
    mirrors.start()
    try:
        if different(request.actual, request.expected, request.scope):
            return _Prover(server, request, privileged_calls, mirrors).prove(on_mirror)
        if on_mirror:
            mirrors.make(SHADOW_DATABASE)
            mirrors.copy_target()
            on_mirror(MIRROR_DATABASE)
    finally:
        mirrors.finish()
    proven = Proof(NOTHING, proven=True)
    return Proofs(proven, proven, ((),) * len(request.groups))


@dataclass(frozen=True, slots=True)
class _Reached:
    """Result of a series of attempts: the proof, and the state of the mirror (None if it failed)."""

    proof: Proof
    found: Snapshot | None


@dataclass(frozen=True, slots=True)
class _Prover:
    server: ShadowServer
    request: Request
    privileged_calls: PrivilegedCalls
    mirrors: MirrorRoles

    def prove(self, on_mirror: Callable[[str], None] | None) -> Proofs:
        request = self.request
        chosen = request.scope if request.chosen is None else request.chosen
        unrepaired, unadopted = self._with_groups(request.unrepaired), self._with_groups(request.unadopted)
        adopt = self._adopt(chosen, unadopted)
        mirror = adopt
        if chosen != request.scope or unadopted:
            mirror = self._adopt(request.scope, {})
        if mirror.found is not None and mirror.proof.left_out:
            mirror = self._with_facts(mirror.proof, mirror.found)
        if mirror.found is None:
            repair = self._unproven(f"no mirror: {mirror.proof.reason}", chosen, unrepaired)
            return Proofs(repair, adopt.proof, self._fixes(repair, adopt.proof, None))
        make_mirror(self.server, MIRROR_DATABASE, TARGET_COPY)
        start = self._with_target_roles(mirror.found)
        if on_mirror:
            on_mirror(MIRROR_DATABASE)
        lacking = self._lacking(mirror.proof, start)
        repair = self._repair(chosen, unrepaired, {**lacking, **self._unread(request.scope)}, start)
        proven = self._without_equivalent(adopt.proof, chosen)
        proven = dataclasses.replace(proven, mirrored=frozenset(proven.left_out.keys() - lacking.keys()))
        return Proofs(repair, proven, self._fixes(repair, proven, start))

    def _with_target_roles(self, start: Snapshot) -> Snapshot:
        """Give the server the target's roles, and return the mirror's state afterwards."""
        if not self.mirrors.copy_target():
            return start
        with self.server.connect(TARGET_COPY, ours=True) as connection:
            found = downgrade_to(read_snapshot(connection), start.server_version)
        return without_unreadable(found, start)

    def _lacking(self, adopt: Proof, start: Snapshot) -> dict[Ref, Refusal]:
        """What is not on the mirror as on the target, and why.

        Args:
            adopt: proof of the plan that made the mirror.
            start: the mirror's state.
        """
        roles = frozenset(ref for ref in self.request.scope if ref.kind in SERVER_WIDE)
        other = different(start, self.request.actual, roles)
        unlike = {ref: Refusal(ref, "the shadow server cannot have it as the database does") for ref in other}
        return unlike | {ref: why for ref, why in adopt.left_out.items() if ref not in roles or ref in other}

    def _with_facts(self, proof: Proof, found: Snapshot) -> _Reached:
        """Give the mirror the facts that only a superuser can set, such as an owner that the role is no member of.

        No object is created here: what a superuser runs must not come from a stranger's database.
        """
        request = self.request
        facts = frozenset(ref for ref in proof.left_out if ref.of is not None and ref.of in found.objects)
        goal = Goal(found, restrict(found, request.actual, facts), facts, ADMIN)
        try:
            with self.server.connect(MIRROR_DATABASE, ADMIN) as connection:
                execute(connection, goal.plan())
                state = read_snapshot(connection)
        except (PlanError, ProofError):
            return _Reached(proof, found)
        version = min(request.actual.server_version, found.server_version)
        state = without_unreadable(downgrade_to(state, version), request.actual)
        still = different(state, request.actual, facts)
        left_out = {ref: why for ref, why in proof.left_out.items() if ref not in facts or ref in still}
        return _Reached(dataclasses.replace(proof, left_out=left_out), state)

    def _without_equivalent(self, adopt: Proof, scope: frozenset[Ref]) -> Proof:
        """Plan the adoption without differences in print: two servers print alike what they read alike."""
        if not adopt.equivalent:
            return adopt
        request, rest = self.request, scope - adopt.left_out.keys() - adopt.equivalent
        goal = Goal(request.expected, restrict(request.expected, request.actual, rest), rest, request.role)
        return dataclasses.replace(adopt, plan=goal.plan())

    def _unproven(self, reason: str, scope: frozenset[Ref], unknown: Mapping[Ref, Refusal]) -> Proof:
        request, rest = self.request, scope - unknown.keys()
        try:
            plan = Goal(request.actual, restrict(request.actual, request.expected, rest), rest, request.role).plan()
        except PlanError as error:
            return Proof(NOTHING, proven=False, reason=error.message, left_out=unknown)
        return Proof(plan, proven=False, reason=reason, left_out=unknown)

    def _adopt(self, scope: frozenset[Ref], left_out: Mapping[Ref, Refusal]) -> _Reached:
        """Make the mirror what the target is in scope, as far as that goes."""
        request, own = self.request, _own(scope)
        shared = {
            ref: Refusal(ref, "it is the server's, so no mirror has it")
            for ref in different(request.actual, request.expected, scope - own)
        }

        def attempt(rest: frozenset[Ref]) -> Attempt:
            goal = Goal(request.expected, restrict(request.expected, request.actual, rest), rest, request.role)
            return self._reach(SHADOW_DATABASE, goal, self._renames(request.renames, rest))

        return self._rounds(attempt, request.expected, request.actual, own, {**left_out, **shared})

    def _repair(
        self,
        scope: frozenset[Ref],
        unknown: Mapping[Ref, Refusal],
        absent: Mapping[Ref, Refusal],
        start: Snapshot,
    ) -> Proof:
        """Make the mirror what the migrations say in scope, as far as that goes.

        Args:
            scope: what is to be settled.
            unknown: what no statement may touch, and why.
            absent: what is not on the mirror as on the target, and why: no statement on it can be tried.
            start: the mirror's state.
        """
        request = self.request
        protected = holding(request.actual, absent, start)
        renames = {actual: expected for expected, actual in request.renames.items()}

        def attempt(rest: frozenset[Ref]) -> Attempt:
            goal = Goal(start, restrict(start, request.expected, rest), rest, request.role)
            return self._reach(TARGET_COPY, goal, self._renames(renames, rest), protected)

        left_out = {**unknown, **{ref: why for ref, why in absent.items() if ref in scope}}
        return self._rounds(attempt, request.actual, request.expected, _own(scope), left_out).proof

    def _renames(self, renames: Mapping[Ref, Ref], scope: frozenset[Ref]) -> tuple[Statement, ...]:
        """Statements that rename what only bears another name in the goal."""
        found = []
        for old, new in renames.items():
            rename = KINDS[old.kind].ddl.rename
            if rename and old in scope and new in scope:
                statements = rename(old, new, self.request.actual) or ()
                found += [Statement(sql, new, "alter", (new, old)) for sql in statements]
        return tuple(found)

    def _reach(
        self, template: str, goal: Goal, renames: tuple[Statement, ...], protected: Held | None = None
    ) -> Attempt:
        """Run the plan on a fresh mirror; run it again, in full, with what the first run showed to be lacking."""
        try:
            plan = self._plan(template, goal, renames)
        except (PlanError, ProofError) as error:
            if renames:
                return self._reach(template, goal, (), protected)
            return Attempt(NOTHING, reason=error.message)
        attempt = Attempt(plan)
        for _ in range(_FOLLOW_UPS):
            if protected and (refused := protected.hit(plan, goal.after)):
                return Attempt(plan, refusals=refused, reason=str(next(iter(refused.values()))))
            self.mirrors.make(template)
            with self.server.connect(MIRROR_DATABASE, ours=True) as connection:
                attempt = run_to_goal(connection, plan, goal, self.privileged_calls)
            if not attempt.follow_up.statements:
                break
            plan = dataclasses.replace(plan, statements=(*plan.statements, *attempt.follow_up.statements))
        if attempt.found is None and renames:
            return self._reach(template, goal, (), protected)
        return attempt

    def _plan(self, template: str, goal: Goal, renames: tuple[Statement, ...]) -> Plan:
        """Plan to the goal; after renames, from the state that they lead to, which is read on a mirror."""
        return plan_with_renames(self.mirrors, template, goal, renames, self.privileged_calls)

    def _unread(self, scope: frozenset[Ref]) -> dict[Ref, Refusal]:
        """Members of an extension in the target, and their dependents: their definitions there were not read."""
        request = self.request
        members = match_members(request.actual, restrict(request.actual, request.expected, scope))
        found: dict[Ref, Refusal] = {}
        for ref, extension in members.removed.items():
            statement = members.statements(ref)[0].text
            why = f"it belongs to the {extension} there, so it was not looked at; {statement} gives it back"
            found |= dict.fromkeys(members.parts[ref], Refusal(ref, why))
        return entangled(found, request.actual, request.expected, scope) if found else {}

    def _rounds(
        self,
        attempt: Callable[[frozenset[Ref]], Attempt],
        before: Snapshot,
        after: Snapshot,
        scope: frozenset[Ref],
        left_out: Mapping[Ref, Refusal],
    ) -> _Reached:
        """Try without what was refused, again and again; the first attempt's failure if that leads nowhere."""
        excluded = self._with_groups(left_out)
        first: Attempt | None = None
        for _ in range(ROUNDS):
            tried = attempt(scope - excluded.keys())
            first = first or tried
            if tried.found is not None:
                proof = Proof(tried.plan, proven=True, equivalent=tried.equivalent)
                return _Reached(_without(proof, excluded), tried.found)
            more = entangled(tried.refusals, before, after, scope - excluded.keys())
            if not more:
                break
            excluded = self._with_groups({**excluded, **more})
        assert first
        return _Reached(Proof(first.plan, proven=False, reason=first.reason, left_out=excluded), None)

    def _with_groups(self, left_out: Mapping[Ref, Refusal]) -> dict[Ref, Refusal]:
        """What is left out, with the whole group of each reference: a part of a problem is never settled alone."""
        found = dict(left_out)
        for group in self.request.groups:
            reason = next((left_out[ref] for ref in sorted(group) if ref in left_out), None)
            if reason is not None:
                found |= {ref: reason for ref in group if ref not in found}
        return found

    def _fixes(self, repair: Proof, adopt: Proof, start: Snapshot | None) -> tuple[tuple[Fix, ...], ...]:
        """Prove the fixes of each group alone, in both directions."""
        request = self.request
        backwards = {actual: expected for expected, actual in request.renames.items()}
        unchanged = request.scope - different(request.actual, request.expected, request.scope)
        directions = (
            Direction(
                REPAIR, start or request.actual, request.expected, repair.plan, repair.proven, repair.left_out,
                TARGET_COPY if start else "", repair.reason, _own(request.scope) - repair.left_out.keys(),
                lambda refs: self._renames(backwards, refs), request.actual, unchanged,
            ),
            Direction(
                ADOPT, request.expected, request.actual, adopt.plan, adopt.proven, adopt.left_out,
                SHADOW_DATABASE, adopt.reason, _own(request.scope) - adopt.left_out.keys(), lambda refs: self._renames(request.renames, refs),
                request.expected, unchanged,
            ),
        )  # fmt: skip
        prover = FixProver(self.mirrors, self.privileged_calls, request.role)
        printed = repair.equivalent | adopt.equivalent
        groups = [group - printed for group in request.groups]
        fixes = [
            prover.prove(direction, groups, withheld)
            for direction, withheld in zip(directions, (request.unrepaired, request.unadopted), strict=True)
        ]
        return tuple(tuple(fix for fix in both if fix is not None) for both in zip(*fixes, strict=True))


def plan_with_renames(
    mirrors: MirrorRoles, template: str, goal: Goal, renames: Iterable[Statement], privileged_calls: PrivilegedCalls
) -> Plan:
    """Plan to a goal; after renames, from the state that they lead to, which is read on a fresh mirror.

    Raises:
        PlanError: objects depend on each other in a circle that nothing opens.
        ProofError: a rename was refused.
    """
    first = Plan(tuple(renames))
    if not first.statements:
        return goal.plan()
    mirrors.make(template)
    with mirrors.roles.server.connect(MIRROR_DATABASE, ours=True) as connection:
        execute(connection, first, privileged_calls)
        state = read_snapshot(connection)
    rest = Goal(state, restrict(state, goal.after, goal.scope), goal.scope, goal.role).plan()
    return dataclasses.replace(rest, statements=(*first.statements, *rest.statements))


def _own(scope: frozenset[Ref]) -> frozenset[Ref]:
    """References that belong to the database itself, and so to a copy of it."""
    return frozenset(ref for ref in scope if ref.kind not in _SHARED and ref.subject.kind not in _SHARED)


def _without(proof: Proof, left_out: Mapping[Ref, Refusal]) -> Proof:
    """The proof of what is left; nothing is proven where nothing is left."""
    if left_out and not proof.plan.statements:
        reason = str(next(iter(left_out.values())))
        return dataclasses.replace(proof, proven=False, reason=reason, left_out=left_out)
    return dataclasses.replace(proof, left_out=left_out)
