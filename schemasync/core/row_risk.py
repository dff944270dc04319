"""Statements of pending files that can fail on rows, and whether a query found such rows."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.source_line import SourceLine

FITS, REFUSED, UNDECIDED, NOT_ASKED = "fits", "refused", "undecided", ""
"""Answers: every row fits; rows do not; it could not be decided; the rows were not read."""

BOUND = 1000
"""Most rows, or keys, that are counted."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A read-only query that decides a risk.

    Attributes:
        sql: returns the number of rows or keys that do not fit, at most `BOUND`; it fails with an SQLSTATE of class 22 where a
            value cannot be converted.
        one, many: words after the number: `row has NULL in email`, `rows have NULL in email`.
        relations: schema and name of each relation that it reads.
        casts: (source type, target type) of the casts in it, which must be PostgreSQL's own.
    """

    sql: str
    one: str
    many: str
    relations: tuple[tuple[str, str], ...]
    casts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a statement fails on rows: one of the four answers, and a sentence."""

    answer: str = NOT_ASKED
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class RowRisk:
    """A statement that can fail on rows of the database.

    Attributes:
        place: of the statement.
        schema, table: of the rows, as the database calls it.
        on: rows that it fails on, in words.
        probe: query that decides it; None where none can.
        undecidable: why none can.
        decision: result of the query, if the settings allow it to run.
    """

    place: SourceLine
    schema: str
    table: str
    on: str
    probe: Probe | None = None
    undecidable: str = ""
    decision: Decision = Decision()
