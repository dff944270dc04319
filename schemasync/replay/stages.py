"""Replay migrations in the shadow in stages, each in a database of its own, and read the resulting state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import psycopg

from schemasync.core.model import Snapshot
from schemasync.core.timing import SILENT, Progress
from schemasync.migrations.discover import Discovery, Migration, discover, read_file
from schemasync.migrations.statements import same_sql, split
from schemasync.postgres.role_dependencies import droppable_roles
from schemasync.postgres.shadow import ADMIN, SHADOW_DATABASE, ShadowServer
from schemasync.replay.hidden_tables import NEVER, HiddenTables, in_project
from schemasync.replay.lock_trial import LockTrial, hides_locks, with_own_locks
from schemasync.replay.observed import Trace
from schemasync.replay.reading import Reading
from schemasync.replay.results import FileResult, duplicate_version
from schemasync.replay.runner import Replayer
from schemasync.replay.stage import MissingObjectSource, ReplayedStage, Stage, prepared, reconnect
from schemasync.replay.trace import Tracer
from schemasync.supautils.privileged_calls import NO_VERSIONS

T = TypeVar("T")
PENDING_DATABASE = "schemasync_pending"
RECORDED_DATABASE = "schemasync_recorded"
DECLARED_DATABASE = "schemasync_declared"
DRY_RUN_DATABASE = "schemasync_dry_run"
LOCKS_DATABASE = "schemasync_locks"


@dataclass(frozen=True, slots=True)
class ReplayOptions:
    """Facts that a replay takes from the target.

    Attributes:
        baseline: source of the objects that the files use and never create; None without one.
        hidden: from which file on the target hid new tables from the API's roles; the project's configuration overrides it.
        has_target: without a target the files themselves may say that new tables are hidden.
        versions: of the target's extensions, which stubs report.
        progress: called for each file.
    """

    baseline: MissingObjectSource | None = None
    hidden: HiddenTables = NEVER
    has_target: bool = True
    versions: Mapping[str, str] = field(default_factory=lambda: NO_VERSIONS)
    progress: Progress = SILENT


FROM_TARGET = ReplayOptions()
WITHOUT_TARGET = ReplayOptions(has_target=False)


def replay_folder(server: ShadowServer, folder: Path) -> ReplayedStage:
    """Run a folder's migrations, all of them, in the shadow database; no connection to it stays open."""
    discovery = discover(folder)
    return replay_applied(server, discovery, discovery.migrations, WITHOUT_TARGET)


def replay_applied(
    server: ShadowServer,
    discovery: Discovery,
    migrations: Sequence[Migration],
    options: ReplayOptions = FROM_TARGET,
    extra_files: Sequence[Migration] = (),
) -> ReplayedStage:
    """Run the first stage: the migrations that the target has, then the extra files."""
    return _first(server, discovery, (*_roles_file(discovery), *migrations, *extra_files), options)


def replay_twice(
    server: ShadowServer,
    discovery: Discovery,
    files: Sequence[Migration],
    recorded: Sequence[Migration],
    restore_roles: Callable[[Snapshot], None],
    options: ReplayOptions = FROM_TARGET,
) -> tuple[ReplayedStage, ReplayedStage]:
    """Run the files, and in a copy the statements that the history records instead; the files they share run once.

    Both create roles on one server: `restore_roles` gives it those of a snapshot before the second run.
    """
    shared = 0
    while shared < min(len(files), len(recorded)) and same_sql(files[shared].sql, recorded[shared].sql):
        shared += 1
    common = (*_roles_file(discovery), *files[:shared])
    start = _first(server, discovery, common, options, continued=True)
    server.create_database(RECORDED_DATABASE, SHADOW_DATABASE)
    history = _continue(server, RECORDED_DATABASE, start, recorded[shared:], options)
    restore_roles(start.result.snapshot)
    return _continue(server, SHADOW_DATABASE, start, files[shared:], options), history


