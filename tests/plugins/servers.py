"""Plain PostgreSQL clusters of three majors, one each a run, and the shadow server with the platform."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import psycopg
import pytest

from schemasync.core.errors import PostgresError
from schemasync.postgres.binaries import Binaries, find_binaries
from schemasync.postgres.embedded import embedded
from schemasync.postgres.os_user import reachable, server_os_user
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.postgres.template_cluster import default_cache

MAJORS = (15, 17, 18)
ROLES = ("corpus_alice", "corpus_bob", "corpus_app")


@dataclass(frozen=True)
class Cluster:
    """A plain cluster: superuser `postgres`, no password, a Unix socket.

    Tests make a few thousand databases, so one connection, to the database `postgres`, makes and drops them all.
    """

    binaries: Binaries
    folder: Path

    @property
    def major(self) -> int:
        return self.binaries.major

    @property
    def bindir(self) -> Path:
        return self.binaries.bindir

    def conninfo(self, database: str = "postgres") -> str:
        return f"host={self.folder} user=postgres dbname={database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(self.conninfo(database), autocommit=True, prepare_threshold=None)

    @cached_property
    def maintenance(self) -> psycopg.Connection[Any]:
        return self.connect()

    def create(self, name: str, template: str = "template0") -> None:
        self.drop(name)
        self.maintenance.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy'.encode())

    def drop(self, name: str) -> None:
        found = self.maintenance.execute(
            "SELECT EXISTS (SELECT FROM pg_subscription WHERE subdbid = d.oid) FROM pg_database d WHERE datname = %s",
            (name,),
        ).fetchone()
        if found is None:
            return
        if found[0]:
            with self.connect(name) as inside:
                _drop_subscriptions(inside)
        self.maintenance.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())

    def dump(self, database: str) -> str:
        """`pg_dump --schema-only` with the server's own pg_dump."""
        command = [
            self.binaries.tool("pg_dump"),
            "--schema-only",
            f"--host={self.folder}",
            "--username=postgres",
            database,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _drop_subscriptions(connection: psycopg.Connection[Any]) -> None:
    query = "SELECT quote_ident(subname) FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()"
    for (name,) in connection.execute(query).fetchall():
        connection.execute(f"ALTER SUBSCRIPTION {name} DISABLE".encode())
        connection.execute(f"ALTER SUBSCRIPTION {name} SET (slot_name = NONE)".encode())
        connection.execute(f"DROP SUBSCRIPTION {name}".encode())


def binaries_of(major: int) -> Binaries:
    """Server binaries of exactly this major; the test run needs all three."""
    found = find_binaries(major)
    if found.major != major:
        raise PostgresError(f"PostgreSQL {major} is not installed", "make test installs what is missing")
    return reachable(found, server_os_user(), default_cache())


@pytest.fixture(scope="session")
def clusters() -> Iterator[Callable[[int], Cluster]]:
    """The plain cluster of a major: it starts when a test first needs it, and stops at the end."""
    with ExitStack() as stack:
        yield cache(lambda major: stack.enter_context(_cluster(major)))


@pytest.fixture(scope="session", params=MAJORS, ids=lambda major: f"pg{major}")
def pg(request: pytest.FixtureRequest, clusters: Callable[[int], Cluster]) -> Cluster:
    """A plain cluster, once for each major."""
    return clusters(request.param)


@pytest.fixture(scope="session")
def pg15(clusters: Callable[[int], Cluster]) -> Cluster:
    """A plain cluster of PostgreSQL 15, for tests that need just one."""
    return clusters(15)


@pytest.fixture(scope="session")
def pg18(clusters: Callable[[int], Cluster]) -> Cluster:
    """A plain cluster of PostgreSQL 18, for tests that need just one."""
    return clusters(18)


@contextmanager
def _cluster(major: int) -> Iterator[Cluster]:
    os_user, binaries = server_os_user(), binaries_of(major)
    shared = Path("/dev/shm")
    base = shared if shutil.disk_usage(shared).free > 4 << 30 else None
    folder = Path(tempfile.mkdtemp(prefix="ss-test-", dir=base))
    if os_user.switch:
        os.chown(folder, os_user.uid, os_user.gid)
    data = folder / "data"
    initdb = [
        binaries.tool("initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "--no-sync",
        "--locale=C.UTF-8",
    ]
    subprocess.run(initdb, check=True, capture_output=True, cwd="/", **os_user.popen())
    _remove_maps(data)
    options = "fsync=off full_page_writes=off listen_addresses='' max_connections=50 dynamic_shared_memory_type=mmap"
    flags = [word for option in options.split() for word in ("-c", option.replace("''", ""))]
    command = [binaries.tool("postgres"), "-D", str(data), "-k", str(folder), *flags]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **os_user.popen()
    )
    cluster = Cluster(binaries, folder)
    try:
        _wait_for(cluster)
        with cluster.connect() as connection:
            for role in ROLES:
                connection.execute(f"CREATE ROLE {role}".encode())
        yield cluster
        cluster.maintenance.close()
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _remove_maps(data: Path) -> None:
    """Remove free space maps and visibility maps, half of a new database's files, each of which CREATE DATABASE copies."""
    for suffix in ("fsm", "vm"):
        for file in data.glob(f"base/*/*_{suffix}"):
            file.unlink()


def _wait_for(cluster: Cluster) -> None:
    import time

    for _ in range(600):
        try:
            cluster.connect().close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the test cluster did not start")


_ROLE_CATALOGS = ("pg_authid", "pg_auth_members", "pg_db_role_setting")


@contextmanager
def _same_roles(connect: Callable[[], psycopg.Connection[Any]]) -> Iterator[None]:
    """Give a server its roles back, with their attributes, memberships and settings, at the end of a `with` block.

    Args:
        connect: a superuser's connection to a database that stays.
    """

    def rows(table: str) -> list[str]:
        with connect() as connection:
            return [text for (text,) in connection.execute(f"SELECT t::text FROM {table} t")]

    before = {table: rows(table) for table in _ROLE_CATALOGS}
    try:
        yield
    finally:
        after = {table: rows(table) for table in _ROLE_CATALOGS}
        with connect() as connection, connection.transaction():
            for table in _ROLE_CATALOGS:
                came = sorted({*after[table]} - {*before[table]})
                connection.execute(f"DELETE FROM {table} t WHERE t::text = ANY (%s)", (came,))
                for text in sorted({*before[table]} - {*after[table]}):
                    connection.execute(f"INSERT INTO {table} SELECT (%s::{table}).*", (text,))


@pytest.fixture(scope="session")
def same_roles() -> Callable[[Callable[[], psycopg.Connection[Any]]], AbstractContextManager[None]]:
    """See `_same_roles`."""
    return _same_roles


@pytest.fixture(scope="session")
def shadow() -> Iterator[ShadowServer]:
    """An embedded server with the platform; make databases of your own with `create_database`."""
    with embedded() as server:
        yield server


@pytest.fixture(scope="session", params=MAJORS, ids=lambda major: f"platform{major}")
def platform_dsn(request: pytest.FixtureRequest) -> Iterator[str]:
    """Superuser's DSN of a database that holds the platform and nothing else, for each major."""
    with embedded(bindir=str(binaries_of(request.param).bindir)) as server:
        yield server.url(role=ADMIN)
