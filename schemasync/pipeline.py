"""The flow of a check: target, shadow, replay, comparison, proof, verdict, result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from schemasync.config.settings import Settings
from schemasync.core.model import Snapshot
from schemasync.core.timing import Clock, Progress
from schemasync.diagnose.drift import find_drift
from schemasync.diagnose.explain import explain_files, explain_replay
from schemasync.introspect.shadow_errors import shadow_errors
from schemasync.migrations.declared_buckets import bucket_names
from schemasync.migrations.discover import Discovery, Migration, discover
from schemasync.migrations.row_probe import probe_rows
from schemasync.migrations.status import MigrationStatus, migration_statuses
from schemasync.migrations.target import Target, TargetReader, read_target, save_target, secrets_in
from schemasync.postgres.providers import shadow
from schemasync.postgres.shadow import PROJECT_ROLE, SHADOW_DATABASE, ShadowServer
from schemasync.prove.declared import DeclaredRequest, State, prove_declared
from schemasync.prove.dry_run import DryRun, dry_run
from schemasync.prove.migration_source import ExpectedState, MigrationSource
from schemasync.prove.normalize import equal_in_meaning, make_stages_comparable
from schemasync.prove.proof import prove
from schemasync.prove.request import Proofs, Request
from schemasync.replay.function_bodies import newly_broken
from schemasync.replay.replay_result import ReplayResult, ReplayResults
from schemasync.replay.results import FileResult
from schemasync.replay.stages import (
    DECLARED_DATABASE,
    PENDING_DATABASE,
    replay_applied,
    replay_files,
    replay_folder,
)
from schemasync.result import CheckResult
from schemasync.rules._check import require_known_rules
from schemasync.rules._review import NO_REVIEW, Review, make_context, review
from schemasync.supautils.privileged_calls import PrivilegedCalls
from schemasync.verdict.causes import recorded_migrations
from schemasync.verdict.comparison import Comparison, fixes_by_problem
from schemasync.verdict.declared import Declared, bucket_remarks, find_declared, with_proofs
from schemasync.verdict.deploy import deploy_verdict
from schemasync.verdict.inferred_status import infer_statuses
from schemasync.verdict.pending import Pending, make_pending
from schemasync.verdict.problems import settle_renames
from schemasync.verdict.push_obstacles import Push
from schemasync.verdict.target_facts import new_files, require_supabase
from schemasync.verdict.withheld import proof_request

__all__ = ["Target", "check", "files_only", "read_target", "replay", "replay_only", "save_target"]

_T = TypeVar("_T")
BeforeStop = Callable[[ShadowServer, PrivilegedCalls, CheckResult], None]
"""Called at the end of a check, while the shadow server still runs."""


def check(
    settings: Settings,
    progress: Progress = lambda _: None,
    before_stop: BeforeStop = lambda _server, _calls, _result: None,
) -> CheckResult:
    """Compare a project's migrations with a database.

    Args:
        settings: of the run.
        progress: called with a phrase at the start of each stage.
        before_stop: called at the end, while the shadow server still runs.

    Raises:
        SchemasyncError: see `core/errors.py`; a migration that fails is part of the result instead.
    """
    require_known_rules(settings.config.rules)
    clock = Clock()
    progress("reading the database")
    clock.start("target")
    reader = TargetReader(settings.target.url, settings.target.password, settings.target.ssl_root_cert)
    source, major = MigrationSource(settings.migrations), reader.major()
    progress("starting PostgreSQL")
    clock.start("postgres")
    with _server(settings, major) as server:
        clock.close("postgres")
        target = reader.target(progress)
        clock.close("target")
        require_supabase(target.snapshot)
        with shadow_errors():
            result, privileged_calls = _compare(settings, server, source, target, clock, progress)
            before_stop(server, privileged_calls, result)
    return result


def _compare(
    settings: Settings, server: ShadowServer, source: MigrationSource, target: Target, clock: Clock, progress: Progress
) -> tuple[CheckResult, PrivilegedCalls]:
    """Run every stage that needs the shadow; the connection to the target is closed."""
    statuses = _statuses(settings, source, target)
    progress("replaying the migrations")
    with clock("replay"):
        pending_files = source.pending(statuses)
        state = _expected_state(settings, server, source, target, statuses)
    actual, stages = make_stages_comparable(target.snapshot, state.results)
    applied, saved_pending = stages.applied, frozenset(item.file for item in pending_files if source.saved)
    declared = find_declared(state.results, settings.config.accept, settings.schemas)
    comparison = Comparison(settings.config, actual, stages, statuses, saved_pending, declared.findings)
    scope, ignored = comparison.scope(settings.schemas)
    equivalent = equal_in_meaning(server, actual, applied.snapshot, scope)
    draft = comparison.find_problems(scope - equivalent)
    progress("proving the fixes")
    with clock("prove"):
        request = proof_request(draft.problems, actual, applied.snapshot, scope - equivalent, PROJECT_ROLE)
        proofs, pending_run = _prove(server, request, state, pending_files)
        declared = _prove_declared(server, declared, state)
    progress("comparing")
    with clock("compare"):
        differing = scope - equivalent - proofs.equivalent
        found = comparison.find_problems(differing, request.groups) if proofs.equivalent else draft
        pending = _with_rows(_pending(stages, pending_run, proofs, found.pending), settings)
        statuses = infer_statuses(statuses, actual, stages, scope)
    with clock("rules"):
        reviewed = _review(settings, server, state, target, pending)
    fixes = fixes_by_problem(found.problems, draft.problems, proofs.fixes)
    result = CheckResult(
        settings=settings, role=PROJECT_ROLE, actual=actual, replayed=applied, scope=scope,
        problems=settle_renames(found.problems, fixes, applied.snapshot), fixes=fixes, repair=proofs.repair, adopt=proofs.adopt,
        remarks=(*found.remarks, *declared.remarks, *ignored, *bucket_remarks(source.discovery.project, bucket_names(actual))),
        durations=clock.seconds, history=target.history, statuses=statuses, pending=pending, review=reviewed,
        deploy=deploy_verdict(statuses, target.history, pending, _push(settings, source)), declared=declared,
        secrets=secrets_in(settings.target.url, settings.target.password), copied=state.copied, equivalent=equivalent,
        versions=(target.snapshot.server_version, state.results.applied.snapshot.server_version),
    )  # fmt: skip
    return result, state.stage.privileged_calls


def _statuses(settings: Settings, source: MigrationSource, target: Target) -> tuple[MigrationStatus, ...]:
    """The status of each migration in the history of the target."""
    added = new_files(source.discovery.migrations, target, settings.added)
    return migration_statuses(source.discovery.migrations, target.history, source.discovery.cli, added)


def _expected_state(
    settings: Settings,
    server: ShadowServer,
    source: MigrationSource,
    target: Target,
    statuses: tuple[MigrationStatus, ...],
) -> ExpectedState:
    """Replay the migrations on the shadow."""
    recorded = recorded_migrations(source.discovery.migrations, statuses, target.history)
    copy_missing = settings.baseline == "target"
    return source.replay(server, target.snapshot, source.pending(statuses), recorded, copy_missing=copy_missing)


def _push(settings: Settings, source: MigrationSource) -> Push:
    """The options and files that decide what `supabase db push` would do."""
    return Push(settings.shown_folder, settings.include_all, source.discovery.cli, settings.other_branches)


def _pending(stages: ReplayResults, run: DryRun | None, proofs: Proofs, saved: Pending | None) -> Pending | None:
    """The pending files with their dry run; those of a saved replay as the comparison found them, as they cannot be run."""
    if stages.pending is None:
        return saved
    return make_pending(stages.applied, stages.pending, run, (proofs.repair, proofs.adopt), PROJECT_ROLE)


def _review(
    settings: Settings, server: ShadowServer, state: ExpectedState, target: Target, pending: Pending | None
) -> Review:
    """Check the rules on what the pending migrations change; a saved replay has no state before them to compare with."""
    stages = state.results
    if stages.pending is None or pending is None:
        return NO_REVIEW
    broken = newly_broken(server, state.stage, stages.pending)
    context = make_context(
        stages.applied, stages.pending, target.snapshot, pending.statements, broken, settings.large_table
    )
    return review(context, settings.config.rules)


def _with_rows(pending: Pending | None, settings: Settings) -> Pending | None:
    """Look at the rows of the database, if the settings allow it."""
    if pending is None or not settings.probe_rows or pending.failure:
        return pending
    target = settings.target
    return replace(pending, rows=probe_rows(pending.rows, target.url, target.password, target.ssl_root_cert))


def _prove(
    server: ShadowServer, request: Request, state: ExpectedState, pending: Sequence[Migration]
) -> tuple[Proofs, DryRun | None]:
    """Execute both plans on the mirror, and the pending migrations while the mirror equals the target."""
    stages, dry_runs = state.results, list[DryRun]()

    def on_mirror(mirror: str, start: Snapshot) -> None:
        if stages.pending:
            drift = find_drift(request.actual, stages.applied, stages.pending, request.scope)
            dry_runs.append(dry_run(server, mirror, state.stage, pending, drift, start))

    proofs = prove(server, request, state.stage.privileged_calls, on_mirror if stages.pending else None)
    return proofs, dry_runs[0] if dry_runs else None


def _prove_declared(server: ShadowServer, found: Declared, state: ExpectedState) -> Declared:
    """Prove the migrations that are missing for the declared schema, on a database that has all migrations."""
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


def replay(server: ShadowServer, folder: Path) -> ReplayResult:
    """Replay all migrations of a folder; each file that failed has its diagnosis."""
    return explain_replay(replay_folder(server, folder)).result


def replay_only(settings: Settings, progress: Progress = lambda _: None) -> ReplayResult:
    """Replay all migrations of a project that has no database to compare with."""

    def run(server: ShadowServer, discovery: Discovery) -> ReplayResult:
        return explain_replay(replay_applied(server, discovery, discovery.migrations)).result

    return _replay(settings, progress, run)


def files_only(settings: Settings, progress: Progress = lambda _: None) -> tuple[Discovery, tuple[FileResult, ...]]:
    """Replay all migrations, and read only whether each file ran."""
    discovery, results = _replay(settings, progress, replay_files)
    return discovery, explain_files(discovery, results)


def _replay(settings: Settings, progress: Progress, run: Callable[[ShadowServer, Discovery], _T]) -> _T:
    discovery = discover(settings.migrations)
    progress("starting PostgreSQL")
    with _server(settings, discovery.project.major) as server:
        progress("replaying the migrations")
        with shadow_errors():
            return run(server, discovery)


def _server(settings: Settings, major: int | None) -> AbstractContextManager[ShadowServer]:
    return shadow(settings.shadow.postgres, major, settings.shadow.image, settings.shadow.url)
