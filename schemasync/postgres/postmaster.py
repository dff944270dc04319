"""Start the embedded server's postmaster on a data directory, wait for it, and always stop it."""

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
from schemasync.postgres.os_user import OsUser

PORT = 5432
"""Port of a server that listens on its Unix socket only, where it is just a part of the socket's name."""
LOOPBACK = "127.0.0.1"
MEMORY = 2 << 30
"""Private memory of one session, in bytes; beyond it PostgreSQL reports "out of memory"."""
START_TIMEOUT = 30.0
"""Seconds after which a server that does not answer counts as failed."""


@contextlib.contextmanager
def running(
    binaries: Binaries, os_user: OsUser, folder: Path, settings: Sequence[str] = (), port: int = PORT
) -> Iterator[None]:
    """Start the postmaster on `folder/data`, with its socket in `folder`, wait until it is ready, and stop it at the end.

    Args:
        binaries: the server's binaries.
        os_user: the user that runs it.
        folder: the folder that contains `data`.
        settings: `name=value` pairs that override its configuration.
        port: of TCP, if the settings make it listen there, and in the socket's name.

    Raises:
        PostgresError: it does not start; the end of its log is the hint.
    """
    log = folder / "server.log"
    overrides = (word for setting in settings for word in ("-c", setting))
    command = [binaries.tool("postgres"), "-D", str(folder / "data"), "-k", str(folder), "-p", str(port), *overrides]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd="/", start_new_session=True,
            preexec_fn=_limit_child, **os_user.popen(),  # noqa: PLW1509
        )  # fmt: skip
    try:
        _wait(process, folder / f".s.PGSQL.{port}", log)
        yield
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Shut the server down at once, without a checkpoint, as its data is removed anyway."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGQUIT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


_PRCTL = getattr(ctypes.CDLL(None), "prctl", None)
"""Linux's `prctl`; looked up at import, as a look-up after fork() can deadlock: another thread may have held the loader's lock."""


def _limit_child() -> None:
    """Limit the child's memory, and let Linux stop the server when this process is killed."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    pr_set_pdeathsig = 1
    if _PRCTL:
        _PRCTL(pr_set_pdeathsig, signal.SIGQUIT)


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