def _continue(
    server: ShadowServer, database: str, before: ReplayedStage, migrations: Sequence[Migration], options: ReplayOptions
) -> ReplayedStage:
    """Run applied migrations after a stage, in its database or in a copy of it."""
    with server.connect(database, ADMIN) as admin:
        privileged_calls = before.privileged_calls.for_copy(admin)
        stage = Stage(
            server, database, before.result.discovery, privileged_calls, admin, dict(before.marks),
            baseline=options.baseline, hidden=in_project(before.result.discovery, options.hidden),
            progress=options.progress,
        )  # fmt: skip
        after = stage.replayed(migrations)
    results = (*before.result.results, *after.result.results)
    return replace(after, result=replace(after.result, results=results))


def replay_declared(
    server: ShadowServer, discovery: Discovery, files: Sequence[Migration], options: ReplayOptions
) -> ReplayedStage:
    """Run the files of `supabase/schemas` in a database of their own; the server has the project's roles already."""
    server.create_database(DECLARED_DATABASE)
    hidden = in_project(discovery, options.hidden if options.hidden.always else NEVER)  # as the oldest file
    with prepared(server, DECLARED_DATABASE, discovery, options.versions) as (admin, privileged_calls):
        stage = Stage(server, DECLARED_DATABASE, discovery, privileged_calls, admin, in_rounds=True, hidden=hidden)
        return stage.replayed(files)


def replay_files(server: ShadowServer, discovery: Discovery, progress: Progress = SILENT) -> tuple[FileResult, ...]:
    """Run a folder's migrations and return the result of each file; the resulting state is not read."""
    files = (*_roles_file(discovery), *discovery.migrations)
    with prepared(server, SHADOW_DATABASE, discovery) as (admin, calls):
        stage = Stage(
            server, SHADOW_DATABASE, discovery, calls, admin, hidden=in_project(discovery, NEVER),
            guesses_exposure=discovery.project.auto_expose is None, progress=progress,
        )  # fmt: skip
        with stage.running(files) as (_, results):
            return results


def _roles_file(discovery: Discovery) -> tuple[Migration, ...]:
    """`supabase/roles.sql`, which runs before all migrations, if the project has one."""
    roles = discovery.project.roles
    return (read_file(roles, roles.name, "roles"),) if roles else ()


def _first(
    server: ShadowServer,
    discovery: Discovery,
    files: Sequence[Migration],
    options: ReplayOptions,
    *,
    continued: bool = False,
) -> ReplayedStage:
    hidden = in_project(discovery, options.hidden)
    guesses = not options.has_target and discovery.project.auto_expose is None
    with prepared(server, SHADOW_DATABASE, discovery, options.versions) as (admin, privileged_calls):
        stage = Stage(
            server, SHADOW_DATABASE, discovery, privileged_calls, admin, baseline=options.baseline, hidden=hidden,
            continued=continued, guesses_exposure=guesses, progress=options.progress,
        )  # fmt: skip
        return stage.replayed(files)


def replay_pending(server: ShadowServer, before: ReplayedStage, migrations: Sequence[Migration]) -> ReplayedStage:
    """Run the second stage, in a copy of the first stage's database: the migrations that the target lacks."""
    server.create_database(PENDING_DATABASE, before.database)
    with droppable_roles(server, PENDING_DATABASE), server.connect(PENDING_DATABASE, ADMIN) as admin:
        privileged_calls = before.privileged_calls.for_copy(admin)
        stage = Stage(
            server,
            PENDING_DATABASE,
            before.result.discovery,
            privileged_calls,
            admin,
            dict(before.marks),
            lenient=False,
        )
        return stage.replayed(migrations)


def have_several_statements(migrations: Sequence[Migration]) -> bool:
    """Whether some file has more than one statement; else no statement finds a lock that its transaction holds."""
    return any(len(split(migration.sql)[0]) > 1 for migration in migrations)


