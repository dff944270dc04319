"""Prove the migrations that are missing for the declared schema, on a database that has all migrations."""

from __future__ import annotations

from schemasync.postgres.shadow import PROJECT_ROLE, SHADOW_DATABASE, ShadowServer
from schemasync.prove.declared import DeclaredRequest, State, prove_declared
from schemasync.prove.migration_source import ExpectedState
from schemasync.replay.stages import DECLARED_DATABASE, PENDING_DATABASE
from schemasync.verdict.declared import Declared, with_proofs


def prove_missing_migrations(server: ShadowServer, found: Declared, state: ExpectedState) -> Declared:
    """The problems of a declared schema with their proven scripts."""
    stages = state.results
    if not found.problems or stages.declared is None:
        return found
    migrated = State(SHADOW_DATABASE, stages.applied.snapshot)
    if stages.pending:
        migrated = State(PENDING_DATABASE, stages.pending.snapshot)
    declared = State(DECLARED_DATABASE, stages.declared.snapshot)
    groups = tuple(problem.refs for problem in found.problems)
    request = DeclaredRequest(migrated, declared, found.scope, groups, PROJECT_ROLE)
    return with_proofs(found, *prove_declared(server, request, state.stage.privileged_calls))
