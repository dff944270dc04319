"""Print the report of a check in the chosen format, and decide on the exit code."""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from typing import Any

from schemasync.commands.output import write
from schemasync.config.options import FAIL_ON_INPUT
from schemasync.config.settings import Settings
from schemasync.core.exit_codes import ExitCode
from schemasync.github.event import Event
from schemasync.github.outcome import effective_fail_on, failure_code, failure_reasons
from schemasync.report.view.model import ReportView
from schemasync.report.view.view import make_view
from schemasync.result import CheckResult


def print_check(
    result: CheckResult, settings: Settings, previous: dict[str, Any] | None, options: argparse.Namespace
) -> int:
    """Print the report, or write it to the file that is named; returns the exit code."""
    view = make_view(result, previous)
    if settings.format == "terminal":
        print_terminal(view, settings.output, everything=options.all, quiet=options.quiet)
    else:
        write(_render(view, settings), settings.output)
    return _exit_code(result, view, options)


def _exit_code(result: CheckResult, view: ReportView, options: argparse.Namespace) -> int:
    """The exit code that `--fail-on` asks for; by default that of `exit_code`."""
    fail_on = frozenset(options.fail_on)
    if fail_on == {FAIL_ON_INPUT.default}:
        return exit_code(result)
    fail_on = effective_fail_on(fail_on - {"never"}, Event())
    return failure_code(view, failure_reasons(view, fail_on, options.rules_level), fail_on)


def exit_code(result: CheckResult) -> ExitCode:
    """The exit code of a comparison: failed migrations, and a push that is refused or fails, come before open problems.

    Schema files that do not declare what the migrations create count like problems of the database.
    """
    if result.failed or result.deploy.blocks or (result.unreadable and not result.open):
        return ExitCode.REPLAY
    return ExitCode.DRIFT if result.open or result.declared.count else ExitCode.IN_SYNC


def _render(view: ReportView, settings: Settings) -> str:
    """The report in the chosen format; only the module of that format is imported."""
    if settings.format == "sarif":
        from schemasync.report.formats.sarif import to_sarif  # noqa: PLC0415

        return to_sarif(view, settings.migrations.as_posix())
    if settings.format == "html":
        from schemasync.report.formats.html import to_html  # noqa: PLC0415

        return to_html(view)
    if settings.format == "junit":
        from schemasync.report.formats.junit import to_junit  # noqa: PLC0415

        return to_junit(view)
    if settings.format == "json":
        from schemasync.report.formats.json import to_json  # noqa: PLC0415

        return to_json(view)
    from schemasync.report.formats.markdown import to_markdown  # noqa: PLC0415

    return to_markdown(view)


def print_terminal(view: ReportView, output: Path | None, *, everything: bool, quiet: bool) -> None:
    """Print the report for a terminal, or write it to a file without colours.

    Raises:
        SettingsError: the file cannot be written.
    """
    from rich.console import Console  # noqa: PLC0415  no other format needs it

    from schemasync.report.formats.terminal import print_report  # noqa: PLC0415

    if output is None:
        print_report(view, Console(), everything=everything, quiet=quiet)
        return
    text = io.StringIO()
    print_report(view, Console(file=text, width=120), everything=everything, quiet=quiet)
    write(text.getvalue(), output)
