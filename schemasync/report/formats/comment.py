"""Write the report as a pull request comment or as the text of the drift issue, within GitHub's limit: details are folded."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from schemasync.core.fix import FixDirection
from schemasync.core.sync_status import UNKNOWN
from schemasync.core.text import begin_sentence
from schemasync.kinds.kind import Severity
from schemasync.report.formats.comment_openings import openings
from schemasync.report.formats.comment_problem import pending_remarks, problem_text, remarks
from schemasync.report.formats.markdown import code, environment, plain
from schemasync.report.formats.mermaid import diagram_source
from schemasync.report.view.advice import COMMON_ADVICE
from schemasync.report.view.changed_lines import ChangedLine, changed_lines, loses_data
from schemasync.report.view.fixes import FixView
from schemasync.report.view.groups import group_problems
from schemasync.report.view.model import ICONS, ReportView
from schemasync.report.view.places import in_repository
from schemasync.report.view.problem_view import ProblemView
from schemasync.verdict.deploy_verdict import NOTHING

COMMENT, ISSUE = "comment.md.j2", "issue.md.j2"
"""Templates."""
LIMIT = 65_000
"""Bytes of a comment in UTF-8; GitHub refuses more than 65,536 characters."""
LONGEST_SQL = 4_000
"""Characters of one fix that are shown."""
LONGEST_PLAN = 12_000
"""Characters of the longest script for all problems that is shown; `schemasync fix` prints longer ones."""
SHORT = 12
"""Lines of the longest script that is not folded."""
EXPOSED = 5
"""Greatest number of security problems that stand above all others."""
KNOWN = "🟡"
"""Sign of a database of which all problems were there before the pull request."""
SIGNS = {
    Severity.SECURITY: "🚨",
    Severity.BREAKING: "🔴",
    Severity.FUNCTIONAL: "🟠",
    Severity.PERFORMANCE: "🟡",
    Severity.COSMETIC: "⚪",
}
DETAILED = 25
"""Greatest number of problems that are all shown in full; of more, only the worst are."""
WORST = 10
"""Greatest number of problems that are shown in full where there are more than `DETAILED`."""
GRAVE = (Severity.SECURITY, Severity.BREAKING)
"""Severities of problems that are shown in full among many."""
MOST_NAMES = 400
"""Greatest number of problems that are listed of each group."""
OPEN_LINES = 5
"""Greatest number of lines of pending files that are not folded."""
AGENT_PROBLEMS = 10
"""Greatest number of problems in the block for coding agents."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where links lead to.

    Attributes:
        blob: URL of the tree at the head commit, as `https://github.com/o/r/blob/SHA`; empty for no links.
        folder: path of the migrations folder in the repository.
        run: URL of the workflow run; empty if there is none.
        sha: the head commit.
        notice: a sentence above the report that says what is missing in it; empty if nothing is.
    """

    blob: str = ""
    folder: str = ""
    run: str = ""
    sha: str = ""
    notice: str = ""

    @property
    def report(self) -> str:
        """URL of the run's artifacts, where the workflow uploads the page; empty if there is no run."""
        return f"{self.run}#artifacts" if self.run else ""

    def to(self, file: str, line: int) -> str:
        """Print a line of a migration as Markdown, with a link where the repository is known."""
        label = code(f"{file.removeprefix('../')}:{line}")
        if not self.blob:
            return label
        path = quote(in_repository(self.folder, file), safe="/")
        return f"[{label}]({self.blob}/{path}#L{line})"


def to_comment(view: ReportView, links: Links, *, limit: int = LIMIT) -> str:
    """The comment's body, of at most `limit` UTF-8 bytes: what the pull request does, and the database.

    Problems stand in order of importance. If there are many, only the worst are shown in full, and the others in groups, with
    as many of their names as fit.
    """
    return _fitted(view, links, limit, COMMENT)


def to_issue(view: ReportView, links: Links, *, limit: int = LIMIT) -> str:
    """The drift issue's text, of at most `limit` UTF-8 bytes: since when the database differs, what to do, and each problem."""
    return _fitted(view, links, limit, ISSUE)


