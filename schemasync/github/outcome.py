"""Decide whether a run fails, and why; its exit code and the action's outputs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

from schemasync.config.options import RULES_LEVEL
from schemasync.core.exit_codes import ExitCode
from schemasync.report.view.view import ReportView
from schemasync.verdict.deploy import FAILS, FAILS_ON_ROWS, PUSH_REFUSES


def failure_reasons(view: ReportView, fail_on: Collection[str], rules_level: str = RULES_LEVEL.default) -> list[str]:
    """Why the run fails, in words; empty if it does not. `fail_on` and `rules_level` are the inputs of these names."""
    severities = {finding.severity for finding in view.open}
    found = {
        "drift": bool(view.open),
        "security": "security" in severities,
        "breaking": bool(severities & {"security", "breaking"}),
        "pending-failure": view.deploy.word in (FAILS, FAILS_ON_ROWS),
        "push-refuses": view.deploy.word == PUSH_REFUSES,
        "rules": bool(view.review.at_least(rules_level)),
        "declared": bool(view.declared_open),
    }
    reasons = [f"{name} (input fail-on)" for name, is_so in found.items() if is_so and name in fail_on]
    return reasons + (["a migration that could not be replayed"] if view.failed and fail_on else [])


def exit_code(view: ReportView, reasons: Sequence[str], fail_on: Collection[str]) -> int:
    """Exit code of a run that fails for these reasons; 0 without a reason."""
    if not reasons:
        return 0
    blocked = view.deploy.blocks and {"pending-failure", "push-refuses"} & set(fail_on)
    return ExitCode.REPLAY if view.failed or blocked else ExitCode.DRIFT


def outputs(view: ReportView, folder: PurePosixPath, urls: Mapping[str, str]) -> dict[str, str]:
    """Outputs that action.yml declares.

    Args:
        view: the report.
        folder: of the written reports, from the repository's root.
        urls: `comment`, `check` and `issue`, as far as they were posted.
    """
    return {
        "status": view.status,
        "deploy": view.deploy.word,
        "in-sync": str(view.status == "synced").lower(),
        "sync-percent": str(view.percent),
        "drift-count": str(len(view.open)),
        "security-count": str(sum(1 for finding in view.open if finding.severity == "security")),
        "pending-count": str(len(view.pending.files) if view.pending else 0),
        "report-json": str(folder / "report.json"),
        "report-markdown": str(folder / "report.md"),
        "report-html": str(folder / "report.html"),
        "comment-url": urls.get("comment", ""),
        "check-url": urls.get("check", ""),
        "issue-url": urls.get("issue", ""),
    }
