"""A target of one major, a shadow of another: no false difference, every true one, and the fixes are proven.

A check of a drifted database that finds its problems and no other shows both at once; the check of one in sync, which
has neither, is made where the two majors are furthest apart.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemasync.config.settings import settings_from
from schemasync.expected.project_replay import replay
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ShadowServer
from schemasync.report.view.view import make_view
from tests.example import EXAMPLE
from tests.plugins.servers import MAJORS, binaries_of

MIGRATIONS = EXAMPLE / "supabase" / "migrations"


@pytest.fixture(scope="module", params=MAJORS, ids=lambda major: f"target{major}")
def target(request: pytest.FixtureRequest) -> Iterator[ShadowServer]:
    with embedded(bindir=str(binaries_of(request.param).bindir)) as server:
        replay(server, MIGRATIONS)
        server.create_database("drifted", "postgres")
        with server.connect("drifted") as connection:
            connection.execute((EXAMPLE / "drift.sql").read_bytes())
        yield server


@pytest.mark.parametrize("shadow", MAJORS, ids=lambda major: f"shadow{major}")
def test_majors(target: ShadowServer, shadow: int) -> None:
    in_sync = [("postgres", 0)] if {target.major, shadow} == {min(MAJORS), max(MAJORS)} else []
    for database, open_ in (*in_sync, ("drifted", 2)):
        bindir = str(binaries_of(shadow).bindir)
        result = check(settings_from(migrations=MIGRATIONS, database_url=target.url(database), postgres=bindir))
        view = make_view(result)
        assert len(view.open) == open_, [(finding.name, finding.attributes) for finding in view.open]
        assert (view.repair.proven, view.adopt.proven) == (True, True)
        assert view.server_version.startswith(f"{target.major}.")
        if not open_:
            assert (view.repair.sql, view.adopt.sql) == ("", "")
        said = any("this check ran on PostgreSQL" in note for note in view.notes)
        assert said is (target.major != shadow)
