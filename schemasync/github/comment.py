"""Post the report as one comment of the pull request, created once and edited afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from github import GithubException
from github.IssueComment import IssueComment

from schemasync.github.client import FAILURES, Client, explain
from schemasync.github.state import Marker, read_marker

PERMISSION = "pull-requests: write"
GONE = (404, 410)
LATER_RUN = "a later run has already reported"
"""Why a comment is left as it is."""


@dataclass(frozen=True, slots=True)
class Posted:
    """URL of a comment's page, the reason (`kept`) if its text was left unchanged, and the comment, unless it is gone."""

    url: str
    kept: str = ""
    comment: IssueComment | None = None


class Comments:
    """Our comments on one pull request: they start with our marker, and an app or the token's own user wrote them."""

    def __init__(self, client: Client, number: int, key: str) -> None:
        self._client = client
        self._issue = client.repository.get_issue(number)
        self._key = key

    def own(self) -> list[IssueComment]:
        """Our comments, oldest first.

        Raises:
            GitHubError: they cannot be read.
        """
        try:
            marked = [comment for comment in self._issue.get_comments() if self._is_marked(comment)]
            return sorted(
                (comment for comment in marked if is_own(self._client, comment.user.type, comment.user.login)),
                key=lambda comment: comment.id,
            )
        except FAILURES as error:
            raise explain(error, "read the pull request's comments", "pull-requests: read") from None

    def post(self, body: str, marker: Marker, known: Sequence[IssueComment] | None = None) -> Posted:
        """Create or edit the comment.

        Args:
            body: without the marker.
            marker: of this run.
            known: result of `own`, if it was called a moment ago.

        Raises:
            GitHubError: GitHub refused.
        """
        text = f"{marker}\n{body}"
        try:
            return self._post(text, marker, list(self.own() if known is None else known))
        except FAILURES as error:
            raise explain(error, "comment on the pull request", PERMISSION) from None

    def delete(self, known: Sequence[IssueComment]) -> None:
        """Delete comments; one that is deleted already is no error.

        Raises:
            GitHubError: GitHub refused.
        """
        for comment in known:
            try:
                comment.delete()
            except FAILURES as error:
                if not isinstance(error, GithubException) or error.status not in GONE:
                    raise explain(error, "delete an old comment", PERMISSION) from None

    def delete_all(self, marker: Marker) -> str:
        """Delete our comments, unless a later run has reported; returns that reason if it has.

        Raises:
            GitHubError: GitHub refused.
        """
        own = self.own()
        if any(_order(comment) > marker.order for comment in own):
            return LATER_RUN
        self.delete(own)
        return ""

    def fold(self, comment: IssueComment, *, folded: bool) -> None:
        """Fold a comment as resolved, or unfold it.

        Raises:
            GitHubError: GitHub refused.
        """
        try:
            if folded:
                comment.minimize("RESOLVED")
            else:
                comment.unminimize()
        except FAILURES as error:
            raise explain(error, "fold or unfold the comment", PERMISSION) from None

    def _post(self, text: str, marker: Marker, own: list[IssueComment]) -> Posted:
        if own:
            posted = self._renew(own, text, marker)
            if posted:
                return posted
        self._client.create(lambda: self._issue.create_comment(text), lambda: self._of_this_run(marker))
        everyone = self.own()  # another run may have made one at the same moment
        return self._renew(everyone, text, marker) or Posted("")

    def _renew(self, own: list[IssueComment], text: str, marker: Marker) -> Posted | None:
        """Keep the oldest with the newest run's text and delete the others; None if all were deleted meanwhile."""
        newest = max(own, key=_order, default=None)
        if newest is None:
            return None
        kept = newest if _order(newest) > marker.order else None
        wanted = kept.body if kept else text
        for index, comment in enumerate(own):
            try:
                if comment.body != wanted:
                    self._client.until_readable(partial(_edit, comment, wanted))
            except GithubException as error:
                if error.status in GONE:
                    continue
                raise
            self.delete(own[index + 1 :])
            return Posted(comment.html_url, LATER_RUN if kept else "", comment)
        return None

    def _of_this_run(self, marker: Marker) -> IssueComment | None:
        """The comment that this run created, if it did."""
        return next((comment for comment in self.own() if read_marker(comment.body) == marker), None)

    def _is_marked(self, comment: IssueComment) -> bool:
        marker = read_marker(comment.body)
        return marker is not None and marker.key == self._key


def is_own(client: Client, author_type: str, author: str) -> bool:
    """Whether an app or the token's own user is the author: anybody can write a marker, but nobody can pose as an app."""
    if author_type == "Bot":
        return True
    if "login" not in client.known:
        try:
            client.known["login"] = client.github.get_user().login
        except GithubException:  # an app's token has no user
            client.known["login"] = ""
    return bool(client.known["login"]) and author == client.known["login"]


def _edit(comment: IssueComment, text: str) -> None:
    """Edit a comment.

    Raises:
        ValueError: what was answered is not the comment with this text.
    """
    comment.edit(text)
    if read_marker(comment.body) != read_marker(text):
        raise ValueError("the comment has another marker")


def _order(comment: IssueComment) -> tuple[int, int]:
    marker = read_marker(comment.body)
    return marker.order if marker else (0, 0)
