"""The pending migrations in words: what they change, and whether they will apply."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemasync.model import Plan, Ref
from schemasync.objects import KINDS
from schemasync.outcome import Pending
from schemasync.replay.apply import FileResult
from schemasync.sql import Hazard
from schemasync.verdict.areas import display_name
from schemasync.verdict.findings import EXTRA, MISSING, Finding
from schemasync.verdict.migrations import Standing

VERBS = {MISSING: "creates", EXTRA: "drops"}
HAZARDS = {
    Hazard.DATA_LOSS: "loses data",
    Hazard.TABLE_REWRITE: "rewrites the table while it is locked",
    Hazard.ACCESS_EXCLUSIVE: "locks the table against reads for a moment",
    Hazard.VALIDATION_SCAN: "reads the whole table, and fails if a row does not fit",
    Hazard.NON_TRANSACTIONAL: "cannot be rolled back",
}
_QUOTED = re.compile(r'"((?:[^"]|"")+)"|function ([\w.]+)\(')


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One thing that a pending migration does: `creates`, `drops` or `changes` an object."""

    verb: str
    kind: str
    name: str
    ref: Ref
    file: str
    line: int
    hazards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PendingView:
    """What will be deployed.

    Attributes:
        files: the pending migrations, in order.
        changes: what they change.
        applies: True, False, or None if it could not be tried.
        headline: the answer in one sentence.
        error: of the migration that will fail: file, line, message, …; None if none does.
        blame: numbers of the findings that the error is about.
        notes: what the trial cannot tell, and what `db push` will say.
    """

    files: tuple[str, ...]
    changes: tuple[ChangeView, ...]
    applies: bool | None
    headline: str
    error: Mapping[str, Any] | None
    blame: tuple[int, ...]
    notes: tuple[str, ...]


def pending_view(
    pending: Pending, standings: Sequence[Standing], numbered: Sequence[tuple[int, Finding]]
) -> PendingView:
    """Put the pending migrations in words.

    Args:
        pending: of the outcome.
        standings: of all migrations.
        numbered: the report's findings with their numbers.
    """
    hazards = _hazards(pending.plan)
    changes = tuple(_change(finding, hazards) for finding in pending.changes)
    failure = pending.failure
    blame = _blame(failure, numbered) if failure else ()
    applies = False if failure else None if pending.trial is None else True
    return PendingView(
        files=tuple(result.migration.file for result in pending.replayed.results),
        changes=changes,
        applies=applies,
        headline=_headline(pending, failure, blame),
        error=error_of(failure) if failure else None,
        blame=blame,
        notes=tuple(_notes(changes, standings, applies)),
    )


def error_of(result: FileResult) -> dict[str, Any] | None:
    """A file's error as plain values."""
    if result.error is None:
        return None
    names = ("line", "column", "sqlstate", "message", "detail", "hint", "diagnosis")
    return {"file": result.migration.file} | {name: getattr(result.error, name) for name in names}


def _hazards(plan: Plan) -> dict[Ref, dict[str, None]]:
    found: dict[Ref, dict[str, None]] = defaultdict(dict)
    for statement in plan.statements:
        for hazard in statement.sql.hazards:
            for ref in (statement.ref, *statement.refs):
                found[ref][HAZARDS.get(hazard, str(hazard))] = None
    return found


def _change(finding: Finding, hazards: Mapping[Ref, Mapping[str, None]]) -> ChangeView:
    new = finding.status == MISSING and finding.ref == finding.top  # nobody uses it yet
    told = {} if new else dict.fromkeys(words for ref in (finding.ref, *finding.refs) for words in hazards.get(ref, ()))
    return ChangeView(
        verb=VERBS.get(finding.status, "changes"),
        kind=KINDS[finding.ref.kind].label,
        name=display_name(finding.ref),
        ref=finding.ref,
        file=finding.origin.file if finding.origin else "",
        line=finding.origin.line if finding.origin else 0,
        hazards=tuple(told),
    )


def _headline(pending: Pending, failure: FileResult | None, blame: Sequence[int]) -> str:
    files = [result.migration.file for result in pending.replayed.results]
    some = files[0] if len(files) == 1 else f"{len(files)} migrations"
    if failure is None or failure.error is None:
        if pending.trial is None:
            return f"Pending: {some}. Whether it applies could not be tried, as the database could not be rebuilt."
        return f"Pending: {some} will apply on the database as it is now."
    about = f" (finding {', '.join(map(str, blame))})" if blame else ""
    return f"Pending: {failure.migration.file} will fail on the database: {failure.error.message}{about}."


def _blame(failure: FileResult, numbered: Sequence[tuple[int, Finding]]) -> tuple[int, ...]:
    """The findings whose objects the error names."""
    message = failure.error.message if failure.error else ""
    names = {(quoted or called).replace('""', '"').split(".")[-1] for quoted, called in _QUOTED.findall(message)}
    hit = [(number, f, names & set(f.ref.path[1:])) for number, f in numbered]
    best = max((len(found) for _, _, found in hit), default=0)
    return tuple(number for number, _, found in hit if best and len(found) == best)


def _notes(changes: Sequence[ChangeView], standings: Sequence[Standing], applies: bool | None) -> list[str]:  # noqa: FBT001
    notes = [f"{item.file} is {item.note}" for item in standings if item.out_of_order]
    scanned = [change.name for change in changes if HAZARDS[Hazard.VALIDATION_SCAN] in change.hazards]
    if applies and scanned:
        listed = ", ".join(scanned[:5]) + (" …" if len(scanned) > 5 else "")  # noqa: PLR2004
        notes.append(f"The trial ran without your rows: {listed} can still fail on data.")
    return notes
