"""The embedded server's process: started on a data folder, awaited, and always stopped."""

from __future__ import annotations

import contextlib
import ctypes
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from schemasync.core.errors import PostgresError
from schemasync.postgres.binaries import Binaries
from schemasync.postgres.os_user import Account

PORT = 5432
"""Port of a server that listens on its socket alone: only a part of the socket's name."""
LOOPBACK = "127.0.0.1"
MEMORY = 2 << 30
"""Bytes that one session may hold (what sessions share is not counted); more is PostgreSQL's own "out of memory"."""
START_TIMEOUT = 30.0
"""Seconds until a server that does not answer counts as failed."""


@contextlib.contextmanager
def running(
    binaries: Binaries, account: Account, folder: Path, settings: Sequence[str] = (), port: int = PORT
) -> Iterator[None]:
    """Start the postmaster on `folder/data`, its socket in `folder`, and wait until it answers; stop it at the end.

    Args:
        binaries: of the server.
        account: that it runs under.
        folder: its place.
        settings: `name=value`, beside those of its configuration.
        port: of TCP, if the settings make it listen there, and in the socket's name.

    Raises:
        PostgresError: it does not start; the end of its log is the hint.
    """
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            [
                *(binaries.tool("postgres"), "-D", str(folder / "data"), "-k", str(folder), "-p", str(port)),
                *(word for setting in settings for word in ("-c", setting)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
            preexec_fn=_bound,  # noqa: PLW1509
            **account.popen(),
        )
    try:
        _wait(process, folder / f".s.PGSQL.{port}", log)
        yield
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGQUIT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


_LIBRARY = ctypes.CDLL(None)
"""Loaded here: a child of a process with threads may wait for ever for the loader's lock."""


def _bound() -> None:
    """In the child: a bound of memory, and even when this process is killed outright, the server goes with it (Linux)."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    pr_set_pdeathsig = 1
    with contextlib.suppress(AttributeError):
        _LIBRARY.prctl(pr_set_pdeathsig, signal.SIGQUIT)


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], server_socket: Path, log: Path) -> None:
    status = server_socket.parent / "data" / "postmaster.pid"
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            if status.read_text().rstrip().endswith("ready") and server_socket.exists():
                return
        time.sleep(0.004)
    tail = log.read_text(errors="replace").strip().splitlines()[-3:]
    raise PostgresError("the shadow server did not start", " / ".join(tail) or "its log is empty")
