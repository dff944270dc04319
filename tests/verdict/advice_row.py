"""A difference made by hand, and the advice that a report gives on it."""

from __future__ import annotations

from typing import NamedTuple


class Advice(NamedTuple):
    """One problem: title, severity, first sentence, first statement of the repair."""

    title: str
    severity: str
    sentence: str
    repair: str


class Row(NamedTuple):
    """A part of the migration, statements that somebody ran by hand, and the report's advice on the difference."""

    happened: str
    migration: str
    by_hand: str
    advice: tuple[Advice, ...]
