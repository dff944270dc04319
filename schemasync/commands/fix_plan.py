"""Settles drift: repairs the database, or adopts its state into a migration; proven before it is shown."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import psycopg

from schemasync.config.settings import Settings
from schemasync.core.errors import PlanError, ProofError, SettingsError, TargetError
from schemasync.core.model import Plan, Ref, Snapshot
from schemasync.core.sql import Hazard
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import alike
from schemasync.pipeline import Progress, check
from schemasync.plan.build import build
from schemasync.postgres import connection
from schemasync.postgres.shadow import PLATFORM_DATABASE, PROJECT_ROLE, ShadowServer
from schemasync.prove.executor import execute
from schemasync.prove.mirror import different
from schemasync.prove.proof import Proof, prove_chosen
from schemasync.result import Outcome
from schemasync.supabase.scope import restrict
from schemasync.verdict.areas import display_name
from schemasync.verdict.findings import Finding


@dataclasses.dataclass(frozen=True, slots=True)
class Mending:
    """Plans for the chosen findings.

    Attributes:
        outcome: of the check.
        chosen: the findings that they settle.
        repair, adopt: with their proofs.
        baseline: what makes everything that was borrowed from the database; empty without `baseline = target`.
    """

    outcome: Outcome
    chosen: tuple[Finding, ...]
    repair: Proof
    adopt: Proof
    baseline: Plan

    @property
    def refs(self) -> frozenset[Ref]:
        """What the plans speak of."""
        return frozenset(ref for finding in self.chosen for ref in finding.refs)


def plan_mending(settings: Settings, patterns: Sequence[str], progress: Progress) -> Mending:
    """Check, choose findings, and prove plans for them alone.

    Args:
        settings: of the check.
        patterns: over the findings' names; none for all that nobody accepted.
        progress: told what happens.

    Raises:
        SettingsError: a pattern matches nothing.
        SchemasyncError: as `pipeline.check`.
    """
    made: list[Mending] = []

    def then(server: ShadowServer, outcome: Outcome) -> None:
        chosen = _choose(outcome, patterns)
        whole = Mending(outcome, chosen, outcome.repair, outcome.adopt, _baseline(server, outcome))
        if len(chosen) != len(outcome.findings):
            progress("proving the chosen fixes")
            actual, expected, doors = outcome.actual, outcome.replayed.snapshot, outcome.replayed.doors
            proofs = prove_chosen(server, actual, expected, outcome.scope, whole.refs, doors, PROJECT_ROLE)
            whole = dataclasses.replace(whole, repair=proofs[0], adopt=proofs[1])
        made.append(whole)

    check(settings, progress, then)
    return made[0]


def _choose(outcome: Outcome, patterns: Sequence[str]) -> tuple[Finding, ...]:
    if not patterns:
        return outcome.open
    found = {f: [p for p in patterns if fnmatchcase(display_name(f.ref), p)] for f in outcome.findings}
    unused = set(patterns) - {pattern for used in found.values() for pattern in used}
    if unused:
        raise SettingsError(f"no difference is called {', '.join(sorted(unused))}", "names are as in the report")
    return tuple(finding for finding, used in found.items() if used)


def _baseline(server: ShadowServer, outcome: Outcome) -> Plan:
    if not outcome.borrowed:
        return Plan(())
    with server.connect(PLATFORM_DATABASE, ours=True) as blank:
        start = read_snapshot(blank)
    wanted = _first(outcome)
    return build(start, restrict(start, outcome.replayed.snapshot, wanted), PROJECT_ROLE)


def _first(outcome: Outcome) -> frozenset[Ref]:
    """What was borrowed and needs nothing that a migration makes: it can stand before all of them."""
    snapshot, later = outcome.replayed.snapshot, set(outcome.replayed.origins) - outcome.borrowed
    while more := {
        edge.dependent
        for edge in snapshot.edges
        if edge.referenced in later and edge.dependent in outcome.borrowed and edge.dependent not in later
    }:
        later |= more
    return outcome.borrowed - later


def destroys(plan: Plan) -> list[str]:
    """The statements that lose data."""
    return [s.sql.text for s in plan.statements if Hazard.DATA_LOSS in s.sql.hazards]


def repair_target(settings: Settings, mending: Mending, *, allow_data_loss: bool) -> None:
    """Run the repairing plan on the target, in as few transactions as its statements allow.

    Raises:
        PlanError: the plan is not proven, would lose data, or the target refused it.
        TargetError: the target has changed since it was read.
    """
    if not mending.repair.proven:
        raise PlanError(f"the plan is not proven: {mending.repair.reason}", "nothing was run")
    if (lost := destroys(mending.repair.plan)) and not allow_data_loss:
        raise PlanError(f"the plan loses data: {lost[0]}", "nothing was run; --allow-data-loss runs it all the same")
    target = settings.target
    with connection.target(target.url, target.password, target.ssl_root_cert) as open_:
        now = read_snapshot(open_)
        _same(mending, now)
        _run(open_, mending.repair.plan, now.role)
        left = different(*alike(read_snapshot(open_), mending.outcome.replayed.snapshot), mending.refs)
    left -= mending.repair.equivalent | mending.repair.left_out.keys()
    if left and _same_major(mending):
        raise PlanError(f"{min(left)} still differs after the plan", _other_role(now.role) or "see the database's log")


def _other_role(role: str) -> str:
    """Why a plan that is proven does something else, or nothing, for this role; empty if it is the one of the proof."""
    if role == PROJECT_ROLE:
        return ""
    return (
        f"the plan is proven for the role {PROJECT_ROLE}, and this ran as {role}: connect as {PROJECT_ROLE} to apply it"
    )


def _same_major(mending: Mending) -> bool:
    """Whether the target and the shadow print alike."""
    target, shadow = mending.outcome.versions
    return target // 10000 == shadow // 10000


def _same(mending: Mending, now: Snapshot) -> None:
    changed = different(*alike(now, mending.outcome.actual), mending.outcome.scope)
    if changed:
        raise TargetError(f"the database has changed meanwhile: {min(changed)}", "run the command again")


def _run(open_: psycopg.Connection[Any], plan: Plan, role: str) -> None:
    try:
        execute(open_, plan)
    except ProofError as error:
        refused = f"the database refused: {error.message}; the transaction was rolled back"
        raise PlanError(refused, "; ".join(filter(None, (_other_role(role), error.hint)))) from None


def write_migration(folder: Path, plan: Plan, name: str, now: dt.datetime | None = None) -> Path:
    """Write a plan as a migration that sorts behind all others (or, called `baseline`, before them).

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
            file.write(plan.script("Written by schemasync from the database's state."))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror})", "check --migrations") from None
    return path
