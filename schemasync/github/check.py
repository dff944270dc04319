"""Post the check run on the head commit, with an annotation at each line that the report remarks on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from github.CheckRun import CheckRun
from github.GithubObject import NotSet

from schemasync.core.text import line, visible
from schemasync.github.client import FAILURES, Client, explain
from schemasync.report.view.line_remarks import line_remarks
from schemasync.report.view.model import ReportView
from schemasync.report.view.places import in_repository

CHUNK = 50
"""Most annotations of one request."""
TEXT_LIMIT = 65_000
"""Bytes of a summary; GitHub accepts 65,535 characters."""
TITLE_LIMIT = 250
"""Characters of a title; GitHub accepts 255."""
MESSAGE_LIMIT = 60_000
"""Characters of a message; GitHub accepts 64 KB."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation of a line in a file of the repository; `level` is failure, warning or notice."""

    path: str
    line: int
    level: str
    title: str
    message: str

    def as_request(self) -> dict[str, Any]:
        """As an element of `output.annotations` in the API."""
        return {
            "path": self.path,
            "start_line": self.line,
            "end_line": self.line,
            "annotation_level": self.level,
            "title": visible(self.title)[:TITLE_LIMIT],
            "message": visible(self.message)[:MESSAGE_LIMIT] or visible(self.title),
        }


def annotations_of(view: ReportView, folder: str) -> tuple[Annotation, ...]:
    """An annotation for each remark of the report on a line, except for problems that the base branch had before.

    Args:
        view: the report.
        folder: of the migrations, from the repository's root.
    """
    return tuple(
        Annotation(in_repository(folder, item.file), item.line, item.level, item.title, item.text)
        for item in line_remarks(view)
        if not item.known
    )


@dataclass(frozen=True, slots=True)
class Check:
    """Content of the check run.

    Attributes:
        conclusion: success, failure or neutral.
        key: `external_id`, which tells this run's check run from others of the same name.
        state: the report in a hidden line, for later runs; empty to keep none.
    """

    name: str
    sha: str
    conclusion: str
    title: str
    summary: str
    key: str
    details_url: str = ""
    state: str = ""


def post_check(client: Client, check: Check, annotations: Sequence[Annotation]) -> str:
    """Create the check run; returns the URL of its page.

    Raises:
        GitHubError: GitHub refused.
    """
    output = {"title": line(check.title)[:TITLE_LIMIT], "summary": _bounded(check.summary)}
    if check.state:
        output["text"] = check.state
    chunks = [annotations[start : start + CHUNK] for start in range(0, len(annotations), CHUNK)] or [()]
    first = output | {"annotations": [annotation.as_request() for annotation in chunks[0]]}

    def make() -> CheckRun:
        return client.repository.create_check_run(
            check.name,
            check.sha,
            status="completed",
            conclusion=check.conclusion,
            external_id=check.key,
            output=first,
            details_url=check.details_url or NotSet,
        )

    def find() -> CheckRun | None:
        runs = client.repository.get_commit(check.sha).get_check_runs(check_name=check.name)
        return next((run for run in runs if run.external_id == check.key), None)

    try:
        run = client.create(make, find)
        for chunk in chunks[1:]:
            run.edit(output=output | {"annotations": [annotation.as_request() for annotation in chunk]})
    except FAILURES as error:
        raise explain(error, "make the check run", "checks: write") from None
    return run.html_url or ""


def _bounded(text: str) -> str:
    if len(text.encode()) <= TEXT_LIMIT:
        return text
    return text.encode()[:TEXT_LIMIT].decode(errors="ignore").rpartition("\n")[0] + "\n\n… cut"
