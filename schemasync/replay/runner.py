"""Runs migrations in the shadow as `supabase db push` would, and notes which statement did what."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from schemasync.diagnose.explainer import Explainer
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import TRANSACTION, SourceStatement
from schemasync.replay.libpq_pipeline import Message, PartError, message, send
from schemasync.replay.limits import Bounds, Watch
from schemasync.replay.prefetch import Ahead
from schemasync.replay.results import (
    FileError,
    FileResult,
    Origin,
    failed,
    not_sql,
    not_utf8,
    open_ended,
    read_at,
    unreadable,
)
from schemasync.replay.transactions import batches, runs_alone
from schemasync.supautils.privileged_calls import MARK, MARK_TEXT, Doors
from schemasync.supautils.statement_calls import DYNAMIC

__all__ = ["FileError", "FileResult", "Origin", "Replayer"]

NO_TRANSACTION = "-- pg-delta: transaction=false"
FINISH = "SELECT schemasync.finish()"
HISTORY = "SELECT schemasync.record(%s, %s, %s, %s::text[])"
"""What a push writes behind each file, and later files may read."""
PIPELINE, BLOCK, SINGLE = "pipeline", "block", "single"
"""How the statements of a file are sent: as the CLI does, between BEGIN and COMMIT, or each by itself."""
OPEN = "BEGIN READ WRITE"
"""Whatever the session's default is: the file before may have left it read-only."""
RESET = "RESET ALL"
IMPLICIT_BLOCK = 180000
"""Server version from which a pipeline is a block from its second statement on, in which no procedure may commit."""
SETTLE = "SET CONSTRAINTS ALL IMMEDIATE"
"""What is deferred fails at the end of the transaction; a pipeline must have a statement that the error belongs to."""
SERVICE_SETTINGS = ("SET storage.allow_delete_query = 'true'",)
"""What Supabase's services set for themselves."""


@dataclass(slots=True)
class _FailureError(Exception):
    statement: SourceStatement
    error: psycopg.Error


