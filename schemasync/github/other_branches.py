"""Asks GitHub which migrations the base branch's tip has, and which ones other open pull requests add.

One request for the base branch, one for the list of pull requests, one for each of the newest of them. What GitHub refuses, or
does not answer in time, becomes a sentence: the check goes on without it.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from github import GithubException
from github.PullRequest import PullRequest

from schemasync.config.migrations_folder import FILE_NAME
from schemasync.config.other_branches import OtherBranches, OtherPull
from schemasync.core.safe_files import read_bytes
from schemasync.github.client import FAILURES, Client, explain, sentence_of

MOST_PULLS = 20
"""Pull requests whose files are asked for."""
MOST_FILES = 300
"""Files of one pull request that are looked through."""
LARGEST_LISTING = 1000
"""Files of a folder that GitHub lists."""
PATIENCE = 10.0
"""Seconds after which no further request is made."""
_ADDED = ("added", "renamed", "copied")


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions to GitHub.

    Attributes:
        base: the branch that the pull request is merged into.
        folder: of the migrations, from the repository's root.
        pull: number of the pull request itself; None in a merge queue, which the other ones wait for.
        path: the folder in the checkout, whose files are compared with the branch's.
    """

    base: str
    folder: str
    pull: int | None
    path: Path | None = None


def ask_other_branches(client: Client, asked: Asked, clock: Callable[[], float] = time.monotonic) -> OtherBranches:
    """Read the migrations of the base branch and of other open pull requests."""
    end = clock() + PATIENCE
    found = _base(client, asked)
    if asked.pull is None:
        return found
    pulls: list[OtherPull] = []
    try:
        listed = client.repository.get_pulls(state="open", base=asked.base, sort="created", direction="desc")
        others = (pull for pull in listed if pull.number != asked.pull)
        for number, pull in enumerate(others):
            if number == MOST_PULLS or clock() > end:
                why = "time was short" if number < MOST_PULLS else "more are open"
                note = f"Only the {number} newest of the other pull requests were looked at for migrations: {why}."
                return replace(found, pulls=tuple(pulls), notes=(*found.notes, note))
            files = tuple(_added(pull, asked.folder))
            if files:
                pulls.append(OtherPull(pull.number, files))
    except FAILURES as error:
        note = sentence_of(explain(error, "read the migrations of other open pull requests", "pull-requests: read"))
        return replace(found, pulls=tuple(pulls), notes=(*found.notes, note))
    return replace(found, pulls=tuple(pulls))


def added_files(folder: Path, others: OtherBranches) -> frozenset[str]:
    """Names of the files that the base branch lacks; none where it is not known.

    Args:
        folder: of the migrations, in the checkout.
        others: what was found.
    """
    if others.files is None or not folder.is_dir():
        return frozenset()
    return frozenset(path.name for path in folder.iterdir()) - others.files


def _base(client: Client, asked: Asked) -> OtherBranches:
    """Files of the folder at the base branch's tip."""
    found = OtherBranches(asked.base)
    try:
        entries = client.repository.get_contents(asked.folder, ref=asked.base)
        if not isinstance(entries, list):  # a file of that name, or an answer that is no listing
            return replace(
                found, notes=(f"GitHub's answer on {asked.folder} on the branch {asked.base} lists no files.",)
            )
        files = frozenset(entry.name for entry in entries if entry.type == "file" and FILE_NAME.match(entry.name))
    except FAILURES as error:
        if isinstance(error, GithubException) and error.status == 404:  # noqa: PLR2004
            note = f"The branch {asked.base} has no folder {asked.folder}, or the token may not read it (`contents: read`)."
            return replace(found, notes=(note,))
        refused = explain(error, f"read the migrations of the branch {asked.base}", "contents: read")
        return replace(found, notes=(sentence_of(refused),))
    if len(entries) >= LARGEST_LISTING:
        note = f"GitHub lists only {LARGEST_LISTING:,} files of {asked.folder} on the branch {asked.base}."
        return replace(found, notes=(note,))
    changed = frozenset(
        entry.name for entry in entries if asked.path and _is_changed(asked.path / entry.name, entry.sha)
    )
    return replace(found, files=files, changed=changed & files)


def _is_changed(path: Path, sha: str) -> bool:
    """Whether a file has another content than git's object of this name."""
    try:
        data = read_bytes(path)
    except OSError:
        return False
    return hashlib.sha1(b"blob %d\x00%b" % (len(data), data), usedforsecurity=False).hexdigest() != sha


def _added(pull: PullRequest, folder: str) -> Iterator[str]:
    """Names of the migrations that a pull request adds."""
    for file in itertools.islice(pull.get_files(), MOST_FILES):
        place, _, name = file.filename.rpartition("/")
        if file.status in _ADDED and place == folder and FILE_NAME.match(name):
            yield name
