"""The embedded server's process: started on a data folder, awaited, and always stopped."""

from __future__ import annotations

import contextlib
import ctypes
import resource
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from schemasync.core.errors import PostgresError
from schemasync.postgres.binaries import Binaries
from schemasync.postgres.os_user import Account

PORT = 5432
"""Only a part of the socket's name."""
MEMORY = 2 << 30
"""Bytes that one session may hold (what sessions share is not counted); more is PostgreSQL's own "out of memory"."""
START_TIMEOUT = 30.0
"""Seconds until a server that does not answer counts as failed."""


@contextlib.contextmanager
def running(binaries: Binaries, account: Account, folder: Path, settings: Sequence[str] = ()) -> Iterator[None]:
    """Start the postmaster on `folder/data`, its socket in `folder`, and wait until it answers; stop it at the end.

    Args:
        binaries: of the server.
        account: that it runs under.
        folder: its place.
        settings: `name=value`, beside those of its configuration.

    Raises:
        PostgresError: it does not start; the end of its log is the hint.
    """
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            [
                *(binaries.tool("postgres"), "-D", str(folder / "data"), "-k", str(folder), "-p", str(PORT)),
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
        _wait(process, folder, log)
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


def _wait(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    status = folder / "data" / "postmaster.pid"
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            if status.read_text().rstrip().endswith("ready") and (folder / f".s.PGSQL.{PORT}").exists():
                return
        time.sleep(0.004)
    tail = log.read_text(errors="replace").strip().splitlines()[-3:]
    raise PostgresError("the shadow server did not start", " / ".join(tail) or "its log is empty")
