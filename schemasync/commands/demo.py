"""`schemasync demo`: the check of an example project against a drifted database."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rich.console import Console

import schemasync
from schemasync.commands.check import load_previous
from schemasync.commands.check_report import exit_code
from schemasync.commands.output import progress, write
from schemasync.config.settings import Settings, TargetSettings, settings_from
from schemasync.core.errors import SettingsError
from schemasync.core.exit_codes import ExitCode
from schemasync.core.timing import Progress
from schemasync.expected.project_replay import replay
from schemasync.pipeline import check
from schemasync.postgres.providers import shadow
from schemasync.postgres.shadow import ShadowServer
from schemasync.report.formats.html import to_html
from schemasync.report.formats.json import to_json
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.formats.terminal import print_report
from schemasync.report.view.model import ReportView
from schemasync.report.view.view import make_view
from schemasync.result import CheckResult

REPORT = "report.json"
PACKAGE = Path(schemasync.__file__).parent
EXAMPLES = (PACKAGE / "examples" / "marketplace", PACKAGE.parent / "examples" / "marketplace")
"""Folders in which the example project can be: in the installed package, and in a checkout."""


def run(options: argparse.Namespace) -> int:
    """Check the example, print the report and write it in three formats."""
    example = options.example or next((place for place in EXAMPLES if place.is_dir()), EXAMPLES[0])
    with progress() as report_progress:
        result, view = run_demo(example, options.output, options.postgres, report_progress, fixed=options.fixed)
    print_report(view, Console())
    names = ("report.md", "report.html", REPORT)
    print("\nWrote " + ", ".join(str(options.output / name) for name in names) + ".")
    if result.problems or view.is_synced:
        return ExitCode.IN_SYNC  # the drift of the example is what the demo shows
    return exit_code(view)


def run_demo(
    example: Path, output: Path, postgres: str, report_progress: Progress, *, fixed: bool
) -> tuple[CheckResult, ReportView]:
    """Check the example project against a target that has all migrations and the changes of `drift.sql`.

    Args:
        example: folder with `supabase/migrations`, `drift.sql`, `fixed.sql`, `schemasync.toml`.
        output: folder for `report.md`, `report.html` and `report.json`; an earlier report there is the previous one.
        postgres: as `--postgres`.
        report_progress: called for each stage, and for each file that is replayed.
        fixed: also run `fixed.sql`, which fixes part of the drift.

    Raises:
        SettingsError: the files of the example do not exist, or the folder cannot be created.
    """
    if not (example / "drift.sql").is_file():
        raise SettingsError(f"there is no example project at {example}", "name a folder with --example")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{output}: cannot be created ({error.strerror})", "check --output") from None
    previous = output / REPORT
    settings = settings_from(
        migrations=example / "supabase" / "migrations",
        config=example / "schemasync.toml",
        postgres=postgres,
        previous=previous if fixed and previous.is_file() else None,
        name=example.name,
        url_required=False,
    )
    names = ("drift.sql", "fixed.sql") if fixed else ("drift.sql",)
    report_progress.stage("creating the target")
    with shadow(postgres) as server:
        _make_target(server, settings, [example / name for name in names])
        result = check(replace(settings, target=TargetSettings(server.url())), report_progress)
    view = make_view(result, load_previous(settings))
    for name, text in (("report.md", to_markdown(view)), ("report.html", to_html(view)), (REPORT, to_json(view))):
        write(text, output / name)
    return result, view


def _make_target(server: ShadowServer, settings: Settings, changes: Iterable[Path]) -> None:
    """Run all migrations, then the scripts with drift, on a server that plays the part of the project's database."""
    replay(server, settings.migrations)
    with server.connect() as connection:
        # the database has no history, as one that the CLI never used
        connection.execute("DROP SCHEMA supabase_migrations CASCADE")
        for path in changes:
            connection.execute(path.read_bytes())
