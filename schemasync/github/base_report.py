"""Read the base branch's last report, which tells a pull request's own problems from those that were there before.

A run on the base branch keeps its report in its check run, and a nightly run in the drift issue too. The check run of the
branch's newest commit is read first, then those of the commits before it, as a workflow may run for some paths only, and then
the issue.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from github.Commit import Commit

from schemasync.core.errors import GitHubError
from schemasync.github.client import FAILURES, Client, explain, sentence_of
from schemasync.github.issue import find_issue
from schemasync.github.state import decode

MOST_COMMITS = 20
"""Most commits of the branch whose check runs are read."""
MOST_LISTED = 300
"""Most commits of the branch, those of merged branches included, that are listed."""
TIME_LIMIT = 10.0
"""Seconds after which no further commit is asked for."""


@dataclass(frozen=True, slots=True)
class BaseReport:
    """The last report of a branch.

    Attributes:
        report: as `state.decode` returns it; None if none is known.
        note: sentence that says why none is known.
    """

    report: Mapping[str, Any] | None = None
    note: str = ""


def read_base_report(
    client: Client, branch: str, check_name: str, key: str, clock: Callable[[], float] = time.monotonic
) -> BaseReport:
    """Look for the last report in the check runs of the branch's commits, newest first, then in the drift issue.

    Args:
        client: of the repository.
        branch: that the pull request merges into.
        check_name: of the check run; empty if the project makes none.
        key: of the report (`ActionRun.key`).
        clock: seconds since some moment.
    """
    note, end = "", clock() + TIME_LIMIT

    def is_late() -> bool:
        return clock() > end

    try:
        for commit in _commits(client, branch, is_late) if check_name else ():
            report = _report_of(commit, check_name, key)
            if report is not None:
                return BaseReport(report)
            if is_late():
                break
    except FAILURES as error:
        note = sentence_of(explain(error, f"read the last report on {branch}", "checks: read"))
    try:
        issue = find_issue(client, key)
        report, _ = decode((issue.body or "") if issue else "")
        if report is not None:
            return BaseReport(report)
    except GitHubError:
        pass  # a project without a drift issue need not grant `issues: read`
    first = (
        f"No earlier report on {branch} is known, so no problem is called new. Run schemasync on every push to {branch}, or "
        "nightly with issue-on-drift, too."
    )
    return BaseReport(None, note or first)


def _commits(client: Client, branch: str, is_late: Callable[[], bool]) -> Iterator[Commit]:
    """The newest commits of a branch, its tip first, which needs no list of them; the list ends once it is late.

    GitHub lists the commits of merged branches among them. A branch's own commits are its tip, the first parent of that, and so on.
    """
    yield client.repository.get_commit(branch)
    listed = itertools.takewhile(lambda _: not is_late(), client.repository.get_commits(sha=branch))
    yield from itertools.islice(_first_parents(listed), MOST_COMMITS - 1)


def _first_parents(commits: Iterable[Commit]) -> Iterator[Commit]:
    """The first parent of the first commit, the first parent of that, and so on, as far as they are listed."""
    listed = dict[str, Commit]()
    wanted: str | None = None
    for commit in itertools.islice(commits, MOST_LISTED):
        listed[commit.sha] = commit
        wanted = _first_parent(commit) if wanted is None else wanted
        while own := listed.pop(wanted, None):
            yield own
            wanted = _first_parent(own)


def _first_parent(commit: Commit) -> str:
    return commit.parents[0].sha if commit.parents else ""


def _report_of(commit: Commit, check_name: str, key: str) -> Mapping[str, Any] | None:
    """The report that the newest check run of a commit keeps; None if there is none."""
    own = [
        run
        for run in commit.get_check_runs(check_name=check_name)
        if (run.external_id or "").startswith(f"schemasync-{key}-")
    ]
    for run in sorted(own, key=lambda run: run.id, reverse=True):
        report, _ = decode(run.output.text or "")
        if report is not None:
            return report
    return None
