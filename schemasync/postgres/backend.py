"""Kill a server process that ignores requests to end, and connect again after the server has restarted."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from schemasync.postgres.connection import cut

RESTART_TIMEOUT = 60.0
"""Seconds after which a server that accepts no connections again counts as failed."""
_PAUSE = 0.05


def kill(connection: psycopg.Connection[Any]) -> bool:
    """Kill the server process of a session; the server then ends all other sessions, recovers, and restarts.

    Only a process of a server of ours is killed: a child of the postmaster whose data directory is beside its socket.

    Returns:
        Whether it was killed. If not, the connection is cut: the caller gets an error, and the process keeps running.
    """
    pid = connection.info.backend_pid
    if pid and _parent(pid) == _postmaster(connection.info.host):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            return True
    cut(connection)
    return False


def _postmaster(folder: str) -> int:
    """Process id of the postmaster whose socket is in a folder; -1 if the server is not one of ours."""
    try:
        return int((Path(folder) / "data" / "postmaster.pid").read_text().split("\n")[0])
    except (OSError, ValueError):
        return -1


def _parent(pid: int) -> int:
    """Process id of the parent of a process (Linux); 0 if it is not known."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def is_alive(connection: psycopg.Connection[Any]) -> bool:
    """Whether a session answers."""
    try:
        connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def wait_for_end(connection: psycopg.Connection[Any]) -> None:
    """Wait until the server has ended a session, as it does with all sessions after a process was killed."""
    deadline = time.monotonic() + RESTART_TIMEOUT
    while is_alive(connection) and time.monotonic() < deadline:
        time.sleep(_PAUSE)


def replace_session(connection: psycopg.Connection[Any], connect: Callable[[], psycopg.Connection[Any]]) -> None:
    """Give a connection object whose session has ended a new session, so that all its holders can go on using it.

    Args:
        connection: in autocommit mode.
        connect: opens the new session; it is called again while the server restarts.

    Raises:
        psycopg.OperationalError: the server does not come back.
    """
    deadline = time.monotonic() + RESTART_TIMEOUT
    while True:
        try:
            fresh = connect()
            break
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
    connection.pgconn, fresh.pgconn = fresh.pgconn, connection.pgconn
    fresh.close()
