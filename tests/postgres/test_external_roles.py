"""Roles and databases that a lent server had keep what they had, whatever a migration may do to them before PostgreSQL 16."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from schemasync.expected.project_replay import replay
from schemasync.postgres.external import external
from schemasync.postgres.external_cleanup import MARK
from schemasync.postgres.role_dependencies import droppable_roles
from schemasync.postgres.shadow import ADMIN, SHADOW_DATABASE
from schemasync.replay.stages import PENDING_DATABASE
from schemasync.supabase.platform import install_cluster
from tests.postgres.external_service import Service

pytestmark = pytest.mark.integration

OURS = """
CREATE ROLE app LOGIN PASSWORD 'apps'; CREATE ROLE team;
GRANT team TO app WITH ADMIN OPTION;
COMMENT ON ROLE app IS 'theirs';
ALTER ROLE app SET work_mem = '8MB';
"""
ATTEMPTS = (
    "ALTER ROLE app NOLOGIN CONNECTION LIMIT 0 VALID UNTIL '2000-01-01' PASSWORD 'x'",
    "ALTER ROLE app CREATEDB NOINHERIT",
    "COMMENT ON ROLE app IS 'mine'",
    "ALTER ROLE app SET search_path = nowhere",
    "ALTER ROLE postgres IN DATABASE template1 SET work_mem = '1MB'",
    "ALTER ROLE app IN DATABASE appdb SET work_mem = '1MB'",
    "GRANT anon TO authenticator WITH ADMIN OPTION",
    "GRANT app TO anon",
    "REVOKE ADMIN OPTION FOR team FROM app",
    "DROP ROLE team",
    *(
        f"DO $o$ BEGIN EXECUTE format('CREATE ROLE schemasync_renamed_%s', '{role}'::regrole::oid); END $o$"
        for role in ("app", "anon")
    ),
    "ALTER ROLE app RENAME TO gone",
    "CREATE ROLE app",
    "ALTER DATABASE appdb RENAME TO gone",
    "ALTER DATABASE appdb CONNECTION LIMIT 0",
    "COMMENT ON DATABASE appdb IS ''mine''",
)
DATABASES = "CREATE DATABASE came;\nALTER DATABASE came IS_TEMPLATE true;\nALTER DATABASE came OWNER TO anon;\n"
DROPS = "DROP DATABASE appdb;\n"


@pytest.fixture
def lent(plain: Service) -> Iterator[Service]:
    """A server with the platform's roles, roles of its own, and a database of the migrations' role."""
    with plain.connect() as connection:
        install_cluster(connection)
        connection.execute(OURS.encode())
        connection.execute("CREATE DATABASE appdb OWNER postgres")
        connection.execute("COMMENT ON DATABASE appdb IS 'theirs'")
    yield plain
    with plain.connect() as connection:
        connection.execute("DROP DATABASE appdb")
        connection.execute("DROP ROLE app, team")


def write(folder: Path, *files: str) -> Path:
    for number, sql in enumerate(files, 1):
        (folder / f"{number}_a.sql").write_text(sql)
    return folder


def in_turn(statements: tuple[str, ...]) -> str:
    """A block that runs statements, those that are refused without effect."""
    blocks = (f"BEGIN EXECUTE $s${each}$s$; EXCEPTION WHEN OTHERS THEN NULL; END;" for each in statements)
    return f"DO $d$ BEGIN {' '.join(blocks)} END $d$;"


def test_they_are_as_before(lent: Service, tmp_path: Path) -> None:
    before = lent.state()
    for number, files in enumerate(([in_turn(ATTEMPTS)], [DATABASES], [DROPS], ["DROP ROLE IF EXISTS app;"])):
        folder = tmp_path / str(number)
        folder.mkdir()
        with external(lent.url()) as server:
            replay(server, write(folder, *files))
        assert lent.state() == before


@pytest.mark.parametrize("taken", ["", "CREATE ROLE app LOGIN", "CREATE ROLE new; ALTER ROLE new RENAME TO app"])
def test_a_role_that_was_renamed_when_a_run_was_killed(
    lent: Service, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    """The next run knows it by its OID, and drops the one that came, whatever its name."""
    before = lent.state()[0]
    with monkeypatch.context() as killed, external(lent.url()), lent.connect() as connection:
        killed.setattr("schemasync.postgres.external._clean_up", lambda *_: None)
        connection.execute(f"ALTER ROLE app RENAME TO gone; {taken}".encode())
    with external(lent.url()):
        pass
    after = lent.state()[0]
    assert [row[0] for row in after] == [row[0] for row in before]
    assert [row for row in after if row[0] == "app"] == [row for row in before if row[0] == "app"]


def test_pending_files_drop_roles_of_the_run_alone(lent: Service) -> None:
    """A role of the server that the run's databases need stays, and one that another step drops stays away."""
    with external(lent.url()) as server, lent.connect() as other:
        made = "CREATE ROLE ours; CREATE TABLE public.t (); GRANT SELECT ON public.t TO team, ours;"
        with server.connect() as connection:
            connection.execute(made.encode())
        server.create_database(PENDING_DATABASE, SHADOW_DATABASE)
        with droppable_roles(server, PENDING_DATABASE), server.connect(PENDING_DATABASE, ADMIN) as connection:
            connection.execute("REVOKE SELECT ON public.t FROM team, ours; DROP ROLE ours")
            with pytest.raises(psycopg.errors.DependentObjectsStillExist):
                connection.execute("DROP ROLE team")
            other.execute("DROP ROLE app")
        found = other.execute("SELECT rolname FROM pg_roles WHERE rolname IN ('team', 'app', 'ours') ORDER BY 1")
        assert [name for (name,) in found] == ["ours", "team"]


