"""Make the texts of each state: comment, drift issue, full report, terminal and page; `python -m tests.report.states.texts DIR` writes them."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from rich.console import Console

from schemasync.core.errors import SchemasyncError, SettingsError, TargetError
from schemasync.github.run_error import error_body
from schemasync.report.formats.comment import Links, to_comment, to_issue
from schemasync.report.formats.html import to_html
from schemasync.report.formats.terminal import print_report
from schemasync.report.view.model import ReportView
from schemasync.supabase.connection_errors import Endpoint, explain
from tests.report.states.scenarios import SCENARIOS
from tests.report.states.stored import load

MOST_LINES = 600
RUN = "https://github.com/acme/shop/actions/runs/1"
LINKS = Links("https://github.com/acme/shop/blob/4f2c9d1", "supabase/migrations", RUN, "4f2c9d1aa")
ISSUES = ("drift", "in_sync", "incomplete", "many")
_REASON, _HINT = explain("password authentication failed", Endpoint("session pooler"))
ERRORS: dict[str, SchemasyncError] = {
    "unreachable": TargetError(f"the database cannot be reached: {_REASON}", _HINT),
    "settings": SettingsError("there is no folder supabase/migrations", "check the input migrations"),
}


def terminal(view: ReportView, width: int) -> str:
    """The report on a terminal without colours; of width 0, as a pipe gets it."""
    text = io.StringIO()
    print_report(
        view, Console(file=text, width=width or None, force_terminal=width > 0, color_system=None, _environ={})
    )
    return text.getvalue()


class _Words(HTMLParser):
    """The words of a page, one element a line, without its style and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Leave out what is not shown."""
        self.silent = tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        """Go on after what is not shown."""
        self.silent = False

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if not self.silent and data.strip():
            self.lines.append(" ".join(data.split()))


def words(page: str) -> str:
    """The words of a page that a reader sees, at most the first `MOST_LINES` lines."""
    parser = _Words()
    parser.feed(page)
    return "\n".join(parser.lines[:MOST_LINES]) + "\n"


def _aged(view: ReportView) -> ReportView:
    """The view as a later night has it: every second problem is known for a while."""
    dates = {False: "2026-11-11", True: "2026-11-29"}
    problems = (replace(problem, first_seen=dates[problem.number % 2 == 0]) for problem in view.problems)
    return replace(view, problems=tuple(problems))


def texts(name: str) -> Iterator[tuple[str, str]]:
    """(file name, text) of every text of a state."""
    if name in ERRORS:
        yield f"{name}.comment.md", error_body(ERRORS[name], sha=LINKS.sha, run_url=LINKS.run)
        return
    view = load(name)
    yield f"{name}.comment.md", to_comment(view, LINKS)
    if name in ISSUES:
        yield f"{name}.issue.md", to_issue(_aged(view), LINKS)
    if name == "many":
        return
    yield f"{name}.80.txt", terminal(view, 80)
    yield f"{name}.160.txt", terminal(view, 160)
    yield f"{name}.piped.txt", terminal(view, 0)
    yield f"{name}.page.txt", words(to_html(view))


STATES = (*SCENARIOS, *ERRORS)


def main() -> None:
    """Write the texts of all states into a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for state in STATES:
        for name, text in texts(state):
            (folder / name).write_text(text, encoding="utf-8")
        if state not in ERRORS:
            (folder / f"{state}.html").write_text(to_html(load(state)), encoding="utf-8")


if __name__ == "__main__":
    main()
