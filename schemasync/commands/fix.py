"""`schemasync fix`: the SQL that repairs the database, printed or run."""

from __future__ import annotations

import argparse
import sys

from schemasync.commands.arguments import comparison_settings
from schemasync.commands.fix_plan import FixPlan, plan_fixes, print_excluded
from schemasync.commands.output import progress, say, stderr, write
from schemasync.commands.target_repair import repair_target, require_runnable
from schemasync.core.errors import PlanError, SettingsError
from schemasync.core.exit_codes import ExitCode
from schemasync.core.masking import without_known_secrets
from schemasync.core.process import end_time_limit
from schemasync.prove.request import Proof
from schemasync.report.view.fixes import harm_of


def run(options: argparse.Namespace) -> int:
    """Print the repair; with `--apply`, run it after a question."""
    if options.plan is not None and not options.apply:
        raise SettingsError(
            "--plan says which SQL may run, and nothing runs without --apply", "give --apply, or leave it out"
        )
    settings = comparison_settings(options)
    with progress() as report_progress:
        fixes = plan_fixes(settings, options.only, report_progress)
    if not fixes.chosen:
        print("-- Nothing to fix.")
        return ExitCode.IN_SYNC
    plan = fixes.repair.plan
    if not plan.statements:
        return _nothing_to_run(fixes.repair, apply=options.apply)
    proof = "proven on a mirror" if fixes.repair.proven else f"NOT proven: {fixes.repair.reason}"
    title = f"Makes the database what the migrations say; {proof}. Plan {plan.fingerprint}."
    script = plan.script(title, *harm_of(plan))
    write(without_known_secrets(script), None)
    print_excluded(fixes.repair)
    if not options.apply:
        return ExitCode.DRIFT
    require_runnable(fixes.repair, allow_data_loss=options.allow_data_loss, fingerprint=options.plan)
    end_time_limit()  # statements on the user's database are not cut off, nor is the answer to the question
    sys.stdout.flush()
    count = len(plan.statements)
    what = "this statement" if count == 1 else f"these {count} statements"
    if not options.yes and not _confirmed(f"Run {what} on the database?"):
        return ExitCode.DRIFT
    if not repair_target(settings, fixes, lock_timeout=options.lock_timeout):
        say(
            "The statements ran. What they made could not be verified, as the database runs another major version: run a check."
        )
        return ExitCode.DRIFT
    return _print_result(fixes)


def _nothing_to_run(repair: Proof, *, apply: bool) -> ExitCode:
    """Say why no problem has SQL that could be run.

    Raises:
        PlanError: it was to be run.
    """
    reason = f"there is nothing that can be run: {repair.reason or 'no SQL settles it'}"
    if apply:
        raise PlanError(reason, "nothing was run")
    print("-- No SQL can settle this.")
    say(reason)
    print_excluded(repair)
    return ExitCode.DRIFT


def _print_result(fixes: FixPlan) -> ExitCode:
    """Say what the repair settled; what was not chosen and what could not be fixed is left."""
    if not fixes.repair.settles(fixes.refs):
        say("Done, except for the problems that are listed above as left out.")
        return ExitCode.DRIFT
    count = len(fixes.chosen)
    left = sum(1 for problem in fixes.result.open if problem not in fixes.chosen)
    say(f"Done: {count} {'problem' if count == 1 else 'problems'} fixed, {left} left.")
    return ExitCode.IN_SYNC


def _confirmed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise SettingsError("the question cannot be asked: standard input is no terminal", "give --yes")
    stderr().print(f"{question} [y/N] ", end="", markup=False)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
