"""The action's outputs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from schemasync.kinds.kind import Severity
from schemasync.report.view.model import ReportView


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
        "in-sync": str(view.is_synced).lower(),
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
