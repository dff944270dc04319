"""`schemasync check`: the report of a comparison, in any format."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from schemasync.commands.arguments import comparison_settings
from schemasync.commands.output import progress, write
from schemasync.config.options import FAIL_ON_INPUT
from schemasync.config.settings import Settings
from schemasync.core.errors import SettingsError
from schemasync.core.exit_codes import ExitCode
from schemasync.core.safe_files import read_text
from schemasync.github.event import Event
from schemasync.github.outcome import effective_fail_on, failure_code, failure_reasons
from schemasync.pipeline import check
from schemasync.report.formats.json import to_json
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.formats.terminal import print_report
from schemasync.report.view.model import ReportView
from schemasync.report.view.view import make_view
from schemasync.result import CheckResult

_OF_BASE_BRANCH = frozenset({"new-drift", "applied-edited"})
"""Values of `--fail-on` that need what the base branch had."""


def run(options: argparse.Namespace) -> int:
    """Compare, print the report, and return the exit code.

    Raises:
        SettingsError: `--fail-on` names what only the action can know.
    """
    if unknown := sorted(_OF_BASE_BRANCH.intersection(options.fail_on)):
        raise SettingsError(
            f"--fail-on {', '.join(unknown)} compares with a base branch, which only the action knows", "use drift"
        )
    settings = comparison_settings(
        options,
        format=options.format,
        output=options.output,
        previous=options.previous,
        name=options.target_name,
        probe_rows=options.probe_rows,
        down=options.down_sql,
    )
    previous = load_previous(settings)
    with progress(quiet=options.quiet) as report_progress:
        result = check(settings, report_progress)
    view = make_view(result, previous)
    if settings.format == "terminal":
        _print(view, settings.output, everything=options.all, quiet=options.quiet)
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
    if result.failed or result.deploy.blocks:
        return ExitCode.REPLAY
    return ExitCode.DRIFT if result.open or result.declared.count else ExitCode.IN_SYNC


def load_previous(settings: Settings) -> dict[str, Any] | None:
    """Read the earlier report, if one is named.

    Raises:
        SettingsError: the file is no report.
    """
    if settings.previous is None:
        return None
    try:
        loaded: dict[str, Any] = json.loads(read_text(settings.previous))
        problems = [dict(problem) for problem in loaded["problems"]]
        return {"problems": problems, "remembered": [dict(ref) for ref in loaded.get("remembered", ())]}
    except OSError as error:
        raise SettingsError(f"{settings.previous} cannot be read ({error.strerror})", "check --previous") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SettingsError(
            f"{settings.previous} is not a report.json ({type(error).__name__})", "check --previous"
        ) from None


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
    return {"markdown": to_markdown, "json": to_json}[settings.format](view)


def _print(view: ReportView, output: Path | None, *, everything: bool, quiet: bool) -> None:
    """Print the report for a terminal, or write it to a file without colours.

    Raises:
        SettingsError: the file cannot be written.
    """
    if output is None:
        print_report(view, Console(), everything=everything, quiet=quiet)
        return
    text = io.StringIO()
    print_report(view, Console(file=text, width=120), everything=everything, quiet=quiet)
    write(text.getvalue(), output)
