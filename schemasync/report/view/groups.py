"""Group many problems that are alike, so that a reader sees sorts of problems instead of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemasync.core.sync_status import SyncStatus
from schemasync.kinds import KINDS
from schemasync.kinds.kind import Severity
from schemasync.report.view.problem_view import ProblemView
from schemasync.verdict.problem import state_of


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one severity about one kind of object with one status, in the order of the report."""

    severity: Severity
    kind: str
    status: SyncStatus
    problems: tuple[ProblemView, ...]

    @property
    def title(self) -> str:
        """`75 columns are only in the database`."""
        count = len(self.problems)
        noun = self.kind if count == 1 else KINDS[self.problems[0].ref.kind].plural
        return f"{count} {noun} {state_of([self.problems[0].ref.kind], self.status, count)}"


def group_problems(problems: Sequence[ProblemView]) -> list[ProblemGroup]:
    """The groups in the order of their first problems, which is that of importance."""
    found: dict[tuple[Severity, str, SyncStatus], list[ProblemView]] = {}
    for problem in problems:
        found.setdefault((problem.severity, problem.kind, problem.status), []).append(problem)
    return [ProblemGroup(*key, tuple(members)) for key, members in found.items()]
