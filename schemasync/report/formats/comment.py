"""Write the report as a pull request comment: the verdict first, details folded, within GitHub's limit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import quote

from schemasync.report.formats.markdown import code, environment
from schemasync.report.view.fixes import FixView
from schemasync.report.view.model import ICONS, ProblemView, ReportView
from schemasync.report.view.places import in_repository
from schemasync.verdict.deploy import NOTHING
from schemasync.verdict.findings import EXTRA, UNKNOWN

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
SIGNS = {"security": "🚨", "breaking": "🔴", "functional": "🟠", "performance": "🟡", "cosmetic": "⚪"}
DETAILED = 25
"""Greatest number of problems that are shown in full."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where links lead to.

    Attributes:
        blob: URL of the tree at the head commit, as `https://github.com/o/r/blob/SHA`; empty for no links.
        folder: path of the migrations folder in the repository.
        run: URL of the workflow run, which has the full report; empty if there is none.
        sha: the head commit.
        notice: a sentence above the report that says what is missing in it; empty if nothing is.
    """

    blob: str = ""
    folder: str = ""
    run: str = ""
    sha: str = ""
    notice: str = ""

    def to(self, file: str, line: int) -> str:
        """Print a line of a migration as Markdown, with a link where the repository is known."""
        label = code(f"{file.removeprefix('../')}:{line}")
        if not self.blob:
            return label
        path = quote(in_repository(self.folder, file), safe="/")
        return f"[{label}]({self.blob}/{path}#L{line})"


def to_comment(view: ReportView, links: Links, *, limit: int = LIMIT) -> str:
    """The comment's body, of at most `limit` UTF-8 bytes.

    Problems stand in order of importance: the first in full, the next in one line each, and if that is too long, the rest as
    a number, with a link to the full report.
    """
    total = len(view.fresh)

    def render(full: int, lines: int) -> str:
        return _render(view, links, full, lines)

    whole = min(DETAILED, total)
    full = _most(whole, lambda count: _size(render(count, count)) <= (limit if count == total else limit * 2 // 3))
    lines = _most(total - full, lambda count: _size(render(full, full + count)) <= limit)
    text = render(full, full + lines)
    return text if _size(text) <= limit else _cut(render(0, 0), limit)


def _render(view: ReportView, links: Links, full: int, lines: int) -> str:
    template = environment().get_template("comment.md.j2")
    text = template.render(
        view=view,
        links=links,
        full=full,
        lines=lines,
        exposed=[problem for problem in view.fresh[:full] if problem.severity == "security"][:EXPOSED],
        plans=full == len(view.open) and len(view.repair_sql) + len(view.adopt_sql) <= LONGEST_PLAN,
        quiet=view.status == "synced" and view.deploy.word == NOTHING,
        sql=_shown,
        sign=_sign,
        choices=_choices,
        short=_is_short,
        counts=_counts,
        version=version("schemasync"),
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _sign(problem: ProblemView) -> str:
    return ICONS[UNKNOWN] if problem.status == UNKNOWN else SIGNS[problem.severity]


def _choices(problem: ProblemView) -> tuple[FixView | None, tuple[FixView, ...]]:
    """The fix that most people want, if there is one with SQL, and the other ways to settle the problem.

    For objects that exist only in the database that is the adoption, which loses no data. For all others, and for whatever is
    a matter of security, it is the repair.
    """
    adopted = problem.status == EXTRA and problem.severity != "security"
    wanted = ("adopt", "repair") if adopted else ("repair", "adopt")
    scripts = [fix for option in wanted for fix in problem.fixes if fix.option == option and fix.proven and fix.sql]
    main = scripts[0] if scripts else None
    return main, tuple(fix for fix in problem.fixes if fix is not main)


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


def _cut(text: str, limit: int) -> str:
    """Cut a comment that is too long even without problems, as names of areas and files can have any length."""
    tail = "\n\n… cut; the full report is in the workflow run.\n"
    return text.encode()[: limit - len(tail.encode())].decode(errors="ignore").rpartition("\n")[0] + tail


def _shown(sql: str) -> str:
    if len(sql) <= LONGEST_SQL:
        return sql
    return sql[:LONGEST_SQL].rpartition("\n")[0] + "\n-- … the rest is in the full report"


def _counts(problems: Sequence[ProblemView]) -> str:
    """`1 security, 3 functional`."""
    found = Counter(problem.severity for problem in problems)
    return ", ".join(f"{number} {severity}" for severity, number in found.items())
