"""`schemasync check`: the report of a comparison, in any format."""

from __future__ import annotations

import argparse
import json
from typing import Any

from schemasync.commands.arguments import comparison_settings
from schemasync.commands.output import progress
from schemasync.config.choices import FailOn
from schemasync.config.settings import Settings
from schemasync.core.errors import SettingsError
from schemasync.core.safe_files import read_text
from schemasync.pipeline import check

_OF_BASE_BRANCH = frozenset({FailOn.NEW_DRIFT, FailOn.APPLIED_EDITED})
"""Values of `--fail-on` that need what the base branch had."""
_REPORT = "schemasync.commands.check_report"


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
        result = check(settings, report_progress, later=(_REPORT,))
    from schemasync.commands.check_report import print_check  # noqa: PLC0415  imported while the migrations run

    return print_check(result, settings, previous, options)


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
