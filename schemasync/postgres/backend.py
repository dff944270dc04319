"""End a server process that ignores every request to, and connect again after the restart that follows."""

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

RESTART = 60.0
"""Seconds in which a server must accept connections again."""
_PAUSE = 0.05


def kill(connection: psycopg.Connection[Any]) -> bool:
    """Kill the server process of a session; the server ends all other sessions too, recovers and goes on.

    Only a process of a server of ours is killed: a child of the postmaster whose data directory is beside its socket.

    Returns:
        Whether it was killed. If not, the connection to it is cut: the caller gets an error, and the process stays.
    """
    pid = connection.info.backend_pid
    if pid and _parent(pid) == _postmaster(connection.info.host):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            return True
    cut(connection)
    return False


def _postmaster(folder: str) -> int:
    """Process of the server whose socket is in a folder; -1 if it is not one of ours."""
    try:
        return int((Path(folder) / "data" / "postmaster.pid").read_text().split("\n")[0])
    except (OSError, ValueError):
        return -1


def _parent(pid: int) -> int:
    """Parent of a process (Linux); 0 if there is none."""
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
    """Wait until the server has ended a session, as it ends all after one of its processes was killed."""
    deadline = time.monotonic() + RESTART
    while is_alive(connection) and time.monotonic() < deadline:
        time.sleep(_PAUSE)


def replace_session(connection: psycopg.Connection[Any], connect: Callable[[], psycopg.Connection[Any]]) -> None:
    """Give a connection whose session has ended a new one, for everybody who has the connection.

    Args:
        connection: in autocommit mode.
        connect: opens the new session; it is called again while the server restarts.

    Raises:
        psycopg.OperationalError: the server does not come back.
    """
    deadline = time.monotonic() + RESTART
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
