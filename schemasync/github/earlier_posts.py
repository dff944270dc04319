"""Find what earlier runs of this workflow have posted: our comments, the drift issue, and the report hidden in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from github.Issue import Issue
from github.IssueComment import IssueComment

from schemasync.config.choices import CommentMode
from schemasync.core.errors import GitHubError
from schemasync.github.action_run import ActionRun
from schemasync.github.client import FAILURES, Client, explain
from schemasync.github.comment import Comments
from schemasync.github.issue import find_issue
from schemasync.github.state import decode


@dataclass(frozen=True, slots=True)
class EarlierPosts:
    """Posts that this run continues.

    Attributes:
        report: the last report as data, shortened; None if there is none that can be read.
        pull: number of the pull request; None without one.
        comments: ours on it, oldest first.
        issue: the drift issue, if there is one.
    """

    report: dict[str, Any] | None = None
    pull: int | None = None
    comments: Sequence[IssueComment] = ()
    issue: Issue | None = None


def read_earlier_posts(run: ActionRun) -> EarlierPosts:
    """Find the pull request, our comments on it or the drift issue; a request that GitHub refuses becomes a notice."""
    found = EarlierPosts()
    if run.client is None:
        return found
    try:
        found = replace(found, pull=run.event.pull or _pull_of_branch(run, run.client))
        if found.pull and run.inputs.comment is not CommentMode.NEVER:
            found = replace(found, comments=Comments(run.client, found.pull, run.key).own())
        elif run.inputs.issue_on_drift and run.event.is_scheduled:
            found = replace(found, issue=find_issue(run.client, run.key))
    except GitHubError as error:
        run.note(error)
    body = found.comments[0].body if found.comments else found.issue.body if found.issue else ""
    report, broken = decode(body or "")
    if broken:
        run.notices.append("The last report's hidden state was not readable, so nothing is shown as resolved.")
    return replace(found, report=report)


def _pull_of_branch(run: ActionRun, client: Client) -> int | None:
    """Number of the open pull request whose head is the pushed commit.

    Raises:
        GitHubError: GitHub refused.
    """
    if not run.event.branch:
        return None
    owner = run.event.repository.partition("/")[0]
    try:
        pulls = client.repository.get_pulls(state="open", head=f"{owner}:{run.event.branch}")
        return next((pull.number for pull in pulls if pull.head.sha == run.event.sha), None)
    except FAILURES as error:
        raise explain(error, "look for the pull request of the branch", "pull-requests: read") from None
