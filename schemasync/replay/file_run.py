"""Run one file in one way: send its statements, each after its row in `schemasync.marks`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from schemasync.core.source_line import SourceLine
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import TRANSACTION, SourceStatement
from schemasync.replay.attempts import SendAttempt, SendMode
from schemasync.replay.libpq_pipeline import Message, PartError, message, send
from schemasync.replay.trace import Tracer
from schemasync.replay.transactions import batches, runs_alone
from schemasync.supautils.privileged_calls import MARK, MARK_TEXT, PrivilegedCalls

NO_TRANSACTION = "-- pg-delta: transaction=false"
CHECK_FINAL_ROLE = "SELECT schemasync.check_final_role()"
RECORD_MIGRATION = "SELECT schemasync.record_migration(%s, %s, %s, %s::text[])"
"""Writes the file's row of the history, as a push does after each file; later files may read it."""
OPEN = "BEGIN READ WRITE"
"""Begins a transaction that can write, even if an earlier file set `default_transaction_read_only`."""
RESET = "RESET ALL"
CHECK_CONSTRAINTS = "SET CONSTRAINTS ALL IMMEDIATE"
"""Checks deferred constraints before the commit, so that their error belongs to the last statement of a pipeline."""


@dataclass(slots=True)
class StatementError(Exception):
    """A statement failed; `error` is PostgreSQL's."""

    statement: SourceStatement
    error: psycopg.Error


