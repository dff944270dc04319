"""The whole way on one screen: settings, server, replay, snapshots, verdict, plans, proof, report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from schemasync.config.settings import Settings
from schemasync.core.compare import compare
from schemasync.core.errors import IntrospectionError, PlanError, PostgresError
from schemasync.core.model import Plan, Ref, Snapshot
from schemasync.core.timing import Clock
from schemasync.diagnose.explain import explain_files, explain_replay
from schemasync.introspect.snapshot import NEEDS
from schemasync.introspect.versions import make_comparable
from schemasync.migrations.declared_schemas import bucket_migration, project_of, schema_files
from schemasync.migrations.discover import Discovery, Migration, discover
from schemasync.migrations.statements import spoken_of
from schemasync.migrations.status import PENDING, Standing, standings
from schemasync.migrations.target import Reading, Target, read_target, save_target
from schemasync.plan.build import build
from schemasync.postgres.providers import shadow
from schemasync.postgres.shadow import PROJECT_ROLE, ShadowServer
from schemasync.prove.baseline import Borrower, misses
from schemasync.prove.mirror import different
from schemasync.prove.proof import Proof, prove
from schemasync.prove.rebuild import rebuild
from schemasync.replay.replay_file import discovery_of, load_replay, origins_of, replayed_of
from schemasync.replay.runner import FileResult
from schemasync.replay.stages import (
    Replayed,
    replay_applied,
    replay_declared,
    replay_files,
    replay_folder,
    replay_pending,
    replay_twice,
    try_pending,
)
from schemasync.result import Outcome, Pending
from schemasync.supabase.config_toml import read_project
from schemasync.supabase.scope import hides_tables, in_scope, project_refs, restrict
from schemasync.verdict.accepted import accept, with_severities
from schemasync.verdict.api_access import read_access, with_access
from schemasync.verdict.causes import recorded_migrations, recorded_otherwise, unrecorded
from schemasync.verdict.findings import Finding, make_findings
from schemasync.verdict.ignored import without_ignored
from schemasync.verdict.inferred_status import with_evidence
from schemasync.verdict.renames import with_renames
from schemasync.verdict.schema_files import absent_buckets, declared_otherwise

__all__ = ["Progress", "Target", "check", "files_only", "read_target", "replay", "replay_only", "save_target"]

_Found = TypeVar("_Found")
Progress = Callable[[str], None]


Then = Callable[[ShadowServer, Outcome], None]
"""What is done with the shadow server while it still runs."""


def check(
    settings: Settings, progress: Progress = lambda _: None, then: Then = lambda _server, _outcome: None
) -> Outcome:
    """Compare a project's migrations with a database.

    Args:
        settings: of the run.
        progress: told what happens.
        then: called at the end, with the shadow server still running.

    Raises:
        SchemasyncError: see `errors.py`; a migration that fails is part of the outcome instead.
    """
    clock = Clock()
    progress("reading the database")
    clock.start("target")
    reading = Reading(settings.target.url, settings.target.password, settings.target.ssl_root_cert)
    source, major = _Source(settings.migrations), reading.major()
    progress("starting PostgreSQL")
    clock.start("postgres")
    with _server(settings, major) as server:
        clock.close("postgres")
        target = reading.target()
        clock.close("target")
        with _blamed_on_the_shadow():
            outcome = _compare(settings, server, source, target, clock, progress)
            then(server, outcome)
    return outcome


def _compare(
    settings: Settings, server: ShadowServer, source: _Source, target: Target, clock: Clock, progress: Progress
) -> Outcome:
    """Everything that needs the shadow; the target's connection is closed."""
    actual = target.snapshot
    lender = Borrower(actual, source.discovery.migrations) if settings.baseline == "target" else None
    standing = standings(source.discovery.migrations, target.history)
    pending = source.pending(standing)
    waiting = frozenset(migration.file for migration in pending)
    progress("replaying the migrations")
    with clock("replay"):
        buckets = {ref.path[1] for ref in actual.objects if ref.kind == "bucket"}
        told = recorded_migrations(source.discovery.migrations, standing, target.history)
        hidden = hides_tables(actual)
        replayed, ahead, recorded = source.replay(server, pending, lender, buckets, told, hidden=hidden)
        declared = source.declared(server)
    versions = actual.server_version, replayed.snapshot.server_version
    actual, expected = make_comparable(actual, replayed.snapshot)
    replayed = replace(replayed, snapshot=expected)
    ahead = replace(ahead, snapshot=make_comparable(expected, ahead.snapshot)[1]) if ahead else None
    scope = project_refs(actual, replayed.snapshot, replayed.origins.keys(), settings.schemas)
    scope, ignored = without_ignored(scope, settings.config.ignore, actual, replayed.snapshot)
    trial: list[tuple[FileResult, ...]] = []
    progress("proving the fixes")
    with clock("prove"):
        repair, adopt = prove(
            server, actual, replayed.snapshot, scope, replayed.doors, PROJECT_ROLE,
            (lambda mirror: trial.append(_tried(server, mirror, replayed, pending))) if ahead else None,
        )  # fmt: skip
    progress("comparing")
    with clock("compare"):
        findings, remarks = _verdict(settings, actual, replayed, ahead, scope - repair.equivalent - adopt.equivalent)
        if recorded:
            same = replace(recorded, snapshot=make_comparable(expected, recorded.snapshot)[1])
            findings = recorded_otherwise(findings, actual, replayed, same, standing)
        future = _pending(replayed, ahead, _told(trial, adopt, expected, ahead.snapshot)) if ahead else None
        if source.saved and waiting:
            findings, future = _split(findings, replayed, waiting)
    standing = with_evidence(standing, actual, replayed, ahead, scope)
    if declared:
        remarks += declared_otherwise(ahead or replayed, declared)
    remarks += (*ignored, *absent_buckets(source.discovery, buckets))
    return Outcome(
        settings, PROJECT_ROLE, actual, replayed, scope, findings, repair, adopt, remarks, clock.seconds,
        target.history, standing, future, frozenset(lender.borrowed) if lender else frozenset(), versions,
    )  # fmt: skip


