"""Applies plans on the mirror, both ways, and reads the result: what is shown as proven was done once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from schemasync.core.errors import PlanError, ProofError
from schemasync.core.model import Plan, Ref, Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import downgrade_to, without_unreadable
from schemasync.kinds import KINDS
from schemasync.plan.build import build
from schemasync.plan.extension_members import hand_over
from schemasync.postgres.embedded import SHADOW_DATABASE, ShadowServer
from schemasync.prove.exclusion import Refusal, entangled
from schemasync.prove.executor import execute
from schemasync.prove.mirror import MIRROR_DATABASE, different, make_mirror
from schemasync.prove.protected import Held, holding
from schemasync.prove.server_roles import SERVER_WIDE, ServerRoles
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls

ROUNDS = 20
"""How often a plan is tried without what was refused before."""
_NOTHING = Plan(())
_SHARED = frozenset(kind.name for kind in KINDS.values() if kind.catalog.shared)


@dataclass(frozen=True, slots=True)
class Proof:
    """A plan and whether it did what it promises.

    Attributes:
        plan: empty if none could be made.
        proven: it was applied, and the result read back equal to the goal.
        reason: why not.
        equivalent: references whose texts differ although PostgreSQL reads both alike: it prints an expression
            otherwise when it has read its own print, and no plan can change that.
        left_out: references that the plan leaves as they are: no statement mends them, or none that could be tried.
        mirrored: of these, what the mirror has all the same: roles are copied to the server, not made by the plan.
    """

    plan: Plan
    proven: bool
    reason: str = ""
    equivalent: frozenset[Ref] = frozenset()
    left_out: Mapping[Ref, Refusal] = field(default_factory=dict)
    mirrored: frozenset[Ref] = frozenset()

    def settles(self, refs: Collection[Ref]) -> bool:
        """Whether it is proven and speaks of all of these."""
        return self.proven and self.left_out.keys().isdisjoint(refs)


def prove(
    server: ShadowServer,
    actual: Snapshot,
    expected: Snapshot,
    scope: frozenset[Ref],
    privileged_calls: PrivilegedCalls,
    role: str,
    on_mirror: Callable[[str], None] | None = None,
) -> tuple[Proof, Proof]:
    """Plan and prove both ways.

    The mirror starts as a copy of the shadow. The adopting plan must make it what the target is; from there the
    repairing plan must make it what the migrations say. What is refused is left out, and the rest tried again.

    Args:
        server: with nobody connected to the shadow database.
        actual: the target.
        expected: the shadow after the replay.
        scope: what is compared.
        privileged_calls: of the shadow; a copy has the same.
        role: who will run the plans.
        on_mirror: called with the mirror's name when it is what the target is, with nobody connected to it.

    Returns:
        (repair, adopt).
    """
    prover = _Prover(server, actual, expected, privileged_calls, role)
    try:
        return _prove_whole(prover, scope, on_mirror)
    finally:
        prover.roles.restore()


def _prove_whole(
    prover: _Prover, scope: frozenset[Ref], on_mirror: Callable[[str], None] | None
) -> tuple[Proof, Proof]:
    server, actual, expected, role = prover.server, prover.actual, prover.expected, prover.role
    if not different(actual, expected, scope):
        if on_mirror:
            make_mirror(server, SHADOW_DATABASE)
            prover.roles.copy(actual, scope)
            on_mirror(MIRROR_DATABASE)
        return Proof(_NOTHING, proven=True), Proof(_NOTHING, proven=True)
    adopt, start = prover.adopt(scope)
    if start is None:
        try:
            plan = build(actual, restrict(actual, expected, scope), role)
        except PlanError as error:
            return Proof(_NOTHING, proven=False, reason=error.message), adopt
        return Proof(plan, proven=False, reason=f"no mirror: {adopt.reason}"), adopt
    start = prover.with_target_roles(start, scope)
    absent = prover.absent(adopt, scope, start)
    adopt = dataclasses.replace(adopt, mirrored=frozenset(adopt.left_out.keys() - absent.keys()))
    if on_mirror:
        on_mirror(MIRROR_DATABASE)
    repair = prover.repair(scope - adopt.left_out.keys(), scope, {**absent, **prover.unread(scope)}, start)
    if adopt.equivalent:  # two servers print alike what they read alike
        rest = scope - adopt.left_out.keys() - adopt.equivalent
        adopt = dataclasses.replace(adopt, plan=build(expected, restrict(expected, actual, rest), role))
    return repair, adopt


def prove_chosen(
    server: ShadowServer,
    actual: Snapshot,
    expected: Snapshot,
    scope: frozenset[Ref],
    chosen: frozenset[Ref],
    privileged_calls: PrivilegedCalls,
    role: str,
) -> tuple[Proof, Proof]:
    """As `prove`, for plans that settle some differences and leave the others as they are.

    The repairing plan runs where the mirror is the target in all, the adopting one where it is the shadow.

    Returns:
        (repair, adopt).
    """
    prover = _Prover(server, actual, expected, privileged_calls, role)
    try:
        adopt, _ = prover.adopt(chosen)
        whole, start = prover.adopt(scope)
        if start is None:
            return Proof(_NOTHING, proven=False, reason=f"no mirror: {whole.reason}"), adopt
        rest, start = scope - whole.left_out.keys(), prover.with_target_roles(start, scope)
        absent = {**prover.absent(whole, scope, start), **prover.unread(scope)}
        return prover.repair(rest, chosen, absent, start), adopt
    finally:
        prover.roles.restore()


@dataclass(frozen=True, slots=True)
class _Tried:
    """One attempt: the proof, the state that it led to (None if it failed), and what it failed on, and why."""

    proof: Proof
    found: Snapshot | None
    blame: Mapping[Ref, Refusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Prover:
    server: ShadowServer
    actual: Snapshot
    expected: Snapshot
    privileged_calls: PrivilegedCalls
    role: str
    roles: ServerRoles = field(init=False)

    def __post_init__(self) -> None:
        """The server's roles go with the mirror from state to state."""
        object.__setattr__(self, "roles", ServerRoles(self.server, self.expected))

    def adopt(self, scope: frozenset[Ref]) -> tuple[Proof, Snapshot | None]:
        """Make the mirror what the target is in scope, as far as that goes; answers its state too."""
        return _rounds(self._adopt, _own(scope), {**self._shared(scope), **self._roles_in_use(scope)})

    def _roles_in_use(self, scope: frozenset[Ref]) -> dict[Ref, Refusal]:
        """Roles that the target lacks, and that cannot be dropped here: the databases of other stages use them."""
        gone = {ref for ref in self.expected.objects if ref in scope and ref not in self.actual.objects}
        roles = {ref for ref in gone if KINDS[ref.kind].catalog.server_wide and KINDS[ref.kind].parent is None}
        used = self.roles.in_use() if roles else frozenset[str]()
        why = "other databases of the shadow server use the role, so DROP ROLE cannot be tried"
        return {ref: Refusal(ref, why) for ref in roles if ref.path[0] in used}

    def _shared(self, scope: frozenset[Ref]) -> dict[Ref, Refusal]:
        """Differing objects of the whole server, with their parts: a copy of a database does not contain them."""
        changed = different(self.actual, self.expected, scope - _own(scope))
        return {ref: Refusal(ref, "it is the server's, so no mirror has it") for ref in changed}

    def _adopt(self, scope: frozenset[Ref]) -> _Tried:
        goal = restrict(self.expected, self.actual, scope)
        self.roles.restore()
        make_mirror(self.server, SHADOW_DATABASE)
        return self._try(self.expected, goal, scope)

    def with_target_roles(self, start: Snapshot, scope: frozenset[Ref]) -> Snapshot:
        """Give the server the target's roles, and return the mirror's state afterwards."""
        if not self.roles.copy(self.actual, scope):
            return start
        with self.server.connect(MIRROR_DATABASE, ours=True) as connection:
            found = downgrade_to(read_snapshot(connection), start.server_version)
        return without_unreadable(found, start)

    def absent(self, adopt: Proof, scope: frozenset[Ref], start: Snapshot) -> dict[Ref, Refusal]:
        """What is not on the mirror as on the target, and why.

        Args:
            adopt: proof of the plan that made the mirror.
            scope: what is compared.
            start: the mirror's state.
        """
        shared = frozenset(ref for ref in scope if ref.kind in SERVER_WIDE)
        other = different(start, self.actual, shared)
        found = {ref: why for ref, why in adopt.left_out.items() if ref not in shared or ref in other}
        unlike = {ref: Refusal(ref, "the shadow server cannot have it as the database does") for ref in other}
        return {**unlike, **found}

    def repair(
        self, mirrored: frozenset[Ref], scope: frozenset[Ref], absent: Mapping[Ref, Refusal], start: Snapshot
    ) -> Proof:
        """Make the mirror what the migrations say in scope, as far as that goes.

        Args:
            mirrored: what is on the mirror as on the target.
            scope: what is to be mended.
            absent: what is not on the mirror as on the target, and why: no statement on it can be tried.
            start: the mirror's state.
        """
        starts = [start]

        def attempt(rest: frozenset[Ref]) -> _Tried:
            before = starts.pop() if starts else self._mirror_again(mirrored, scope)
            if before is None:
                return _failed(_NOTHING, "the mirror could not be made again")
            return self._try(before, restrict(before, self.expected, rest), rest, held)

        held = holding(self.actual, absent, start)
        return _rounds(attempt, _own(scope), {ref: why for ref, why in absent.items() if ref in scope})[0]

    def _mirror_again(self, mirrored: frozenset[Ref], scope: frozenset[Ref]) -> Snapshot | None:
        """Make the mirror anew, as what was refused may have been done in part; None if that fails."""
        found = self._adopt(_own(mirrored)).found
        return found and self.with_target_roles(found, scope | mirrored)

    def unread(self, scope: frozenset[Ref]) -> dict[Ref, Refusal]:
        """Members of an extension in the target, and their dependents: their definitions there were not read."""
        handover = hand_over(self.actual, restrict(self.actual, self.expected, scope))
        found: dict[Ref, Refusal] = {}
        for ref, holder in handover.released.items():
            why = (
                f"it belongs to the {holder} there, so it was not looked at; {handover.said(ref)[0].text} gives it back"
            )
            found |= dict.fromkeys(handover.parts[ref], Refusal(ref, why))
        return entangled(found, self.actual, self.expected, scope) if found else {}

    def _try(self, before: Snapshot, after: Snapshot, scope: frozenset[Ref], held: Held | None = None) -> _Tried:
        """Apply the plan and read the result, which must be the goal, or what the goal's own texts give when read.

        A plan that touches what is `held` is not tried.
        """
        plan, version = _NOTHING, min(before.server_version, after.server_version)
        try:
            plan = build(before, after, self.role)
            if held and (hit := held.hit(plan, after)):
                return _refused(plan, hit, before, after, scope)
            with self.server.connect(MIRROR_DATABASE, ours=True) as connection:
                execute(connection, plan, self.privileged_calls)
                found = without_unreadable(downgrade_to(read_snapshot(connection), version), after)
                left = different(found, after, scope)
                if left:
                    more = build(found, restrict(found, after, left), self.role)
                    execute(connection, more, self.privileged_calls)
                    again = without_unreadable(downgrade_to(read_snapshot(connection), version), after)
                    if bad := different(again, found, scope) or _unsettled(left, found, after, more):
                        same = {ref: Refusal(ref, "it still differs after the plan") for ref in bad}
                        return _refused(plan, same, before, after, scope)
                    found = again
        except ProofError as error:
            refs = [ref for ref in error.refs if isinstance(ref, Ref)]
            refusals = {ref: Refusal(refs[0], error.message) for ref in refs}
            return _refused(plan, refusals, before, after, scope) if refs else _failed(plan, error.message)
        except PlanError as error:
            return _failed(plan, error.message)
        unchanged = frozenset(ref for ref in left if found.objects[ref] == before.objects.get(ref))
        return _Tried(Proof(plan, proven=True, equivalent=unchanged), found)


