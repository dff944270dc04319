"""Read the base branch's last report, which tells a pull request's own problems from those that were there before.

A run on the base branch keeps its report in its check run, and a nightly run in the drift issue too. The check run of the
branch's newest commit is read first, then the issue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemasync.core.errors import GitHubError
from schemasync.github.client import FAILURES, Client, explain, sentence_of
from schemasync.github.issue import find_issue
from schemasync.github.state import decode


@dataclass(frozen=True, slots=True)
class BaseVerdict:
    """The last report of a branch.

    Attributes:
        report: as `state.decode` returns it; None if none is known.
        note: sentence that says why none is known.
    """

    report: Mapping[str, Any] | None = None
    note: str = ""


def read_base_verdict(client: Client, branch: str, check_name: str, key: str) -> BaseVerdict:
    """Look for the last report in the check runs of the branch's tip, then in the drift issue.

    Args:
        client: of the repository.
        branch: that the pull request merges into.
        check_name: of the check run; empty if the project makes none.
        key: of the report (`ActionRun.key`).
    """
    note = ""
    try:
        runs = list(client.repository.get_commit(branch).get_check_runs(check_name=check_name)) if check_name else []
        own = [run for run in runs if (run.external_id or "").startswith(f"schemasync-{key}-")]
        for run in sorted(own, key=lambda run: run.id, reverse=True):
            report, _ = decode(run.output.text or "")
            if report is not None:
                return BaseVerdict(report)
    except FAILURES as error:
        note = sentence_of(explain(error, f"read the last report on {branch}", "checks: read"))
    try:
        issue = find_issue(client, key)
        report, _ = decode((issue.body or "") if issue else "")
        if report is not None:
            return BaseVerdict(report)
    except GitHubError:
        pass  # a project without a drift issue need not grant `issues: read`
    first = (
        f"No earlier report on {branch} is known, so no problem is called new. Run schemasync on every push to {branch}, or "
        "nightly with issue-on-drift, too."
    )
    return BaseVerdict(None, note or first)
