"""Write the files of a run into the folder `report-path`."""

from __future__ import annotations

import json
from pathlib import Path

from schemasync.core.errors import SettingsError
from schemasync.report.formats.html import to_html
from schemasync.report.formats.json import to_json
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.formats.sarif import to_sarif
from schemasync.report.view.model import ReportView

SAVED_COMMENT, SAVED_PULL = "comment.md", "pull.json"


def write_reports(view: ReportView, folder: Path, migrations: str) -> None:
    """Write the report in each format.

    Args:
        view: the report.
        folder: created if it does not exist.
        migrations: the migrations folder from the repository's root.

    Raises:
        SettingsError: the folder cannot be written to.
    """
    texts = {
        "report.json": to_json(view),
        "report.md": to_markdown(view),
        "report.html": to_html(view),
        "report.sarif": to_sarif(view, migrations),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"the reports cannot be written to {folder} ({error.strerror})", "check report-path"
        ) from None


def save_comment(folder: Path, body: str, pull: int | None, sha: str) -> None:
    """Save a comment that this run may not post, for a second workflow (examples/workflows/fork-poster.yml)."""
    (folder / SAVED_COMMENT).write_text(body, encoding="utf-8")
    (folder / SAVED_PULL).write_text(json.dumps({"pull": pull, "sha": sha}), encoding="utf-8")
