"""Create the embedded server's template, a data directory with the platform that is made once and then copied."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from psycopg.conninfo import make_conninfo

from schemasync.core.errors import PostgresError
from schemasync.postgres.binaries import Binaries
from schemasync.postgres.data_directory import temporary_directory
from schemasync.postgres.libpq_environment import connect_isolated
from schemasync.postgres.os_user import OsUser
from schemasync.postgres.postmaster import PORT, running
from schemasync.postgres.shadow import ADMIN, PLATFORM_DATABASE, ShadowServer, install_platform
from schemasync.supabase.platform import platform_digest

TEMPLATE_FORMAT = "7"
"""Part of the template's name; raised when its content changes in a way that the other parts do not show."""
PRELOADED = ("pgaudit",)
"""Extensions that must be in `shared_preload_libraries` before they can be created."""

CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
wal_init_zero = off
wal_recycle = off
min_wal_size = 2MB
max_wal_size = 512MB
autovacuum = off
jit = off
max_connections = 30
max_locks_per_transaction = 512
max_worker_processes = 2
max_parallel_workers_per_gather = 0
shared_buffers = 64MB
temp_file_limit = 1GB
dynamic_shared_memory_type = mmap
logging_collector = off
log_min_messages = fatal
log_checkpoints = off
timezone = 'UTC'
"""


def default_cache() -> Path:
    """Folder of templates, which the operating system user of the server must be able to read."""
    if named := os.environ.get("SCHEMASYNC_CACHE"):
        return Path(named)
    if os.geteuid() == 0:
        return Path("/var/cache/schemasync")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "schemasync"


def ready_template(binaries: Binaries, os_user: OsUser, cache: Path) -> Path:
    """Find the template for these binaries and this platform, or create it under a lock.

    Raises:
        PostgresError: it cannot be created.
    """
    parts = f"{TEMPLATE_FORMAT} {binaries.bindir} {platform_digest()} {CONFIGURATION}"
    template = cache / f"template-{binaries.version}-{hashlib.sha256(parts.encode()).hexdigest()[:12]}"
    if (template / "password").exists():
        return template
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (template / "password").exists():
            make_template(binaries, os_user, template)
    return template


def make_template(binaries: Binaries, os_user: OsUser, template: Path) -> None:
    """Create a cluster with the platform, shut it down cleanly, and copy its files to `template`."""
    password = secrets.token_urlsafe(24)
    with temporary_directory(os_user) as folder:
        _initdb(binaries, os_user, folder, password)
        with running(binaries, os_user, folder):
            install_platform(ShadowServer(str(folder), PORT, server_version(folder, password), password))
        _checkpoint(binaries, os_user, folder)
        for optional in _optional(folder / "data"):
            optional.unlink()
        shutil.rmtree(template, ignore_errors=True)
        partial = template.with_name(f"{template.name}.{os.getpid()}")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(folder / "data", partial / "data")
        (partial / "password").touch(0o600)
        (partial / "password").write_text(password)
        partial.rename(template)


def server_version(folder: Path, password: str, port: int = PORT) -> int:
    """Version number of the server whose socket is in `folder`."""
    conninfo = make_conninfo(host=str(folder), port=port, dbname=PLATFORM_DATABASE, user=ADMIN, password=password)
    with connect_isolated(conninfo) as connection:
        return connection.info.server_version


def _initdb(binaries: Binaries, os_user: OsUser, folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.touch(0o600)
    secret.write_text(password)
    os_user.own(folder)
    command = [
        binaries.tool("initdb"), "-D", str(folder / "data"), "-U", ADMIN, "--auth-local=scram-sha-256",
        "--auth-host=reject", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8", "--wal-segsize=1",
        "--no-sync", "--no-instructions",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **os_user.popen())  # noqa: S603
    secret.unlink()
    if done.returncode:
        raise PostgresError("initdb failed", " / ".join(done.stderr.strip().splitlines()[-3:]))
    extra = "io_method = sync\n" if binaries.major >= 18 else ""  # noqa: PLR2004
    iterations = "scram_iterations = 1\n" if binaries.major >= 16 else ""  # noqa: PLR2004
    loaded = ", ".join(name for name in PRELOADED if any((binaries.bindir.parent / "lib").rglob(f"{name}.so")))
    with (folder / "data" / "postgresql.conf").open("a") as configuration:
        configuration.write(f"{CONFIGURATION}{extra}{iterations}shared_preload_libraries = '{loaded}'\n")


def _checkpoint(binaries: Binaries, os_user: OsUser, folder: Path) -> None:
    """Write a checkpoint in single-user mode, so that a copy of the files needs no recovery."""
    process = subprocess.run(  # noqa: S603
        [binaries.tool("postgres"), "--single", "-D", str(folder / "data"), PLATFORM_DATABASE],
        input=b"CHECKPOINT\n",
        capture_output=True,
        check=False,
        cwd="/",
        **os_user.popen(),
    )
    if process.returncode:
        raise PostgresError("the template could not be closed", process.stderr.decode(errors="replace")[-300:])


def _optional(data: Path) -> Iterator[Path]:
    """Free space maps and visibility maps, which PostgreSQL rebuilds; without them a copy takes less time."""
    for suffix in ("fsm", "vm"):
        yield from data.glob(f"base/*/*_{suffix}")
        yield from data.glob(f"global/*_{suffix}")
