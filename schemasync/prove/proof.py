"""Execute plans on a mirror, in both directions and for each problem alone, and read the results.

Input: the target's snapshot, the expected snapshot, and the groups of references that are settled together. Output: `Proofs`.
Only SQL that ran as printed and led to its goal is called proven.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from schemasync.core.compare import differing_refs
from schemasync.core.errors import PlanError
from schemasync.core.fix import Fix, FixDirection
from schemasync.core.model import Ref, Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import downgrade_to, without_unreadable
from schemasync.plan.extension_members import match_members
from schemasync.postgres.event_triggers import silent_event_triggers
from schemasync.postgres.shadow import ADMIN, SHADOW_DATABASE, ShadowServer
from schemasync.prove.attempt import EMPTY_PLAN, Attempt, Goal
from schemasync.prove.exclusion import Exclusion, blocked_changes
from schemasync.prove.executor import execute_leniently
from schemasync.prove.fixes import Direction, FixProver
from schemasync.prove.merging import merged_groups
from schemasync.prove.mirror import MIRROR_DATABASE, TARGET_COPY, make_mirror
from schemasync.prove.mirror_roles import MirrorRoles
from schemasync.prove.owners import kept_owners, owners_out_of_scope, without_unsafe_owners
from schemasync.prove.protected import find_protected
from schemasync.prove.request import Proof, Proofs, Request
from schemasync.prove.server_roles import SERVER_WIDE, ServerRoles
from schemasync.prove.trials import TrialResult, Trials, of_database, rename_statements
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls

T = TypeVar("T")


def prove(
    server: ShadowServer,
    request: Request,
    privileged_calls: PrivilegedCalls,
    on_mirror: Callable[[str, Snapshot], T] | None = None,
) -> tuple[Proofs, T | None]:
    """Plan and prove both ways, and each group alone.

    The mirror starts as a copy of the shadow. The adopting plan must make it what the target is; from there the
    repairing plan must make it what the migrations say. Refused changes are excluded with their whole group, and the rest is tried
    again.

    Args:
        server: with nobody connected to the shadow database.
        request: what to prove.
        privileged_calls: of the shadow; a copy has the same.
        on_mirror: called with the mirror's name and state when it is what the target is, with nobody connected to it.

    Returns:
        The proofs, and the result of `on_mirror`; None if it was not called.
    """
    mirrors = MirrorRoles(ServerRoles(server, request.expected), request.actual, request.scope)
    mirrors.start()
    try:
        if differing_refs(request.actual, request.expected, request.scope):
            trials = Trials(mirrors, privileged_calls, request.groups)
            return _Prover(server, request, trials).prove(on_mirror)
        proven = Proof(EMPTY_PLAN, proven=True)
        proofs = Proofs(proven, proven, ((),) * len(request.groups))
        if on_mirror is None:
            return proofs, None
        mirrors.make(SHADOW_DATABASE)
        mirrors.copy_target_roles()
        return proofs, on_mirror(MIRROR_DATABASE, request.expected)
    finally:
        mirrors.finish()


@dataclass(frozen=True, slots=True)
class _Prover:
    """Proves the differences of one request, first all together, then each group alone."""

    server: ShadowServer
    request: Request
    trials: Trials

    def prove(self, on_mirror: Callable[[str, Snapshot], T] | None) -> tuple[Proofs, T | None]:
        request = self.request
        chosen = request.scope if request.chosen is None else request.chosen
        adopt = self._adopt(chosen, request.adopt_exclusions)
        mirror = self._mirror(adopt, chosen)
        if mirror.state is None:
            unproven = self._unproven(f"no mirror: {mirror.proof.reason}", chosen)
            return Proofs(unproven, adopt.proof, *self._fixes(TrialResult(unproven, None), adopt, None)), None
        make_mirror(self.server, MIRROR_DATABASE, TARGET_COPY)
        start = self._with_target_roles(mirror.state)
        found = on_mirror(MIRROR_DATABASE, start) if on_mirror else None
        absent = self._not_mirrored(mirror.proof, start)
        repair = self._repair(chosen, {**absent, **self._unread(request.scope)}, start)
        adopt = self._without_equivalent(adopt, chosen)
        mirrored = frozenset(adopt.proof.excluded.keys() - absent.keys())
        proof = dataclasses.replace(adopt.proof, mirrored=mirrored)
        return Proofs(repair.proof, proof, *self._fixes(repair, TrialResult(proof, adopt.state), start)), found

    def _mirror(self, adopt: TrialResult, chosen: frozenset[Ref]) -> TrialResult:
        """Make the mirror what the target is, with all differences, chosen or not, and without grouping them."""
        scope = self.request.scope
        mirror = adopt
        if chosen != scope or adopt.state is None or of_database(frozenset(adopt.proof.excluded)):
            mirror = self._adopt(scope, {}, grouped=False)
        if mirror.state is None:
            return mirror
        owners = owners_out_of_scope(mirror.state, self.request.actual, scope)
        return self._with_facts(mirror.proof, mirror.state, owners) if mirror.proof.excluded or owners else mirror

    def _adopt(self, scope: frozenset[Ref], excluded: Mapping[Ref, Exclusion], *, grouped: bool = True) -> TrialResult:
        """Prove the plan that makes a copy of the shadow what the target is, without the changes that are refused."""
        request, own = self.request, of_database(scope)
        shared = {
            ref: Exclusion(ref, "it belongs to the server, so no mirror has it")
            for ref in differing_refs(request.actual, request.expected, scope - own)
        }

        def attempt(rest: frozenset[Ref]) -> Attempt:
            goal = Goal(request.expected, restrict(request.expected, request.actual, rest), rest, request.role)
            renames = rename_statements(request.renames, rest, request.actual)
            return self.trials.run_plan(SHADOW_DATABASE, goal, renames, request.actual)

        excluded = {**excluded, **shared}
        return self.trials.run_without_refused(
            attempt, (request.expected, request.actual), own, excluded, grouped=grouped
        )

    def _repair(self, scope: frozenset[Ref], absent: Mapping[Ref, Exclusion], start: Snapshot) -> TrialResult:
        """Prove the plan that makes the mirror what the migrations say, without the changes that are refused.

        Args:
            scope: references to be settled.
            absent: objects that differ between mirror and target, and why; statements on them cannot be tried.
            start: the mirror's state.
        """
        request = self.request
        protected = find_protected(request.actual, absent, start)

        def attempt(rest: frozenset[Ref]) -> Attempt:
            goal = Goal(start, restrict(start, request.expected, rest), rest, request.role)
            renames = rename_statements(request.renamed_back, rest, request.actual)
            return self.trials.run_plan(TARGET_COPY, goal, renames, request.expected, protected)

        excluded = {**request.repair_exclusions, **{ref: why for ref, why in absent.items() if ref in scope}}
        return self.trials.run_without_refused(
            attempt, (request.actual, request.expected), of_database(scope), excluded
        )

    def _unproven(self, reason: str, scope: frozenset[Ref]) -> Proof:
        """Plan the repair where there is no mirror to try it on."""
        request, excluded = self.request, self.trials.with_groups(self.request.repair_exclusions)
        rest = scope - excluded.keys()
        try:
            plan = Goal(request.actual, restrict(request.actual, request.expected, rest), rest, request.role).plan()
        except PlanError as error:
            return Proof(EMPTY_PLAN, proven=False, reason=error.message, excluded=excluded)
        return Proof(plan, proven=False, reason=reason, excluded=excluded)

    def _without_equivalent(self, adopt: TrialResult, scope: frozenset[Ref]) -> TrialResult:
        """Prove the adopting plan again without the references whose texts were found to mean the same."""
        equivalent = adopt.proof.equivalent
        if not equivalent:
            return adopt
        again = self._adopt(scope - equivalent, self.request.adopt_exclusions)
        return TrialResult(dataclasses.replace(again.proof, equivalent=equivalent), again.state)

    def _with_target_roles(self, start: Snapshot) -> Snapshot:
        """Give the server the target's roles, and return the mirror's state afterwards."""
        if not self.trials.mirrors.copy_target_roles():
            return start
        with self.server.connect(TARGET_COPY, ours=True) as connection:
            found = downgrade_to(read_snapshot(connection), start.server_version)
        return without_unreadable(found, start)

    def _with_facts(self, proof: Proof, found: Snapshot, owners: frozenset[Ref]) -> TrialResult:
        """Give the mirror the facts that only a superuser can set, such as an owner that the role is no member of.

        It creates no object: a superuser must not run definitions that come from the target.

        Args:
            proof: of the plan that made the mirror.
            found: its state.
            owners: that are not compared; they decide what the project's role may drop.
        """
        request = self.request
        facts = owners | {ref for ref in proof.excluded if ref.of is not None and ref.of in found.objects}
        goal = Goal(found, restrict(found, without_unsafe_owners(request.actual), facts), facts, ADMIN)
        try:
            with self.server.connect(MIRROR_DATABASE, ADMIN) as connection:
                with silent_event_triggers(connection), connection.transaction():
                    execute_leniently(connection, goal.plan())
                state = read_snapshot(connection)
        except PlanError:
            kept = {ref.subject: why for ref, why in kept_owners(found, found, owners).items()}
            return TrialResult(dataclasses.replace(proof, excluded={**proof.excluded, **kept}), found)
        version = min(request.actual.server_version, found.server_version)
        state = without_unreadable(downgrade_to(state, version), request.actual)
        still = differing_refs(state, request.actual, facts)
        excluded = {ref: why for ref, why in proof.excluded.items() if ref not in facts or ref in still}
        excluded |= {ref.subject: why for ref, why in kept_owners(state, found, owners).items()}
        return TrialResult(dataclasses.replace(proof, excluded=excluded), state)

    def _not_mirrored(self, mirror: Proof, start: Snapshot) -> dict[Ref, Exclusion]:
        """Collect the objects that differ between mirror and target, and why.

        Args:
            mirror: proof of the plan that made the mirror.
            start: the mirror's state.
        """
        roles = frozenset(ref for ref in self.request.scope if ref.kind in SERVER_WIDE)
        other = differing_refs(start, self.request.actual, roles)
        unlike = {ref: Exclusion(ref, "the shadow server cannot have it as the database has it") for ref in other}
        return unlike | {ref: why for ref, why in mirror.excluded.items() if ref not in roles or ref in other}

    def _unread(self, scope: frozenset[Ref]) -> dict[Ref, Exclusion]:
        """Objects that are members of an extension in the target only, and their dependents: their definitions were not read."""
        request = self.request
        members = match_members(request.actual, restrict(request.actual, request.expected, scope))
        found: dict[Ref, Exclusion] = {}
        for ref, extension in members.removed.items():
            statement = members.statements(ref)[0].text
            why = f"in the database it is a member of the {extension}, so its definition was not read; {statement} ends that"
            found |= dict.fromkeys(members.parts[ref], Exclusion(ref, why))
        return blocked_changes(found, request.actual, request.expected, scope) if found else {}

    def _fixes(
        self, repair: TrialResult, adopt: TrialResult, start: Snapshot | None
    ) -> tuple[tuple[tuple[Fix, ...], ...], tuple[frozenset[Ref], ...]]:
        """Prove the fixes of each group alone, in both directions; returns them with the groups that had to be merged."""
        request = self.request
        unchanged = request.scope - differing_refs(request.actual, request.expected, request.scope)
        repairing = Direction(
            FixDirection.REPAIR, before=start or request.actual, after=request.expected, start=request.actual,
            template=TARGET_COPY if start else "", whole=repair, renames=request.renamed_back,
            compared=request.scope, unchanged=unchanged, withheld=frozenset(request.repair_exclusions),
        )  # fmt: skip
        adopting = Direction(
            FixDirection.ADOPT, before=request.expected, after=request.actual, start=request.expected,
            template=SHADOW_DATABASE, whole=adopt, renames=request.renames,
            compared=request.scope, unchanged=unchanged, withheld=frozenset(request.adopt_exclusions),
        )  # fmt: skip
        prover = FixProver(self.trials.mirrors, self.trials.privileged_calls, request.role)
        printed = repair.proof.equivalent | adopt.proof.equivalent
        groups = [group - printed for group in request.groups]
        found = merged_groups(prover, (repairing, adopting), groups, request)
        by_ref = {ref: each.fixes for each in found for ref in each.refs}
        fixes = [next((by_ref[ref] for ref in group if ref in by_ref), ()) for group in groups]
        together = tuple(each.refs for each in found if each.refs not in groups)
        return tuple(tuple(fix for fix in each if fix is not None) for each in fixes), together
