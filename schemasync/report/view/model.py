"""Values of a report view: finished texts that formats only lay out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemasync.core.model import Ref
from schemasync.kinds._kind import Severity
from schemasync.report.view.diagram import Diagram
from schemasync.report.view.history import NEW, REOPENED
from schemasync.report.view.pending import PendingView
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
class Fix:
    """One way to settle a finding: `repair`, `adopt` or `accept`."""

    option: str
    title: str
    sql: str
    proven: bool
    hazards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words; `number` is its place in the report."""

    number: int
    name: str
    kind: str
    top: str
    status: str
    severity: str
    area: str
    sentence: str
    attributes: tuple[tuple[str, str, str], ...]
    origin: str
    impact: str
    recommendation: str
    fixes: tuple[Fix, ...]
    accepted: str | None
    ref: Ref
    icon: str
    file: str
    line: int
    cause: str
    before: str
    after: str
    since: str = ""


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
    issues: tuple[int, ...]
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
    standing: str = ""
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
    findings: tuple[FindingView, ...]
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

    @property
    def open(self) -> tuple[FindingView, ...]:
        """Findings that nobody accepted."""
        return tuple(finding for finding in self.findings if finding.accepted is None)

    @property
    def since(self) -> str:
        """Changes since the last report, in a few words; empty on the first."""
        counts = Counter(finding.since for finding in self.open)
        words = [f"{counts[word]} {word}" for word in (NEW, REOPENED) if counts[word]]
        return ", ".join([*words, *([f"{len(self.resolved)} resolved"] if self.resolved else [])])

    @property
    def accepted(self) -> tuple[FindingView, ...]:
        """Findings that the configuration accepts."""
        return tuple(finding for finding in self.findings if finding.accepted is not None)

    @property
    def synced(self) -> tuple[tuple[str, tuple[ObjectView, ...]], ...]:
        """Objects without any difference, by area."""
        return tuple((a.name, tuple(o for o in a.objects if o.status == SYNCED)) for a in self.areas)

    @property
    def actions(self) -> tuple[tuple[str, tuple[FindingView, ...]], ...]:
        """Open findings by priority, most urgent first."""
        groups = (
            (title, tuple(f for f in self.open if f.severity == severity)) for severity, title in PRIORITY.items()
        )
        return tuple((title, findings) for title, findings in groups if findings)

    @property
    def failed(self) -> tuple[MigrationView, ...]:
        """Files that could not be replayed."""
        return tuple(migration for migration in self.migrations if migration.error)
