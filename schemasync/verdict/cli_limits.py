"""Find files that Supabase CLI releases before 2.109 cannot push, although PostgreSQL accepts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemasync.core.source_line import SourceLine
from schemasync.migrations.discover import Migration
from schemasync.migrations.go_splitter import cuts
from schemasync.migrations.statements import SourceStatement, split
from schemasync.replay.transactions import runs_alone

LONGEST = 1_000_000
"""Characters of a file; larger ones are taken for files of rows and are not examined."""


@dataclass(frozen=True, slots=True)
class CliLimit:
    """A line at which these releases fail, and the reason."""

    place: SourceLine
    sentence: str


def limits_of(migrations: Sequence[Migration]) -> tuple[CliLimit, ...]:
    """The first obstacle of each file."""
    return tuple(found for migration in migrations if (found := next(_limits(migration), None)))


def _limits(migration: Migration) -> Iterator[CliLimit]:
    def at(line: int, sentence: str) -> CliLimit:
        return CliLimit(SourceLine(migration.file, line), sentence)

    if migration.has_bom:
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
    """Statements that the CLI's splitter cuts in two, or does not separate from the next one."""
    offsets = list(cuts(sql))
    for number, statement in enumerate(statements):
        end = statement.start + len(statement.text)
        following = statements[number + 1].start if number + 1 < len(statements) else None
        inside = any(statement.start <= offset < end for offset in offsets)
        joined = following is not None and not any(end <= offset < following for offset in offsets)
        if inside or joined:
            yield statement
