"""Run files in one database of the shadow, and read the resulting state."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import psycopg

from schemasync.core import sqlstates
from schemasync.core.model import Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.core.timing import SILENT, Progress
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds.described import is_extension
from schemasync.migrations.discover import Discovery, Migration
from schemasync.migrations.statements import identifiers, makes_schema
from schemasync.postgres.backend import is_alive, replace_session
from schemasync.postgres.shadow import ADMIN, SHADOW_DATABASE, ShadowServer
from schemasync.replay.hidden_tables import NEVER, HiddenTables
from schemasync.replay.origin import origins
from schemasync.replay.results import FileResult
from schemasync.replay.rounds import run_in_rounds
from schemasync.replay.runner import Replayer
from schemasync.replay.stage_result import StageResult
from schemasync.supabase.scope import WEBHOOKS
from schemasync.supautils.privileged_calls import NO_VERSIONS, PrivilegedCalls

_HIDES = (
    "line {line}: {message}; with new tables and functions hidden from the API's roles the file runs, so they were hidden from "
    "it on (api.auto_expose_new_tables = false in supabase/config.toml says so)"
)
"""Notice of the first file that demands it."""
ROUNDS = 50
"""Most attempts to run one file, each after the baseline has created something."""


@dataclass(frozen=True, slots=True)
class ReplayedStage:
    """A stage after its last file, which another one can continue in a copy of its database.

    Attributes:
        result: of its files.
        privileged_calls: of the stage's database, and of every copy of it.
        marks: number of each statement that ran → its line.
        database: of the stage.
    """

    result: StageResult
    privileged_calls: PrivilegedCalls
    marks: dict[int, SourceLine] = field(default_factory=dict, repr=False)
    database: str = SHADOW_DATABASE


class MissingObjectSource(Protocol):
    """Source of the objects that migrations use and never create."""

    def provide_missing(
        self, result: FileResult, connection: psycopg.Connection[Any], privileged_calls: PrivilegedCalls
    ) -> bool:
        """Create the object that a failed file lacks; returns False if nothing was created."""

    def finish(self, connection: psycopg.Connection[Any], privileged_calls: PrivilegedCalls) -> None:
        """Create the missing parts of the created objects, after the last file has run."""


@contextmanager
def prepared(
    server: ShadowServer, database: str, discovery: Discovery, versions: Mapping[str, str] = NO_VERSIONS
) -> Iterator[tuple[psycopg.Connection[Any], PrivilegedCalls]]:
    """Prepare a database with privileged calls and the project's configuration; yields the superuser's connection to it.

    Stubs of extensions report the versions that the target has (`versions`).
    """
    with server.connect(database, ADMIN) as admin:
        privileged_calls = PrivilegedCalls(admin, versions)
        privileged_calls.install()
        if discovery.project.webhooks:
            privileged_calls.install_webhooks()
        yield admin, privileged_calls


@dataclass(frozen=True, slots=True)
class Stage:
    """A run of files in one database, and the reading of the resulting state.

    Attributes:
        server, database: in which they run.
        discovery: the folder that they are of.
        privileged_calls: what the platform does for a project's role in this database.
        admin: the superuser's connection to it.
        marks: number of each statement's mark → its file and line; filled while the files run.
        lenient: see `Replayer`.
        baseline: source of objects that the files lack; None where none is copied.
        in_rounds: the files run in whichever order works.
        hidden: from which file on new tables are hidden from the API's roles.
        continued: another stage runs the remaining files.
        guesses_exposure: no database and no setting says whether new tables are hidden, so the files may.
        progress: called for each file before it runs.
    """

    server: ShadowServer
    database: str
    discovery: Discovery
    privileged_calls: PrivilegedCalls
    admin: psycopg.Connection[Any]
    marks: dict[int, SourceLine] = field(default_factory=dict)
    lenient: bool = True
    baseline: MissingObjectSource | None = None
    in_rounds: bool = False
    hidden: HiddenTables = NEVER
    continued: bool = False
    guesses_exposure: bool = False
    progress: Progress = SILENT

    def replayed(self, migrations: Sequence[Migration]) -> ReplayedStage:
        """Run the files, and read the state of the database afterwards."""
        with self.running(migrations) as (replayer, results):
            if self.baseline:
                self.baseline.finish(replayer.connection, self.privileged_calls)
            with self.server.connect(self.database, ADMIN) as reader:
                snapshot = read_snapshot(reader)
            found = origins(self.admin, snapshot, self.marks)
        stubbed = _stubbed(self.privileged_calls, snapshot, found)
        result = StageResult(results, self.discovery, snapshot, found, stubbed)
        return ReplayedStage(result, self.privileged_calls, self.marks, self.database)

    @contextmanager
    def running(self, migrations: Sequence[Migration]) -> Iterator[tuple[Replayer, tuple[FileResult, ...]]]:
        """Run the files; the replayer's connection is closed at the end of the `with` block."""
        with self.server.owning(self.admin, self.database), self.server.connect(self.database) as connection:
            replayer = Replayer(
                connection, self.privileged_calls, lambda: reconnect(self.server, self.admin, self.database), self.marks,
                self.lenient, self.discovery.migrations, before_file=self._announcer(migrations),
            )  # fmt: skip
            if self.in_rounds:
                self._hide(hidden=self.hidden.always)
                ran = run_in_rounds(replayer.run, migrations)
            elif self.guesses_exposure:
                ran = _guessing_exposure(replayer, migrations, self.baseline)
            else:
                ran = self._in_order(replayer, migrations)
            replayer.release_locks()
            yield replayer, tuple(result for result in ran if result.migration.version or result.error)
            replayer.connection.close()

    def _announcer(self, migrations: Sequence[Migration]) -> Callable[[Migration], None]:
        """Make the function that is called with each file before it runs; a piece of a file has the file's number."""
        numbers = {migration.file: number for number, migration in enumerate(migrations, 1)}
        return lambda migration: self.progress.file(migration.file, numbers[migration.file], len(numbers))

    def _in_order(self, replayer: Replayer, migrations: Sequence[Migration]) -> tuple[FileResult, ...]:
        """Run the files in order; hide new tables before the first file that needs it, or at the end."""
        first = self.hidden.first(migrations)
        ran = [_run(replayer, migration, self.baseline) for migration in migrations[:first]]
        self._hide(hidden=first < len(migrations) or (self.hidden.ever and not self.continued))
        return (*ran, *(_run(replayer, migration, self.baseline) for migration in migrations[first:]))

    def _hide(self, *, hidden: bool) -> None:
        if hidden:
            self.privileged_calls.hide_new_tables()


