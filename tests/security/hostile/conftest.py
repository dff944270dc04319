"""A database for each hostile migration, on each major."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemasync.diagnose.explain import explain
from schemasync.migrations.discover import Migration
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.limits import Limits
from schemasync.replay.results import FileResult
from schemasync.replay.runner import Replayer
from schemasync.replay.stage import reconnect
from schemasync.supautils.privileged_calls import PrivilegedCalls
from tests.plugins.servers import binaries_of

_numbers = itertools.count(1)


SMALL = Limits(seconds=1.0, bytes=100 << 20)


Run = Callable[..., tuple[list[FileResult], list[tuple[Any, ...]]]]


@pytest.fixture(scope="module", params=(15, 17, 18), ids=lambda major: f"pg{major}")
def shadow(request: pytest.FixtureRequest) -> Iterator[ShadowServer]:
    """Containment by PostgreSQL's own rules differs by major."""
    with embedded(bindir=str(binaries_of(request.param).bindir)) as server:
        yield server


@pytest.fixture
def run(shadow: ShadowServer) -> Iterator[Run]:
    """Replay files in a database of their own; then the superuser asks."""
    made: list[str] = []

    def replay(*texts: str, ask: str = "SELECT 1", lenient: bool = False) -> tuple[list[FileResult], list[Any]]:
        database = f"hostile_{next(_numbers)}"
        shadow.create_database(database)
        made.append(database)
        files = [Migration(Path(f"{n}_x.sql"), f"{n}_x.sql", str(n), "x", sql) for n, sql in enumerate(texts, 1)]
        with shadow.connect(database, ADMIN) as admin:
            privileged_calls = PrivilegedCalls(admin)
            privileged_calls.install()
            replayer = Replayer(
                shadow.connect(database),
                privileged_calls,
                lambda: reconnect(shadow, admin, database),
                lenient=lenient,
                bounds=SMALL,
            )
            results = [*explain(replayer.replay(files), files)]
            replayer.connection.close()
            return results, admin.execute(ask.encode()).fetchall()

    yield replay
    with shadow.connect("template1", ADMIN) as connection:
        others = "SELECT datname FROM pg_database WHERE datname ~ '^storm'"
        for name in [*made, *(name for (name,) in connection.execute(others).fetchall())]:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
