"""Judge whether rows of the database refuse a statement of the pending files, or may refuse one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from schemasync.core.row_risk import FITS, NOT_ASKED, REFUSED, RowRisk
from schemasync.core.source_line import SourceLine


class RowVerdict(NamedTuple):
    """The verdict on all statements that rows can refuse.

    Attributes:
        refused: rows of the database refuse a statement; otherwise they may.
        sentence: about the first statement, with the number of the others.
        place: of the first statement.
    """

    refused: bool
    sentence: str
    place: SourceLine


def judge_rows(risks: Sequence[RowRisk]) -> RowVerdict | None:
    """The verdict on the statements that rows can refuse; None if the rows fit all of them."""
    open_ = [risk for risk in risks if risk.decision.answer != FITS]
    refused = [risk for risk in open_ if risk.decision.answer == REFUSED]
    if not open_:
        return None
    first = (refused or open_)[0]
    where = f"{first.place} on {first.schema}.{first.table}"
    if refused:
        return RowVerdict(
            refused=True,
            sentence=f"{where}: {first.decision.sentence}{_more(refused, 'refused')}.",
            place=first.place,
        )
    if first.decision.answer == NOT_ASKED:
        sentence = f"{first.place} fails if {first.schema}.{first.table} has {first.on}"
        return RowVerdict(
            refused=False, sentence=f"{sentence}{_more(open_)}; the dry run had no rows.", place=first.place
        )
    sentence = f"{first.place} fails if {first.schema}.{first.table} has {first.on} ({first.decision.sentence})"
    return RowVerdict(refused=False, sentence=f"{sentence}{_more(open_)}.", place=first.place)


def _more(risks: Sequence[RowRisk], word: str = "") -> str:
    """The number of the statements after the first, at each of which several tables can have such rows."""
    number = len({risk.place for risk in risks})
    if number == 1:
        return ""
    return f", and {number - 1} more statement{'' if number == 2 else 's'}{f' {word}' if word else ''}"  # noqa: PLR2004
