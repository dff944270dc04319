"""`schemasync check` and `schemasync demo`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from schemasync.commands.common import DRIFT, REPLAY_FAILED, progress, settings_of, write
from schemasync.config.settings import Settings
from schemasync.core.errors import SettingsError
from schemasync.pipeline import check
from schemasync.report.formats.json import to_json
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.formats.terminal import print_report
from schemasync.report.view.view import ReportView, make_view
from schemasync.result import CheckResult


def run(options: argparse.Namespace) -> int:
    settings = settings_of(options, output_format=options.format, output=options.output, previous=options.previous)
    previous = load_previous(settings)
    with progress() as told:
        outcome = check(settings, told)
    view = make_view(outcome, previous)
    if settings.format == "terminal":
        _print(view, settings.output)
    else:
        write(_render(view, settings), settings.output)
    return exit_code(outcome)


def _render(view: ReportView, settings: Settings) -> str:
    """In the chosen format; only its own module is loaded."""
    if settings.format == "sarif":
        from schemasync.report.formats.sarif import to_sarif  # noqa: PLC0415

        return to_sarif(view, settings.migrations.as_posix())
    if settings.format == "html":
        from schemasync.report.formats.html import to_html  # noqa: PLC0415

        return to_html(view)
    if settings.format == "junit":
        from schemasync.report.formats.junit import to_junit  # noqa: PLC0415

        return to_junit(view)
    return {"markdown": to_markdown, "json": to_json}[settings.format](view)


def _print(view: ReportView, output: Path | None) -> None:
    if output is None:
        print_report(view, Console())
        return
    with output.open("w", encoding="utf-8") as file:
        print_report(view, Console(file=file, width=120))


def exit_code(outcome: CheckResult) -> int:
    """4 if a migration failed or a pending one will fail, 1 with open findings, else 0."""
    if outcome.failed or (outcome.pending and outcome.pending.failure):
        return REPLAY_FAILED
    return DRIFT if outcome.open else 0


def load_previous(settings: Settings) -> dict[str, Any] | None:
    """The earlier report.

    Raises:
        SettingsError: the file is no report.
    """
    if settings.previous is None:
        return None
    try:
        loaded: dict[str, Any] = json.loads(settings.previous.read_text(encoding="utf-8"))
        findings = [dict(finding) for finding in loaded["findings"]]
        return {"findings": findings, "remembered": [dict(ref) for ref in loaded.get("remembered", ())]}
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{settings.previous} is not a report.json ({error})", "check --previous") from None


def demo(options: argparse.Namespace) -> int:
    from schemasync.commands.demo_target import run_demo  # noqa: PLC0415

    with progress() as told:
        outcome, view = run_demo(options.example, options.output, options.postgres, told, fixed=options.fixed)
    print_report(view, Console())
    print(f"\nwritten: {options.output}/report.md, {options.output}/report.html, {options.output}/report.json")
    return 0 if outcome.findings or view.status == "synced" else exit_code(outcome)