def test_databases_of_others(lent: Service, capsys: pytest.CaptureFixture[str]) -> None:
    """Before PostgreSQL 16 a migration can become the owner, so that nothing tells who made the database."""
    before = lent.state()
    with external(lent.url()), lent.connect() as connection:
        connection.execute("CREATE DATABASE theirs OWNER app")
    with lent.connect() as connection:
        stays = connection.execute("SELECT FROM pg_database WHERE datname = 'theirs'").rowcount == 1
        connection.execute("DROP DATABASE IF EXISTS theirs")
        assert stays == (connection.info.server_version >= 160000)
    assert lent.state() == before
    assert ("dropped from the server for the shadow" in capsys.readouterr().err) != stays


def test_a_planted_mark_restores_nothing(lent: Service, tmp_path: Path) -> None:
    """The next run would drop every role and database that it does not name."""
    planted = (
        f"""CREATE ROLE {MARK}ab; COMMENT ON ROLE {MARK}ab IS '{{"roles": [], "databases": [], "parameters": []}}';"""
    )
    before = lent.state()
    with external(lent.url()) as server:
        assert [result.error for result in replay(server, write(tmp_path, planted)).results] == [None]
    assert lent.state() == before
    with lent.connect() as connection:  # as a killed run would leave it
        connection.execute(planted.encode())
    with external(lent.url()):
        pass
    with lent.connect() as connection:
        connection.execute(f"DROP ROLE {MARK}ab".encode())
    assert lent.state() == before


def test_no_migration_changes_the_mark(lent: Service, tmp_path: Path) -> None:
    each = (
        f"FOR r IN SELECT rolname FROM pg_roles WHERE starts_with(rolname, '{MARK}') LOOP "
        "BEGIN EXECUTE format({}, r); RAISE 'changed'; EXCEPTION WHEN insufficient_privilege THEN seen := true; END; END LOOP;"
    )
    words = (
        "'DROP ROLE %I'",
        "'COMMENT ON ROLE %I IS NULL'",
        "'ALTER ROLE %I RENAME TO innocent'",
        "'GRANT %I TO postgres'",
    )
    block = f"DO $d$ DECLARE r text; seen bool; BEGIN {' '.join(map(each.format, words))} ASSERT seen; END $d$;"
    with external(lent.url()) as server:
        [result] = replay(server, write(tmp_path, block)).results
    assert result.error is None
