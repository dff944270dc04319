"""Prepare a view for the HTML page: counts for filters, texts for the search, migrations as a timeline."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from schemasync.core.sync_status import EXTRA, MISSING, PARTIAL, UNKNOWN
from schemasync.core.text import line
from schemasync.kinds.kind import Severity
from schemasync.migrations.status import (
    APPLIED,
    DUPLICATE,
    EDITED,
    INFERRED,
    PENDING,
    REMOTE_ONLY,
    RENUMBERED,
    UNRECORDED,
)
from schemasync.replay.results import FAILED, REPLAYED
from schemasync.report.formats.side_by_side import DiffRow, from_unified
from schemasync.report.view.model import MigrationView, ReportView
from schemasync.report.view.problem_view import ProblemView
from schemasync.report.view.rules import ReviewView

WHOLE_PROBLEMS = 120
"""Number of problems whose details are elements of the page; those of the others are made when they are opened."""
WHOLE_PARTS = 3_000
"""Greatest number of checks with which the parts of objects are elements of the page; else they are made when opened."""
LONG_LIST = 500
"""Length of the longest list that is laid out at once; of longer ones, only the visible part is."""
EXPOSURES = 3
"""Greatest number of problems about security that stand above everything else."""
_SEARCHED = 1_500


@dataclass(frozen=True, slots=True)
class Chip:
    """A value to filter by, and the number of problems that have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A migration on the timeline.

    Attributes:
        item: the migration.
        word: its status in one word or two.
        rows: of an edited one, what it was and what it is.
        sql: of one that only the database has, what was run.
        problems: numbers of the problems whose main object it defines.
        fails: it is pending and will fail.
    """

    item: MigrationView
    word: str
    rows: tuple[DiffRow, ...]
    sql: str
    problems: tuple[int, ...]
    fails: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The view, and values that only the page needs.

    Attributes:
        view: the report.
        tiles: severities of the open problems.
        severities, statuses, areas: filters of the list of problems.
        stops: the timeline.
        migration_statuses: words of the timeline, and how often each occurs.
        words: texts and values of each problem for the script's filters.
        whole_problems: number of problems whose details are elements of the page.
        whole_objects: the parts of all objects are elements of the page.
        long_problems, long_timeline, long_objects: only the visible part of the list is laid out.
        pull_request_first: there is something to deploy, or a push would end in an error.
        openings: sentences on the first accesses to every row that the pull request opens.
        exposures: the first open problems about security.
    """

    view: ReportView
    tiles: tuple[Chip, ...]
    severities: tuple[Chip, ...]
    statuses: tuple[Chip, ...]
    areas: tuple[Chip, ...]
    stops: tuple[Stop, ...]
    migration_statuses: tuple[Chip, ...]
    words: list[dict[str, Any]]
    whole_problems: int
    whole_objects: bool
    long_problems: bool
    long_timeline: bool
    long_objects: bool
    pull_request_first: bool
    openings: tuple[str, ...]
    exposures: tuple[ProblemView, ...]


def make_page(view: ReportView) -> Page:
    """Prepare a view for the page."""
    stops = tuple(_stops(view))
    problems = view.problems
    return Page(
        view=view,
        tiles=_chips((f.severity for f in view.open), map(str, Severity)),
        severities=_chips((f.severity for f in problems), map(str, Severity)),
        statuses=_chips((f.status for f in problems), (MISSING, EXTRA, PARTIAL, UNKNOWN)),
        areas=tuple(chip for chip in _chips((f.area for f in problems), (a.name for a in view.areas)) if chip.count),
        stops=stops,
        migration_statuses=tuple(Chip(word, count) for word, count in Counter(stop.word for stop in stops).items()),
        words=[_words(problem) for problem in problems],
        whole_problems=WHOLE_PROBLEMS,
        whole_objects=view.checks <= WHOLE_PARTS,
        long_problems=len(problems) > LONG_LIST,
        long_timeline=len(stops) > LONG_LIST,
        long_objects=sum(len(area.objects) for area in view.areas) > LONG_LIST,
        pull_request_first=view.pending is not None or view.deploy.blocks,
        openings=_openings(view.review),
        exposures=tuple(problem for problem in view.open if problem.severity == Severity.SECURITY)[:EXPOSURES],
    )


def _openings(review: ReviewView) -> tuple[str, ...]:
    accepted = {rule.ref for rule in review.ignored}
    return tuple(gain.sentence for gain in review.access if gain.every_row and gain.ref not in accepted)[:EXPOSURES]


def _chips(values: Iterable[str], order: Iterable[str]) -> tuple[Chip, ...]:
    counts = Counter(values)
    return tuple(Chip(value, counts[value]) for value in order)


def _words(problem: ProblemView) -> dict[str, Any]:
    """Values that the page's script filters by; `w` is the text that is searched, as it is shown, in lower case."""
    parts = " ".join(f"{part.kind} {part.name}" for part in problem.parts)
    described = (
        problem.title,
        parts,
        problem.kind,
        problem.name,
        problem.status,
        problem.severity,
        problem.area,
        problem.sentence,
    )
    more = (problem.origin, problem.cause, problem.impact, problem.accepted or "")
    text = "\n".join((*described, *more, problem.main.before[:_SEARCHED], problem.main.after[:_SEARCHED]))
    return {
        "w": line(text.lower()),
        "v": problem.severity,
        "s": problem.status,
        "a": problem.area,
        "o": problem.tops,
        "x": problem.accepted is not None,
    }


def _stops(view: ReportView) -> Iterable[Stop]:
    """Every migration in the order of the versions."""
    found: dict[str, list[int]] = defaultdict(list)
    for problem in view.problems:
        found[problem.file].append(problem.number)
    failing = view.pending.error.file if view.pending and view.pending.error else None
    for item in sorted(view.migrations, key=lambda item: (item.version, item.file)):
        remote_only = item.migration_status == REMOTE_ONLY
        yield Stop(
            item=item,
            word=_word(item),
            rows=from_unified(item.diff) if item.migration_status == EDITED else (),
            sql=item.diff if remote_only else "",
            problems=tuple(found.get(item.file, ())),
            fails=item.file == failing,
        )


def _word(item: MigrationView) -> str:
    if item.error:
        return FAILED
    short = {INFERRED: REPLAYED, "": item.status}
    return short.get(item.migration_status, item.migration_status)


MIGRATION_STATUSES = {
    APPLIED: "the database ran it as it is in the folder",
    PENDING: "the database does not have it yet",
    UNRECORDED: "its changes are in the database, but it was never recorded",
    EDITED: "it was edited after it ran",
    RENUMBERED: "it is recorded under another version",
    DUPLICATE: "another file has the same version",
    REMOTE_ONLY: "the database ran it, the folder does not have it",
    FAILED: "it could not be replayed",
    REPLAYED: "the history does not tell whether the database ran it",
}