def _tried(
    server: ShadowServer, mirror: str, replayed: Replayed, pending: Sequence[Migration]
) -> tuple[FileResult, ...]:
    return explain_files(replayed.discovery, try_pending(server, mirror, replayed, pending))


class _Source:
    """Where the expected state comes from: a folder that is replayed, or a file that a replay was saved in."""

    def __init__(self, migrations: Path) -> None:
        self.saved = load_replay(migrations) if migrations.is_file() else None
        self.discovery = discovery_of(self.saved) if self.saved else discover(migrations)
        self.folder = migrations

    def pending(self, standing: Collection[Standing]) -> tuple[Migration, ...]:
        """The files that the target does not have yet."""
        waiting = {item.file for item in standing if item.status == PENDING}
        return tuple(migration for migration in self.discovery.migrations if migration.file in waiting)

    def replay(
        self,
        server: ShadowServer,
        pending: tuple[Migration, ...],
        lender: Borrower | None,
        buckets: Collection[str] = (),
        told: tuple[Migration, ...] = (),
        *,
        hidden: bool | None = None,
    ) -> tuple[Replayed, Replayed | None, Replayed | None]:
        """The applied migrations, the pending ones on top, and what the history tells instead of the applied ones.

        A saved replay cannot tell them apart.
        """
        if self.saved:
            doors = rebuild(server, self.saved.snapshot, origins_of(self.saved).keys())
            return replayed_of(self.saved, doors), None, None
        waiting = set(pending)
        applied = tuple(migration for migration in self.discovery.migrations if migration not in waiting)
        if any("DEFAULT PRIVILEGES" in migration.sql.upper() for migration in self.discovery.migrations):
            hidden = None  # then the migrations tell themselves
        made = bucket_migration(project_of(self.discovery), self.folder, buckets)
        beside = (made,) if made else ()
        recorded = None
        if told and lender is None:
            replayed, recorded = replay_twice(server, self.discovery, (*applied, *beside), told, hidden=hidden)
        else:
            replayed = replay_applied(server, self.discovery, applied, lender, beside, hidden=hidden)
        ahead = explain_replay(replay_pending(server, replayed, pending)) if pending else None
        return explain_replay(replayed), ahead, recorded

    def declared(self, server: ShadowServer) -> Replayed | None:
        """The schema files' database, where the project has any."""
        files = () if self.saved else schema_files(project_of(self.discovery), self.folder)
        return replay_declared(server, self.discovery, files) if files else None


