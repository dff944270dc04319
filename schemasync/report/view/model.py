"""Values of a report view: finished texts, which the formats only lay out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sync_status import EXTRA, MISSING, PARTIAL, SYNCED, UNKNOWN
from schemasync.kinds.kind import Severity
from schemasync.migrations.history import ABSENT, PRESENT
from schemasync.report.view.declared import DeclaredView
from schemasync.report.view.diagram import Diagram
from schemasync.report.view.errors import ErrorView
from schemasync.report.view.fixes import PlanView
from schemasync.report.view.history import NEW, REOPENED
from schemasync.report.view.objects import AreaView, ObjectView
from schemasync.report.view.pending import PendingView
from schemasync.report.view.problem_view import ProblemView
from schemasync.report.view.remark import Remark
from schemasync.report.view.rules import NO_REVIEW, ReviewView
from schemasync.verdict.check_status import CheckStatus
from schemasync.verdict.deploy_verdict import NO_VERDICT, DeployVerdict

ICONS = {SYNCED: "✅", PARTIAL: "⚠️", MISSING: "❌", EXTRA: "➕", UNKNOWN: "❔"}
PRIORITY = {
    Severity.SECURITY: "Urgent: security",
    Severity.BREAKING: "High priority: something breaks",
    Severity.FUNCTIONAL: "Medium priority: behaviour differs",
    Severity.PERFORMANCE: "Low priority: performance",
    Severity.COSMETIC: "Low priority: cosmetic",
}


@dataclass(frozen=True, slots=True)
class MigrationView:
    """Result of one migration file.

    Attributes:
        file, version, name: of the migration.
        status: of its replay.
        seconds: that it took.
        error: why it failed; None if it ran.
        migration_status: in the target's history; empty if there is no target.
        note: remark on that status.
        diff: of an edited file, a unified diff; of a remote-only one, the statements that were run.
    """

    file: str
    version: str
    name: str
    status: str
    seconds: float
    error: ErrorView | None
    migration_status: str = ""
    note: str = ""
    diff: str = ""


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report in words.

    Attributes:
        generated: time of the report, in UTC.
        project, target: names of the project and of its database.
        server_version: of the target, as `17.5`.
        status, icon, headline: of the comparison.
        percent, checks, in_sync: checks in sync in percent, number of checks, number of those in sync.
        areas: objects by area.
        problems: worst first, accepted ones too.
        resolved: problems of the previous report that are no longer open, in words.
        migrations: every file that was replayed, then those that only the database records.
        skipped: (file, reason) of files that are no migrations.
        diagnostics: remarks on the check itself.
        takes_baseline: what no migration creates was taken from the database (`baseline: target`).
        durations: stage → seconds.
        repair, adopt: the script for all repairs, and that for all adoptions.
        pending: migrations that the target does not have; None if there are none.
        history: state of the target's history (`present`, `absent`, …).
        remembered: main objects of resolved problems that the next report must know.
        diagram: tables that differ; None if none does.
        deploy: what a push would do.
        review: broken rules, and access that strangers gain.
        declared: problems with the declared schema.
        base_known: whether a report of the base branch is known.
        base: name of the base branch; empty if there is none.
        edited: applied migrations that the pull request edits.
        regime: one line on the default privileges of the database; empty if they are not Supabase's.
    """

    generated: str
    project: str
    target: str
    server_version: str
    status: CheckStatus
    icon: str
    headline: str
    percent: int
    checks: int
    in_sync: int
    areas: tuple[AreaView, ...]
    problems: tuple[ProblemView, ...]
    resolved: tuple[str, ...]
    migrations: tuple[MigrationView, ...]
    skipped: tuple[tuple[str, str], ...]
    diagnostics: tuple[Remark, ...]
    durations: Mapping[str, float]
    repair: PlanView
    adopt: PlanView
    pending: PendingView | None = None
    history: str = ABSENT
    takes_baseline: bool = False
    remembered: tuple[Ref, ...] = ()
    diagram: Diagram | None = None
    deploy: DeployVerdict = NO_VERDICT
    review: ReviewView = NO_REVIEW
    declared: tuple[DeclaredView, ...] = ()
    base_known: bool = False
    base: str = ""
    edited: tuple[str, ...] = ()
    regime: str = ""

    @property
    def has_history(self) -> bool:
        """Whether the target's history has rows, and could be read."""
        return self.history == PRESENT

    @property
    def is_synced(self) -> bool:
        """Whether the database is what the migrations say, and a push would not fail."""
        return self.status == CheckStatus.SYNCED

    @property
    def notes(self) -> tuple[str, ...]:
        """All remarks, as a full report has them; the comment leaves out what is no news."""
        return (*(remark.text for remark in self.diagnostics), *filter(None, (self.regime,)))

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
        """Whether a reviewer has something to look at, even if the run does not fail."""
        found = (self.open, self.failed, self.declared_open, self.review.urgent, self.review.access_without_rule)
        return any(found) or self.deploy.blocks

    @property
    def has_changes(self) -> bool:
        """Whether migrations are pending, applied ones are edited, or a problem is new or came back."""
        pending = self.pending is not None and bool(self.pending.files)
        return pending or bool(self.edited) or any(each.new or each.since in (NEW, REOPENED) for each in self.open)

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
        """Number of new, reopened and resolved problems since the previous report, in words; empty if there is none."""
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
    def replay_failures(self) -> tuple[tuple[MigrationView, ...], ...]:
        """The same without the pending file that the verdict is about."""
        failing = self.pending.error.file if self.pending and self.pending.error else None
        return tuple(group for group in self.failures if [item.file for item in group] != [failing])

    @property
    def failure_advice(self) -> str:
        """Advice on files that could not be replayed; empty where none stands in the way of a comparison."""
        if not self.target or not self.replay_failures:
            return ""
        advice = "What such a file makes is not compared, and gets no SQL. Correct the file"
        if self.takes_baseline:
            return f"{advice}."
        return f"{advice}; if it needs what was made in the dashboard, the setting baseline: target takes that from the database."

    @property
    def failures(self) -> tuple[tuple[MigrationView, ...], ...]:
        """Files that could not be replayed, together where the reason is the same."""
        groups: dict[tuple[str, ...], list[MigrationView]] = {}
        for item in self.failed:
            groups.setdefault(item.error.reason if item.error else (), []).append(item)
        return tuple(map(tuple, groups.values()))
