"""Read from GitHub which migrations the base branch has at its tip, and which other open pull requests add.

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
"""Most pull requests whose files are read."""
MOST_FILES = 300
"""Most files of one pull request that are read."""
LARGEST_LISTING = 1000
"""Most files of a folder that GitHub lists."""
TIME_LIMIT = 10.0
"""Seconds after which no further request is made."""
_ADDED = ("added", "renamed", "copied")


@dataclass(frozen=True, slots=True)
class BranchQuery:
    """The branch and the folder to read.

    Attributes:
        base: the branch that the pull request is merged into.
        folder: of the migrations, from the repository's root.
        pull: number of the pull request itself, which is left out; None in a merge queue, where no other one is read.
        path: the folder in the checkout, to find files with another content; None to find none.
    """

    base: str
    folder: str
    pull: int | None
    path: Path | None = None


def read_other_branches(
    client: Client, query: BranchQuery, clock: Callable[[], float] = time.monotonic
) -> OtherBranches:
    """Read the migrations of the base branch and of other open pull requests."""
    end = clock() + TIME_LIMIT
    found = _base(client, query)
    if query.pull is None:
        return found
    pulls: list[OtherPull] = []
    try:
        listed = client.repository.get_pulls(state="open", base=query.base, sort="created", direction="desc")
        others = (pull for pull in listed if pull.number != query.pull)
        for number, pull in enumerate(others):
            if number == MOST_PULLS or clock() > end:
                why = "time was short" if number < MOST_PULLS else "more are open"
                note = f"Only the {number} newest of the other pull requests were looked at for migrations: {why}."
                return replace(found, pulls=tuple(pulls), notes=(*found.notes, note))
            files = tuple(_added(pull, query.folder))
            if files:
                pulls.append(OtherPull(pull.number, files))
    except FAILURES as error:
        note = sentence_of(explain(error, "read the migrations of other open pull requests", "pull-requests: read"))
        return replace(found, pulls=tuple(pulls), notes=(*found.notes, note))
    return replace(found, pulls=tuple(pulls))


def added_files(folder: Path, others: OtherBranches) -> frozenset[str]:
    """Names of files in the checkout that the base branch lacks; empty if the branch's files are not known.

    Args:
        folder: of the migrations, in the checkout.
        others: result of `read_other_branches`.
    """
    if others.files is None or not folder.is_dir():
        return frozenset()
    return frozenset(path.name for path in folder.iterdir()) - others.files


def _base(client: Client, query: BranchQuery) -> OtherBranches:
    """Files of the folder at the base branch's tip."""
    found = OtherBranches(query.base)
    try:
        entries = client.repository.get_contents(query.folder, ref=query.base)
        if not isinstance(entries, list):  # a file of that name, or an answer that is no listing
            return replace(
                found, notes=(f"GitHub's answer on {query.folder} on the branch {query.base} lists no files.",)
            )
        files = frozenset(entry.name for entry in entries if entry.type == "file" and FILE_NAME.match(entry.name))
    except FAILURES as error:
        if isinstance(error, GithubException) and error.status == 404:  # noqa: PLR2004
            note = f"The branch {query.base} has no folder {query.folder}, or the token may not read it (`contents: read`)."
            return replace(found, notes=(note,))
        refused = explain(error, f"read the migrations of the branch {query.base}", "contents: read")
        return replace(found, notes=(sentence_of(refused),))
    if len(entries) >= LARGEST_LISTING:
        note = f"GitHub lists only {LARGEST_LISTING:,} files of {query.folder} on the branch {query.base}."
        return replace(found, notes=(note,))
    changed = frozenset(
        entry.name for entry in entries if query.path and _is_changed(query.path / entry.name, entry.sha)
    )
    return replace(found, files=files, changed=changed & files)


def _is_changed(path: Path, sha: str) -> bool:
    """Whether a file's content differs from the git object with this id."""
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
