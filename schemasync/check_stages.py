"""The stages of a check that need the shadow server: replay, comparison, proof, verdict; each gets what the ones before it made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from schemasync.config.settings import Settings
from schemasync.core.model import Ref, Snapshot
from schemasync.core.timing import Clock, Progress
from schemasync.expected.migration_source import ExpectedState, MigrationSource
from schemasync.introspect.shadow_errors import shadow_errors
from schemasync.migrations.declared_buckets import bucket_names
from schemasync.migrations.discover import Discovery, Migration
from schemasync.migrations.row_probe import probe_rows
from schemasync.migrations.status import MigrationStatus
from schemasync.migrations.target import Target, secrets_in
from schemasync.postgres.shadow import PROJECT_ROLE, SHADOW_DATABASE, ShadowServer
from schemasync.prove.declared import DeclaredRequest, State, prove_declared
from schemasync.prove.dry_run import DryRun
from schemasync.prove.mirror_run import run_on_mirror
from schemasync.prove.normalize import equal_in_meaning, make_stages_comparable
from schemasync.prove.request import Proofs, Request
from schemasync.replay.stage_result import ReplayStages
from schemasync.replay.stages import DECLARED_DATABASE, PENDING_DATABASE
from schemasync.result import CheckResult
from schemasync.rules.review import Review, review_pending
from schemasync.supautils.privileged_calls import PrivilegedCalls
from schemasync.verdict.causes import recorded_migrations
from schemasync.verdict.comparison import Comparison, ComparisonResult, fixes_by_problem
from schemasync.verdict.declared import Declared, bucket_remarks, find_declared, with_proofs
from schemasync.verdict.deploy import deploy_verdict
from schemasync.verdict.inferred_status import infer_statuses
from schemasync.verdict.pending import Pending, find_pending
from schemasync.verdict.problems import renames_among
from schemasync.verdict.push_obstacles import Push
from schemasync.verdict.renamed_problems import settle_renames
from schemasync.verdict.target_facts import require_supabase, statuses_on_target
from schemasync.verdict.withheld import proof_request

T = TypeVar("T")
Continuation: TypeAlias = Callable[[ShadowServer, PrivilegedCalls, CheckResult], T]
"""Makes something of the result of a check while the shadow server still runs."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Inputs of all stages.

    Attributes:
        settings: of the run.
        server: the shadow, fresh.
        source: of the migrations.
        target: to compare with; the connection that read it is closed.
        clock: of the run.
        progress: called for each stage, and for each file that is replayed.
    """

    settings: Settings
    server: ShadowServer
    source: MigrationSource
    target: Target
    clock: Clock
    progress: Progress

    def start(self, stage: str, phrase: str) -> None:
        """Begin a stage that takes long enough to be announced."""
        self.progress.stage(phrase)
        self.clock.start(stage)


@dataclass(frozen=True, slots=True)
class _Replay:
    """The shadow after the replay, the status of each migration, and the files that the target lacks."""

    state: ExpectedState
    statuses: tuple[MigrationStatus, ...]
    pending: tuple[Migration, ...]


@dataclass(frozen=True, slots=True)
class _Differences:
    """Both states as they can be compared, and how they differ.

    Attributes:
        actual: state of the target.
        stages: results of the replay.
        comparison: of both.
        scope: references that are compared.
        equivalent: of these, the objects whose texts differ and mean the same.
        draft: problems before anything is proven.
        declared: differences between the schema files and the migrations.
        remarks: sentences on what is ignored, and on what cannot be compared.
    """

    actual: Snapshot
    stages: ReplayStages
    comparison: Comparison
    scope: frozenset[Ref]
    equivalent: frozenset[Ref]
    draft: ComparisonResult
    declared: Declared
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Proven:
    """Proofs of the plans and of each fix, the dry run of the pending files, and the problems that are left."""

    request: Request
    proofs: Proofs
    dry_run: DryRun | None
    declared: Declared
    found: ComparisonResult


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """The pending files with what the database's rows say to them, and what the rules say."""

    pending: Pending | None
    review: Review


def run_stages(
    settings: Settings,
    server: ShadowServer,
    discovery: Discovery | None,
    target: Target,
    clock: Clock,
    progress: Progress,
    then: Continuation[T],
) -> T:
    """Run the stages; the connection that read the target is closed, and only its rows are asked for once more.

    Args:
        settings: of the run.
        server: fresh.
        discovery: content of the folder of migrations; None for a saved replay.
        target: to compare with.
        clock: of the run.
        progress: called for each stage, and for each file that is replayed.
        then: makes what is returned of the result.
    """
    require_supabase(target.snapshot)
    source = MigrationSource(settings.migrations, discovery, progress)
    run = _Run(settings, server, source, target, clock, progress)
    with shadow_errors():
        replay = _replay(run)
        differences = _compare(run, replay)
        proven = _prove(run, replay, differences)
        reviewed = _review(run, replay, differences, proven)
        return then(server, replay.state.stage.privileged_calls, _judge(run, replay, differences, proven, reviewed))


