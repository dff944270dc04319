"""Post the comment that a run for a fork has saved, as its own token could not write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from schemasync.core.errors import GitHubError, SettingsError
from schemasync.core.exit_codes import ExitCode
from schemasync.core.safe_files import UnreadableFileError, read_saved
from schemasync.github.client import FAILURES, Client, explain
from schemasync.github.comment import Comments
from schemasync.github.event import Event
from schemasync.github.inputs import Inputs
from schemasync.github.report_files import SAVED_COMMENT, SAVED_PULL
from schemasync.github.runner import Runner
from schemasync.github.state import Marker
from schemasync.report.formats.comment import LIMIT, cut
from schemasync.report.formats.markdown import harmless

LARGEST = 1 << 20
"""Bytes of a saved file."""
KEY = "0" * 16
"""Key of these comments' markers; it never equals a report's own key."""
PREFACE = "> [!NOTE]\n> A run on a fork's code wrote this report, so its content cannot be trusted.\n\n"


class SavedComment(NamedTuple):
    """A comment that waits to be posted, and the number of its pull request."""

    text: str
    pull: int


def post_saved(inputs: Inputs, event: Event, client: Client | None, runner: Runner) -> int:
    """Post `comment.md` of the folder `post` on the pull request that `pull.json` names.

    The folder comes from an artifact, so nothing in it is trusted: the pull request's head must be the commit that
    the finished workflow ran on, hidden parts of the text are removed, and a note says where it comes from.

    Raises:
        SettingsError: the folder holds no saved comment, or the event is another one.
        GitHubError: GitHub refused, or the pull request has another head commit.
    """
    if client is None or event.name != "workflow_run":
        raise SettingsError("`post` works in a workflow_run event with a github-token", "see examples/workflows")
    saved = _read(inputs.path(inputs.post))
    _require_present_head(client, saved.pull, event)
    marker = Marker(KEY, event.run_id, event.attempt)
    body, most = PREFACE + harmless(saved.text), LIMIT - len(f"{marker}\n".encode())
    body = body if len(body.encode()) <= most else cut(body, most)
    posted = Comments(client, saved.pull, KEY).post(body, marker)
    runner.outputs({"status": "posted", "comment-url": posted.url})
    return ExitCode.IN_SYNC


def _read(folder: Path) -> SavedComment:
    try:
        text = read_saved(folder / SAVED_COMMENT, LARGEST).decode(errors="replace")
        place: Any = json.loads(read_saved(folder / SAVED_PULL, LARGEST))
        number = place["pull"]
    except UnreadableFileError as error:
        raise SettingsError(
            f"{error.filename} was not read: it is {error.strerror}", "the artifact may have been tampered with"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise SettingsError(f"there is no saved comment in {folder}", "name the downloaded artifact's folder") from None
    if not isinstance(number, int) or isinstance(number, bool):
        raise SettingsError("the saved comment names no pull request", "the artifact may have been tampered with")
    return SavedComment(text, number)


def _require_present_head(client: Client, number: int, event: Event) -> None:
    """Refuse a pull request on whose head the finished workflow did not run."""
    try:
        pull = client.repository.get_pull(number)
        source = pull.head.repo.full_name if pull.head.repo else ""
        matches = pull.head.sha == event.sha and source.lower() == event.head_repository.lower()
    except FAILURES as error:
        raise explain(error, "read the pull request", "pull-requests: read") from None
    if not matches:
        raise GitHubError(
            f"the finished workflow did not run on the present head of pull request {number}; nothing was posted",
            "it has newer commits, or the artifact names another pull request",
        )