def _fitted(view: ReportView, links: Links, limit: int, template: str) -> str:
    total = len(view.fresh)

    def render(full: int, names: int) -> str:
        return _render(view, links, template, full, names)

    whole = total if total <= DETAILED else min(WORST, sum(1 for each in view.fresh if each.severity in GRAVE))
    full = _most(whole, lambda count: _size(render(count, 0)) <= (limit if count == total else limit * 2 // 3))
    names = _most(MOST_NAMES, lambda count: _size(render(full, count)) <= limit) if full < total else 0
    text = render(full, names)
    return text if _size(text) <= limit else cut(render(0, 0), limit)


def _render(view: ReportView, links: Links, name: str, full: int, names: int) -> str:
    """Fill a template.

    Args:
        view: the report.
        links: where links lead to.
        name: of the template.
        full: number of problems that are shown in full.
        names: number of the others that are named in each group.
    """
    is_issue = name == ISSUE
    values = {
        **_problem_values(view, links, full),
        **_change_values(view, links, is_issue=is_issue),
        **_functions(view, links),
        "names": names,
        "ids": is_issue,
        "quiet": not is_issue and view.is_synced and view.deploy.word == NOTHING,
        "remarks": [begin_sentence(note) for note in remarks(view)],
        "version": version("schemasync"),
    }
    values["dated"] = is_issue or bool(view.since) or "" < values["oldest"] < view.generated[:10]
    text = environment().get_template(name).render(view=view, links=links, **values)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _problem_values(view: ReportView, links: Links, full: int) -> dict[str, Any]:
    """Values on the database: its problems, of which the first `full` are shown in full."""
    shown = view.fresh[:full]
    exposed = [problem for problem in shown if problem.severity == Severity.SECURITY][:EXPOSED]
    new_words = _new_words(view)
    return {
        "exposed": exposed,
        "texts": [(each, problem_text(each, view.deploy, exposed=each in exposed)) for each in shown],
        "groups": group_problems(view.fresh[full:]),
        "oldest": min((problem.first_seen for problem in view.open if problem.first_seen), default=""),
        "new_words": new_words,
        "sign_of_all": KNOWN if new_words and not view.fresh else view.icon,
        "plans": full == len(view.open) and len(view.repair.sql) + len(view.adopt.sql) <= LONGEST_PLAN,
        "scripts": any(fix.sql and not fix.accepts for each in shown for fix in each.fixes),
        "tables": diagram_source(view.diagram) if len(shown) > 1 else "",
        "agents": _agent_lines(view.fresh[:AGENT_PROBLEMS], links),
    }


def _change_values(view: ReportView, links: Links, *, is_issue: bool) -> dict[str, Any]:
    """Values on the pull request: what it changes, and what it opens."""
    lines = changed_lines(view)
    return {
        "lines": lines,
        "open_lines": len(lines) <= OPEN_LINES and not view.open,
        "loses_data": loses_data(lines),
        "opened": () if is_issue else openings(view.review, links.to),
        "pending_remarks": [begin_sentence(note) for note in pending_remarks(view)],
        "both": bool(view.open or view.replay_failures) and _speaks_of_pull_request(view, lines),
    }


def _functions(view: ReportView, links: Links) -> dict[str, Callable[..., Any]]:
    """Functions that the templates call."""
    return {
        "sql": _shown,
        "short": _is_short,
        "sign": _sign,
        "group_sign": lambda group: ICONS[UNKNOWN] if group.status == UNKNOWN else SIGNS[group.severity],
        "placed": lambda text: _placed(text, view, links),
    }


def _speaks_of_pull_request(view: ReportView, lines: Sequence[ChangedLine]) -> bool:
    """Whether the comment has more to say of the pull request than its first line."""
    failed = view.pending is not None and view.pending.error is not None
    return bool(lines or view.review.broken or view.declared_open or view.deploy.command or failed)


def _new_words(view: ReportView) -> str:
    """A sentence on how many of the open problems are new; empty where the base branch had none of them."""
    if not view.known or view.failed:
        return ""
    if view.fresh:
        return f"{len(view.fresh)} of them {'are' if len(view.fresh) > 1 else 'is'} new."
    return f"{'It was' if len(view.open) == 1 else 'All were'} there before this pull request."


def _sign(problem: ProblemView) -> str:
    return ICONS[UNKNOWN] if problem.status == UNKNOWN else SIGNS[problem.severity]


def _placed(text: str, view: ReportView, links: Links) -> str:
    """A sentence in Markdown whose place of the verdict is a link."""
    place = view.deploy.place
    if place is None or str(place) not in text:
        return plain(text)
    before, _, after = text.partition(str(place))
    left, right = " " * before.endswith(" "), " " * after.startswith(" ")
    return f"{plain(before)}{left}{links.to(place.file, place.line)}{right}{plain(after)}"


def _agent_lines(problems: Sequence[ProblemView], links: Links) -> str:
    """Problems, files and commands for a coding agent, as plain lines."""
    lines = []
    for problem in problems:
        place = f" ({in_repository(links.folder, problem.file)}:{problem.line})" if problem.file else ""
        advice = "" if problem.recommendation in COMMON_ADVICE else f" {problem.recommendation}"
        lines += [f"- {problem.title}{place}.{advice}"]
        lines += [
            f"  {fix.direction}: schemasync {'fix' if fix.direction == FixDirection.REPAIR else 'adopt'} --only {problem.id}"
            for fix in problem.fixes
            if not fix.accepts and fix.proven and fix.sql
        ]
    return "\n".join(lines)


def _is_short(fix: FixView) -> bool:
    return len(fix.sql.splitlines()) <= SHORT and len(fix.sql) <= LONGEST_SQL


def _size(text: str) -> int:
    return len(text.encode())


def _most(upper: int, fits: Callable[[int], bool]) -> int:
    """The greatest number up to `upper` that fits; 0 if none does."""
    low = 0
    if fits(upper):
        return upper
    while upper - low > 1:
        middle = (low + upper) // 2
        low, upper = (middle, upper) if fits(middle) else (low, middle)
    return low


def cut(text: str, limit: int) -> str:
    """Cut a comment that is too long even without problems, as names of areas and files can have any length."""
    tail = "\n\n… cut; the full report is in the workflow run.\n"
    return text.encode()[: limit - len(tail.encode())].decode(errors="ignore").rpartition("\n")[0] + tail


def _shown(sql: str) -> str:
    if len(sql) <= LONGEST_SQL:
        return sql
    return sql[:LONGEST_SQL].rpartition("\n")[0] + "\n-- … the rest is in the full report"
