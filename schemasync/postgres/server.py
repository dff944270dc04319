"""The embedded shadow server: local binaries, a throwaway data directory, a Unix socket, nothing else."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from schemasync.errors import PostgresError
from schemasync.postgres.account import Account, reachable, server_account
from schemasync.postgres.binaries import Binaries, find_binaries
from schemasync.sql import ident, literal
from schemasync.supabase.platform import install_cluster, install_database, platform_digest

ADMIN = "supabase_admin"
"""The superuser, as on Supabase; migrations never run as it."""
PROJECT_ROLE = "postgres"
"""The role that migrations run as."""
SHADOW_DATABASE = "postgres"
PLATFORM_DATABASE = "template1"
"""A database with the platform and nothing else, to make more of."""
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 2 << 30
"""Bytes that shared memory must have free to hold the server's files."""
TEMPLATE_FORMAT = "4"
START_TIMEOUT = 30.0
"""Seconds until a server that does not answer counts as failed."""

CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
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


@dataclass(frozen=True, slots=True)
class ShadowServer:
    """A running server that belongs to this run alone.

    Attributes:
        host: folder of the socket, or host name.
        port: port, also part of the socket's name.
        version: as `PQserverVersion` (170011).
        password: of both roles.
        boot_seconds: time from the call until the server answered.
    """

    host: str
    port: int
    version: int
    password: str = field(repr=False)
    boot_seconds: float = 0.0

    @property
    def major(self) -> int:
        """Major version."""
        return self.version // 10000

    def url(self, database: str = SHADOW_DATABASE, role: str = PROJECT_ROLE) -> str:
        """Connection string; a secret."""
        return make_conninfo(host=self.host, port=self.port, dbname=database, user=role, password=self.password)

    def connect(self, database: str = SHADOW_DATABASE, role: str = PROJECT_ROLE) -> psycopg.Connection[Any]:
        """Connect in autocommit mode, without prepared statements."""
        return psycopg.connect(self.url(database, role), autocommit=True, prepare_threshold=None)

    def create_database(self, name: str, template: str = PLATFORM_DATABASE) -> None:
        """Copy a database; nobody may be connected to the template."""
        elsewhere = PLATFORM_DATABASE if template != PLATFORM_DATABASE else SHADOW_DATABASE
        with self.connect(elsewhere, ADMIN) as connection:
            connection.execute(
                f"CREATE DATABASE {ident(name)} TEMPLATE {ident(template)} OWNER {PROJECT_ROLE}".encode()
            )


@contextlib.contextmanager
def embedded(major: int | None = None, bindir: str | None = None, cache: Path | None = None) -> Iterator[ShadowServer]:
    """Boot a server for the length of a `with` block; it is always stopped and removed.

    Args:
        major: the target's major version; the binaries that fit it are preferred.
        bindir: binaries to use instead of searching.
        cache: folder for the template; by default the user's cache folder.

    Raises:
        PostgresError: no binaries, or the server does not start.
    """
    started = time.perf_counter()
    account = server_account()
    cache = cache or default_cache()
    cache.mkdir(parents=True, exist_ok=True)
    binaries = reachable(find_binaries(major, bindir), account, cache)
    template = _template(binaries, account, cache)
    with _run_folder(account) as folder:
        shutil.copytree(template / "data", folder / "data", copy_function=shutil.copyfile)
        (folder / "data").chmod(0o700)
        account.own(folder)
        old = (template / "password").read_text()
        with _running(binaries, account, folder) as port:
            server = ShadowServer(str(folder), port, _server_version(folder, port, old), old)
            server = _with_own_password(server, started)
            yield server


def default_cache() -> Path:
    """Where templates are kept between runs; a place that the server's account can enter."""
    if named := os.environ.get("SCHEMASYNC_CACHE"):
        return Path(named)
    if os.geteuid() == 0:
        return Path("/var/cache/schemasync")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "schemasync"


def _fast_folder() -> Path | None:
    """Shared memory where there is room (a server has hundreds of files), else the system's choice."""
    if "TMPDIR" in os.environ or not os.access(SHARED_MEMORY, os.W_OK):
        return None
    return SHARED_MEMORY if shutil.disk_usage(SHARED_MEMORY).free > ROOM else None


@contextlib.contextmanager
def _run_folder(account: Account) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="schemasync-", dir=_fast_folder()))
    try:
        if account.switch:
            os.chown(folder, account.uid, account.gid)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(binaries: Binaries, account: Account, folder: Path) -> Iterator[int]:
    """Start the postmaster on `folder/data` and wait until it answers; stop it at the end."""
    port = 5432
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            [binaries.tool("postgres"), "-D", str(folder / "data"), "-k", str(folder), "-p", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509
            **account.popen(),
        )
    try:
        _wait(process, folder, port, log)
        yield port
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGQUIT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _die_with_parent() -> None:
    """Even when this process is killed outright, the server goes with it (Linux)."""
    pr_set_pdeathsig = 1
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGQUIT)


