"""Keep one drift issue: edit it every night, and close it when the database is in sync again."""

from __future__ import annotations

from github.Issue import Issue

from schemasync.github.client import FAILURES, Client, explain
from schemasync.github.comment import is_own
from schemasync.github.state import Marker, read_marker

LABEL = "schemasync"
PERMISSION = "issues: write"


def find_issue(client: Client, key: str) -> Issue | None:
    """The newest issue with our label and marker, open or closed.

    Raises:
        GitHubError: issues cannot be read.
    """
    try:
        for issue in client.repository.get_issues(state="all", labels=[LABEL], sort="created", direction="desc"):
            marker = read_marker(issue.body or "")
            is_ours = marker is not None and marker.key == key and is_own(client, issue.user.type, issue.user.login)
            # PyGithub asks for the issue again to know whether it is a pull request, so that test comes last
            if is_ours and issue.pull_request is None:
                return issue
    except FAILURES as error:
        raise explain(error, "read the repository's issues", "issues: read") from None
    return None


def post_issue(client: Client, found: Issue | None, title: str, body: str, marker: Marker, *, drifted: bool) -> str:
    """Open, edit, reopen or close the issue; returns the URL of its page, empty if there is no issue.

    Raises:
        GitHubError: GitHub refused.
    """
    text = f"{marker}\n{body}"
    try:
        if found is None:
            if not drifted:
                return ""
            made = client.create(
                lambda: client.repository.create_issue(title, body=text, labels=[LABEL]),
                lambda: find_issue(client, marker.key),
            )
            return made.html_url
        before = read_marker(found.body or "")
        if before and before.order > marker.order:
            return found.html_url
        if drifted or found.state == "open":
            found.edit(title=title, body=text, state="open" if drifted else "closed")
    except FAILURES as error:
        raise explain(error, "write the drift issue", PERMISSION) from None
    return found.html_url
