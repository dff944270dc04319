"""Print the report of a check in the chosen format, and decide on the exit code."""

from __future__ import annotations

import argparse
import io
from collections.abc import Collection
from pathlib import Path
from typing import Any

from schemasync.commands.output import write
from schemasync.config.choices import FailOn
from schemasync.config.options import RULES_LEVEL
from schemasync.config.settings import Settings
from schemasync.report.outcome import effective_fail_on, failure_code, failure_reasons
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
    return exit_code(view, [*map(FailOn, options.fail_on)], options.rules_level)


def exit_code(
    view: ReportView, fail_on: Collection[FailOn] = (FailOn.DEFAULT,), rules_level: str = RULES_LEVEL.default
) -> int:
    """The exit code that values of `--fail-on` ask for.

    By default as in a workflow without a pull request; and schema files that do not declare what the migrations create count
    like problems of the database.
    """
    by_default = {FailOn.DECLARED} if FailOn.DEFAULT in fail_on else set()
    asked = effective_fail_on(frozenset(fail_on) - {FailOn.NEVER}) | by_default
    return failure_code(view, failure_reasons(view, asked, rules_level), asked)


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
