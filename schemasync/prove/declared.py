"""Prove the migrations that lead to the declared schema: each runs alone, on a copy of what all migrations make.

Input: the snapshots of both stages, and groups of references. Output: the fixes of each group, and the references whose
expressions PostgreSQL only prints differently.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.compare import differing_refs
from schemasync.core.fix import Fix, FixDirection
from schemasync.core.model import Ref, Snapshot
from schemasync.postgres.shadow import ShadowServer
from schemasync.prove.attempt import EMPTY_PLAN, Attempt, Goal
from schemasync.prove.fixes import Direction, FixProver
from schemasync.prove.mirror_roles import MirrorRoles
from schemasync.prove.request import Proof
from schemasync.prove.server_roles import ServerRoles
from schemasync.prove.trials import TrialResult, Trials, of_database
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls


@dataclass(frozen=True, slots=True)
class State:
    """A database of the shadow server, and its snapshot."""

    database: str
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class DeclaredRequest:
    """Differences between what migrations make and what files declare.

    Attributes:
        migrated, declared: both states.
        scope: references that are compared.
        groups: references that are settled together.
        role: role that runs migrations.
    """

    migrated: State
    declared: State
    scope: frozenset[Ref]
    groups: tuple[frozenset[Ref], ...]
    role: str


def prove_declared(
    server: ShadowServer, request: DeclaredRequest, privileged_calls: PrivilegedCalls
) -> tuple[frozenset[Ref], tuple[tuple[Fix, ...], ...]]:
    """Prove both directions of each group: the missing migration, and the missing declaration.

    Args:
        server: with nobody connected to either database.
        request: what to prove.
        privileged_calls: of the shadow; a copy has the same.

    Returns:
        References whose texts differ and mean the same, and the fixes of each group, in the order of the request.
    """
    migrated, declared = request.migrated, request.declared
    mirrors = MirrorRoles(ServerRoles(server, migrated.snapshot), migrated.snapshot, request.scope)
    mirrors.start(migrated.database, declared.database)
    try:
        trials = Trials(mirrors, privileged_calls, request.groups)
        whole = _prove_whole(request, trials)
        nothing = TrialResult(Proof(EMPTY_PLAN, proven=False), None)
        prover = FixProver(mirrors, privileged_calls, request.role)
        groups = [group - whole.proof.equivalent for group in request.groups]
        fixes = (
            prover.prove(_direction(FixDirection.REPAIR, migrated, declared, request, whole), groups),
            prover.prove(_direction(FixDirection.ADOPT, declared, migrated, request, nothing), groups),
        )
    finally:
        mirrors.finish()
    return whole.proof.equivalent, tuple(
        tuple(fix for fix in both if fix is not None) for both in zip(*fixes, strict=True)
    )


def _prove_whole(request: DeclaredRequest, trials: Trials) -> TrialResult:
    """Prove one migration for all groups, without the changes that are refused."""
    before, after = request.migrated.snapshot, request.declared.snapshot

    def attempt(rest: frozenset[Ref]) -> Attempt:
        goal = Goal(before, restrict(before, after, rest), rest, request.role)
        return trials.run_plan(request.migrated.database, goal, (), goal.after)

    return trials.run_without_refused(attempt, (before, after), of_database(request.scope), {})


def _direction(
    name: FixDirection, before: State, after: State, request: DeclaredRequest, whole: TrialResult
) -> Direction:
    unchanged = request.scope - differing_refs(before.snapshot, after.snapshot, request.scope)
    return Direction(
        name, before=before.snapshot, after=after.snapshot, start=before.snapshot, template=before.database,
        whole=whole, renames={}, compared=request.scope, unchanged=unchanged,
    )  # fmt: skip