def _replay(run: _Run) -> _Replay:
    """Bring the shadow to the state that the migrations define."""
    run.start("replay", "replaying the migrations")
    settings, source, target = run.settings, run.source, run.target
    statuses = statuses_on_target(settings, source.discovery, target)
    pending = source.pending(statuses)
    recorded = recorded_migrations(source.discovery.migrations, statuses, target.history)
    copy_missing = settings.baseline == "target"
    state = source.replay(run.server, target.snapshot, pending, recorded, copy_missing=copy_missing)
    return _Replay(state, statuses, pending)


def _compare(run: _Run, replay: _Replay) -> _Differences:
    """Compare the target with the applied migrations."""
    run.start("compare", "comparing")
    settings = run.settings
    actual, stages = make_stages_comparable(run.target.snapshot, replay.state.results)
    saved_pending = frozenset(item.file for item in replay.pending if run.source.saved)
    declared = find_declared(replay.state.results, settings.config.accept, settings.schemas)
    comparison = Comparison(settings.config, actual, stages, replay.statuses, saved_pending, declared.findings)
    scope, ignored = comparison.scope(settings.schemas)
    equivalent = equal_in_meaning(run.server, actual, stages.applied.snapshot, scope)
    draft = comparison.find_problems(scope - equivalent)
    return _Differences(actual, stages, comparison, scope, equivalent, draft, declared, ignored)


def _prove(run: _Run, replay: _Replay, differences: _Differences) -> _Proven:
    """Execute both plans, each fix alone, and the pending files, and look again at what then differs."""
    run.start("prove", "proving the fixes")
    draft, state = differences.draft, replay.state
    actual, expected = differences.actual, differences.stages.applied.snapshot
    scope = differences.scope - differences.equivalent
    request = proof_request(draft.problems, actual, expected, scope, PROJECT_ROLE)
    proofs, dry_run = run_on_mirror(
        run.server, request, state.stage, state.results, replay.pending, wants_down=run.settings.down
    )
    declared = _prove_declared(run.server, differences.declared, state)
    run.clock.start("compare")
    changed = proofs.equivalent or proofs.together
    groups = (*request.groups, *proofs.together)
    found = differences.comparison.find_problems(scope - proofs.equivalent, groups) if changed else draft
    return _Proven(request, proofs, dry_run, declared, found)


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


def _with_rows(pending: Pending | None, settings: Settings) -> Pending | None:
    """Look at the rows of the database, if the settings allow it."""
    if pending is None or not settings.probe_rows or pending.failure:
        return pending
    target = settings.target
    return replace(pending, rows=probe_rows(pending.rows, target.url, target.password, target.ssl_root_cert))


def _review(run: _Run, replay: _Replay, differences: _Differences, proven: _Proven) -> _Reviewed:
    """Ask the database for rows that refuse pending statements, and check the rules on what the pending files change."""
    found = find_pending(differences.stages, proven.dry_run, proven.proofs, proven.found.pending, differences.actual)
    pending = _with_rows(found, run.settings)
    run.clock.start("rules")
    review = review_pending(run.settings, run.server, replay.state, run.target.snapshot, pending)
    run.clock.start("compare")
    return _Reviewed(pending, review)


def _judge(run: _Run, replay: _Replay, differences: _Differences, proven: _Proven, reviewed: _Reviewed) -> CheckResult:
    """Decide what the differences and the pending files mean."""
    settings, target, discovery = run.settings, run.target, run.source.discovery
    actual, stages, proofs, found = differences.actual, differences.stages, proven.proofs, proven.found
    pending = reviewed.pending
    differing = {ref for problem in found.problems for each in problem.findings for ref in (each.ref, *each.refs)}
    renames = renames_among(found.problems)
    statuses = infer_statuses(replay.statuses, actual, stages, differences.scope, renames, differing)
    push = Push(
        run.source.saved_folder or settings.shown_folder, settings.include_all, discovery.cli, settings.other_branches
    )
    fixes = fixes_by_problem(found.problems, differences.draft.problems, proofs.fixes)
    buckets = bucket_remarks(discovery.project, bucket_names(actual))
    return CheckResult(
        settings=settings, actual=actual, replayed=stages.applied, scope=differences.scope,
        problems=settle_renames(found.problems, fixes, actual, stages.applied), fixes=fixes,
        repair=proofs.repair, adopt=proofs.adopt,
        remarks=(*found.remarks, *proven.declared.remarks, *differences.remarks, *buckets),
        durations=run.clock.stop(), history=target.history, statuses=statuses, pending=pending, review=reviewed.review,
        deploy=deploy_verdict(statuses, target.history, pending, push), declared=proven.declared,
        secrets=secrets_in(settings.target.url, settings.target.password), copied=replay.state.copied,
        equivalent=differences.equivalent,
        versions=(target.snapshot.server_version, replay.state.results.applied.snapshot.server_version),
    )  # fmt: skip
