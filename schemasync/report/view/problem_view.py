"""A problem and its findings, in words; every format lays them out."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.fix import FixDirection
from schemasync.core.model import Ref
from schemasync.core.sync_status import EXTRA, SyncStatus
from schemasync.kinds.kind import Severity
from schemasync.report.view.fixes import FixView
from schemasync.verdict.findings import MANUAL_CHANGE

UNKNOWN_CAUSE = "unknown"
"""Cause of a problem about what could not be compared."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words: one part of a problem.

    Attributes:
        name, kind: of the object.
        status, severity: of the finding.
        sentence: its sentences, joined.
        attributes: (name, in the database, in the migrations) of what differs.
        file, line: of the definition in the migrations; empty and 0 if there is none.
        ref: the object.
        icon: emoji of the status.
        before, after: definitions in the database and in the migrations, laid out; empty where there is none.
    """

    name: str
    kind: str
    status: SyncStatus
    severity: Severity
    sentence: str
    attributes: tuple[tuple[str, str, str], ...]
    file: str
    line: int
    ref: Ref
    icon: str
    before: str
    after: str

    @property
    def origin(self) -> str:
        """`file:line` of the definition in the migrations; empty if there is none."""
        return _origin(self.file, self.line)


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem in words.

    Attributes:
        number: its place in the report, from 1.
        id: its identity across runs.
        title: one line.
        status, icon: that all its findings share; of several, that they differ.
        severity: the worst of its findings.
        top: name of the outermost object around the main object (the table of a column).
        tops: names of the outermost objects around all its objects.
        area: name of the area that it counts to.
        sentence: its most serious sentences.
        impact: dependents of the main object, in a sentence; empty if there are none.
        recommendation: what to do.
        unproven: why no repair is proven; empty if one is.
        fixes: scripts and the entry that accepts it.
        accepted: the reason, if the configuration accepts it.
        cause: what made the difference, as far as it is known.
        file, line: of the definition in the migrations; empty and 0 if there is none.
        parts: all its findings, that of the main object first.
        together: a sentence that names parts which differ in other ways than the main object; may be empty.
        settled_by: pending file whose push settles it, as the dry run shows; empty if none does.
        since: `new`, `still open` or `reopened` since the previous report; empty without one.
        first_seen: date (YYYY-MM-DD, UTC) of the first report that had it; empty if it is accepted.
        new: whether the base branch does not have it; None if that is unknown.
    """

    number: int
    id: str
    title: str
    top: str
    tops: tuple[str, ...]
    status: SyncStatus
    severity: Severity
    area: str
    sentence: str
    impact: str
    recommendation: str
    unproven: str
    fixes: tuple[FixView, ...]
    accepted: str | None
    icon: str
    file: str
    line: int
    cause: str
    parts: tuple[FindingView, ...]
    together: str = ""
    settled_by: str = ""
    since: str = ""
    first_seen: str = ""
    new: bool | None = None

    @property
    def main(self) -> FindingView:
        """The finding that the others depend on."""
        return self.parts[0]

    @property
    def main_fix(self) -> FixView | None:
        """The proven script that most people want; None if there is none, or if a pending file settles it.

        For objects that exist only in the database that is the adoption, which loses no data. For all others, and for whatever
        is a matter of security, it is the repair.
        """
        if self.settled_by:
            return None
        wanted = [FixDirection.REPAIR, FixDirection.ADOPT]
        if self.status == EXTRA and self.severity != Severity.SECURITY:
            wanted.reverse()
        proven = {fix.direction: fix for fix in reversed(self.fixes) if fix.proven and fix.sql}
        return next((proven[direction] for direction in wanted if direction in proven), None)

    @property
    def is_explained(self) -> bool:
        """Whether a migration, or a difference between the history and the files, is known to be the cause."""
        return self.cause not in (MANUAL_CHANGE, UNKNOWN_CAUSE)

    @property
    def ref(self) -> Ref:
        """The main object."""
        return self.main.ref

    @property
    def name(self) -> str:
        """Name of the main object."""
        return self.main.name

    @property
    def kind(self) -> str:
        """Kind of the main object, in words."""
        return self.main.kind

    @property
    def origin(self) -> str:
        """`file:line` of the main object's definition in the migrations; empty if there is none."""
        return _origin(self.file, self.line)


def _origin(file: str, line: int) -> str:
    return f"{file}:{line}" if file else ""
