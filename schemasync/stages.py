"""The stages of a check that need the shadow server: replay, comparison, proof, verdict, result."""

from __future__ import annotations

from collections.abc import Callable

from schemasync.config.settings import Settings
from schemasync.core.timing import Clock, Progress
from schemasync.introspect.shadow_errors import shadow_errors
from schemasync.migrations.declared_buckets import bucket_names
from schemasync.migrations.discover import Discovery
from schemasync.migrations.target import Target, secrets_in
from schemasync.postgres.shadow import PROJECT_ROLE, ShadowServer
from schemasync.prove.migration_source import MigrationSource
from schemasync.prove.mirror_run import run_on_mirror
from schemasync.prove.normalize import equal_in_meaning, make_stages_comparable
from schemasync.result import CheckResult
from schemasync.rules._review import review_pending
from schemasync.supautils.privileged_calls import PrivilegedCalls
from schemasync.verdict.causes import recorded_migrations
from schemasync.verdict.comparison import Comparison, fixes_by_problem
from schemasync.verdict.declared import bucket_remarks, find_declared
from schemasync.verdict.declared_proof import prove_missing_migrations
from schemasync.verdict.deploy import deploy_verdict
from schemasync.verdict.inferred_status import infer_statuses
from schemasync.verdict.pending import find_pending, with_rows
from schemasync.verdict.problems import renames_among
from schemasync.verdict.push_obstacles import Push
from schemasync.verdict.renamed_problems import settle_renames
from schemasync.verdict.target_facts import require_supabase, statuses_on_target
from schemasync.verdict.withheld import proof_request

BeforeStop = Callable[[ShadowServer, PrivilegedCalls, CheckResult], None]
"""Called at the end of a check, while the shadow server still runs."""


def run_stages(
    settings: Settings,
    server: ShadowServer,
    discovery: Discovery | None,
    target: Target,
    clock: Clock,
    progress: Progress,
    before_stop: BeforeStop,
) -> CheckResult:
    """Run the stages; the connection to the target is closed.

    Args:
        settings: of the run.
        server: fresh.
        discovery: content of the folder of migrations; None for a saved replay.
        target: to compare with.
        clock: of the run.
        progress: called for each stage, and for each file that is replayed.
        before_stop: called at the end, while the shadow server still runs.
    """
    require_supabase(target.snapshot)
    source = MigrationSource(settings.migrations, discovery, progress)
    with shadow_errors():
        result, privileged_calls = _compare(settings, server, source, target, clock, progress)
        before_stop(server, privileged_calls, result)
    return result


def _compare(
    settings: Settings, server: ShadowServer, source: MigrationSource, target: Target, clock: Clock, progress: Progress
) -> tuple[CheckResult, PrivilegedCalls]:
    """Run the stages in order."""
    clock.start("replay")
    statuses = statuses_on_target(settings, source.discovery, target)
    progress.stage("replaying the migrations")
    pending_files = source.pending(statuses)
    recorded = recorded_migrations(source.discovery.migrations, statuses, target.history)
    copy_missing = settings.baseline == "target"
    state = source.replay(server, target.snapshot, pending_files, recorded, copy_missing=copy_missing)
    progress.stage("comparing")
    clock.start("compare")
    actual, stages = make_stages_comparable(target.snapshot, state.results)
    applied, saved_pending = stages.applied, frozenset(item.file for item in pending_files if source.saved)
    declared = find_declared(state.results, settings.config.accept, settings.schemas)
    comparison = Comparison(settings.config, actual, stages, statuses, saved_pending, declared.findings)
    scope, ignored = comparison.scope(settings.schemas)
    equivalent = equal_in_meaning(server, actual, applied.snapshot, scope)
    draft = comparison.find_problems(scope - equivalent)
    progress.stage("proving the fixes")
    clock.start("prove")
    request = proof_request(draft.problems, actual, applied.snapshot, scope - equivalent, PROJECT_ROLE)
    proofs, pending_run = run_on_mirror(server, request, state, pending_files, wants_down=settings.down)
    declared = prove_missing_migrations(server, declared, state)
    clock.start("compare")
    differing = scope - equivalent - proofs.equivalent
    changed = proofs.equivalent or proofs.together
    found = comparison.find_problems(differing, (*request.groups, *proofs.together)) if changed else draft
    pending = with_rows(find_pending(stages, pending_run, proofs, found.pending, actual), settings)
    statuses = infer_statuses(statuses, actual, stages, scope, renames_among(found.problems))
    clock.start("rules")
    reviewed = review_pending(settings, server, state, target.snapshot, pending)
    clock.start("compare")
    push = Push(settings.shown_folder, settings.include_all, source.discovery.cli, settings.other_branches)
    fixes = fixes_by_problem(found.problems, draft.problems, proofs.fixes)
    result = CheckResult(
        settings=settings, role=PROJECT_ROLE, actual=actual, replayed=applied, scope=scope,
        problems=settle_renames(found.problems, fixes, actual, applied), fixes=fixes, repair=proofs.repair, adopt=proofs.adopt,
        remarks=(*found.remarks, *declared.remarks, *ignored, *bucket_remarks(source.discovery.project, bucket_names(actual))),
        durations=clock.stop(), history=target.history, statuses=statuses, pending=pending, review=reviewed,
        deploy=deploy_verdict(statuses, target.history, pending, push), declared=declared,
        secrets=secrets_in(settings.target.url, settings.target.password), copied=state.copied, equivalent=equivalent,
        versions=(target.snapshot.server_version, state.results.applied.snapshot.server_version),
    )  # fmt: skip
    return result, state.stage.privileged_calls