@dataclass(slots=True)
class Replayer:
    """Runs migrations one after the other on one connection of the project's role.

    Attributes:
        connection: the project role's, in autocommit mode.
        doors: of the same database.
        reconnect: makes a new connection when a migration ended this one.
        marks: number of each statement that ran → where it stands.
        folder: all files, for diagnoses; by default those that are replayed.
        bounds: how long a file may run, and how much it may write.
        lenient: what Supabase allowed once and refuses today is run all the same, for files that ran long ago.
    """

    connection: psycopg.Connection[Any]
    doors: Doors
    reconnect: Callable[[], psycopg.Connection[Any]] | None = None
    marks: dict[int, Origin] = field(default_factory=dict)
    lenient: bool = False
    folder: Sequence[Migration] = ()
    bounds: Bounds = field(default_factory=Bounds)
    around: bool = field(default=False, init=False)
    way: str = field(default=PIPELINE, init=False)
    _context: str = field(default="", init=False)
    _read: tuple[str, int] = field(default=("", -1), init=False)
    _explainer: Explainer | None = field(default=None, init=False)
    _ahead: Ahead | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """What the connection prepared by itself a migration could take away."""
        self.connection.prepare_threshold = None

    def replay(self, migrations: Iterable[Migration]) -> list[FileResult]:
        """Run all; a file that fails is rolled back, and the next one runs."""
        migrations = tuple(migrations)
        self.folder = self.folder or migrations
        return [self.run(migration) for migration in migrations]

    def run(self, migration: Migration) -> FileResult:
        """Run one file; errors are values of the result."""
        started = time.perf_counter()
        if self._ahead is None:
            self._ahead = Ahead(self.folder)
        statements, problem = self._ahead.split(migration)
        self._context, self._read = "", (migration.sql, problem.offset if problem else -1)
        error = unreadable(migration, problem) if problem else not_sql(migration, statements)
        error = not_utf8(migration) if migration.broken else error
        notice = ""
        if error is None:
            error = self._guarded(migration, statements)
        if error is not None and error.sqlstate == "42501" and _runs_others(statements, error):
            # as a block, in which no procedure can commit what is lent to it
            error = self._guarded(migration, statements, around=True, way=BLOCK) and error
        if error is not None and error.sqlstate == "25P01" and self.lenient:
            error = self._guarded(migration, statements, way=BLOCK)
        if error is not None and error.sqlstate == "2D000" and self.connection.info.server_version >= IMPLICIT_BLOCK:
            error = self._guarded(migration, statements, way=SINGLE)
        if error is not None and error.sqlstate == "42501" and self.lenient:
            with self.doors.opened():
                again = self._guarded(migration, statements, SERVICE_SETTINGS)
            if again is None:
                notice = f"line {error.line}: {error.message}; Supabase allowed this once, and so it was run"
                error = None
            elif again.sqlstate != "42501":
                error = again
        self._explainer = self._explainer or Explainer(self.folder, self.doors)
        self._explainer.failed.discard(migration.file)
        if error:
            error = self._explainer.explained(migration, error, statements, self._context, self._read)
        status = "failed" if error else "replayed"
        return FileResult(migration, status, time.perf_counter() - started, len(statements), error, notice)

    def _guarded(
        self,
        migration: Migration,
        statements: Sequence[SourceStatement],
        settings: Sequence[str] = (),
        *,
        around: bool = False,
        way: str = PIPELINE,
    ) -> FileError | None:
        self.around, self.way = around, way
        watch = Watch(self.connection, self.doors.admin, self.bounds)
        try:
            with watch:
                if self._run(migration, statements, (RESET, *settings)):
                    return None
                error = open_ended(migration, statements)
                self.connection.execute("ROLLBACK")
                return error
        except _FailureError as failure:
            with contextlib.suppress(psycopg.Error):
                self.connection.execute("ROLLBACK")
                self.connection.execute("DEALLOCATE ALL")  # a rollback leaves them, and the file may be run again
            self._context, self._read = failure.error.diag.context or "", read_at(failure.statement, failure.error)
            error = failed(migration, failure.statement, failure.error)
            return replace(error, sqlstate="57014", message=watch.reason) if watch.reason else error
        finally:
            if self.reconnect and not self._usable():
                self.connection.close()
                self.connection = self.reconnect()
                self.connection.prepare_threshold = None

    def _usable(self) -> bool:
        """The connection is there, and waits for nothing."""
        status = self.connection.info.transaction_status
        return not self.connection.closed and status in (TransactionStatus.IDLE, TransactionStatus.INTRANS)

    def _run(self, migration: Migration, statements: Sequence[SourceStatement], first: Sequence[str]) -> bool:
        """Run the file behind settings; False if it leaves a transaction open, which nobody ends when it is pushed."""
        if (
            any(statement.node == TRANSACTION for statement in statements)
            or migration.sql.startswith(NO_TRANSACTION)
            or self.way == SINGLE
        ):
            for statement in statements:
                self._run_alone(migration, statement, first)
                first = ()
            if self.connection.info.transaction_status != TransactionStatus.IDLE:
                if not self.lenient:
                    return False
                self.connection.execute("COMMIT")
            self._finish(migration, statements)
            return True
        all_batches = [*batches(statements)]
        for batch in all_batches:
            if runs_alone(batch[0]):
                self._run_alone(migration, batch[0], first)
            else:
                history = self._history(migration, statements) if batch is all_batches[-1] else None
                self._run_batch(migration, batch, first, history)
            first = ()
        if not statements or runs_alone(all_batches[-1][0]):
            self._finish(migration, statements)
        return True

    def _history(self, migration: Migration, statements: Sequence[SourceStatement]) -> Sequence[Any]:
        return self.lenient, migration.version, migration.name, [statement.text for statement in statements]

    def _finish(self, migration: Migration, statements: Sequence[SourceStatement]) -> None:
        """A push writes its history last, as whatever role the file has left behind."""
        try:
            self.connection.execute(OPEN.encode())
            if not self.lenient:
                self.connection.execute(FINISH)
            self.connection.execute(HISTORY, self._history(migration, statements))
            self.connection.execute("COMMIT")
        except psycopg.Error as error:
            if statements:
                raise _FailureError(statements[-1], error) from None

    def _run_alone(self, migration: Migration, statement: SourceStatement, first: Sequence[str]) -> None:
        mark = self._mark(migration, statement)
        try:
            for setting in first:
                self.connection.execute(setting.encode())
            status = self.connection.info.transaction_status
            if status != TransactionStatus.INERROR and not _comes_first(statement):
                self.connection.execute(MARK, (mark, status == TransactionStatus.IDLE))
            self._send(statement)
        except psycopg.Error as error:
            raise _FailureError(statement, error) from None

    def _run_batch(
        self,
        migration: Migration,
        statements: Sequence[SourceStatement],
        first: Sequence[str],
        history: Sequence[Any] | None,
    ) -> None:
        """Everything sent at once, in the transaction that a pipeline is; what is behind the last batch, too."""
        try:
            send(self.connection, self._messages(migration, statements, first, history))
        except PartError as failure:
            raise _FailureError(statements[failure.part], failure.error) from None

    def _messages(
        self,
        migration: Migration,
        statements: Sequence[SourceStatement],
        first: Sequence[str],
        history: Sequence[Any] | None,
    ) -> Iterator[Message]:
        """Each statement behind its mark; the server runs one while the next is put together.

        The first mark stands before the transaction: some statements must be the first of theirs. As a BLOCK it is
        bracketed, which some statements ask for.
        """
        block = self.way == BLOCK
        for text in (OPEN, *first):
            yield Message(text.encode(), 0)
        yield self._mark_message(migration, statements[0], 0)
        for text in ("COMMIT", *(("BEGIN",) if block else ())):
            yield Message(text.encode(), 0)
        for number, statement in enumerate(statements):
            if number:
                yield self._mark_message(migration, statement, number)
            calls = self.doors.calls(statement, dynamic=self.around)
            for call in calls:
                yield message(self.connection, call.sql, call.parameters, number, last=call is calls[-1])
        last = len(statements) - 1
        for text in (SETTLE, *(() if self.lenient else (FINISH,))):
            yield Message(text.encode(), last)
        if history is not None:
            yield message(self.connection, HISTORY, history, last)
        if block:
            yield Message(b"COMMIT", last)

    def _mark_message(self, migration: Migration, statement: SourceStatement, number: int) -> Message:
        values = str(self._mark(migration, statement)).encode(), b"f" if number else b"t"
        return Message(MARK_TEXT, number, values)

    def _send(self, statement: SourceStatement) -> None:
        calls = self.doors.calls(statement, dynamic=self.around)
        alone = len(calls) > 1 and self.connection.info.transaction_status == TransactionStatus.IDLE
        if alone:
            self.connection.execute("BEGIN")
        for call in calls:
            self.connection.execute(call.sql.encode(), call.parameters)
        if alone:
            self.connection.execute("COMMIT")

    def _mark(self, migration: Migration, statement: SourceStatement) -> int:
        number = len(self.marks) + 1
        self.marks[number] = Origin(migration.file, statement.line)
        return number


def _comes_first(statement: SourceStatement) -> bool:
    """Whether PostgreSQL refuses the statement behind a query of its transaction; it defines nothing."""
    return statement.node == "variable_set_stmt" and statement.tree.name == "TRANSACTION"


def _runs_others(statements: Sequence[SourceStatement], error: FileError) -> bool:
    """Whether the statement that failed is one whose inner statements no door could see."""
    failed = [statement for statement in statements if statement.line <= error.line]
    return bool(failed) and failed[-1].node in DYNAMIC
