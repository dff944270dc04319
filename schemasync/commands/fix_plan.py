"""Plans that settle the chosen findings, by repair or by adoption: proven, run on the target, or written as a migration."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import psycopg

from schemasync.commands.output import stderr
from schemasync.config.settings import Settings
from schemasync.core.errors import PlanError, ProofError, SettingsError, TargetError
from schemasync.core.model import Plan, Ref, Snapshot
from schemasync.core.sql import Hazard
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import make_comparable
from schemasync.pipeline import Progress, check
from schemasync.plan.build import build
from schemasync.postgres import connection
from schemasync.postgres.shadow import PLATFORM_DATABASE, PROJECT_ROLE, ShadowServer
from schemasync.prove.executor import execute
from schemasync.prove.mirror import different
from schemasync.prove.proof import Proof, prove_chosen
from schemasync.result import CheckResult
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls
from schemasync.verdict.areas import display_name
from schemasync.verdict.exclusions import describe_excluded
from schemasync.verdict.findings import Finding

MIGRATION_TITLE = "Written by schemasync from the database's state."


@dataclasses.dataclass(frozen=True, slots=True)
class FixPlan:
    """Plans for the chosen findings.

    Attributes:
        outcome: of the check.
        chosen: findings that the plans settle.
        repair, adopt: the plans with their proofs.
        baseline: plan that creates every object that was copied from the database; empty without `baseline = target`.
    """

    outcome: CheckResult
    chosen: tuple[Finding, ...]
    repair: Proof
    adopt: Proof
    baseline: Plan

    @property
    def refs(self) -> frozenset[Ref]:
        """References of the objects of the chosen findings."""
        return frozenset(ref for finding in self.chosen for ref in finding.refs)


def plan_fixes(settings: Settings, patterns: Sequence[str], progress: Progress) -> FixPlan:
    """Check, choose findings, and prove plans for them alone.

    Args:
        settings: of the check.
        patterns: match the findings' names; none for all findings that are not accepted.
        progress: called with a phrase at the start of each stage.

    Raises:
        SettingsError: a pattern matches nothing.
        SchemasyncError: as `pipeline.check`.
    """
    made: list[FixPlan] = []

    def then(server: ShadowServer, privileged_calls: PrivilegedCalls, outcome: CheckResult) -> None:
        chosen = _choose(outcome, patterns)
        whole = FixPlan(outcome, chosen, outcome.repair, outcome.adopt, _baseline(server, outcome))
        if len(chosen) != len(outcome.findings):
            progress("proving the chosen fixes")
            actual, expected = outcome.actual, outcome.replayed.snapshot
            proofs = prove_chosen(server, actual, expected, outcome.scope, whole.refs, privileged_calls, PROJECT_ROLE)
            whole = dataclasses.replace(whole, repair=proofs[0], adopt=proofs[1])
        made.append(whole)

    check(settings, progress, then)
    return made[0]


def _choose(outcome: CheckResult, patterns: Sequence[str]) -> tuple[Finding, ...]:
    if not patterns:
        return outcome.open
    found = {f: [p for p in patterns if fnmatchcase(display_name(f.ref), p)] for f in outcome.findings}
    unused = set(patterns) - {pattern for used in found.values() for pattern in used}
    if unused:
        raise SettingsError(f"no difference is called {', '.join(sorted(unused))}", "names are as in the report")
    return tuple(finding for finding, used in found.items() if used)


def _baseline(server: ShadowServer, outcome: CheckResult) -> Plan:
    if not outcome.borrowed:
        return Plan(())
    with server.connect(PLATFORM_DATABASE, ours=True) as blank:
        start = read_snapshot(blank)
    wanted = _first(outcome)
    start = dataclasses.replace(
        start, objects={ref: model for ref, model in start.objects.items() if ref not in wanted}
    )
    return build(start, restrict(start, outcome.replayed.snapshot, wanted), PROJECT_ROLE)


def _first(outcome: CheckResult) -> frozenset[Ref]:
    """Objects that were copied and depend on no object of a migration: they can be created before all migrations."""
    snapshot, later = outcome.replayed.snapshot, set(outcome.replayed.origins) - outcome.borrowed
    while more := {
        edge.dependent
        for edge in snapshot.edges
        if edge.referenced in later and edge.dependent in outcome.borrowed and edge.dependent not in later
    }:
        later |= more
    return outcome.borrowed - later


def print_excluded(proof: Proof) -> None:
    """Print the differences that the plan leaves out because they could not be proven."""
    if names := describe_excluded(proof.left_out):
        stderr().print(f"left out, as it could not be proven: {names}", markup=False, highlight=False)


def destroys(plan: Plan) -> list[str]:
    """Statements that lose data."""
    return [s.sql.text for s in plan.statements if Hazard.DATA_LOSS in s.sql.hazards]


def repair_target(settings: Settings, fixes: FixPlan, *, allow_data_loss: bool) -> None:
    """Run the repairing plan on the target, in as few transactions as its statements allow.

    Raises:
        PlanError: the plan is not proven, would lose data, or was refused by the target.
        TargetError: the target has changed since it was read.
    """
    if not fixes.repair.proven:
        raise PlanError(f"the plan is not proven: {fixes.repair.reason}", "nothing was run")
    if (lost := destroys(fixes.repair.plan)) and not allow_data_loss:
        raise PlanError(f"the plan loses data: {lost[0]}", "nothing was run; --allow-data-loss permits it")
    target = settings.target
    with connection.target(target.url, target.password, target.ssl_root_cert) as open_:
        now = read_snapshot(open_)
        _same(fixes, now)
        _run(open_, fixes.repair.plan, now.role)
        left = different(*make_comparable(read_snapshot(open_), fixes.outcome.replayed.snapshot), fixes.refs)
    left -= fixes.repair.equivalent | fixes.repair.left_out.keys()
    if left and _same_major(fixes):
        raise PlanError(f"{min(left)} still differs after the plan", _other_role(now.role) or "see the database's log")


def _other_role(role: str) -> str:
    """The reason why a proven plan can fail or do something else for this role; empty for the role of the proof."""
    if role == PROJECT_ROLE:
        return ""
    return (
        f"the plan is proven for the role {PROJECT_ROLE}, and this ran as {role}: connect as {PROJECT_ROLE} to apply it"
    )


def _same_major(fixes: FixPlan) -> bool:
    """Whether the target and the shadow have the same major version."""
    target, shadow = fixes.outcome.versions
    return target // 10000 == shadow // 10000


def _same(fixes: FixPlan, now: Snapshot) -> None:
    changed = different(*make_comparable(now, fixes.outcome.actual), fixes.outcome.scope)
    if changed:
        raise TargetError(f"the database has changed since it was read: {min(changed)}", "run the command again")


def _run(open_: psycopg.Connection[Any], plan: Plan, role: str) -> None:
    try:
        execute(open_, plan)
    except ProofError as error:
        refused = f"the database refused: {error.message}; the transaction was rolled back"
        raise PlanError(refused, "; ".join(filter(None, (_other_role(role), error.hint)))) from None


def write_migration(folder: Path, plan: Plan, name: str, now: dt.datetime | None = None) -> Path:
    """Write a plan as a migration that sorts after all others; one of the name `baseline` sorts before them.

    Raises:
        SettingsError: the folder cannot be written.
    """
    versions = sorted(path.name.partition("_")[0] for path in folder.glob("[0-9]*_*.sql"))
    version = (now or dt.datetime.now(dt.UTC)).strftime("%Y%m%d%H%M%S")
    if name == "baseline" and versions:
        version = str(int(versions[0]) - 1).zfill(len(versions[0]))
    elif versions and version <= versions[-1]:
        version = str(int(versions[-1]) + 1).zfill(len(versions[-1]))
    path = folder / f"{version}_{name}.sql"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(plan.script(MIGRATION_TITLE))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror})", "check --migrations") from None
    return path
