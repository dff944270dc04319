"""Suggest a form that blocks less at the lines of a pull request, as review comments that its author accepts with a click."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from github import GithubException
from github.GithubObject import NotSet
from github.PullRequest import PullRequest

from schemasync.core.masking import MASK
from schemasync.core.text import visible
from schemasync.github.client import FAILURES, Client, explain
from schemasync.github.comment import GONE, PERMISSION, is_own
from schemasync.github.fault_reason import is_rate_limit
from schemasync.report.formats.markdown import fence, plain
from schemasync.report.view.model import ReportView
from schemasync.report.view.places import in_repository

MOST = 10
"""Suggestions of a run; the annotations say the rest."""
PAGE, PAGES = 100, 10
"""Review comments of an answer, and the most answers that are read."""
REFUSED = (403, 404)
"""Statuses of a token that may not comment."""
NOT_IN_DIFF = 422
"""Status of a line that the pull request does not change."""
MARKER = re.compile(r"<!-- schemasync-suggestion key=(?P<key>[0-9a-f]{16}) text=(?P<text>[0-9a-f]{16}) -->")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines of a file, and the ones to write instead.

    Attributes:
        path: from the repository's root.
        first, last: lines of the file.
        reason: what the lines do, and why the others block less.
        text: the other lines.
    """

    path: str
    first: int
    last: int
    reason: str
    text: str

    @property
    def identity(self) -> str:
        """Digest of file and text, by which a later run finds the comment, wherever the lines have moved to."""
        return hashlib.sha256(f"{self.path}\n{self.text}".encode()).hexdigest()[:16]

    def body(self, key: str) -> str:
        """Text of the comment."""
        marker = f"<!-- schemasync-suggestion key={key} text={self.identity} -->"
        return f"{marker}\n{plain(self.reason)}\n\n{fence(self.text, 'suggestion')}\n"


def suggestions_of(view: ReportView, folder: str) -> tuple[Suggestion, ...]:
    """The statements that lock large tables, and whose better form fits on their lines.

    A form that is not shown as it is, with a secret or an invisible character, is none to accept with a click.
    """
    return tuple(
        Suggestion(in_repository(folder, each.file), each.line, each.last_line, _reason(each.effects, each.advice), each.suggestion)
        for each in (view.pending.effects if view.pending else ())
        if each.notable and each.suggestion and visible(each.suggestion) == each.suggestion and MASK not in each.suggestion
    )[:MOST]  # fmt: skip


def _reason(effects: Sequence[str], advice: str) -> str:
    return f"{'. '.join(effects)}. {advice}"


def post_suggestions(client: Client, number: int, key: str, sha: str, wanted: Sequence[Suggestion]) -> None:
    """Create the comments that are not there, and delete those that no longer apply and that nobody has answered.

    A token that may not comment, as a fork's, leaves everything as it is; so does a line that the pull request does not change.

    Args:
        client: of the repository.
        number: of the pull request.
        key: of this workflow's report.
        sha: commit that the lines belong to.
        wanted: suggestions of this run.

    Raises:
        GitHubError: GitHub refused for another reason.
    """
    try:
        pull = client.repository.get_pull(number)
        everything = list(_comments(client, pull))
        answered = {one.reply_to for one in everything}
        own = [one for one in everything if one.key == key and is_own(client, one.author_type, one.author)]
        _delete_settled(client, [one for one in own if one.id not in answered], {one.identity for one in wanted})
        known = {one.identity for one in own}
        for suggestion in wanted:
            if suggestion.identity not in known:
                _create(client, pull, key, suggestion, sha)
    except FAILURES as error:
        refused = isinstance(error, GithubException) and error.status in REFUSED and not is_rate_limit(error)
        if not refused:
            raise explain(error, "suggest changes on the pull request", PERMISSION) from None


@dataclass(frozen=True, slots=True)
class _Comment:
    """A review comment; PyGithub's asks GitHub again for each one that answers no other.

    Attributes:
        id, url: of the comment.
        key, identity: of the suggestion in it; empty in other comments.
        author, author_type: login, and `Bot` for an app.
        reply_to: the comment that it answers.
    """

    id: int
    url: str
    key: str
    identity: str
    author: str
    author_type: str
    reply_to: int | None


def _comments(client: Client, pull: PullRequest) -> Iterator[_Comment]:
    """All review comments of a pull request."""
    for page in range(1, PAGES + 1):
        url = f"{pull.url}/comments?per_page={PAGE}&page={page}"
        _, found = client.repository.requester.requestJsonAndCheck("GET", url)
        for one in found:
            marker = MARKER.match(one["body"])
            key, identity = (marker["key"], marker["text"]) if marker else ("", "")
            user = one["user"] or {"login": "", "type": ""}  # the account is deleted
            yield _Comment(one["id"], one["url"], key, identity, user["login"], user["type"], one.get("in_reply_to_id"))
        if len(found) < PAGE:
            return


def _delete_settled(client: Client, comments: Iterable[_Comment], wanted: Collection[str]) -> None:
    """Delete comments that are not wanted, and all but one of those that two runs made at the same moment."""
    seen: set[str] = set()
    for comment in comments:
        if comment.identity in seen or comment.identity not in wanted:
            try:
                client.repository.requester.requestJsonAndCheck("DELETE", comment.url)
            except GithubException as error:
                if error.status not in GONE:
                    raise
        seen.add(comment.identity)


def _create(client: Client, pull: PullRequest, key: str, suggestion: Suggestion, sha: str) -> None:
    def make() -> bool:
        several = suggestion.last > suggestion.first
        pull.create_review_comment(
            suggestion.body(key), sha, suggestion.path, line=suggestion.last, side="RIGHT",
            start_line=suggestion.first if several else NotSet, start_side="RIGHT" if several else NotSet,
        )  # fmt: skip
        return True

    def find() -> bool | None:
        found = (one for one in _comments(client, pull) if one.key == key)
        return any(one.identity == suggestion.identity for one in found) or None

    try:
        client.create(make, find)
    except GithubException as error:
        if error.status != NOT_IN_DIFF:
            raise
