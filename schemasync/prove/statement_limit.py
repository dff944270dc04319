"""Limit the time of each statement of a plan on a throwaway server, as the project's code can run in it and need not end.

A function of a materialized view, or one that PostgreSQL computes while it plans, ran within the limits of the file that made the
view; a later file can replace it. On a copy without rows, no other statement takes long.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import psycopg

from schemasync.postgres.backend import kill, replace_session, wait_for_end
from schemasync.postgres.libpq_environment import connect_isolated
from schemasync.replay.limits import GUARD_THREAD, PATIENCE

SECONDS = 30.0
"""Run time of a statement."""
ALL_SECONDS = 60.0
"""Run time of all statements on one server that exceed it; no further statement runs then."""
_SPENT: dict[tuple[str, int], float] = {}
"""(host, port) of a server → seconds of the statements that exceeded their time."""


class StoppedError(psycopg.errors.QueryCanceled):
    """A statement that was stopped, or that did not run, as too many before it were stopped."""


@contextlib.contextmanager
def limited(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """Limit the time of the statement that runs in a `with` block.

    Args:
        connection: to a throwaway server. If the server process has to be killed, it has a new session, without a transaction.

    Raises:
        StoppedError: the statement took too long.
    """
    server = (connection.info.host, connection.info.port)
    if _SPENT.get(server, 0.0) >= ALL_SECONDS:
        raise StoppedError(f"not tried, as other statements ran for {ALL_SECONDS:g} seconds and were stopped")
    guard = _Guard(connection)
    GUARD_THREAD.add(guard)
    try:
        yield
    except psycopg.Error:
        if not guard.stopped:
            raise
        raise StoppedError(f"it ran for {SECONDS:g} seconds on a copy without rows, and was stopped") from None
    finally:
        GUARD_THREAD.remove(guard)
        if guard.stopped:
            _SPENT[server] = _SPENT.get(server, 0.0) + guard.seconds
        if guard.killed:
            guard.renew()


class _Guard:
    """Cancels the statement of a session, then kills its process."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.stopped = self.killed = False
        self._connection = connection
        self._started = time.monotonic()

    @property
    def seconds(self) -> float:
        """Run time so far."""
        return time.monotonic() - self._started

    def check(self) -> None:
        if self.killed or self.seconds <= SECONDS:
            return
        if not self.stopped:
            self.stopped = True
            with contextlib.suppress(psycopg.Error):
                self._connection.cancel_safe(timeout=PATIENCE)
        elif self.seconds > SECONDS + PATIENCE:
            with contextlib.closing(self._connect()) as other:
                self.killed = True
                if kill(self._connection):
                    wait_for_end(other)

    def renew(self) -> None:
        """Give the connection a new session; the server has ended all sessions, and restarts."""
        replace_session(self._connection, self._connect)

    def _connect(self) -> psycopg.Connection[Any]:
        info = self._connection.info
        parameters = {**info.get_parameters(), "password": info.password}
        return connect_isolated("", **parameters, autocommit=True, prepare_threshold=None)
