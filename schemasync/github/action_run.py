"""A run of the action: its inputs and event, its keys on GitHub, and its results so far."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from github.Issue import Issue
from github.IssueComment import IssueComment

from schemasync.core.errors import GitHubError
from schemasync.github.client import FAILURES, Client, explain, sentence_of
from schemasync.github.comment import Comments
from schemasync.github.event import Event
from schemasync.github.inputs import Inputs
from schemasync.github.issue import find_issue
from schemasync.github.runner import Runner
from schemasync.github.state import Marker, decode


@dataclass(slots=True)
class ActionRun:
    """A run of the action, with its results so far.

    Attributes:
        inputs, event, runner: of the run.
        client: None without a token.
        notices: sentences about parts that are left out, with the reason.
        pull: number of the pull request; None without one.
        own: our comments on it.
        issue: the drift issue, if there is one.
        urls: pages of what was posted.
        saved_folder: folder of the migrations that a saved replay names.
    """

    inputs: Inputs
    event: Event
    client: Client | None
    runner: Runner
    notices: list[str] = field(default_factory=list)
    pull: int | None = None
    own: list[IssueComment] = field(default_factory=list)
    issue: Issue | None = None
    urls: dict[str, str] = field(default_factory=dict)
    saved_folder: str = ""

    @property
    def key(self) -> str:
        """Key that tells this workflow's report from others on the same pull request."""
        text = f"{self.inputs.check_name}\n{self.inputs.target_name}\n{self.inputs.workdir}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def marker(self) -> Marker:
        """Marker of this run's comment and issue."""
        return Marker(self.key, self.event.run_id, self.event.attempt)

    @property
    def check_key(self) -> str:
        """Key that tells this run's check run from others of the same name."""
        return f"schemasync-{self.key}-{self.event.run_id}.{self.event.attempt}"

    @property
    def folder(self) -> str:
        """The migrations folder from the repository's root."""
        path = PurePosixPath(self.saved_folder or PurePosixPath(self.inputs.workdir or ".") / self.inputs.migrations)
        return "" if str(path) == "." else str(path).removeprefix("./")

    @property
    def reports(self) -> PurePosixPath:
        """Folder of the reports from the repository's root."""
        return PurePosixPath(self.inputs.workdir or ".") / self.inputs.report_path

    def find_previous(self) -> dict[str, Any] | None:
        """Find our comments or the drift issue, and return the last report in them; None if there is none."""
        body = ""
        if self.client is None:
            return None
        try:
            self.pull = self.event.pull or self._pull_of_branch(self.client)
            if self.pull and self.inputs.comment != "never":
                self.own = Comments(self.client, self.pull, self.key).own()
                body = self.own[0].body if self.own else ""
            elif self.inputs.issue_on_drift and self.event.is_scheduled:
                self.issue = find_issue(self.client, self.key)
                body = (self.issue.body or "") if self.issue else ""
        except GitHubError as error:
            self.note(error)
        state, broken = decode(body)
        if broken:
            self.notices.append("The last report's hidden state was not readable, so nothing is shown as resolved.")
        return state

    def _pull_of_branch(self, client: Client) -> int | None:
        """Number of the open pull request whose head is the pushed commit.

        Raises:
            GitHubError: GitHub refused.
        """
        if not self.event.branch:
            return None
        owner = self.event.repository.partition("/")[0]
        try:
            pulls = client.repository.get_pulls(state="open", head=f"{owner}:{self.event.branch}")
            return next((pull.number for pull in pulls if pull.head.sha == self.event.sha), None)
        except FAILURES as error:
            raise explain(error, "look for the pull request of the branch", "pull-requests: read") from None

    def note(self, error: GitHubError) -> None:
        """Add a notice about a request that GitHub refused, unless there is the same one already."""
        hint = "forks and Dependabot have a read-only token" if self.event.without_secrets else error.hint
        sentence = sentence_of(GitHubError(error.message, hint))
        if sentence not in self.notices:
            self.notices.append(sentence)
