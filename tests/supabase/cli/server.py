"""A database server as the Supabase CLI needs one: the platform, a port on loopback, `postgres` with a password."""

from __future__ import annotations

import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from schemasync.core.sql import ident, literal
from schemasync.postgres.data_directory import copy_of_template
from schemasync.postgres.embedded import _platform_folder
from schemasync.postgres.os_user import server_os_user
from schemasync.postgres.shadow import ADMIN, PROJECT_ROLE, ShadowServer
from schemasync.postgres.template_cluster import default_cache, ready_template
from tests.plugins.servers import binaries_of

HOST = "127.0.0.1"
LOCAL_ONLY = f"local all all scram-sha-256\nhost all all {HOST}/32 scram-sha-256\n"
SERVICES = ("supabase_auth_admin", "supabase_storage_admin", "supabase_realtime_admin")


@dataclass(frozen=True)
class Hosted:
    """A server with the platform that listens on loopback; what stands for the project on Supabase's side."""

    server: ShadowServer

    @property
    def major(self) -> int:
        return self.server.major

    def url(self, database: str, role: str = PROJECT_ROLE) -> str:
        """As the Supabase dashboard shows it."""
        return f"postgresql://{role}:{self.server.password}@{HOST}:{self.server.port}/{database}?sslmode=disable"

    def connect(self, database: str, role: str = ADMIN) -> psycopg.Connection[Any]:
        return self.server.connect(database, role)

    @contextmanager
    def supautils(self) -> Iterator[None]:
        """Lets `postgres` make policies on the services' tables, which supautils does on Supabase.

        It stays a non-superuser, and what it makes is its own.
        """
        roles = ", ".join(ident(role) for role in SERVICES)
        with self.connect("template1") as admin:
            admin.execute(f"GRANT {roles} TO {PROJECT_ROLE}".encode())
            try:
                yield
            finally:
                admin.execute(f"REVOKE {roles} FROM {PROJECT_ROLE}".encode())


@contextmanager
def hosted(major: int) -> Iterator[Hosted]:
    """Boot a server of exactly this major on a free port; it is stopped and removed in the end."""
    os_user, binaries = server_os_user(), binaries_of(major)
    cache = default_cache()
    cache.mkdir(parents=True, exist_ok=True)
    template = ready_template(binaries, os_user, cache)
    port = _free_port()
    with copy_of_template(template, _platform_folder(template), os_user) as folder:
        (folder / "data/pg_hba.conf").write_text(LOCAL_ONLY)
        os_user.own(folder / "data")
        command = [
            binaries.tool("postgres"),
            "-D",
            str(folder / "data"),
            "-k",
            str(folder),
            "-p",
            str(port),
            "-h",
            HOST,
        ]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **os_user.popen())
        try:
            yield Hosted(_furnished(folder, port, (template / "password").read_text(), process))
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait()


def _furnished(folder: Path, port: int, old: str, process: subprocess.Popen[bytes]) -> ShadowServer:
    """The server once it answers, with a password of its own."""
    deadline = time.monotonic() + 30
    while not (folder / f".s.PGSQL.{port}").exists() or not _ready(folder):
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"the server did not start: {(folder / 'log').read_text()}")
        time.sleep(0.05)
    first = ShadowServer(HOST, port, 0, old)
    password = secrets.token_urlsafe(24)
    with first.connect("template1", ADMIN) as admin:
        version = admin.info.server_version
        for role in (ADMIN, PROJECT_ROLE):
            admin.execute(f"ALTER ROLE {ident(role)} PASSWORD {literal(password)}".encode())
    return ShadowServer(HOST, port, version, password)


def _ready(folder: Path) -> bool:
    status = folder / "data/postmaster.pid"
    return status.exists() and status.read_text().rstrip().endswith("ready")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
