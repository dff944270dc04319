"""Limit the time, disk and memory of a migration and of all together: cancel its statement, then end or kill its session."""

from __future__ import annotations

import contextlib
import resource
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import psycopg

from schemasync.postgres.backend import kill

_EVERY = 0.5
"""Seconds between two checks."""
PATIENCE = 3.0
"""Seconds that a server process gets to end its statement, and then its session, before it is killed."""
_IDLE = 4
"""Checks without a guard after which the thread ends."""
_SIZE = """
SELECT (SELECT sum(pg_catalog.pg_database_size(d.oid)) FROM pg_catalog.pg_database d)
    + (SELECT coalesce(sum(w.size), 0) FROM pg_catalog.pg_ls_waldir() w)
    + (SELECT coalesce(sum(t.size), 0) FROM pg_catalog.pg_ls_tmpdir() t)
    + (SELECT coalesce(sum((pg_catalog.pg_stat_file('pg_notify/' || n, true)).size), 0) FROM pg_catalog.pg_ls_dir('pg_notify') n)
"""
"""Bytes of everything that a session can make grow: databases, write-ahead log, temporary files, notifications."""
_LOG = "server.log"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file, and of all files that run on one server.

    Attributes:
        seconds: run time; by default Supabase's limit of a statement (`statement_timeout = 2min`).
        bytes: growth of the server's files.
        memory: growth of this process, in bytes, which holds the rows that queries return.
        all_seconds, all_bytes, all_memory: the same limits for all files together.
    """

    seconds: float = 120.0
    bytes: int = 4 << 30
    memory: int = 1 << 30
    all_seconds: float = 1800.0
    all_bytes: int = 8 << 30
    all_memory: int = 2 << 30


@dataclass(slots=True)
class _Totals:
    """Seconds that all files took so far; (bytes of files, memory) at the first check."""

    seconds: float = 0.0
    before: tuple[int, int] | None = None


_TOTALS: dict[tuple[str, int], _Totals] = {}
"""(host, port) of a server → totals of all files that ran there."""


def resident() -> int:
    """Resident memory of this process in bytes; 0 on systems other than Linux."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return 0


class LimitGuard:
    """Guard one connection for the length of a `with` block.

    The session's own `statement_timeout` is no limit: most dumps begin with `SET statement_timeout = 0`.

    Attributes:
        reason: why the file was stopped; empty if it was not.
        killed: the server process was killed, and the server has ended all sessions.
    """

    def __init__(self, connection: psycopg.Connection[Any], admin: psycopg.Connection[Any], bounds: Limits) -> None:
        self.reason = ""
        self.killed = False
        self._connection, self._admin, self._bounds = connection, admin, bounds
        self._done = threading.Event()
        self._started = time.monotonic()
        self._before: tuple[int, int] | None = None
        self._totals = _TOTALS.setdefault((admin.info.host, admin.info.port), _Totals())

    def __enter__(self) -> None:
        GUARD_THREAD.add(self)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        GUARD_THREAD.remove(self)
        self._totals.seconds += time.monotonic() - self._started

    def check(self) -> None:
        """Stop the file if it exceeds its limits; growth of files and memory counts from the first check."""
        if self._done.is_set() or self.reason:
            return
        now = (self._written(), resident())
        self._before = self._before or now
        self._totals.before = self._totals.before or now
        seconds, bounds = time.monotonic() - self._started, self._bounds
        own = _exceeded(seconds, now, self._before, (bounds.seconds, bounds.bytes, bounds.memory))
        all_bounds = (bounds.all_seconds, bounds.all_bytes, bounds.all_memory)
        of_all = _exceeded(self._totals.seconds + seconds, now, self._totals.before, all_bounds)
        if own:
            self._stop(f"stopped: it {own}")
        elif of_all:
            self._stop(f"stopped: it and the files before it {of_all}")

    def _written(self) -> int:
        log = 0
        with contextlib.suppress(OSError, TypeError):  # another provider's log is not ours to bound
            log = (Path(self._admin.info.host) / _LOG).stat().st_size
        with contextlib.suppress(psycopg.Error):
            row = self._admin.execute(_SIZE).fetchone()
            return log + (int(row[0]) if row else 0)
        return log

    def _stop(self, reason: str) -> None:
        self.reason = reason
        pid = self._connection.info.backend_pid
        with contextlib.suppress(psycopg.Error):
            self._admin.execute("SELECT pg_catalog.pg_cancel_backend(%s)", (pid,))
            if not self._done.wait(PATIENCE):
                self._admin.execute("SELECT pg_catalog.pg_terminate_backend(%s)", (pid,))
        if not self._done.wait(PATIENCE):
            self.killed = kill(self._connection)
            self.reason += ", and ignored the request to end"


def _exceeded(seconds: float, now: tuple[int, int], before: tuple[int, int], bounds: tuple[float, int, int]) -> str:
    """The limit that is exceeded, as the end of a sentence; empty if none is."""
    most_seconds, most_bytes, most_memory = bounds
    if seconds > most_seconds:
        return f"ran for {most_seconds:g} seconds"
    if now[1] - before[1] > most_memory:
        return f"returned more than {most_memory >> 20} MB of rows"
    if now[0] - before[0] > most_bytes:
        return f"wrote more than {most_bytes >> 20} MB"
    return ""


class Guard(Protocol):
    """A limit that is checked at intervals while a statement runs."""

    def check(self) -> None:
        """Stop the statement if it exceeds the limit."""


class _GuardThread:
    """One thread that checks all guards; a thread for each file would take longer than most files.

    It ends after a while without guards.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._guards: dict[Guard, threading.Lock] = {}
        self._thread: threading.Thread | None = None

    def add(self, guard: Guard) -> None:
        with self._lock:
            self._guards[guard] = threading.Lock()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def remove(self, guard: Guard) -> None:
        """Remove a guard; return when it is not being checked, so that its connections are free."""
        with self._lock:
            looking = self._guards.pop(guard)
        with looking:
            pass

    def _run(self) -> None:
        idle = 0
        while True:
            time.sleep(_EVERY)
            with self._lock:
                guards = dict(self._guards)
                idle = 0 if guards else idle + 1
                if idle > _IDLE:
                    self._thread = None
                    return
            for guard, looking in guards.items():
                with looking, contextlib.suppress(psycopg.Error):  # a guard that cannot connect looks again
                    guard.check()


GUARD_THREAD = _GuardThread()
