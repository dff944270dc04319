"""`schemasync adopt`: a migration that adopts the database's state."""

from __future__ import annotations

import argparse

from schemasync.commands.arguments import comparison_settings
from schemasync.commands.fix_plan import plan_fixes, print_excluded
from schemasync.commands.migration_file import ADOPT_DRIFT, BASELINE, TITLE, write_migrations
from schemasync.commands.output import progress, write
from schemasync.core.errors import PlanError
from schemasync.core.exit_codes import ExitCode
from schemasync.core.masking import without_known_secrets


def run(options: argparse.Namespace) -> int:
    """Write the migration, or print it; with `--baseline target`, the one that runs before all others."""
    settings = comparison_settings(options)
    with progress() as report_progress:
        fixes = plan_fixes(settings, options.only, report_progress)
    baseline = settings.baseline == "target"
    plan = fixes.baseline if baseline else fixes.adopt.plan
    if not plan.statements and (baseline or fixes.adopt.proven):
        print("Nothing to adopt.")
        return ExitCode.IN_SYNC
    if not baseline and not fixes.adopt.proven:
        what = "the migration is not proven" if plan.statements else "there is nothing that can be adopted"
        raise PlanError(f"{what}: {fixes.adopt.reason}", "nothing was written")
    if not baseline:
        print_excluded(fixes.adopt)
    if options.dry_run:
        for part in (plan,) if baseline else plan.parts:
            write(without_known_secrets(part.script(TITLE)), None)
        return ExitCode.IN_SYNC
    paths = write_migrations(settings.migrations, plan, BASELINE if baseline else ADOPT_DRIFT)
    for path in paths:
        print(f"Wrote {path}.")
    versions = [path.name.partition("_")[0] for path in paths]
    command = fixes.result.replayed.discovery.cli.repair("applied", *versions)
    it = "it" if len(paths) == 1 else "them"
    print(f"The database has {it} already; record {it}: {command}")
    return ExitCode.IN_SYNC
