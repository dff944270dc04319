"""Run the pending files once more, each statement in a transaction of its own, to observe which locks it takes itself.

In the dry run a file is one transaction, and PostgreSQL does not show whether a statement takes a lock that its
transaction holds already. A statement that fails in a transaction of its own keeps the locks of the dry run.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import psycopg

from schemasync.core.trace import MODES, SHARE_UPDATE_EXCLUSIVE
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import TRANSACTION, SourceStatement, split
from schemasync.postgres.backend import replace_session, wait_for_end
from schemasync.replay.limits import LimitGuard, Limits
from schemasync.replay.observed import ObservedStatement, Trace
from schemasync.replay.reading import Reading
from schemasync.supautils.privileged_calls import PrivilegedCalls

_STRONG = frozenset(MODES[MODES.index(SHARE_UPDATE_EXCLUSIVE) :])
_LOCKS = b"""
SELECT pg_catalog.json_build_object('locks', (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(
    l.relation::bigint, l.mode, coalesce(pg_catalog.pg_stat_get_xact_numscans(l.relation), 0)))
FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted
    AND l.relation >= 16384))
"""
"""The session's locks on relations that are not PostgreSQL's own, as `schemasync.observe` has them."""
_REPORT_SCANS = b"SELECT pg_catalog.pg_stat_force_next_flush()"
"""Ends the count of a transaction's scans with it; else they would be added to those of the next ones."""
_Key = tuple[str, int, str]


def hides_locks(trace: Trace) -> bool:
    """Whether some statement ran in a transaction that held a strong lock already."""
    return any(mode in _STRONG for seen in trace.statements for _, mode in {*seen.held} - {*seen.locks})


class LockTrial:
    """Observes the locks of single statements.

    Args:
        connection: the project role's, to a database of its own.
        privileged_calls: of the same database.
        reconnect: opens the superuser's session again after the server has ended all sessions.
        limits: of each file.
    """

    def __init__(
        self,
        connection: psycopg.Connection[Any],
        privileged_calls: PrivilegedCalls,
        reconnect: Callable[[], psycopg.Connection[Any]],
        limits: Limits | None = None,
    ) -> None:
        self._connection, self._calls, self._reconnect = connection, privileged_calls, reconnect
        self._limits = limits or Limits()

    def run(self, migrations: Sequence[Migration]) -> dict[_Key, Reading]:
        """State after each statement that ran, by file, line and text; stops at a file that exceeds its limits."""
        found: dict[_Key, Reading] = {}
        for migration in migrations:
            guard = LimitGuard(self._connection, self._calls.admin, self._limits)
            with contextlib.suppress(psycopg.Error), guard:
                self._connection.execute(b"RESET ALL")
                for statement in split(migration.sql)[0]:
                    state = self._run(statement)
                    if guard.reason:
                        break
                    if state:
                        found[migration.file, statement.line, statement.text] = state
            if guard.killed:
                wait_for_end(self._calls.admin)
                replace_session(self._calls.admin, self._reconnect)
                self._calls.prepare_session()
            if guard.reason or self._connection.closed:
                break
        return found

    def _run(self, statement: SourceStatement) -> Reading | None:
        if statement.node == TRANSACTION:
            return None
        try:
            self._connection.execute(b"BEGIN")
            for call in self._calls.for_statement(statement):
                self._connection.execute(call.sql.encode(), call.parameters)
            state = self._read()
            self._connection.execute(b"COMMIT; " + _REPORT_SCANS)
        except psycopg.Error:
            self._connection.execute(b"ROLLBACK; " + _REPORT_SCANS)
            return None
        return state

    def _read(self) -> Reading:
        result = self._connection.pgconn.exec_(_LOCKS)
        text = result.get_value(0, 0) if result.ntuples else None
        return Reading.parse(text) if text else Reading()


def with_own_locks(trace: Trace, own: Mapping[_Key, Reading]) -> Trace:
    """Replace the locks and scans of each statement by those that it had in a transaction of its own."""
    return replace(trace, statements=tuple(_own(seen, own) for seen in trace.statements))


def _own(seen: ObservedStatement, own: Mapping[_Key, Reading]) -> ObservedStatement:
    state = own.get((seen.place.file, seen.place.line, seen.text))
    if state is None or seen.outside_transaction:
        return seen
    scans = tuple(sorted(oid for oid, count in state.scans.items() if count))
    locks = tuple(sorted(state.locks))
    return replace(seen, locks=locks, held=locks, scans=scans)
