"""Files that releases of the Supabase CLI before 2.109 cannot push, though PostgreSQL understands them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemasync.core.source_line import SourceLine
from schemasync.migrations.discover import Migration
from schemasync.migrations.go_splitter import cuts
from schemasync.migrations.statements import SourceStatement, split
from schemasync.replay.transactions import runs_alone

LONGEST = 1_000_000
"""Characters; larger files hold rows, and are not looked at."""


@dataclass(frozen=True, slots=True)
class CliLimit:
    """A line that these releases fail at, and how."""

    place: SourceLine
    sentence: str


def limits_of(migrations: Sequence[Migration]) -> tuple[CliLimit, ...]:
    """The first obstacle of each file."""
    return tuple(found for migration in migrations if (found := next(_limits(migration), None)))


def _limits(migration: Migration) -> Iterator[CliLimit]:
    def at(line: int, sentence: str) -> CliLimit:
        return CliLimit(SourceLine(migration.file, line), sentence)

    if migration.marked:
        yield at(1, "the file begins with a byte order mark, which is sent to PostgreSQL: syntax error (42601)")
    if len(migration.sql) > LONGEST:
        return
    statements, problem = split(migration.sql)
    if problem:
        return
    for statement in _cut_wrongly(migration.sql, statements):
        yield at(statement.line, "the statement is not cut at its end: syntax error (42601)")
    for number, statement in enumerate(statements):
        if number and runs_alone(statement):
            sentence = "the statement needs a transaction of its own, and is sent in that of the file (25001)"
            yield at(statement.line, f"{sentence}: put it into a file of its own")


def _cut_wrongly(sql: str, statements: Sequence[SourceStatement]) -> Iterator[SourceStatement]:
    """Statements in the middle of which the file is cut, or that are not cut from the one that follows."""
    offsets = list(cuts(sql))
    for number, statement in enumerate(statements):
        end = statement.start + len(statement.text)
        following = statements[number + 1].start if number + 1 < len(statements) else None
        inside = any(statement.start <= offset < end for offset in offsets)
        joined = following is not None and not any(end <= offset < following for offset in offsets)
        if inside or joined:
            yield statement
