"""Runs migrations in the shadow as `supabase db push` would, and notes which statement did what."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from schemasync.replay.diagnose import diagnose
from schemasync.replay.discover import Migration
from schemasync.replay.doors import DYNAMIC, Call, Doors
from schemasync.replay.statements import TRANSACTION, SourceStatement, SyntaxProblem, locate, split

NO_TRANSACTION = "-- pg-delta: transaction=false"
SERVICE_SETTINGS = ("SET storage.allow_delete_query = 'true'",)
"""What Supabase's services set for themselves."""
_ALONE = frozenset({"vacuum_stmt", "alter_system_stmt", "createdb_stmt", "dropdb_stmt", "create_table_space_stmt",
                    "drop_table_space_stmt", "create_subscription_stmt", "drop_subscription_stmt", "cluster_stmt"})  # fmt: skip


_Sender = psycopg.Connection[Any] | psycopg.Cursor[Any]


@dataclass(frozen=True, slots=True)
class FileError:
    """Why a migration failed, in PostgreSQL's words, and where.

    Attributes:
        line, column: 1-based, in the file.
        sqlstate: five characters; empty when the file could not be cut into statements.
        statement: the text that failed.
        diagnosis: what it most likely means; empty if unknown.
    """

    line: int
    column: int
    sqlstate: str
    message: str
    detail: str = ""
    hint: str = ""
    statement: str = ""
    diagnosis: str = ""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one migration: `replayed` or `failed`; `notice` says what was done for it."""

    migration: Migration
    status: str
    seconds: float
    statements: int = 0
    error: FileError | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The statement that last defined an object: file name and 1-based line."""

    file: str
    line: int


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
        lenient: what Supabase allowed once and refuses today is run all the same, for files that ran long ago.
    """

    connection: psycopg.Connection[Any]
    doors: Doors
    reconnect: Callable[[], psycopg.Connection[Any]] | None = None
    marks: dict[int, Origin] = field(default_factory=dict)
    lenient: bool = False
    around: bool = field(default=False, init=False)

    def replay(self, migrations: Iterable[Migration]) -> list[FileResult]:
        """Run all; a file that fails is rolled back, and the next one runs."""
        return [self.run(migration) for migration in migrations]

    def run(self, migration: Migration) -> FileResult:
        """Run one file; errors are values of the result."""
        started = time.perf_counter()
        statements, problem = split(migration.sql)
        error = _unreadable(migration, problem) if problem else _not_sql(migration, statements)
        notice = ""
        if error is None:
            error = self._guarded(migration, statements)
        if error is not None and error.sqlstate == "42501" and _runs_others(statements, error):
            error = self._guarded(migration, statements, around=True) and error
        if error is not None and error.sqlstate == "42501" and self.lenient:
            with self.doors.opened():
                again = self._guarded(migration, statements, SERVICE_SETTINGS)
            if again is None:
                notice = f"line {error.line}: {error.message}; Supabase allowed this once, and so it was run"
                error = None
        status = "failed" if error else "replayed"
        return FileResult(migration, status, time.perf_counter() - started, len(statements), error, notice)

    def _guarded(
        self,
        migration: Migration,
        statements: Sequence[SourceStatement],
        settings: Sequence[str] = (),
        *,
        around: bool = False,
    ) -> FileError | None:
        self.around = around
        try:
            self._reset(statements)
            for setting in settings:
                self.connection.execute(setting.encode())
            self._run(migration, statements)
        except _FailureError as failure:
            with contextlib.suppress(psycopg.Error):
                self.connection.execute("ROLLBACK")
            return _file_error(migration, failure)
        finally:
            if self.connection.closed and self.reconnect:
                self.connection = self.reconnect()
        return None

    def _reset(self, statements: Sequence[SourceStatement]) -> None:
        try:
            self.connection.execute("RESET ALL")
        except psycopg.Error as error:
            if statements:
                raise _FailureError(statements[0], error) from None

    def _run(self, migration: Migration, statements: Sequence[SourceStatement]) -> None:
        if any(statement.node == TRANSACTION for statement in statements) or migration.sql.startswith(NO_TRANSACTION):
            for statement in statements:
                self._run_alone(migration, statement)
            if self.connection.info.transaction_status != TransactionStatus.IDLE:
                self.connection.execute("COMMIT")
            return
        for batch in _batches(statements):
            if runs_alone(batch[0]):
                self._run_alone(migration, batch[0])
            else:
                self._run_batch(migration, batch)

    def _run_alone(self, migration: Migration, statement: SourceStatement) -> None:
        mark = self._mark(migration, statement)
        call = self.doors.call(statement)
        within = self.connection.info.transaction_status == TransactionStatus.INTRANS
        savepoint = within and statement.node != TRANSACTION
        try:
            if savepoint:
                self.connection.execute("SAVEPOINT schemasync")
            if self.connection.info.transaction_status != TransactionStatus.INERROR:
                self.connection.execute("SELECT schemasync.mark(%s)", (mark,))
            self._send(self.connection, statement, call)
            if savepoint:
                self.connection.execute("RELEASE schemasync")
        except psycopg.Error as error:
            raise _FailureError(statement, error) from None

    def _run_batch(self, migration: Migration, statements: Sequence[SourceStatement]) -> None:
        """One transaction, everything sent at once; each statement in a savepoint behind its mark."""
        cursors: list[psycopg.Cursor[Any]] = []
        try:
            with self.connection.pipeline():
                self.connection.execute("BEGIN")
                for statement in statements:
                    call = self.doors.call(statement)
                    self.connection.execute("SAVEPOINT schemasync")
                    self.connection.execute("SELECT schemasync.mark(%s)", (self._mark(migration, statement),))
                    cursor = self.connection.cursor()
                    cursors.append(cursor)
                    self._send(cursor, statement, call)
                    self.connection.execute("RELEASE schemasync")
                self.connection.execute("COMMIT")
        except psycopg.Error as error:
            done = sum(1 for cursor in cursors if cursor.pgresult is not None)
            raise _FailureError(statements[min(done, len(statements) - 1)], error) from None

    def _send(self, sender: _Sender, statement: SourceStatement, call: Call) -> None:
        around = self.doors.around(statement) if self.around else None
        if not around:
            sender.execute(call.sql.encode(), call.parameters)
            return
        alone = self.connection.info.transaction_status == TransactionStatus.IDLE and sender is self.connection
        if alone:
            self.connection.execute("BEGIN")
        self.connection.execute(around[0].sql.encode(), around[0].parameters)
        sender.execute(call.sql.encode(), call.parameters)
        self.connection.execute(around[1].sql.encode(), around[1].parameters)
        if alone:
            self.connection.execute("COMMIT")

    def _mark(self, migration: Migration, statement: SourceStatement) -> int:
        number = len(self.marks) + 1
        self.marks[number] = Origin(migration.file, statement.line)
        return number


def _runs_others(statements: Sequence[SourceStatement], error: FileError) -> bool:
    """Whether the statement that failed is one whose inner statements no door could see."""
    failed = [statement for statement in statements if statement.line <= error.line]
    return bool(failed) and failed[-1].node in DYNAMIC


def runs_alone(statement: SourceStatement) -> bool:
    """Whether PostgreSQL refuses the statement inside a transaction."""
    tree = statement.tree
    if statement.node in ("index_stmt", "drop_stmt"):
        return bool(tree.concurrent)
    if statement.node == "reindex_stmt":
        return any(item.def_elem.defname == "concurrently" for item in tree.params)
    return statement.node in _ALONE


def _batches(statements: Sequence[SourceStatement]) -> Iterator[list[SourceStatement]]:
    batch: list[SourceStatement] = []
    for statement in statements:
        if runs_alone(statement):
            if batch:
                yield batch
            yield [statement]
            batch = []
        else:
            batch.append(statement)
    if batch:
        yield batch


def _unreadable(migration: Migration, problem: SyntaxProblem) -> FileError:
    line, column = locate(migration.sql, problem.offset)
    return FileError(line, column, "42601", problem.message, diagnosis=diagnose("42601", problem.message, None))


def _not_sql(migration: Migration, statements: Sequence[SourceStatement]) -> FileError | None:
    """`COPY … FROM stdin` needs data that no migration can carry."""
    for statement in statements:
        if statement.node == "copy_stmt" and statement.tree.is_from and not statement.tree.filename:
            return FileError(
                statement.line,
                locate(migration.sql, statement.start)[1],
                "08P01",
                "COPY FROM stdin cannot run in a migration: its rows are no SQL",
                hint="write INSERT statements, or move the rows to supabase/seed.sql",
                statement=statement.text[:2000],
            )
    return None


def _file_error(migration: Migration, failure: _FailureError) -> FileError:
    diag, statement = failure.error.diag, failure.statement
    position = int(diag.statement_position or 1) - 1
    if diag.internal_query == statement.text:  # behind a door
        position = int(diag.internal_position or 1) - 1
    offset = statement.start + (position if position <= len(statement.text) else 0)
    line, column = locate(migration.sql, offset)
    message = diag.message_primary or (str(failure.error).splitlines() or ["the connection was lost"])[0]
    sqlstate = diag.sqlstate or ""
    return FileError(
        line=line,
        column=column,
        sqlstate=sqlstate,
        message=message,
        detail=diag.message_detail or "",
        hint=diag.message_hint or "",
        statement=statement.text[:2000],
        diagnosis=diagnose(sqlstate, message, statement),
    )
