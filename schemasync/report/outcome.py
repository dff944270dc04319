"""Decide whether a run fails, and why, and its exit code: of the action and of the command line."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from schemasync.config.choices import FailOn
from schemasync.config.options import RULES_LEVEL
from schemasync.core.exit_codes import ExitCode
from schemasync.kinds.kind import Severity
from schemasync.report.view.model import ReportView
from schemasync.verdict.check_status import CheckStatus
from schemasync.verdict.deploy_verdict import FAILS, FAILS_ON_ROWS, PUSH_REFUSES

ON_PULL_REQUEST = frozenset({FailOn.NEW_DRIFT, FailOn.PENDING_FAILURE, FailOn.PUSH_REFUSES, FailOn.RULES})
ELSEWHERE = frozenset({FailOn.DRIFT, FailOn.PENDING_FAILURE, FailOn.PUSH_REFUSES})
"""Values of `fail-on: default`: on pull requests and in merge queues, and on other events."""
_DEPLOY_WORDS = {FailOn.PENDING_FAILURE: (FAILS, FAILS_ON_ROWS), FailOn.PUSH_REFUSES: (PUSH_REFUSES,)}
"""Values of `fail-on` about a push → the verdicts (`deploy`) for which each fails."""
EDIT_LABEL = "schemasync-edited"
"""Label that allows a pull request to edit applied migrations."""


def failure_reasons(view: ReportView, fail_on: Collection[FailOn], rules_level: str = RULES_LEVEL.default) -> list[str]:
    """Reasons for which the run fails; empty if it does not.

    Args:
        view: the report.
        fail_on: the result of `effective_fail_on`.
        rules_level: the input of that name.
    """
    severities = {finding.severity for finding in view.open}
    found = {
        FailOn.DRIFT: bool(view.open),
        FailOn.NEW_DRIFT: bool(view.new_count),
        FailOn.APPLIED_EDITED: bool(view.edited),
        FailOn.SECURITY: Severity.SECURITY in severities,
        FailOn.BREAKING: bool(severities & {Severity.SECURITY, Severity.BREAKING}),
        **{name: view.deploy.word in words for name, words in _DEPLOY_WORDS.items()},
        FailOn.RULES: bool(view.review.at_least(Severity(rules_level))),
        FailOn.DECLARED: bool(view.declared_open),
    }
    reasons = [f"{name} (fail-on)" for name, is_so in found.items() if is_so and name in fail_on]
    incomplete = view.status == CheckStatus.INCOMPLETE and bool(fail_on)
    what = "a migration that could not be replayed" if view.failed else "an object that could not be read"
    return [*reasons, *([what] if incomplete else [])]


def effective_fail_on(
    fail_on: Collection[FailOn], *, has_base: bool = False, labels: Collection[str] = ()
) -> frozenset[FailOn]:
    """Values of `fail-on` with `default` replaced, without what a label of the pull request allows.

    Args:
        fail_on: values that were asked for.
        has_base: there is a base branch: `default` does not fail for problems that were there before the pull request.
        labels: of the pull request.
    """
    by_default = ON_PULL_REQUEST if has_base else ELSEWHERE
    found = frozenset(fail_on) - {FailOn.DEFAULT} | (by_default if FailOn.DEFAULT in fail_on else frozenset())
    return found - {FailOn.APPLIED_EDITED} if EDIT_LABEL in labels else found


def failure_code(view: ReportView, reasons: Sequence[str], fail_on: Collection[FailOn]) -> int:
    """Exit code of a run that fails for these reasons; `IN_SYNC` without a reason."""
    if not reasons:
        return ExitCode.IN_SYNC
    blocked = any(name in fail_on and view.deploy.word in words for name, words in _DEPLOY_WORDS.items())
    return ExitCode.REPLAY if view.status == CheckStatus.INCOMPLETE or blocked else ExitCode.DRIFT
