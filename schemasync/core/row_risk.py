"""Statements of pending files that rows can refuse, and what a look at the rows has decided."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.source_line import SourceLine

FITS, REFUSED, UNDECIDED, NOT_ASKED = "fits", "refused", "undecided", ""
"""Answers: no row is in the way; rows are; it could not be decided; nobody looked."""

BOUND = 1000
"""Most rows, or keys, that are counted."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A read-only query that decides a risk.

    Attributes:
        sql: it returns one number: how much is in the way, up to a bound; it fails in class 22 where a value does.
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
    """Whether rows refuse a statement: one of the four answers, and a sentence."""

    answer: str = NOT_ASKED
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class RowRisk:
    """A statement that rows of the database can refuse.

    Attributes:
        place: of the statement.
        schema, table: of the rows, as the database calls it.
        on: rows that it fails on, in words.
        probe: query that decides it; None where none can.
        undecidable: why none can.
        decision: made by a look at the rows, if the settings allow one.
    """

    place: SourceLine
    schema: str
    table: str
    on: str
    probe: Probe | None = None
    undecidable: str = ""
    decision: Decision = Decision()