def dry_run_pending(
    server: ShadowServer,
    mirror: str,
    before: ReplayedStage,
    migrations: Sequence[Migration],
    read: Callable[[], T],
    refresh: Sequence[str] = (),
) -> tuple[tuple[FileResult, ...], Trace, T | None]:
    """Run the pending migrations in a copy of the mirror, as a push does: the first failure ends it.

    Args:
        server: with nobody connected to the mirror.
        mirror: name of a database in the target's state.
        before: stage of the applied migrations.
        migrations: the pending ones.
        read: called if no file failed, with nobody connected to the copy, and the roles that the files leave.
        refresh: statements that fill or empty materialized views as they are on the target.

    Returns:
        The results, what each statement did, and the result of `read`; None if a file failed.
    """
    several = have_several_statements(migrations)
    with ThreadPoolExecutor(2) as pool:
        names = (DRY_RUN_DATABASE, LOCKS_DATABASE) if several else (DRY_RUN_DATABASE,)
        list(pool.map(lambda name: server.create_database(name, mirror), names))
    for name in names if refresh else ():
        _refresh(server, name, refresh)
    with droppable_roles(server, DRY_RUN_DATABASE):
        results, trace = _dry_run(server, before, migrations)
        found = None if any(result.error for result in results) else read()
    if several and hides_locks(trace):
        ran = [result.migration for result in results if not result.error]
        trace = with_own_locks(trace, _own_locks(server, before, ran))
    return results, trace, found


def _refresh(server: ShadowServer, database: str, statements: Sequence[str]) -> None:
    """Run statements in the order in which they succeed: a view that reads another one needs its data; one that fails stays as it is."""
    with server.connect(database, ADMIN) as admin:
        waiting, failed = [*statements], list[str]()
        while waiting and waiting != failed:
            failed = waiting
            waiting = []
            for statement in failed:
                try:
                    with admin.transaction():
                        admin.execute(statement.encode())
                except psycopg.Error:
                    waiting.append(statement)


def _dry_run(
    server: ShadowServer, before: ReplayedStage, migrations: Sequence[Migration]
) -> tuple[tuple[FileResult, ...], Trace]:
    with (
        server.connect(DRY_RUN_DATABASE, ADMIN) as admin,
        server.owning(admin, DRY_RUN_DATABASE),
        server.connect(DRY_RUN_DATABASE) as connection,
    ):
        privileged_calls = before.privileged_calls.for_copy(admin)
        replayer = Replayer(
            connection,
            privileged_calls,
            lambda: reconnect(server, admin, DRY_RUN_DATABASE),
            dict(before.marks),
            folder=before.result.discovery.migrations,
            tracer=(tracer := Tracer(admin)),
        )
        results = _run_until_failure(replayer, before.result.discovery.migrations, migrations)
        replayer.release_locks()
        replayer.connection.close()
        return results, tracer.trace(migrations, results)


def _run_until_failure(
    replayer: Replayer, folder: Sequence[Migration], migrations: Sequence[Migration]
) -> tuple[FileResult, ...]:
    """Run the files until one fails; a file also fails if another file of the folder has its version."""
    results: list[FileResult] = []
    taken = {migration.version for migration in folder} - {migration.version for migration in migrations}
    for migration in migrations:
        result = replayer.run(migration)
        results.append(duplicate_version(result) if migration.version in taken and not result.error else result)
        taken.add(migration.version)
        if results[-1].error:
            break
    return tuple(results)


def _own_locks(server: ShadowServer, before: ReplayedStage, migrations: Sequence[Migration]) -> Mapping[Any, Reading]:
    """Run the files in another copy of the mirror, each statement in a transaction of its own."""
    with (
        droppable_roles(server, LOCKS_DATABASE),
        server.connect(LOCKS_DATABASE, ADMIN) as admin,
        server.owning(admin, LOCKS_DATABASE),
        server.connect(LOCKS_DATABASE) as connection,
    ):
        connection.prepare_threshold = None
        calls = before.privileged_calls.for_copy(admin)
        return LockTrial(connection, calls, lambda: server.connect(LOCKS_DATABASE, ADMIN)).run(migrations)