def _rounds(
    attempt: Callable[[frozenset[Ref]], _Tried], scope: frozenset[Ref], left_out: dict[Ref, Refusal]
) -> tuple[Proof, Snapshot | None]:
    """Try without what was refused, again and again; the first attempt's failure if that leads nowhere."""
    first: Proof | None = None
    for _ in range(ROUNDS):
        tried = attempt(scope - left_out.keys())
        first = first or tried.proof
        if tried.found is not None:
            return _without(tried.proof, left_out), tried.found
        if not tried.blame:
            break
        left_out |= tried.blame
    assert first
    return first, None


def _failed(plan: Plan, reason: str) -> _Tried:
    return _Tried(Proof(plan, proven=False, reason=reason), None)


def _own(scope: frozenset[Ref]) -> frozenset[Ref]:
    """References that belong to the database itself, and so to a copy of it."""
    return frozenset(ref for ref in scope if ref.kind not in _SHARED and ref.subject.kind not in _SHARED)


def _unsettled(left: frozenset[Ref], found: Snapshot, after: Snapshot, more: Plan) -> frozenset[Ref]:
    """Differences that are not textual: the object is missing on one side, or no statement was planned for it."""
    said = {ref for statement in more.statements for ref in statement.refs}
    return frozenset(ref for ref in left if ref not in found.objects or ref not in after.objects or ref not in said)


def _refused(
    plan: Plan, refusals: Mapping[Ref, Refusal], before: Snapshot, after: Snapshot, scope: frozenset[Ref]
) -> _Tried:
    proof = Proof(plan, proven=False, reason=str(next(iter(refusals.values()))))
    return _Tried(proof, None, entangled(refusals, before, after, scope))


def _without(proof: Proof, left_out: Mapping[Ref, Refusal]) -> Proof:
    """The proof of what is left; nothing is proven where nothing is left."""
    if left_out and not proof.plan.statements:
        reason = str(next(iter(left_out.values())))
        return dataclasses.replace(proof, proven=False, reason=reason, left_out=left_out)
    return dataclasses.replace(proof, left_out=left_out)
