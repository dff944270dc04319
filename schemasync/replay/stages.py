"""Replay migrations in the shadow in stages, each in a database of its own, and read the resulting state."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import psycopg

from schemasync.core.model import Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.introspect.snapshot import read_snapshot
from schemasync.migrations.discover import Discovery, Migration, discover, read_file
from schemasync.migrations.statements import identifiers, makes_schema, same_sql
from schemasync.postgres.embedded import ADMIN, SHADOW_DATABASE, ShadowServer
from schemasync.replay.origin import origins
from schemasync.replay.replay_result import ReplayResult
from schemasync.replay.results import duplicate_version
from schemasync.replay.runner import FileResult, Replayer
from schemasync.supabase.stubs import STUB_VERSION
from schemasync.supautils.privileged_calls import PrivilegedCalls

PENDING_DATABASE = "schemasync_pending"
RECORDED_DATABASE = "schemasync_recorded"
DECLARED_DATABASE = "schemasync_declared"
DRY_RUN_DATABASE = "schemasync_dry_run"


@dataclass(frozen=True, slots=True)
class Replayed:
    """Result of one stage of a replay.

    Attributes:
        results: one per file that was run in this stage.
        discovery: the folder's content.
        snapshot: of the stage's database after the last file.
        origins: line of the statement that last defined each object.
        privileged_calls: of the stage's database, and of every copy of it.
        stubbed: extensions for which a stand-in was used.
        marks: number of each statement that ran → its line.
        database: of the stage.
    """

    results: tuple[FileResult, ...]
    discovery: Discovery
    snapshot: Snapshot
    origins: dict[Ref, SourceLine]
    privileged_calls: PrivilegedCalls
    stubbed: tuple[str, ...]
    marks: dict[int, SourceLine] = field(default_factory=dict, repr=False)
    database: str = SHADOW_DATABASE

    @property
    def failed(self) -> tuple[FileResult, ...]:
        """Files that could not be replayed."""
        return tuple(result for result in self.results if result.error)

    @property
    def result(self) -> ReplayResult:
        """The stage's result as data, without connections."""
        return ReplayResult(self.results, self.discovery, self.snapshot, self.origins, self.stubbed)


def replay_folder(server: ShadowServer, folder: Path) -> Replayed:
    """Run a folder's migrations, all of them, in the shadow database; no connection to it stays open."""
    discovery = discover(folder)
    return replay_applied(server, discovery, discovery.migrations)


class BaselineLoader(Protocol):
    """Source of the objects that migrations use and never create."""

    def provide_missing(
        self, result: FileResult, connection: psycopg.Connection[Any], privileged_calls: PrivilegedCalls
    ) -> bool:
        """Create what a failed file misses; False if nothing was created."""

    def finish(self, connection: psycopg.Connection[Any], privileged_calls: PrivilegedCalls) -> None:
        """Create what belongs to the created objects, after the last file has run."""


WEBHOOKS = "supabase_functions"
"""Schema of Database Webhooks, which older CLIs created in every project, and a switch of the dashboard creates."""
ROUNDS = 50
"""Most attempts to run one file, each after the baseline has created something."""


def replay_applied(
    server: ShadowServer,
    discovery: Discovery,
    migrations: Sequence[Migration],
    baseline: BaselineLoader | None = None,
    extra_files: Sequence[Migration] = (),
    *,
    hide_new_tables: bool | None = None,
) -> Replayed:
    """Run the first stage: the migrations that the target has, then the extra files.

    `hide_new_tables` says whether the target hides new tables from the API's roles; the project's configuration overrides it.
    """
    files = (*_roles_file(discovery), *migrations, *extra_files)
    return _first(server, SHADOW_DATABASE, discovery, files, baseline, hide_new_tables=hide_new_tables)


