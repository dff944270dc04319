"""What became of a migration, and why one failed: values, in PostgreSQL's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import psycopg

from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import TRANSACTION, SourceStatement, SyntaxProblem, locate

_INNER = re.compile(r'SQL statement "(.*?)"\n(?:PL/pgSQL|SQL) function ', re.DOTALL)
"""PostgreSQL's context of an error without a place, in a statement inside a function or block."""
LONGEST_MESSAGE = 400
"""Characters."""


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


def open_ended(migration: Migration, statements: Sequence[SourceStatement]) -> FileError:
    """A file that begins a transaction and never ends it: a push reports success and keeps nothing of it."""
    begun = [item for item in statements if item.node == TRANSACTION and item.text.upper().startswith(_BEGINS)]
    statement = (begun or statements)[-1]
    line, column = locate(migration.sql, statement.start)
    message = "the file begins a transaction and does not end it: nothing of it is kept"
    return FileError(line, column, "25001", message, hint="Add COMMIT at its end, or leave BEGIN out.")


def taken_version(result: FileResult) -> FileResult:
    """A file that ran, whose version another file has: the push cannot record it, and rolls it back."""
    version = result.migration.version
    error = FileError(
        1, 1, "23505", 'duplicate key value violates unique constraint "schema_migrations_pkey"',
        detail=f"Key (version)=({version}) already exists.", hint="Rename the file: give it a version of its own.",
        diagnosis="Another file of the folder has the same version, and the history keeps one row for each.",
    )  # fmt: skip
    return replace(result, status="failed", error=error)


_BEGINS = ("BEGIN", "START")


def unreadable(migration: Migration, problem: SyntaxProblem) -> FileError:
    """A file that cannot be cut into statements."""
    line, column = locate(migration.sql, problem.offset)
    return FileError(line, column, "42601", shortened(problem.message))


def not_utf8(migration: Migration) -> FileError:
    """A file that PostgreSQL would refuse whatever it says."""
    return FileError(migration.broken, 1, "22021", 'invalid byte sequence for encoding "UTF8"')


def not_sql(migration: Migration, statements: Sequence[SourceStatement]) -> FileError | None:
    """`COPY … FROM stdin` needs data that no migration can carry; nobody reads what `COPY … TO stdout` writes."""
    for statement in statements:
        if statement.node == "copy_stmt" and not statement.tree.filename:
            words = (
                ("COPY FROM stdin cannot run in a migration: its rows are no SQL",
                 "write INSERT statements, or move the rows to supabase/seed.sql")
                if statement.tree.is_from
                else ("COPY TO stdout cannot run in a migration: nobody reads what it writes", "take it out")
            )  # fmt: skip
            column = locate(migration.sql, statement.start)[1]
            return FileError(statement.line, column, "08P01", words[0], hint=words[1], statement=statement.text[:2000])
    return None


def failed(migration: Migration, statement: SourceStatement, error: psycopg.Error) -> FileError:
    """A statement that PostgreSQL refused."""
    diag = error.diag
    position = int(diag.statement_position or 1) - 1
    if diag.internal_query == statement.text:  # behind a door
        position = int(diag.internal_position or 1) - 1
    offset = statement.start + (position if position <= len(statement.text) else 0)
    line, column = locate(migration.sql, offset)
    message = shortened(diag.message_primary or (str(error).splitlines() or ["the connection was lost"])[0])
    sqlstate = diag.sqlstate or ""
    return FileError(
        line=line,
        column=column,
        sqlstate=sqlstate,
        message=message,
        detail=diag.message_detail or "",
        hint=diag.message_hint or "",
        statement=statement.text[:2000],
    )


def shortened(message: str) -> str:
    """A message without the rest of the file, which PostgreSQL quotes where a comment or a string is not closed."""
    return message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 1] + "…"


def read_at(statement: SourceStatement, error: psycopg.Error) -> tuple[str, int]:
    """What PostgreSQL read when it failed, and where in it: a query inside a function, else the statement."""
    diag = error.diag
    if diag.internal_query:
        return diag.internal_query, int(diag.internal_position or 0) - 1
    inner = _INNER.match(diag.context or "")
    if inner and not diag.statement_position:
        return inner[1], -1
    return statement.text, int(diag.statement_position or 0) - 1
