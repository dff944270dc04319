"""Gather what a pull request does by the lines that do it: changes, locks, access, and how definitions change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from schemasync.core.source_line import SourceLine
from schemasync.core.sql import Hazard
from schemasync.report.view.fixes import HAZARDS
from schemasync.report.view.model import ReportView
from schemasync.report.view.pending_changes import LOSES_UNCOPIED, ChangeView
from schemasync.report.view.statements import StatementView, TextDiffView

_OBSERVED = frozenset(
    HAZARDS[hazard]
    for hazard in (Hazard.TABLE_REWRITE, Hazard.ACCESS_EXCLUSIVE, Hazard.VALIDATION_SCAN, Hazard.FAILS_ON_ROWS)
)
"""Hazards that the effects of a statement say more precisely."""


@dataclass(slots=True)
class ChangedLine:
    """A line of a pending file, and everything that the report says of it.

    Attributes:
        file, line: of the statement.
        changes: objects that it creates, changes, renames or drops.
        effects: its locks, rewrites and scans, in sentences.
        rows: rows on which it fails, in sentences.
        advice: a form of the statement that blocks less; empty if none is known.
        access: sentences on who gains access by it.
        diffs: how definitions change.
    """

    file: str
    line: int
    changes: list[ChangeView] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    advice: str = ""
    access: list[str] = field(default_factory=list)
    diffs: list[TextDiffView] = field(default_factory=list)

    def warnings_of(self, change: ChangeView) -> tuple[str, ...]:
        """Warnings of a change that the effects of its line do not repeat."""
        return tuple(words for words in change.warnings if not (self.effects and words in _OBSERVED))


def changed_lines(view: ReportView) -> list[ChangedLine]:
    """The lines in the order of the files; changes whose line is unknown come last."""
    pending = view.pending
    if pending is None:
        return []
    found: dict[SourceLine, ChangedLine] = {}

    def at(item: Any) -> ChangedLine:
        return found.setdefault(SourceLine(item.file, item.line), ChangedLine(item.file, item.line))

    for change in pending.changes:
        at(change).changes.append(change)
    for each in pending.effects:
        _add_effect(at(each), each, view)
    for diff in pending.diffs:
        at(diff).diffs.append(diff)
    urgent, told = set(view.review.access_without_rule), view.review.told_by_rules
    for gain in view.review.access:
        if gain not in urgent and not ((gain.is_call or gain.every_row) and gain.ref in told):
            at(gain).access.append(gain.at_its_line)
    order = {file: number for number, file in enumerate(pending.files)}
    return sorted(
        filter(_says_something, found.values()), key=lambda each: (order.get(each.file, len(order)), each.line)
    )


def _says_something(line: ChangedLine) -> bool:
    return any((line.changes, line.effects, line.rows, line.access, line.diffs))


def loses_data(lines: Sequence[ChangedLine]) -> bool:
    """Whether a change of the lines loses data."""
    return any(
        {HAZARDS[Hazard.DATA_LOSS], LOSES_UNCOPIED}.intersection(change.hazards)
        for each in lines
        for change in each.changes
    )


def _add_effect(line: ChangedLine, each: StatementView, view: ReportView) -> None:
    """Add the effects of a statement, without the rows that the verdict is about."""
    place = view.deploy.place
    is_verdict = place is not None and (each.file, each.line) == (place.file, place.line)
    line.effects += each.effects
    line.rows += () if is_verdict else each.rows
    line.advice = each.advice or line.advice