def replay_twice(
    server: ShadowServer,
    discovery: Discovery,
    files: Sequence[Migration],
    recorded: Sequence[Migration],
    restore_roles: Callable[[Snapshot], None],
    *,
    hide_new_tables: bool | None = None,
) -> tuple[Replayed, Replayed]:
    """Run the files, and in a copy the statements that the history records instead; the files they share run once.

    Both make roles on one server: `restore_roles` gives it those of a snapshot before the second run.
    """
    shared = 0
    while shared < min(len(files), len(recorded)) and same_sql(files[shared].sql, recorded[shared].sql):
        shared += 1
    start = _first(
        server,
        SHADOW_DATABASE,
        discovery,
        (*_roles_file(discovery), *files[:shared]),
        None,
        hide_new_tables=hide_new_tables,
    )
    server.create_database(RECORDED_DATABASE, SHADOW_DATABASE)
    history = _continue(server, RECORDED_DATABASE, start, recorded[shared:])
    restore_roles(start.snapshot)
    return _continue(server, SHADOW_DATABASE, start, files[shared:]), history


def _continue(server: ShadowServer, database: str, before: Replayed, migrations: Sequence[Migration]) -> Replayed:
    """Run applied migrations after a stage, in its database or in a copy of it."""
    with server.connect(database, ADMIN) as admin:
        privileged_calls = before.privileged_calls.for_copy(admin)
        after = _Stage(server, database, before.discovery, privileged_calls, admin, dict(before.marks)).replayed(
            migrations
        )
    return replace(after, results=(*before.results, *after.results))


def replay_declared(server: ShadowServer, discovery: Discovery, files: Sequence[Migration]) -> Replayed:
    """Run the files of `supabase/schemas` in a database of their own; the server has the project's roles already."""
    server.create_database(DECLARED_DATABASE)
    return _first(server, DECLARED_DATABASE, discovery, files, None)


def replay_files(server: ShadowServer, discovery: Discovery) -> tuple[Discovery, tuple[FileResult, ...]]:
    """Run a folder's migrations and return the result of each file; the resulting state is not read."""
    files = (*_roles_file(discovery), *discovery.migrations)
    with (
        _prepared(server, SHADOW_DATABASE, discovery, hide_new_tables=None) as (admin, privileged_calls),
        _Stage(server, SHADOW_DATABASE, discovery, privileged_calls, admin).running(files) as (_, results),
    ):
        return discovery, results


def _roles_file(discovery: Discovery) -> tuple[Migration, ...]:
    """`supabase/roles.sql`, which runs before all migrations, if the project has one."""
    roles = discovery.project.roles
    return (read_file(roles, roles.name, "roles"),) if roles else ()


def _first(
    server: ShadowServer,
    database: str,
    discovery: Discovery,
    files: Sequence[Migration],
    baseline: BaselineLoader | None,
    *,
    hide_new_tables: bool | None = None,
) -> Replayed:
    with _prepared(server, database, discovery, hide_new_tables=hide_new_tables) as (admin, privileged_calls):
        return _Stage(server, database, discovery, privileged_calls, admin, baseline=baseline).replayed(files)


@contextmanager
def _prepared(
    server: ShadowServer, database: str, discovery: Discovery, *, hide_new_tables: bool | None
) -> Iterator[tuple[psycopg.Connection[Any], PrivilegedCalls]]:
    """Prepare a database with privileged calls and the project's configuration; yields the superuser's connection to it."""
    with server.connect(database, ADMIN) as admin:
        privileged_calls = PrivilegedCalls(admin)
        privileged_calls.install()
        project = discovery.project
        if project.auto_expose is False or (project.auto_expose is None and hide_new_tables):
            privileged_calls.hide_new_tables()
        if project.webhooks:
            privileged_calls.install_webhooks()
        yield admin, privileged_calls


def replay_pending(server: ShadowServer, before: Replayed, migrations: Sequence[Migration]) -> Replayed:
    """Run the second stage, in a copy of the first stage's database: the migrations that the target lacks."""
    server.create_database(PENDING_DATABASE, before.database)
    with server.connect(PENDING_DATABASE, ADMIN) as admin:
        privileged_calls = before.privileged_calls.for_copy(admin)
        stage = _Stage(
            server, PENDING_DATABASE, before.discovery, privileged_calls, admin, dict(before.marks), lenient=False
        )
        return stage.replayed(migrations)


