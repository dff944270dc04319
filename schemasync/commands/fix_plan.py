"""Plans that settle the chosen problems, by repair or by adoption: proven, run on the target, or written as a migration."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import psycopg

from schemasync.commands.output import say
from schemasync.config.settings import Settings
from schemasync.core.compare import differing_refs
from schemasync.core.errors import PlanError, ProofError, SettingsError, TargetError
from schemasync.core.model import Plan, Ref, Snapshot
from schemasync.core.sql import TEXT_SETTINGS, Hazard, Setting
from schemasync.core.text import line, without_known_secrets
from schemasync.core.timing import Progress
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import make_comparable
from schemasync.kinds._described import display_name
from schemasync.pipeline import check
from schemasync.plan.build import build
from schemasync.postgres import connection
from schemasync.postgres.shadow import PLATFORM_DATABASE, PROJECT_ROLE, ShadowServer
from schemasync.prove.executor import execute
from schemasync.prove.proof import prove
from schemasync.prove.request import Proof
from schemasync.result import CheckResult
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls
from schemasync.verdict.exclusions import describe_excluded
from schemasync.verdict.problem import Problem
from schemasync.verdict.withheld import proof_request

MIGRATION_TITLE = "Written by schemasync from the database's state."


@dataclasses.dataclass(frozen=True, slots=True)
class FixPlan:
    """Plans for the chosen problems.

    Attributes:
        result: of the check.
        chosen: problems that the plans settle.
        repair, adopt: the plans with their proofs.
        baseline: plan that creates every object that was copied from the database; empty without `baseline = target`.
    """

    result: CheckResult
    chosen: tuple[Problem, ...]
    repair: Proof
    adopt: Proof
    baseline: Plan

    @property
    def refs(self) -> frozenset[Ref]:
        """References that differ in the chosen problems."""
        return frozenset(ref for problem in self.chosen for ref in problem.refs)


def plan_fixes(settings: Settings, patterns: Sequence[str], progress: Progress) -> FixPlan:
    """Check, choose problems, and prove plans for them alone.

    Args:
        settings: of the check.
        patterns: match problems' identities or names of their objects; none for all problems that are not accepted.
        progress: called with a phrase at the start of each stage.

    Raises:
        SettingsError: a pattern matches nothing.
        SchemasyncError: as `pipeline.check`.
    """
    made: list[FixPlan] = []

    def then(server: ShadowServer, privileged_calls: PrivilegedCalls, result: CheckResult) -> None:
        chosen = _choose(result, patterns)
        whole = FixPlan(result, chosen, result.repair, result.adopt, _baseline(server, result))
        if len(chosen) != len(result.problems):
            progress("proving the chosen fixes")
            actual, expected = result.actual, result.replayed.snapshot
            scope = result.scope - result.equivalent
            request = proof_request(result.problems, actual, expected, scope, PROJECT_ROLE, chosen)
            proofs = prove(server, request, privileged_calls)
            whole = dataclasses.replace(whole, repair=proofs.repair, adopt=proofs.adopt)
        made.append(whole)

    check(settings, progress, then)
    return made[0]


def _choose(result: CheckResult, patterns: Sequence[str]) -> tuple[Problem, ...]:
    """Problems with a matching object; a problem is settled as a whole."""
    if not patterns:
        return result.open
    found = {problem: [p for p in patterns if _matches(problem, p)] for problem in result.problems}
    unused = set(patterns) - {pattern for used in found.values() for pattern in used}
    if unused:
        raise SettingsError(
            f"no problem has an object called {', '.join(sorted(unused))}", "names are as in the report"
        )
    return tuple(problem for problem, used in found.items() if used)


def _matches(problem: Problem, pattern: str) -> bool:
    return problem.id == pattern or any(fnmatchcase(display_name(item.ref), pattern) for item in problem.findings)


def _baseline(server: ShadowServer, result: CheckResult) -> Plan:
    if not result.copied or result.settings.baseline != "target":
        return Plan(())
    with server.connect(PLATFORM_DATABASE, ours=True) as blank:
        start = read_snapshot(blank)
    wanted = _first(result)
    start = dataclasses.replace(
        start, objects={ref: model for ref, model in start.objects.items() if ref not in wanted}
    )
    return build(start, restrict(start, result.replayed.snapshot, wanted), PROJECT_ROLE)


def _first(result: CheckResult) -> frozenset[Ref]:
    """Objects that were copied and depend on no object of a migration: they can be created before all migrations."""
    snapshot, later = result.replayed.snapshot, set(result.replayed.origins) - result.copied
    while more := {
        edge.dependent
        for edge in snapshot.edges
        if edge.referenced in later and edge.dependent in result.copied and edge.dependent not in later
    }:
        later |= more
    return result.copied - later


def print_excluded(proof: Proof) -> None:
    """Print the differences that the plan leaves out because they could not be proven."""
    if names := describe_excluded(proof.excluded):
        say(f"left out, as it could not be proven: {names}")


def destroys(plan: Plan) -> list[str]:
    """List the data that the plan loses in words, or else the statements that lose data."""
    return [s.sql.loss or s.sql.text for s in plan.statements if Hazard.DATA_LOSS in s.sql.hazards]


def repair_target(
    settings: Settings, fixes: FixPlan, *, allow_data_loss: bool, lock_timeout: int = 5, plan: str = ""
) -> None:
    """Run the repairing plan on the target, in as few transactions as its statements allow.

    Args:
        settings: of the check.
        fixes: proven plans for the chosen problems.
        allow_data_loss: run statements that lose data.
        lock_timeout: seconds that a statement waits for a lock.
        plan: fingerprint that the plan must have; any if empty.

    Raises:
        PlanError: the plan is not proven or another one, would lose data, or was refused by the target.
        TargetError: the target has changed since it was read.
    """
    if plan and plan != fixes.repair.plan.fingerprint:
        raise PlanError(
            f"the plan is {fixes.repair.plan.fingerprint}, not {plan}", "nothing was run; read the new plan"
        )
    if not fixes.repair.proven:
        raise PlanError(f"the plan is not proven: {fixes.repair.reason}", "nothing was run")
    if (lost := destroys(fixes.repair.plan)) and not allow_data_loss:
        raise PlanError(f"the plan loses data: {lost[0]}", "nothing was run; --allow-data-loss permits it")
    target = settings.target
    with connection.target(target.url, target.password, target.ssl_root_cert) as open_:
        now = read_snapshot(open_)
        _same(fixes, now)
        _run(open_, fixes.repair.plan, now.role, lock_timeout)
        left = differing_refs(*make_comparable(read_snapshot(open_), fixes.result.replayed.snapshot), fixes.refs)
    left -= fixes.repair.equivalent | fixes.repair.excluded.keys()
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
    target, shadow = fixes.result.versions
    return target // 10000 == shadow // 10000


def _same(fixes: FixPlan, now: Snapshot) -> None:
    changed = differing_refs(*make_comparable(now, fixes.result.actual), fixes.result.scope)
    if changed:
        raise TargetError(f"the database has changed since it was read: {min(changed)}", "run the command again")


LOCK_TRIES = 4
_LOCK_NOT_AVAILABLE = "55P03"
_PAUSE = 1.5
"""Seconds before the next try; each later pause is twice as long."""


def _run(open_: psycopg.Connection[Any], plan: Plan, role: str, lock_timeout: int) -> None:
    """Run the plan; where another session holds a lock for too long, give way and try again."""
    settings = (*TEXT_SETTINGS, Setting("lock_timeout", f"'{lock_timeout}s'"))
    for number in range(1, LOCK_TRIES + 1):
        try:
            execute(open_, plan, settings=settings)
        except ProofError as error:
            if error.sqlstate == _LOCK_NOT_AVAILABLE and not error.committed and number < LOCK_TRIES:
                say(f"No lock within {lock_timeout} s, as another session holds it; trying again.")
                time.sleep(_PAUSE * 2 ** (number - 1))
                continue
            raise _failed(error, role) from None
        return


def _failed(error: ProofError, role: str) -> PlanError:
    """Say what the target refused, and what of the plan stays."""
    if error.committed:
        stays = "; ".join(line(text) for text in error.committed)
        rest = f"what was committed before stays ({stays}); the rest was rolled back"
    else:
        rest = "the transaction was rolled back"
    refused = f"the database refused: {error.message}; {rest}"
    return PlanError(refused, "; ".join(filter(None, (_other_role(role), error.hint))))


def write_migration(folder: Path, plan: Plan, name: str, now: dt.datetime | None = None) -> Path:
    """Write a plan as a migration that sorts after all others; one of the name `baseline` sorts before them.

    Raises:
        SettingsError: the folder cannot be written.
        PlanError: the plan holds the password of the database.
    """
    script = plan.script(MIGRATION_TITLE)
    if without_known_secrets(script) != script:
        raise PlanError(
            "the migration would hold the database's own password, which stands in an object of the database",
            "change the password, and keep it out of functions and comments; nothing was written",
        )
    versions = sorted(path.name.partition("_")[0] for path in folder.glob("[0-9]*_*.sql"))
    version = (now or dt.datetime.now(dt.UTC)).strftime("%Y%m%d%H%M%S")
    if name == "baseline" and versions:
        version = str(int(versions[0]) - 1).zfill(len(versions[0]))
    elif versions and version <= versions[-1]:
        version = str(int(versions[-1]) + 1).zfill(len(versions[-1]))
    path = folder / f"{version}_{name}.sql"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(script)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror})", "check --migrations") from None
    return path
