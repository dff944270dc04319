"""Result of each file of a replay, and PostgreSQL's error if the file failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import psycopg

from schemasync.core import sqlstates
from schemasync.core.masking import shortened
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import TRANSACTION, SourceStatement, SyntaxProblem, enum_name, locate
from schemasync.postgres.shadow import SHADOW_DATABASE

REPLAYED, FAILED = "replayed", "failed"
LONGEST_DETAIL = 4000
"""Characters of a detail or a hint, which can list many objects."""
LONGEST_QUERY = 100_000
"""Characters of a query inside a function, and of the functions that were running."""
LONGEST_STATEMENT = 2000
"""Characters of a failed statement that a result keeps."""
DUPLICATE_VERSION = 'duplicate key value violates unique constraint "schema_migrations_pkey"'
_BEGINS = ("TRANS_STMT_BEGIN", "TRANS_STMT_START")
"""libpg_query's names of the statements BEGIN and START TRANSACTION."""


@dataclass(frozen=True, slots=True)
class FailureContext:
    """Facts about a failure that only the running server knows; with them a diagnosis needs no connection.

    Attributes:
        statement: the one that failed; None if the file could not be split into statements.
        offset: 0-based offset in the file of the text that could not be split; -1 if the file was split.
        position: 1-based, in the statement, in characters; 0 if PostgreSQL gives none.
        internal_query: the query inside a function or DO block that failed; empty if PostgreSQL gives none.
        internal_position: 1-based, in that query; 0 if PostgreSQL gives none.
        context: PostgreSQL's lines about the functions that were running.
        server_major: major version of the server.
        stub_extensions: extensions for which a stub had been installed by then.
        built_in_arguments: names in the message → arguments of PostgreSQL's own functions of that name.
        constraint: schema, table and name of the constraint that rows violate; empty if PostgreSQL gives none.
    """

    statement: SourceStatement | None = None
    offset: int = -1
    position: int = 0
    internal_query: str = ""
    internal_position: int = 0
    context: str = ""
    server_major: int = 0
    stub_extensions: tuple[str, ...] = ()
    built_in_arguments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constraint: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileError:
    """Why a migration failed, as PostgreSQL reports it, and where.

    Attributes:
        line, column: 1-based, in the file.
        sqlstate: five characters.
        statement: the text that failed, shortened.
        diagnosis: the probable reason, in words; empty until `diagnose` adds it, and if it is unknown.
        context: facts for the diagnosis; None in a replay that was read from a file.
    """

    line: int
    column: int
    sqlstate: str
    message: str
    detail: str = ""
    hint: str = ""
    statement: str = ""
    diagnosis: str = ""
    context: FailureContext | None = field(default=None, repr=False, compare=False)

    def is_same(self, other: FileError) -> bool:
        """Whether another run of the file failed at the same place and for the same reason."""
        return (self.line, self.sqlstate, self.message) == (other.line, other.sqlstate, other.message)


@dataclass(frozen=True, slots=True)
class FileResult:
    """Result of one file.

    Attributes:
        seconds: run time of all attempts.
        statements: number of statements in the file.
        notice: a sentence for the report about a file that ran only in a special way; empty for most.
    """

    migration: Migration
    seconds: float
    statements: int = 0
    error: FileError | None = None
    notice: str = ""

    @property
    def status(self) -> str:
        """`replayed` or `failed`."""
        return FAILED if self.error else REPLAYED


def open_transaction(migration: Migration, statements: Sequence[SourceStatement]) -> FileError:
    """Error of a file that begins a transaction and does not end it: a push reports success, and the server rolls it back."""
    begins = [item for item in statements if item.node == TRANSACTION and enum_name(item.tree, "kind") in _BEGINS]
    statement = (begins or statements)[-1]
    line, column = locate(migration.sql, statement.start)
    message = "the file begins a transaction and does not end it, so its changes are rolled back"
    hint = "Add COMMIT at its end, or leave BEGIN out."
    return FileError(
        line, column, sqlstates.ACTIVE_SQL_TRANSACTION, message, hint=hint, context=FailureContext(statement)
    )


def duplicate_version(result: FileResult) -> FileResult:
    """Failed result of a file that ran, but whose version another file has: a push cannot record it, and rolls it back."""
    error = FileError(
        1, 1, sqlstates.UNIQUE_VIOLATION, DUPLICATE_VERSION, detail=f"Key (version)=({result.migration.version}) already exists.",
        hint="Rename the file: give it a version of its own.", context=FailureContext(),
    )  # fmt: skip
    return replace(result, error=error)


def unsplittable(migration: Migration, problem: SyntaxProblem) -> FileError:
    """Error of a file that cannot be split into statements."""
    line, column = locate(migration.sql, problem.offset)
    return FileError(
        line, column, sqlstates.SYNTAX_ERROR, shortened(problem.message), context=FailureContext(offset=problem.offset)
    )


def not_utf8(migration: Migration) -> FileError:
    """Error of a file with bytes that PostgreSQL refuses in any statement."""
    message = 'invalid byte sequence for encoding "UTF8"'
    return FileError(
        migration.invalid_line, 1, sqlstates.CHARACTER_NOT_IN_REPERTOIRE, message, context=FailureContext()
    )


def copies_to_client(migration: Migration, statements: Sequence[SourceStatement]) -> FileError | None:
    """Error of the first COPY from or to the client, for which a push sends no rows and reads none; None without one."""
    for statement in statements:
        if statement.node == "copy_stmt" and not statement.tree.filename:
            if statement.tree.is_from:
                message = "COPY FROM stdin cannot run in a migration, as its rows are not SQL"
                hint = "write INSERT statements, or move the rows to supabase/seed.sql"
            else:
                message = "COPY TO stdout cannot run in a migration, as nothing reads its output"
                hint = "remove it"
            column = locate(migration.sql, statement.start)[1]
            text = statement.text[:LONGEST_STATEMENT]
            context = FailureContext(statement)
            return FileError(
                statement.line,
                column,
                sqlstates.PROTOCOL_VIOLATION,
                message,
                hint=hint,
                statement=text,
                context=context,
            )
    return None


def failed_statement(
    migration: Migration, statement: SourceStatement, error: psycopg.Error, database: str
) -> FileError:
    """Error of a statement that PostgreSQL refused; its texts name a stage's database as the project's."""
    diag = error.diag
    message = diag.message_primary or (str(error).splitlines() or ["the connection was lost"])[0]
    position = int(diag.statement_position or 1) - 1
    if diag.internal_query == statement.text:  # a privileged call executed the statement
        position = int(diag.internal_position or 1) - 1
    offset = statement.start + (position if position <= len(statement.text) else 0)
    line, column = locate(migration.sql, offset)
    return FileError(
        line=line,
        column=column,
        sqlstate=diag.sqlstate or "",
        message=shortened(message.replace(database, SHADOW_DATABASE)),
        detail=shortened((diag.message_detail or "").replace(database, SHADOW_DATABASE), LONGEST_DETAIL),
        hint=shortened(diag.message_hint or "", LONGEST_DETAIL),
        statement=statement.text[:LONGEST_STATEMENT],
        context=FailureContext(
            statement,
            position=int(diag.statement_position or 0),
            internal_query=shortened(diag.internal_query or "", LONGEST_QUERY),
            internal_position=int(diag.internal_position or 0),
            context=shortened(diag.context or "", LONGEST_QUERY),
            constraint=(diag.schema_name or "", diag.table_name or "", diag.constraint_name)
            if diag.constraint_name
            else (),
        ),
    )