def dry_run_pending(
    server: ShadowServer, mirror: str, before: Replayed, migrations: Sequence[Migration]
) -> tuple[FileResult, ...]:
    """Run the pending migrations in a copy of the mirror, as a push does: the first failure ends it."""
    server.create_database(DRY_RUN_DATABASE, mirror)
    results: list[FileResult] = []
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
            folder=before.discovery.migrations,
        )
        taken = {migration.version for migration in before.discovery.migrations} - {m.version for m in migrations}
        for migration in migrations:
            result = replayer.run(migration)
            results.append(duplicate_version(result) if migration.version in taken and not result.error else result)
            taken.add(migration.version)
            if results[-1].error:
                break
        replayer.connection.close()
    return tuple(results)


@dataclass(frozen=True, slots=True)
class _Stage:
    """A run of files in one database, and the reading of the resulting state."""

    server: ShadowServer
    database: str
    discovery: Discovery
    privileged_calls: PrivilegedCalls
    admin: psycopg.Connection[Any]
    marks: dict[int, SourceLine] = field(default_factory=dict)
    lenient: bool = True
    baseline: BaselineLoader | None = None

    def replayed(self, migrations: Sequence[Migration]) -> Replayed:
        with self.running(migrations) as (replayer, results):
            if self.baseline:
                self.baseline.finish(replayer.connection, self.privileged_calls)
            with self.server.connect(self.database, ADMIN) as reader:
                snapshot = read_snapshot(reader)
            found = origins(self.admin, snapshot, self.marks)
        stubbed = _stubbed(self.privileged_calls, snapshot, found)
        return Replayed(
            results, self.discovery, snapshot, found, self.privileged_calls, stubbed, self.marks, self.database
        )

    @contextmanager
    def running(self, migrations: Sequence[Migration]) -> Iterator[tuple[Replayer, tuple[FileResult, ...]]]:
        """Run the files; the replayer's connection is closed at the end of the `with` block."""
        with self.server.owning(self.admin, self.database), self.server.connect(self.database) as connection:
            replayer = Replayer(
                connection, self.privileged_calls, lambda: reconnect(self.server, self.admin, self.database), self.marks,
                self.lenient, self.discovery.migrations,
            )  # fmt: skip
            ran = tuple(_run(replayer, migration, self.baseline) for migration in migrations)
            yield replayer, tuple(result for result in ran if result.migration.version or result.error)
            replayer.connection.close()


def _stubbed(privileged_calls: PrivilegedCalls, snapshot: Snapshot, found: Collection[Ref]) -> tuple[str, ...]:
    """Stub extensions that the migrations created, by a privileged call or in SQL that they put together."""
    stubs = [ref.name for ref in found if getattr(snapshot.objects.get(ref), "version", None) == STUB_VERSION]
    return tuple(dict.fromkeys([*privileged_calls.stub_extensions, *sorted(stubs)]))


def _needs_webhooks(sql: str) -> bool:
    """Whether a file names the schema of Database Webhooks and does not create it; a search of the text comes first."""
    return WEBHOOKS in sql and WEBHOOKS in identifiers(sql) and not makes_schema(sql, WEBHOOKS)


def _run(replayer: Replayer, migration: Migration, baseline: BaselineLoader | None) -> FileResult:
    if _needs_webhooks(migration.sql):
        replayer.privileged_calls.install_webhooks()
    result = replayer.run(migration)
    for _ in range(ROUNDS if baseline else 0):
        if (
            result.error is None
            or not baseline
            or not baseline.provide_missing(result, replayer.connection, replayer.privileged_calls)
        ):
            break
        result = replayer.run(migration)
    return result


def reconnect(server: ShadowServer, admin: psycopg.Connection[Any], database: str) -> psycopg.Connection[Any]:
    """Connect anew as the project's role, whatever a migration did to its password."""
    server.restore_login(admin, database)
    return server.connect(database)
