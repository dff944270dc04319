"""Limit the time, disk and memory of a running migration: cancel one that exceeds them, then terminate it."""

from __future__ import annotations

import contextlib
import resource
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

_EVERY = 0.5
_PATIENCE = 5.0
_IDLE = 4
_SIZE = "SELECT sum(pg_catalog.pg_database_size(oid)) FROM pg_catalog.pg_database"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file.

    Attributes:
        seconds: as Supabase's own limit for the project's role, `statement_timeout = 2min`.
        bytes: by which all databases together may grow.
        memory: by which this process may grow, which holds the rows that a query answers.
    """

    seconds: float = 120.0
    bytes: int = 4 << 30
    memory: int = 1 << 30


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
    """

    def __init__(self, connection: psycopg.Connection[Any], admin: psycopg.Connection[Any], bounds: Limits) -> None:
        self.reason = ""
        self._connection, self._admin, self._bounds = connection, admin, bounds
        self._done = threading.Event()
        self._started = time.monotonic()
        self._before: tuple[int, int] | None = None

    def __enter__(self) -> None:
        _GUARD_THREAD.add(self)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        _GUARD_THREAD.remove(self)

    def check(self) -> None:
        """Stop the file if it exceeds its limits; growth of databases and memory counts from the first check."""
        if self._done.is_set() or self.reason:
            return
        written, memory = self._written(), resident()
        if self._before is None:
            self._before = (written, memory)
        if time.monotonic() - self._started > self._bounds.seconds:
            self._stop(f"stopped: it ran for {self._bounds.seconds:g} seconds")
        elif memory - self._before[1] > self._bounds.memory:
            self._stop(f"stopped: it answered more than {self._bounds.memory >> 20} MB")
        elif written - self._before[0] > self._bounds.bytes:
            self._stop(f"stopped: it wrote more than {self._bounds.bytes >> 20} MB")

    def _written(self) -> int:
        with contextlib.suppress(psycopg.Error):
            row = self._admin.execute(_SIZE).fetchone()
            return int(row[0]) if row else 0
        return 0

    def _stop(self, reason: str) -> None:
        self.reason = reason
        pid = self._connection.info.backend_pid
        with contextlib.suppress(psycopg.Error):
            self._admin.execute("SELECT pg_catalog.pg_cancel_backend(%s)", (pid,))
            if not self._done.wait(_PATIENCE):
                self._admin.execute("SELECT pg_catalog.pg_terminate_backend(%s)", (pid,))


class _GuardThread:
    """One thread that checks all guards; a thread for each file would take longer than most files.

    It ends after a while without guards.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._guards: dict[LimitGuard, threading.Lock] = {}
        self._thread: threading.Thread | None = None

    def add(self, guard: LimitGuard) -> None:
        with self._lock:
            self._guards[guard] = threading.Lock()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def remove(self, guard: LimitGuard) -> None:
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
                with looking:
                    guard.check()


_GUARD_THREAD = _GuardThread()
