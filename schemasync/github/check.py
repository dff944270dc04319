"""The check run on the head commit, with an annotation at every line that a finding comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from github.CheckRun import CheckRun
from github.GithubObject import NotSet

from schemasync.core.text import line, visible
from schemasync.github.client import FAILURES, Client, explain
from schemasync.report.view.line_remarks import line_remarks
from schemasync.report.view.places import in_repository
from schemasync.report.view.view import ReportView

CHUNK = 50
"""Annotations that one request may carry."""
TEXT_LIMIT = 65_000
TITLE_LIMIT = 250
MESSAGE_LIMIT = 60_000


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark at a line of a file of the repository; `level` is failure, warning or notice."""

    path: str
    line: int
    level: str
    title: str
    message: str

    def as_request(self) -> dict[str, Any]:
        """As the API takes it."""
        return {
            "path": self.path,
            "start_line": self.line,
            "end_line": self.line,
            "annotation_level": self.level,
            "title": visible(self.title)[:TITLE_LIMIT],
            "message": visible(self.message)[:MESSAGE_LIMIT] or visible(self.title),
        }


def remarks_of(view: ReportView, folder: str) -> tuple[Annotation, ...]:
    """Annotations at every line that the report says something of.

    Args:
        view: the report.
        folder: of the migrations, from the repository's root.
    """
    return tuple(
        Annotation(in_repository(folder, item.file), item.line, item.level, item.title, item.text)
        for item in line_remarks(view)
    )


@dataclass(frozen=True, slots=True)
class Check:
    """Content of the check run.

    Attributes:
        conclusion: success, failure or neutral.
        key: tells this run's check run from others of the name.
        state: the verdict, hidden, for later runs; empty to keep none.
    """

    name: str
    sha: str
    conclusion: str
    title: str
    summary: str
    key: str
    details_url: str = ""
    state: str = ""


def post_check(client: Client, check: Check, remarks: Sequence[Annotation]) -> str:
    """Make the check run; returns its page.

    Raises:
        GitHubError: GitHub refused.
    """
    output = {"title": line(check.title)[:TITLE_LIMIT], "summary": _bounded(check.summary)}
    if check.state:
        output["text"] = check.state
    chunks = [remarks[start : start + CHUNK] for start in range(0, len(remarks), CHUNK)] or [()]
    first = output | {"annotations": [remark.as_request() for remark in chunks[0]]}

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
            run.edit(output=output | {"annotations": [remark.as_request() for remark in chunk]})
    except FAILURES as error:
        raise explain(error, "make the check run", "checks: write") from None
    return run.html_url or ""


def _bounded(text: str) -> str:
    if len(text.encode()) <= TEXT_LIMIT:
        return text
    return text.encode()[:TEXT_LIMIT].decode(errors="ignore").rpartition("\n")[0] + "\n\n… cut"