def _split(
    findings: tuple[Finding, ...], replayed: Replayed, waiting: frozenset[str]
) -> tuple[tuple[Finding, ...], Pending]:
    """With a saved replay, what a pending migration defined last is what that migration will bring."""
    coming = {f.ref for f in findings if f.origin and f.origin.file in waiting}
    results = tuple(result for result in replayed.results if result.migration.file in waiting)
    changes = tuple(finding for finding in findings if finding.ref in coming)
    kept = tuple(finding for finding in findings if finding.ref not in coming)
    return kept, Pending(replace(replayed, results=results), changes, Plan(()), None)


def replay(server: ShadowServer, folder: Path) -> Replayed:
    """Replay all migrations of a folder; each file that failed has its diagnosis."""
    return explain_replay(replay_folder(server, folder))


def replay_only(settings: Settings, progress: Progress = lambda _: None) -> Replayed:
    """Replay a project's migrations where there is no database to compare with."""
    return _alone(settings, progress, replay)


def files_only(settings: Settings, progress: Progress = lambda _: None) -> tuple[Discovery, tuple[FileResult, ...]]:
    """As `replay_only`, for whoever asks only how the files fared."""
    discovery, results = _alone(settings, progress, replay_files)
    return discovery, explain_files(discovery, results)


def _alone(settings: Settings, progress: Progress, run: Callable[[ShadowServer, Path], _Found]) -> _Found:
    progress("starting PostgreSQL")
    with _server(settings, read_project(settings.migrations).major) as server:
        progress("replaying the migrations")
        with _blamed_on_the_shadow():
            return run(server, settings.migrations)


def _server(settings: Settings, major: int | None) -> AbstractContextManager[ShadowServer]:
    return shadow(settings.shadow.postgres, major, settings.shadow.image, settings.shadow.url)


@contextmanager
def _blamed_on_the_shadow() -> Iterator[None]:
    """What cannot be read here is the shadow's own fault, since the database was read before."""
    try:
        yield
    except IntrospectionError as error:
        hint = "" if error.hint == NEEDS else error.hint
        raise PostgresError(f"the throwaway PostgreSQL: {error.message}", hint) from None


def _verdict(
    settings: Settings, actual: Snapshot, replayed: Replayed, ahead: Replayed | None, scope: frozenset[Ref]
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Findings with what the configuration accepts, and remarks on the configuration."""
    changes = in_scope(compare(actual, replayed.snapshot), scope)
    doubtful = frozenset(name for result in replayed.failed for name in spoken_of(result.migration.sql))
    findings = make_findings(changes, actual, replayed.snapshot, replayed.origins, doubtful)
    findings = with_renames(findings, actual, replayed.snapshot)
    findings = with_access(findings, read_access(changes, actual, replayed.snapshot, replayed.origins))
    if ahead:
        findings = unrecorded(findings, actual, ahead.snapshot, ahead.origins)
    findings, remarks = with_severities(findings, settings.config.severity)
    accepted, more = accept(findings, settings.config.accept, dt.datetime.now(dt.UTC).date())
    return accepted, (*remarks, *more)


def _told(
    trial: Sequence[tuple[FileResult, ...]], adopt: Proof, before: Snapshot, after: Snapshot
) -> tuple[FileResult, ...] | None:
    """What the trial of the pending migrations says: nothing where they miss or touch what the mirror lacks."""
    lacking = frozenset(adopt.left_out)
    if not trial or (lacking and (any(map(misses, trial[0])) or different(before, after, lacking))):
        return None
    return trial[0]


def _pending(before: Replayed, after: Replayed, trial: tuple[FileResult, ...] | None) -> Pending:
    """What the pending migrations change, by comparison of the two stages of the replay."""
    scope = project_refs(before.snapshot, after.snapshot, after.origins.keys())
    changes = in_scope(compare(before.snapshot, after.snapshot), scope)
    findings = make_findings(changes, before.snapshot, after.snapshot, after.origins)
    try:
        plan = build(before.snapshot, restrict(before.snapshot, after.snapshot, scope), PROJECT_ROLE)
    except PlanError:
        plan = Plan(())
    return Pending(after, findings, plan, trial)
