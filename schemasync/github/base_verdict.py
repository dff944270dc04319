"""Reads the last verdict of the base branch, which tells a pull request's own problems from those that were there before.

A run on the base branch keeps its verdict in its check run, of which that of the newest commit is read, and a nightly run in
the drift issue, too.
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
    """The last verdict of a branch.

    Attributes:
        report: the verdict; None if none is known.
        note: why not, in a sentence.
    """

    report: Mapping[str, Any] | None = None
    note: str = ""


def read_base_verdict(client: Client, branch: str, check_name: str, key: str) -> BaseVerdict:
    """Look for the last verdict in the check runs of the branch's tip, then in the drift issue.

    Args:
        client: of the repository.
        branch: into which is merged.
        check_name: of the check run.
        key: of the report.
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
        pass  # without an issue of drift, nobody needs the right to read issues
    first = (
        f"No report on {branch} is known, so no problem is called new: this report is the first. Run schemasync on every push "
        f"to {branch}, or nightly with issue-on-drift, too."
    )
    return BaseVerdict(None, note or first)
