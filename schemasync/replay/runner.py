"""Run migrations in the shadow as `supabase db push` does, and record which statement defines each object."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from schemasync.core import sqlstates
from schemasync.core.source_line import SourceLine
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import SourceStatement, identifiers
from schemasync.postgres.backend import wait_for_end
from schemasync.replay.attempts import FIRST, FURTHER, SendAttempt, Situation
from schemasync.replay.file_run import FileRun, StatementError
from schemasync.replay.limits import LimitGuard, Limits
from schemasync.replay.prefetch import Prefetch
from schemasync.replay.results import (
    FileError,
    FileResult,
    copies_to_client,
    failed_statement,
    not_utf8,
    open_transaction,
    unsplittable,
)
from schemasync.replay.trace import Tracer
from schemasync.supautils.privileged_calls import PrivilegedCalls

_BUILT_IN = (
    "SELECT p.proname::text, array_agg(DISTINCT pg_catalog.pg_get_function_arguments(p.oid)"
    " ORDER BY pg_catalog.pg_get_function_arguments(p.oid)) FROM pg_catalog.pg_proc p"
    " WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace AND p.proname = ANY(%s) GROUP BY p.proname"
)
_MOST_ALTERNATIVES = 4
"""Most signatures of one built-in function that are kept."""


@dataclass(slots=True)
class Replayer:
    """Runs migrations one after the other on one connection of the project's role.

    Attributes:
        connection: the project role's, in autocommit mode.
        privileged_calls: of the same database.
        reconnect: opens a new connection after a migration has ended this one.
        marks: number of each statement that ran → its line.
        lenient: the target applied the files in the past, so they may do what Supabase allowed then and refuses now.
        folder: files in the expected order; each is split while the one before it runs.
        bounds: limits of time, disk and memory.
        tracer: observes each statement; None to observe none.
        before_file: called with each file before it runs.
    """

    connection: psycopg.Connection[Any]
    privileged_calls: PrivilegedCalls
    reconnect: Callable[[], psycopg.Connection[Any]] | None = None
    marks: dict[int, SourceLine] = field(default_factory=dict)
    lenient: bool = False
    folder: Sequence[Migration] = ()
    bounds: Limits = field(default_factory=Limits)
    tracer: Tracer | None = None
    before_file: Callable[[Migration], None] = lambda _migration: None
    prefetch: Prefetch = field(init=False)

    def __post_init__(self) -> None:
        """Turn off psycopg's prepared statements, which a migration could deallocate."""
        self.connection.prepare_threshold = None
        self.prefetch = Prefetch(self.folder)

    def replay(self, migrations: Iterable[Migration]) -> list[FileResult]:
        """Run all files in order; one that fails is rolled back, and the next one runs all the same."""
        migrations = tuple(migrations)
        if not self.folder:
            self.prefetch = Prefetch(migrations)
        return [self.run(migration) for migration in migrations]

    def run(self, migration: Migration) -> FileResult:
        """Run one file; errors are values of the result, without a diagnosis."""
        self.before_file(migration)
        started = time.perf_counter()
        statements, problem = self.prefetch.split(migration)
        error = unsplittable(migration, problem) if problem else copies_to_client(migration, statements)
        error = not_utf8(migration) if migration.invalid_line else error
        notice = ""
        if error is None:
            error, notice = self._attempt_all(migration, statements)
            error = error or self._changed_roles(migration, statements)
        if error is not None:
            error = self._with_server_facts(error)
        return FileResult(migration, time.perf_counter() - started, len(statements), error, notice)

    def release_locks(self) -> None:
        """Release the locks that files took for the length of the session: they can fill the server's table of locks."""
        with contextlib.suppress(psycopg.Error):
            self.connection.execute("SELECT pg_catalog.pg_advisory_unlock_all()")

    def _attempt_all(self, migration: Migration, statements: Sequence[SourceStatement]) -> tuple[FileError | None, str]:
        """Make the attempts that apply until one succeeds; returns (error that counts, or None; notice)."""
        error = self._attempt(FIRST, migration, statements)
        for attempt in FURTHER:
            if error is None:
                break
            if not attempt.applies(Situation(error, self.lenient, self.connection.info.server_version)):
                continue
            rights = self.privileged_calls.service_rights() if attempt.service_rights else contextlib.nullcontext()
            with rights:
                own_error = self._attempt(attempt, migration, statements)
            if own_error is None:
                return None, attempt.notice.format(line=error.line, message=error.message)
            error = attempt.reports(error, own_error)
        return error, ""

    def _attempt(
        self, attempt: SendAttempt, migration: Migration, statements: Sequence[SourceStatement]
    ) -> FileError | None:
        """Run the file within its limits; if it fails, roll back, and reconnect where the connection is lost."""
        run = FileRun(
            self.connection, self.privileged_calls, self.marks, migration, statements, attempt, self.lenient, self.tracer
        )  # fmt: skip
        guard = LimitGuard(self.connection, self.privileged_calls.admin, self.bounds)
        try:
            with guard:
                if run.run():
                    return None
                error = open_transaction(migration, statements)
                self.connection.execute("ROLLBACK")
                return error
        except StatementError as failure:
            if guard.killed:
                self._restart()
            with contextlib.suppress(psycopg.Error):
                self.connection.execute("ROLLBACK")
                self.connection.execute("DEALLOCATE ALL")  # a rollback leaves them, and the file may be run again
            with contextlib.suppress(psycopg.Error):
                self.privileged_calls.restore_roles()
            error = failed_statement(migration, failure.statement, failure.error, self.privileged_calls.database)
            return replace(error, sqlstate=sqlstates.QUERY_CANCELED, message=guard.reason) if guard.reason else error
        finally:
            if self.reconnect and not self._is_usable():
                self.connection.close()
                self.connection = self.reconnect()
                self.connection.prepare_threshold = None

    def _changed_roles(self, migration: Migration, statements: Sequence[SourceStatement]) -> FileError | None:
        """The error of a file that changed the platform's roles after the check of its own transaction.

        A trigger on the history, or a deferred one, runs later than any statement of ours in that transaction.
        """
        error = self.privileged_calls.restore_roles()
        if error is None or not statements:
            return None
        return failed_statement(migration, statements[-1], error, self.privileged_calls.database)

    def _restart(self) -> None:
        """Connect again after the server has ended all sessions."""
        if self.reconnect:
            wait_for_end(self.privileged_calls.admin)
            self.connection.close()
            self.connection = self.reconnect()
            self.connection.prepare_threshold = None
            self.privileged_calls.prepare_session()

    def _is_usable(self) -> bool:
        """The connection is open, and no query runs on it."""
        status = self.connection.info.transaction_status
        return not self.connection.closed and status in (TransactionStatus.IDLE, TransactionStatus.INTRANS)

    def _with_server_facts(self, error: FileError) -> FileError:
        """The error with facts about the server that only the connection can tell."""
        if error.context is None:
            return error
        context = replace(
            error.context,
            server_major=self.privileged_calls.admin.info.server_version // 10000,
            stub_extensions=tuple(self.privileged_calls.stub_extensions),
            built_in_arguments=self._built_in_arguments(error),
        )
        return replace(error, context=context)

    def _built_in_arguments(self, error: FileError) -> Mapping[str, tuple[str, ...]]:
        """Arguments of PostgreSQL's own functions that the message of a missing function may name."""
        if error.sqlstate != sqlstates.UNDEFINED_FUNCTION:
            return {}
        with contextlib.suppress(psycopg.Error):
            rows = self.privileged_calls.admin.execute(_BUILT_IN, (sorted(identifiers(error.message)),))
            return {name: tuple(arguments[:_MOST_ALTERNATIVES]) for name, arguments in rows}
        return {}
