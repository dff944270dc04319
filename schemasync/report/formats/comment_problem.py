"""Choose what the comment says of a problem, so that no fact stands in it twice."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.fix import FixDirection
from schemasync.report.view.advice import COMMON_ADVICE
from schemasync.report.view.fixes import FixView
from schemasync.report.view.model import ReportView
from schemasync.report.view.problem_view import ProblemView
from schemasync.report.view.remark import HISTORY, Remark
from schemasync.verdict.deploy_verdict import PUSH_REFUSES, DeployVerdict, DeployWord

LONG_VALUE = 60
"""Characters from which the values of an attribute are compared line by line instead."""
MOST_DIFF_LINES = 40
MOST_ATTRIBUTES = 8
WAYS = {
    FixDirection.REPAIR: "repair the database",
    FixDirection.ADOPT: "adopt it into a migration",
    None: "accept it as it is",
}
"""Ways to settle a problem, in words."""


@dataclass(frozen=True, slots=True)
class ProblemText:
    """Content of a problem's paragraph.

    Attributes:
        sentences: what is wrong, whom it affects, its cause, and advice.
        attributes: (name, in the database, in the migrations) that the sentences do not contain.
        diff: the definition, line by line, from the database to the migrations; empty where the attributes are short.
        main: the script to take first; None if there is none.
        others: the other ways.
        reason: why no script is proven, as a sentence; empty if one is, or if the cause or the advice says it.
    """

    sentences: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    diff: str
    main: FixView | None
    others: tuple[FixView, ...]
    reason: str

    @property
    def others_title(self) -> str:
        """The other ways in words."""
        return "Or " + ", or ".join(dict.fromkeys(WAYS[fix.direction] for fix in self.others))


def problem_text(
    problem: ProblemView, deploy: DeployVerdict, *, exposed: bool, command_at: str = "above"
) -> ProblemText:
    """Choose the content.

    Args:
        problem: to describe.
        deploy: the verdict, whose reason and command stand above.
        exposed: the problem's sentence stands above already.
        command_at: where the verdict's command stands, in a word.
    """
    known = problem.is_explained
    sentence = "" if exposed or known else problem.sentence
    diff = _diff(problem)
    main = problem.main_fix
    return ProblemText(
        sentences=tuple(
            filter(
                None,
                (
                    sentence,
                    problem.together,
                    problem.impact,
                    _cause(problem, deploy),
                    _advice(problem, main, deploy, command_at),
                ),
            )
        ),
        attributes=() if diff else _attributes(problem, "" if known else problem.sentence),
        diff=diff,
        main=main,
        others=tuple(fix for fix in problem.fixes if fix is not main and fix.sql),
        reason="" if main or known or problem.settled_by else _reason(problem),
    )


def _reason(problem: ProblemView) -> str:
    """Why no script is proven, unless the advice says it."""
    fix = next((fix for fix in problem.fixes if not fix.accepts and fix.reason), None)
    if fix is None or fix.reason in problem.recommendation:
        return ""
    return f"{'No script is proven' if fix.sql else 'No script settles it'}: {fix.reason}."


def _cause(problem: ProblemView, deploy: DeployVerdict) -> str:
    """The cause, unless it is unknown or the verdict names the same file."""
    if not problem.is_explained or (problem.file and problem.file in deploy.reason):
        return ""
    return f"Cause: {problem.cause}."


def _advice(problem: ProblemView, main: FixView | None, deploy: DeployVerdict, command_at: str) -> str:
    """The recommendation, unless the script below or the command above says the same."""
    if main and problem.recommendation in COMMON_ADVICE:
        return ""
    if any(command in problem.recommendation for command in deploy.command.splitlines()):
        return f"The command {command_at} settles it."
    return problem.recommendation


def _attributes(problem: ProblemView, sentence: str) -> tuple[tuple[str, str, str], ...]:
    """Attributes whose values the printed sentence does not contain, and that have a value to show."""
    if len(problem.main.attributes) == 1 and " in the database, " in sentence and " in the migrations" in sentence:
        return ()
    shown = (each for each in problem.main.attributes if any(map(str.isalnum, each[1] + each[2])))
    return tuple(each for each in shown if not (each[1] in sentence and each[2] in sentence))[:MOST_ATTRIBUTES]


def _diff(problem: ProblemView) -> str:
    long = any(max(len(old), len(new)) > LONG_VALUE for _, old, new in problem.main.attributes)
    if not (long and problem.main.before and problem.main.after):
        return ""
    lines = list(
        difflib.unified_diff(problem.main.before.splitlines(), problem.main.after.splitlines(), n=1, lineterm="")
    )[2:]
    return "\n".join(line for line in lines if not line.startswith("@@")) if len(lines) <= MOST_DIFF_LINES else ""


def pending_remarks(view: ReportView) -> list[str]:
    """Remarks on the pending migrations; without those on the order of files that the verdict names."""
    found = view.pending.remarks if view.pending else ()
    refused = view.deploy.reason if view.deploy.word == PUSH_REFUSES else ""
    return [remark.text for remark in found if not (remark.file and remark.file in refused)]


def remarks(view: ReportView) -> list[str]:
    """Remarks on the check that nothing else in the report says."""
    skipped = [f"skipped {file}: {reason}" for file, reason in view.skipped]
    said = {view.deploy.reason, *(problem.cause for problem in view.open)}
    files = {item.file for item in view.migrations if any(item.file in text for text in said)}
    reasons = {problem.unproven for problem in view.open} | {fix.reason for p in view.open for fix in p.fixes}
    known = _Known(view.deploy, files, reasons - {""})
    return [*skipped, *(remark.text for remark in view.diagnostics if not known.says(remark))]


class _Known(NamedTuple):
    """Everything that the verdict and the problems say.

    Attributes:
        deploy: the verdict.
        files: migrations that it, or the cause of a problem, names.
        reasons: why scripts are not proven.
    """

    deploy: DeployVerdict
    files: Collection[str]
    reasons: Collection[str]

    def says(self, remark: Remark) -> bool:
        """Whether a remark is no news."""
        if remark.topic == HISTORY:
            return self.deploy.word == DeployWord.UNKNOWN
        if remark.reason:
            repeated = any(remark.reason.endswith(reason) for reason in self.reasons)
            return repeated or any(file in remark.reason for file in self.files)
        return remark.file in self.files or remark.text == self.deploy.reason