def _guessing_exposure(
    replayer: Replayer, migrations: Sequence[Migration], baseline: MissingObjectSource | None
) -> tuple[FileResult, ...]:
    """Run the files in order; hide new tables from the first file on that demands it: it raises an exception otherwise."""
    ran, hidden = [], False
    for migration in migrations:
        result = _run(replayer, migration, baseline)
        if not hidden and result.error and result.error.sqlstate == sqlstates.RAISE_EXCEPTION:
            grants = replayer.privileged_calls.hide_new_tables()
            again = _run(replayer, migration, baseline)
            hidden = again.error is None
            if hidden:
                result = replace(again, notice=_HIDES.format(line=result.error.line, message=result.error.message))
            else:
                replayer.privileged_calls.show_new_tables(grants)
        ran.append(result)
    return tuple(ran)


def _stubbed(privileged_calls: PrivilegedCalls, snapshot: Snapshot, found: Collection[Ref]) -> tuple[str, ...]:
    """Stub extensions that the migrations created, by a privileged call or in SQL that they put together."""
    installed = (ref for ref in found if ref in snapshot.objects and is_extension(ref))
    stubs = [ref.name for ref in installed if privileged_calls.is_stub(ref.name)]
    return tuple(dict.fromkeys([*privileged_calls.stub_extensions, *sorted(stubs)]))


def _needs_webhooks(sql: str) -> bool:
    """Whether a file uses the schema of Database Webhooks without creating it."""
    return WEBHOOKS in sql and WEBHOOKS in identifiers(sql) and not makes_schema(sql, WEBHOOKS)


def _run(replayer: Replayer, migration: Migration, baseline: MissingObjectSource | None) -> FileResult:
    if _needs_webhooks(migration.sql):
        replayer.privileged_calls.install_webhooks()
    result = replayer.run(migration)
    if baseline is None:
        return result
    for _ in range(ROUNDS):
        if not result.error or not baseline.provide_missing(result, replayer.connection, replayer.privileged_calls):
            break
        result = replayer.run(migration)
    return result


def reconnect(server: ShadowServer, admin: psycopg.Connection[Any], database: str) -> psycopg.Connection[Any]:
    """Connect again as the project's role, even if a migration changed its password; as the superuser too if need be."""
    if not is_alive(admin):
        replace_session(admin, lambda: server.connect(database, ADMIN))
    server.restore_login(admin, database)
    return server.connect(database)