def _wait(process: subprocess.Popen[bytes], folder: Path, port: int, log: Path) -> None:
    status = folder / "data" / "postmaster.pid"
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            if status.read_text().rstrip().endswith("ready") and (folder / f".s.PGSQL.{port}").exists():
                return
        time.sleep(0.004)
    tail = log.read_text(errors="replace").strip().splitlines()[-3:]
    raise PostgresError("the shadow server did not start", " / ".join(tail) or "its log is empty")


def _server_version(folder: Path, port: int, password: str) -> int:
    conninfo = make_conninfo(host=str(folder), port=port, dbname="template1", user=ADMIN, password=password)
    with psycopg.connect(conninfo) as connection:
        return connection.info.server_version


def _with_own_password(server: ShadowServer, started: float) -> ShadowServer:
    """The template's password may be known to others; this run gets one of its own."""
    password = secrets.token_urlsafe(24)
    with server.connect("template1", ADMIN) as connection:
        for role in (ADMIN, PROJECT_ROLE):
            connection.execute(f"ALTER ROLE {ident(role)} PASSWORD {literal(password)}".encode())
    return ShadowServer(server.host, server.port, server.version, password, time.perf_counter() - started)


def _template(binaries: Binaries, account: Account, cache: Path) -> Path:
    """The ready data directory for these binaries and this platform; made once, under a lock."""
    key = hashlib.sha256(
        f"{TEMPLATE_FORMAT} {binaries.bindir} {platform_digest()} {CONFIGURATION}".encode()
    ).hexdigest()
    template = cache / f"template-{binaries.version}-{key[:12]}"
    if (template / "password").exists():
        return template
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (template / "password").exists():
            _make_template(binaries, account, template)
    return template


def _make_template(binaries: Binaries, account: Account, template: Path) -> None:
    password = secrets.token_urlsafe(24)
    with _run_folder(account) as folder:
        _initdb(binaries, account, folder, password)
        with _running(binaries, account, folder) as port:
            server = ShadowServer(str(folder), port, _server_version(folder, port, password), password)
            _install(server)
        _checkpointed(binaries, account, folder)
        shutil.rmtree(template, ignore_errors=True)
        partial = template.with_name(f"{template.name}.{os.getpid()}")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(folder / "data", partial / "data")
        (partial / "password").touch(0o600)
        (partial / "password").write_text(password)
        partial.rename(template)


def _initdb(binaries: Binaries, account: Account, folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.touch(0o600)
    secret.write_text(password)
    account.own(folder)
    command = [
        binaries.tool("initdb"), "-D", str(folder / "data"), "-U", ADMIN, "--auth-local=scram-sha-256",
        "--auth-host=reject", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8", "--wal-segsize=1",
        "--no-sync", "--no-instructions",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **account.popen())  # noqa: S603
    secret.unlink()
    if done.returncode:
        raise PostgresError("initdb failed", " / ".join(done.stderr.strip().splitlines()[-3:]))
    extra = "io_method = sync\n" if binaries.major >= 18 else ""  # noqa: PLR2004
    iterations = "scram_iterations = 1\n" if binaries.major >= 16 else ""  # noqa: PLR2004
    with (folder / "data" / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION + extra + iterations)


def _install(server: ShadowServer) -> None:
    with server.connect("postgres", ADMIN) as connection:
        install_cluster(connection)
        install_database(connection)
    with server.connect("template1", ADMIN) as connection:
        connection.execute(b"CREATE DATABASE schemasync_platform TEMPLATE postgres")
    with server.connect("postgres", ADMIN) as connection:
        connection.execute(b"UPDATE pg_database SET datistemplate = false")
        for database in ("template0", "template1"):
            connection.execute(f"DROP DATABASE {database}".encode())
        connection.execute(f"ALTER DATABASE schemasync_platform RENAME TO {PLATFORM_DATABASE}".encode())
        connection.execute(f"ALTER DATABASE {PLATFORM_DATABASE} IS_TEMPLATE true".encode())
        connection.execute(b"CHECKPOINT")


def _checkpointed(binaries: Binaries, account: Account, folder: Path) -> None:
    """Start once more and shut down in order, so that a copy of the files needs no recovery."""
    process = subprocess.run(  # noqa: S603
        [binaries.tool("postgres"), "--single", "-D", str(folder / "data"), "template1"],
        input=b"CHECKPOINT\n",
        capture_output=True,
        check=False,
        cwd="/",
        **account.popen(),
    )
    if process.returncode:
        raise PostgresError("the template could not be closed", process.stderr.decode(errors="replace")[-300:])
