"""Decide whether a run fails, and why; its exit code and the action's outputs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

from schemasync.config.options import RULES_LEVEL
from schemasync.core.exit_codes import ExitCode
from schemasync.github.event import Event
from schemasync.kinds._kind import Severity
from schemasync.report.view.model import ReportView
from schemasync.verdict.deploy import FAILS, FAILS_ON_ROWS, PUSH_REFUSES

ON_PULL_REQUEST = frozenset({"new-drift", "pending-failure", "push-refuses", "rules"})
ELSEWHERE = frozenset({"drift", "pending-failure", "push-refuses"})
"""Values of `fail-on: default`: on pull requests and in merge queues, and on other events."""
_DEPLOY_WORDS = {"pending-failure": (FAILS, FAILS_ON_ROWS), "push-refuses": (PUSH_REFUSES,)}
"""Values of `fail-on` about a push → the verdicts (`deploy`) for which each fails."""
EDIT_LABEL = "schemasync-edited"
"""Label that allows a pull request to edit applied migrations."""


def failure_reasons(view: ReportView, fail_on: Collection[str], rules_level: str = RULES_LEVEL.default) -> list[str]:
    """Reasons for which the run fails; empty if it does not.

    Args:
        view: the report.
        fail_on: the result of `effective_fail_on`.
        rules_level: the input of that name.
    """
    severities = {finding.severity for finding in view.open}
    found = {
        "drift": bool(view.open),
        "new-drift": bool(view.new_count),
        "applied-edited": bool(view.edited),
        "security": Severity.SECURITY in severities,
        "breaking": bool(severities & {Severity.SECURITY, Severity.BREAKING}),
        **{name: view.deploy.word in words for name, words in _DEPLOY_WORDS.items()},
        "rules": bool(view.review.at_least(Severity(rules_level))),
        "declared": bool(view.declared_open),
    }
    reasons = [f"{name} (input fail-on)" for name, is_so in found.items() if is_so and name in fail_on]
    incomplete = view.status == "incomplete" and bool(fail_on)
    what = "a migration that could not be replayed" if view.failed else "an object that could not be read"
    return [*reasons, *([what] if incomplete else [])]


def effective_fail_on(fail_on: Collection[str], event: Event) -> frozenset[str]:
    """Values of `fail-on` with `default` replaced, without what a label of the pull request allows.

    With a base branch, `default` does not fail for problems that were there before the pull request.
    """
    by_default = ON_PULL_REQUEST if event.base else ELSEWHERE
    found = frozenset(fail_on) - {"default"} | (by_default if "default" in fail_on else frozenset())
    return found - {"applied-edited"} if EDIT_LABEL in event.labels else found


def failure_code(view: ReportView, reasons: Sequence[str], fail_on: Collection[str]) -> int:
    """Exit code of a run that fails for these reasons; `IN_SYNC` without a reason."""
    if not reasons:
        return ExitCode.IN_SYNC
    blocked = any(name in fail_on and view.deploy.word in words for name, words in _DEPLOY_WORDS.items())
    return ExitCode.REPLAY if view.status == "incomplete" or blocked else ExitCode.DRIFT


def outputs(view: ReportView, folder: PurePosixPath, urls: Mapping[str, str]) -> dict[str, str]:
    """Outputs that action.yml declares.

    Args:
        view: the report.
        folder: of the written reports, from the repository's root.
        urls: of what was posted, by `comment`, `check` and `issue`.
    """
    return {
        "status": view.status,
        "deploy": view.deploy.word,
        "in-sync": str(view.status == "synced").lower(),
        "sync-percent": str(view.percent),
        "drift-count": str(len(view.open)),
        "new-drift-count": "" if view.new_count is None else str(view.new_count),
        "rule-count": str(len(view.review.broken)),
        "security-count": str(sum(1 for finding in view.open if finding.severity == Severity.SECURITY)),
        "pending-count": str(len(view.pending.files) if view.pending else 0),
        "report-json": str(folder / "report.json"),
        "report-markdown": str(folder / "report.md"),
        "report-html": str(folder / "report.html"),
        "report-sarif": str(folder / "report.sarif"),
        "comment-url": urls.get("comment", ""),
        "check-url": urls.get("check", ""),
        "issue-url": urls.get("issue", ""),
    }