@dataclass(frozen=True, slots=True)
class FileRun:
    """One run of a file.

    Attributes:
        connection: the project role's.
        privileged_calls: of the same database.
        marks: number of each statement that ran → its line; this run adds to it.
        migration, statements: the file.
        attempt: how it is run.
        lenient: see `Replayer`.
        tracer: observes each statement; None to observe none.
    """

    connection: psycopg.Connection[Any]
    privileged_calls: PrivilegedCalls
    marks: dict[int, SourceLine]
    migration: Migration
    statements: Sequence[SourceStatement]
    attempt: SendAttempt
    lenient: bool
    tracer: Tracer | None = None

    def run(self) -> bool:
        """Run the file; returns False if it leaves a transaction open, which a push would lose.

        Raises:
            StatementError: of the first statement that failed.
        """
        settings = (RESET, *self.attempt.settings)
        if self.tracer:
            self.tracer.begin(self.migration, self.statements)
        if self._controls_transactions():
            return self._run_one_by_one(settings)
        all_batches = [*batches(self.statements)]
        for batch in all_batches:
            if runs_alone(batch[0]):
                self._run_alone(batch[0], settings)
            else:
                self._run_batch(batch, settings, last=batch is all_batches[-1])
            settings = ()
        if not self.statements or runs_alone(all_batches[-1][0]):
            self._finish()
        return True

    def _controls_transactions(self) -> bool:
        return (
            self.attempt.mode is SendMode.SINGLE
            or self.migration.sql.startswith(NO_TRANSACTION)
            or any(statement.node == TRANSACTION for statement in self.statements)
        )

    def _run_one_by_one(self, settings: Sequence[str]) -> bool:
        for statement in self.statements:
            self._run_alone(statement, settings)
            settings = ()
        if self.connection.info.transaction_status != TransactionStatus.IDLE:
            if not self.lenient:
                return False
            self.connection.execute("COMMIT")
        self._finish()
        return True

    def _history(self) -> Sequence[Any]:
        texts = [statement.text for statement in self.statements]
        return self.lenient, self.migration.version, self.migration.name, texts

    def _finish(self) -> None:
        """Write the history, as a push does last, with the role that the file has set."""
        try:
            self.connection.execute(OPEN.encode())
            if not self.lenient:
                self.connection.execute(CHECK_FINAL_ROLE)
            self.connection.execute(RECORD_MIGRATION, self._history())
            self.connection.execute("COMMIT")
        except psycopg.Error as error:
            if self.statements:
                raise StatementError(self.statements[-1], error) from None

    def _run_alone(self, statement: SourceStatement, settings: Sequence[str]) -> None:
        mark = self._mark(statement)
        try:
            for setting in settings:
                self.connection.execute(setting.encode())
            status = self.connection.info.transaction_status
            if status != TransactionStatus.INERROR and not _comes_first(statement):
                self.connection.execute(MARK, (mark, status == TransactionStatus.IDLE))
                self._trace(statement, first=True)
            self._send(statement)
            self._trace(statement)
        except psycopg.Error as error:
            raise StatementError(statement, error) from None

    def _run_batch(self, batch: Sequence[SourceStatement], settings: Sequence[str], *, last: bool) -> None:
        """Send all statements of a batch in one pipeline, which is one transaction; after the last batch, the history too."""
        try:
            send(self.connection, self._messages(batch, settings, last=last))
        except PartError as failure:
            raise StatementError(batch[failure.part], failure.error) from None

    def _messages(self, batch: Sequence[SourceStatement], settings: Sequence[str], *, last: bool) -> Iterator[Message]:
        """Messages of a batch: each statement after its mark. A generator, so the server runs one while the next is made.

        The first mark has a transaction of its own, as some statements must come first in theirs. In a BLOCK, the
        statements are between BEGIN and COMMIT, which some of them require.
        """
        is_block = self.attempt.mode is SendMode.BLOCK
        for text in (OPEN, *settings):
            yield Message(text.encode(), 0)
        yield self._mark_message(batch[0], 0)
        if self.tracer:
            yield self.tracer.before(self.migration, batch[0], 0)
        for text in ("COMMIT", *(("BEGIN",) if is_block else ())):
            yield Message(text.encode(), 0)
        for number, statement in enumerate(batch):
            if number:
                yield self._mark_message(statement, number)
            yield from self._statement_messages(statement, number)
        end = len(batch) - 1
        for text in (CHECK_CONSTRAINTS, *(() if self.lenient else (CHECK_FINAL_ROLE,))):
            yield Message(text.encode(), end)
        if last:
            yield message(self.connection, RECORD_MIGRATION, self._history(), end)
        if is_block:
            yield Message(b"COMMIT", end)

    def _statement_messages(self, statement: SourceStatement, number: int) -> Iterator[Message]:
        """Messages of a statement, and of the calls before and after it."""
        calls = self._calls(statement)
        for call in calls:
            yield message(self.connection, call.sql, call.parameters, number, last=call is calls[-1])
        if self.tracer and not _comes_first(statement):
            yield self.tracer.after(self.migration, statement, number)

    def _mark_message(self, statement: SourceStatement, number: int) -> Message:
        values = str(self._mark(statement)).encode(), b"f" if number else b"t"
        return Message(MARK_TEXT, number, values)

    def _calls(self, statement: SourceStatement) -> Sequence[Any]:
        return self.privileged_calls.for_statement(statement, dynamic=self.attempt.dynamic)

    def _send(self, statement: SourceStatement) -> None:
        calls = self._calls(statement)
        is_several = len(calls) > 1 and self.connection.info.transaction_status == TransactionStatus.IDLE
        if is_several:
            self.connection.execute("BEGIN")
        for call in calls:
            self.connection.execute(call.sql.encode(), call.parameters)
        if is_several:
            self.connection.execute("COMMIT")

    def _trace(self, statement: SourceStatement, *, first: bool = False) -> None:
        """Observe before or after a statement that is sent by itself."""
        fails = self.connection.info.transaction_status == TransactionStatus.INERROR
        if self.tracer and not fails and (first or not (statement.node == TRANSACTION or _comes_first(statement))):
            read = self.tracer.read_before if first else self.tracer.read_after
            read(self.connection, self.migration, statement)

    def _mark(self, statement: SourceStatement) -> int:
        number = len(self.marks) + 1
        self.marks[number] = SourceLine(self.migration.file, statement.line)
        if self.tracer:
            self.tracer.mark(number, self.migration, statement)
        return number


def _comes_first(statement: SourceStatement) -> bool:
    """Whether the statement must come before every query of its transaction (SET TRANSACTION); it defines no object."""
    return statement.node == "variable_set_stmt" and statement.tree.name == "TRANSACTION"
