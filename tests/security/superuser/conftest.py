"""A database for each attempt to become superuser, on two majors."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemasync.migrations.discover import Migration
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.results import FileResult
from schemasync.replay.runner import Replayer
from schemasync.replay.stage import reconnect
from schemasync.supautils.privileged_calls import PrivilegedCalls
from tests.plugins.servers import binaries_of

_numbers = itertools.count(1)


Run = Callable[..., tuple[list[FileResult], ShadowServer, str]]


@pytest.fixture(scope="module", params=(15, 17), ids=lambda major: f"pg{major}")
def server(request: pytest.FixtureRequest) -> Iterator[ShadowServer]:
    with embedded(bindir=str(binaries_of(request.param).bindir)) as running:
        yield running


@pytest.fixture
def run(server: ShadowServer) -> Iterator[Run]:
    """Replay files in a database of their own; roles that they make are dropped afterwards."""
    made: list[str] = []

    def replay(*texts: str, lenient: bool = False) -> tuple[list[FileResult], ShadowServer, str]:
        database = f"superuser_{next(_numbers)}"
        server.create_database(database)
        made.append(database)
        files = [Migration(Path(f"{n}_x.sql"), f"{n}_x.sql", str(n), "x", sql) for n, sql in enumerate(texts, 1)]
        with server.connect(database, ADMIN) as admin:
            privileged_calls = PrivilegedCalls(admin)
            privileged_calls.install()
            connection = server.connect(database)
            replayer = Replayer(
                connection, privileged_calls, lambda: reconnect(server, admin, database), lenient=lenient
            )
            results = replayer.replay(files)
            replayer.connection.close()
        return results, server, database

    yield replay
    with server.connect("template1", ADMIN) as admin:
        for database in made:
            admin.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())
        for (role,) in admin.execute("SELECT rolname FROM pg_roles WHERE rolname IN ('w', 'v')").fetchall():
            admin.execute(f"DROP ROLE {role}".encode())
        if admin.info.server_version < 160000:
            admin.execute(b"REVOKE pg_write_all_data FROM postgres")
