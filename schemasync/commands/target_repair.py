"""Run a proven plan on the target, if it is still the plan and the database that were proven."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

import psycopg

from schemasync.commands.fix_plan import FixPlan
from schemasync.commands.output import say
from schemasync.config.settings import Settings
from schemasync.core import sqlstates
from schemasync.core.compare import differing_refs
from schemasync.core.errors import PlanError, ProofError, TargetError
from schemasync.core.model import Snapshot
from schemasync.core.plan import Plan
from schemasync.core.sql import TEXT_SETTINGS, WRITABLE, WRITABLE_TRANSACTION, Hazard, Setting
from schemasync.core.text import line
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import make_comparable
from schemasync.migrations.history import why_read_only
from schemasync.postgres import connection
from schemasync.postgres.shadow import PROJECT_ROLE
from schemasync.prove.executor import execute
from schemasync.prove.request import Proof

LOCK_TRIES = 4
_SOURCE = "SELECT source FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only'"
_PAUSE = 1.5
"""Seconds before the second try; each later pause is twice as long."""
_HELD = f"another session held the lock through {LOCK_TRIES} tries: run the command again when that session has ended"


def _lost_data(plan: Plan) -> list[str]:
    """The data that the plan loses, in words; where a statement has none, the statement itself."""
    return [s.sql.loss or s.sql.text for s in plan.statements if Hazard.DATA_LOSS in s.sql.hazards]


def require_runnable(repair: Proof, *, allow_data_loss: bool, fingerprint: str | None) -> None:
    """Refuse a plan that must not run, before anybody is asked and anything is sent.

    Args:
        repair: the plan, and whether it is proven.
        allow_data_loss: it may lose data.
        fingerprint: that the plan must have; None for any.

    Raises:
        PlanError: the plan is not proven, is not the one with that fingerprint, or would lose data.
    """
    plan = repair.plan
    if fingerprint is not None and fingerprint != plan.fingerprint:
        raise PlanError(f"the plan is {plan.fingerprint}, not {fingerprint}", "nothing was run; read the new plan")
    if not repair.proven:
        raise PlanError(f"the plan is not proven: {repair.reason}", "nothing was run")
    if (lost := _lost_data(plan)) and not allow_data_loss:
        raise PlanError(
            f"the plan loses data: {'; '.join(map(line, lost))}", "nothing was run; --allow-data-loss permits it"
        )


def repair_target(settings: Settings, fixes: FixPlan, *, lock_timeout: int) -> bool:
    """Run the repairing plan on the target, in as few transactions as its statements allow.

    Returns:
        Whether the target is seen to have what the migrations say; another major version prints some definitions otherwise.

    Args:
        settings: of the check.
        fixes: plans for the chosen problems that may run (`require_runnable`).
        lock_timeout: seconds that a statement waits for a lock.

    Raises:
        PlanError: the database refused the plan, or still differs after it.
        TargetError: the target takes no changes, or has changed since it was read.
    """
    target, plan = settings.target, fixes.repair.plan
    with connection.target(target.url, target.password, target.ssl_root_cert) as session:
        with session.transaction():
            session.execute("SET LOCAL search_path = ''")  # no operator of the database's users is called
            reason = why_read_only(session)
            ends = _ends_read_only(session, plan)
        if reason and not ends:
            raise TargetError(f"the database {reason}", "nothing was run; look at the project in the dashboard")
        now = read_snapshot(session)
        _require_unchanged(fixes, now)
        _run(session, plan, now.role, lock_timeout, WRITABLE_TRANSACTION if reason else ())
        left = differing_refs(*make_comparable(read_snapshot(session), fixes.result.replayed.snapshot), fixes.refs)
    left -= fixes.repair.equivalent | fixes.repair.excluded.keys()
    if left and _same_major(fixes):
        raise PlanError(f"{min(left)} still differs after the plan", _other_role(now.role) or "see the database's log")
    return not left


def _ends_read_only(session: psycopg.Connection[Any], plan: Plan) -> bool:
    """Whether the plan resets the setting that makes the session read-only: one of its role or database, and not the server's."""
    (source,) = session.execute(_SOURCE).fetchone() or ("",)
    return source in ("global", "database", "user", "database user") and WRITABLE[0] in plan.preamble


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


def _require_unchanged(fixes: FixPlan, now: Snapshot) -> None:
    """Refuse to run a plan that was proven on another state of the target."""
    changed = differing_refs(*make_comparable(now, fixes.result.actual), fixes.result.scope)
    if changed:
        raise TargetError(f"the database has changed since it was read: {min(changed)}", "run the command again")


def _run(
    session: psycopg.Connection[Any], plan: Plan, role: str, lock_timeout: int, settings: Sequence[Setting] = ()
) -> None:
    """Run the plan, each part in a transaction of its own.

    Raises:
        PlanError: a statement was refused; the message says what stays committed.
        KeyboardInterrupt: a signal ended the run; its note says the same.
    """
    committed: list[str] = []
    for part in plan.parts:
        try:
            _run_part(session, part, lock_timeout, settings)
        except ProofError as error:
            raise _refusal(error, role, committed) from None
        except KeyboardInterrupt as stop:
            stays = f"{_stays(committed)}; " if committed else ""
            stop.add_note(f"{stays}the transaction that ran was rolled back, unless its COMMIT had been sent")
            raise
        committed += [statement.sql.text for statement in part.statements]


def _run_part(session: psycopg.Connection[Any], part: Plan, lock_timeout: int, settings: Sequence[Setting]) -> None:
    """Run a transaction; where another session holds a lock for too long, roll back and try again."""
    limit = Setting("lock_timeout", f"'{lock_timeout}s'")
    for number in range(1, LOCK_TRIES + 1):
        try:
            execute(session, part, settings=(limit, *settings, *TEXT_SETTINGS))
        except ProofError as error:
            if error.sqlstate == sqlstates.LOCK_NOT_AVAILABLE and number < LOCK_TRIES:
                say(f"No lock within {lock_timeout} s, as another session holds it; trying again.")
                time.sleep(_PAUSE * 2 ** (number - 1))
                continue
            raise
        return


def _stays(committed: Iterable[str]) -> str:
    return f"what was committed before stays ({'; '.join(line(text) for text in committed)})"


def _refusal(error: ProofError, role: str, committed: Sequence[str]) -> PlanError:
    """The error that says what the target refused, and which statements stay committed."""
    rest = f"{_stays(committed)}; the rest was rolled back" if committed else "the transaction was rolled back"
    refused = f"the database refused: {error.message}; {rest}"
    held = _HELD if error.sqlstate == sqlstates.LOCK_NOT_AVAILABLE else ""
    return PlanError(refused, "; ".join(filter(None, (_other_role(role), held, error.hint))))
