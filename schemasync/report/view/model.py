"""Values of a report view: finished texts that formats only lay out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemasync.core.model import Ref
from schemasync.kinds._kind import Severity
from schemasync.report.view.declared import DeclaredView
from schemasync.report.view.diagram import Diagram
from schemasync.report.view.fixes import FixView
from schemasync.report.view.history import NEW, REOPENED
from schemasync.report.view.pending import PendingView
from schemasync.report.view.rules import NO_REVIEW, ReviewView
from schemasync.verdict.deploy import NO_VERDICT, DeployVerdict
from schemasync.verdict.findings import EXTRA, MISSING, PARTIAL, SYNCED, UNKNOWN

ICONS = {SYNCED: "✅", PARTIAL: "⚠️", MISSING: "❌", EXTRA: "➕", UNKNOWN: "❔"}
PRIORITY = {
    Severity.SECURITY: "Urgent: security",
    Severity.BREAKING: "High priority: something breaks",
    Severity.FUNCTIONAL: "Medium priority: behaviour differs",
    Severity.PERFORMANCE: "Low priority: performance",
    Severity.COSMETIC: "Low priority: cosmetic",
}


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words: one part of a problem."""

    name: str
    kind: str
    status: str
    severity: str
    sentence: str
    attributes: tuple[tuple[str, str, str], ...]
    origin: str
    file: str
    line: int
    ref: Ref
    icon: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem in words; `number` is its place in the report.

    `name`, `kind`, `ref` and the definitions are those of its main object; `parts` are all its findings, that one first;
    `tops` are the objects that it concerns.
    """

    number: int
    id: str
    title: str
    name: str
    kind: str
    top: str
    tops: tuple[str, ...]
    status: str
    severity: str
    area: str
    sentence: str
    attributes: tuple[tuple[str, str, str], ...]
    origin: str
    impact: str
    recommendation: str
    fixes: tuple[FixView, ...]
    accepted: str | None
    ref: Ref
    icon: str
    file: str
    line: int
    cause: str
    before: str
    after: str
    parts: tuple[FindingView, ...]
    since: str = ""
    new: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemView:
    """One checked part of an object: a column, an index, a policy."""

    icon: str
    name: str
    text: str
    status: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """The parts of one kind."""

    title: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class ObjectView:
    """One object with all its parts."""

    name: str
    kind: str
    kinds: str
    status: str
    icon: str
    origin: str
    text: str
    sections: tuple[SectionView, ...]
    problems: tuple[int, ...]
    checks: int


@dataclass(frozen=True, slots=True)
class AreaView:
    """One part of the product."""

    name: str
    percent: int
    made: int
    good: int
    open: int
    objects: tuple[ObjectView, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[ObjectView, ...]], ...]:
        """Objects by kind, in order."""
        groups: dict[str, list[ObjectView]] = defaultdict(list)
        for item in self.objects:
            groups[item.kinds].append(item)
        return tuple((title, tuple(items)) for title, items in groups.items())


@dataclass(frozen=True, slots=True)
class MigrationView:
    """Result of one migration file."""

    file: str
    version: str
    name: str
    status: str
    seconds: float
    error: Mapping[str, Any] | None
    migration_status: str = ""
    note: str = ""
    diff: str = ""


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report in words."""

    generated: str
    project: str
    target: str
    server_version: str
    status: str
    icon: str
    headline: str
    percent: int
    made: int
    good: int
    areas: tuple[AreaView, ...]
    problems: tuple[ProblemView, ...]
    resolved: tuple[str, ...]
    migrations: tuple[MigrationView, ...]
    skipped: tuple[tuple[str, str], ...]
    diagnostics: tuple[str, ...]
    durations: Mapping[str, float]
    repair_sql: str
    repair_proven: bool
    adopt_sql: str
    adopt_proven: bool
    pending: PendingView | None = None
    history: str = "absent"
    remembered: tuple[Ref, ...] = ()
    diagram: Diagram | None = None
    deploy: DeployVerdict = NO_VERDICT
    review: ReviewView = NO_REVIEW
    declared: tuple[DeclaredView, ...] = ()
    base_known: bool = False
    base: str = ""
    edited: tuple[str, ...] = ()

    @property
    def declared_open(self) -> tuple[DeclaredView, ...]:
        """Problems with the declared schema that nobody accepted."""
        return tuple(problem for problem in self.declared if problem.accepted is None)

    @property
    def open(self) -> tuple[ProblemView, ...]:
        """Problems that nobody accepted."""
        return tuple(problem for problem in self.problems if problem.accepted is None)

    @property
    def needs_attention(self) -> bool:
        """Whether a reviewer has something to look at, even if nothing of it makes the run fail."""
        found = (self.open, self.failed, self.declared_open, self.review.urgent, self.review.access_without_rule)
        return any(found) or self.deploy.blocks

    @property
    def fresh(self) -> tuple[ProblemView, ...]:
        """Open problems that the base branch is not known to have had."""
        return tuple(problem for problem in self.open if problem.new is not False)

    @property
    def known(self) -> tuple[ProblemView, ...]:
        """Open problems that the base branch had before."""
        return tuple(problem for problem in self.open if problem.new is False)

    @property
    def new_count(self) -> int | None:
        """How many problems are new; None where no report of the base branch is known."""
        return None if self.base_known is False else sum(1 for problem in self.open if problem.new)

    @property
    def since(self) -> str:
        """Changes since the last report, in a few words; empty on the first."""
        counts = Counter(problem.since for problem in self.open)
        words = [f"{counts[word]} {word}" for word in (NEW, REOPENED) if counts[word]]
        return ", ".join([*words, *([f"{len(self.resolved)} resolved"] if self.resolved else [])])

    @property
    def accepted(self) -> tuple[ProblemView, ...]:
        """Problems that the configuration accepts."""
        return tuple(problem for problem in self.problems if problem.accepted is not None)

    @property
    def synced(self) -> tuple[tuple[str, tuple[ObjectView, ...]], ...]:
        """Objects without any difference, by area."""
        return tuple((a.name, tuple(o for o in a.objects if o.status == SYNCED)) for a in self.areas)

    @property
    def actions(self) -> tuple[tuple[str, tuple[ProblemView, ...]], ...]:
        """Open problems by priority, most urgent first."""
        groups = (
            (title, tuple(p for p in self.open if p.severity == severity)) for severity, title in PRIORITY.items()
        )
        return tuple((title, problems) for title, problems in groups if problems)

    @property
    def failed(self) -> tuple[MigrationView, ...]:
        """Files that could not be replayed."""
        return tuple(migration for migration in self.migrations if migration.error)

    @property
    def failures(self) -> tuple[tuple[MigrationView, ...], ...]:
        """Files that could not be replayed, together where the reason is the same."""
        groups: dict[tuple[object, ...], list[MigrationView]] = {}
        for item in self.failed:
            error = item.error or {}
            reason = tuple(error.get(name) for name in ("message", "sqlstate", "detail", "hint", "diagnosis"))
            groups.setdefault(reason, []).append(item)
        return tuple(map(tuple, groups.values()))
