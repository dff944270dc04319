"""`schemasync fix`, `schemasync adopt` and `schemasync init`."""

from __future__ import annotations

import argparse
import sys

from schemasync.commands.common import DRIFT, progress, settings_of, stderr
from schemasync.commands.config_template import configuration
from schemasync.commands.fix_plan import plan_mending, repair_target, write_migration
from schemasync.config.settings import settings_from
from schemasync.core.errors import PlanError, SettingsError
from schemasync.pipeline import replay_only
from schemasync.prove.proof import Proof
from schemasync.report.view.exclusions import left_out


def fix(options: argparse.Namespace) -> int:
    settings = settings_of(options)
    with progress() as told:
        mending = plan_mending(settings, options.only, told)
    if not mending.chosen:
        print("-- nothing is to be done")
        return 0
    plan = mending.repair.plan
    proof = "proven on a mirror" if mending.repair.proven else f"NOT proven: {mending.repair.reason}"
    sys.stdout.write(plan.script(f"Makes the database what the migrations say; {proof}."))
    _tell_left_out(mending.repair)
    if not options.apply:
        return DRIFT
    sys.stdout.flush()
    if not options.yes and not _agreed(f"Run these {len(plan.statements)} statements on the database?"):
        return DRIFT
    repair_target(settings, mending, allow_data_loss=options.allow_data_loss)
    if not mending.repair.settles(mending.refs):
        stderr().print("done, but for what was left out")
        return DRIFT
    stderr().print("done: the database is what the migrations say, as far as it was chosen")
    return 0


def _tell_left_out(proof: Proof) -> None:
    if words := left_out(proof):
        stderr().print(f"left out, as it could not be proven: {words}", markup=False, highlight=False)


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise SettingsError("nobody is here to ask", "say --yes")
    stderr().print(f"{question} [y/N] ", end="", markup=False)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def adopt(options: argparse.Namespace) -> int:
    settings = settings_of(options)
    with progress() as told:
        mending = plan_mending(settings, options.only, told)
    baseline = settings.baseline == "target"
    plan = mending.baseline if baseline else mending.adopt.plan
    if not plan.statements and (baseline or mending.adopt.proven):
        print("nothing is to be adopted")
        return 0
    if not baseline and not mending.adopt.proven:
        raise PlanError(f"the migration is not proven: {mending.adopt.reason}", "nothing was written")
    if not baseline:
        _tell_left_out(mending.adopt)
    if options.dry_run:
        sys.stdout.write(plan.script("Written by schemasync from the database's state."))
        return 0
    path = write_migration(settings.migrations, plan, "baseline" if baseline else "adopt_drift")
    print(f"written: {path}")
    print(
        f"the database has it already, so tell its history: supabase migration repair --status applied {path.name.partition('_')[0]}"
    )
    return 0


def init(options: argparse.Namespace) -> int:
    if options.output.exists():
        raise SettingsError(f"{options.output} exists", "name another file with --output, or remove it")
    settings = settings_from(
        migrations=options.migrations,
        postgres=options.postgres,
        postgres_image=options.postgres_image,
        shadow_url=options.shadow_url,
        url_required=False,
    )
    with progress() as told:
        replayed = replay_only(settings, told)
    options.output.write_text(configuration(replayed.origins), encoding="utf-8")
    print(f"written: {options.output}")
    return 0
