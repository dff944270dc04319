"""A scratch cluster for benchmarks: as `tests/plugins/servers.py` boots one, in memory, of one major."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from schemasync.core.errors import PostgresError
from schemasync.postgres.binaries import Binaries, find_binaries
from schemasync.postgres.os_user import reachable, server_os_user
from schemasync.postgres.template_cluster import default_cache

SHARED = Path("/dev/shm")
LOCKS = 1024
"""`max_locks_per_transaction`; pg_dump locks every table."""


@dataclass(frozen=True)
class Cluster:
    """A plain cluster: superuser `postgres`, no password, a Unix socket and, if wanted, a port on 127.0.0.1."""

    binaries: Binaries
    folder: Path
    port: int = 5432

    def conninfo(self, database: str = "postgres") -> str:
        return f"host={self.folder} port={self.port} user=postgres dbname={database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(self.conninfo(database), autocommit=True, prepare_threshold=None)

    def dump_command(self, database: str) -> list[str]:
        tool = self.binaries.tool("pg_dump")
        return [tool, "--schema-only", f"--host={self.folder}", f"--port={self.port}", "--username=postgres", database]


@contextmanager
def scratch_cluster(major: int, *, tcp: bool = False) -> Iterator[Cluster]:
    """Boot a cluster of exactly this major and remove it in the end."""
    os_user, found = server_os_user(), find_binaries(major)
    if found.major != major:
        raise PostgresError(f"PostgreSQL {major} is not installed", "install it, or choose another --major")
    binaries = reachable(found, os_user, default_cache())
    previous = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that `finally` runs
    folder = Path(tempfile.mkdtemp(prefix="ss-bench-", dir=SHARED if SHARED.is_dir() else None))
    cluster = Cluster(binaries, folder, _free_port() if tcp else 5432)
    process = None
    try:
        if os_user.switch:
            os.chown(folder, os_user.uid, os_user.gid)
        data = str(folder / "data")
        initdb = [binaries.tool("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "--locale=C.UTF-8"]
        subprocess.run(initdb, check=True, capture_output=True, cwd="/", **os_user.popen())
        options = [
            "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "max_connections=50",
            "dynamic_shared_memory_type=mmap", f"max_locks_per_transaction={LOCKS}", f"port={cluster.port}",
            f"listen_addresses={'127.0.0.1' if tcp else ''}",
        ]  # fmt: skip
        flags = [word for option in options for word in ("-c", option)]
        command = [binaries.tool("postgres"), "-D", data, "-k", str(folder), *flags]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **os_user.popen())
        _wait_for(cluster, process)
        yield cluster
    finally:
        if process is not None:
            process.send_signal(signal.SIGQUIT)
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)
        signal.signal(signal.SIGTERM, previous)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(cluster: Cluster, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            cluster.connect().close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"the cluster did not start:\n{(cluster.folder / 'log').read_text()}")
