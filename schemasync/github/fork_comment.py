"""Post a comment that a run on a fork saved, because its token could not write."""

from __future__ import annotations

import json
from typing import Any

from schemasync.core.errors import GitHubError, SettingsError
from schemasync.core.safe_files import UnreadableFileError, read_saved
from schemasync.github.client import FAILURES, Client, explain
from schemasync.github.comment import Comments
from schemasync.github.event import Event
from schemasync.github.inputs import Inputs
from schemasync.github.report_files import SAVED_COMMENT, SAVED_PULL
from schemasync.github.runner import Runner
from schemasync.github.state import Marker
from schemasync.report.formats.comment import LIMIT
from schemasync.report.formats.markdown import harmless

LARGEST = 1 << 20
KEY = "0" * 16
PREFACE = "> [!NOTE]\n> Made by a run on a fork's code, which could write what it liked here.\n\n"


def post_saved(inputs: Inputs, event: Event, client: Client | None, runner: Runner) -> int:
    """Post `comment.md` of the folder `post` on the pull request that `pull.json` names.

    The folder comes from an artifact, so nothing in it is trusted: the pull request's head must be the commit that
    the finished workflow ran on, the text has no hidden parts, and a note says where it comes from.

    Raises:
        SettingsError: the folder is not what it should be, or belongs to another commit.
        GitHubError: GitHub refused.
    """
    if client is None or event.name != "workflow_run":
        raise SettingsError("`post` works in a workflow_run event with a github-token", "see examples/workflows")
    folder = inputs.path(inputs.post)
    try:
        text = read_saved(folder / SAVED_COMMENT, LARGEST).decode(errors="replace")
        place: Any = json.loads(read_saved(folder / SAVED_PULL, LARGEST))
        number = place["pull"]
    except UnreadableFileError as error:
        raise SettingsError(
            f"{error.filename} is not read: it is {error.strerror}", "the artifact was tampered with"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise SettingsError(f"there is no saved comment in {folder}", "name the downloaded artifact's folder") from None
    if not isinstance(number, int) or isinstance(number, bool):
        raise SettingsError("the saved comment names no pull request", "the artifact was tampered with")
    try:
        pull = client.repository.get_pull(number)
        source = pull.head.repo.full_name if pull.head.repo else ""
        matches = pull.head.sha == event.sha and source.lower() == event.head_repository.lower()
    except FAILURES as error:
        raise explain(error, "read the pull request", "pull-requests: read") from None
    if not matches:
        raise GitHubError(
            f"pull request {number} is not what the finished workflow ran on; nothing was posted",
            "it has moved on, or the artifact names another one",
        )
    body = PREFACE + harmless(text)
    posted = Comments(client, number, KEY).post(body[: LIMIT // 2], Marker(KEY, event.run_id, event.attempt))
    runner.outputs({"status": "posted", "comment-url": posted.url})
    return 0
