"""Whatever a migration does to the server that it runs on is its own failure, with file and line, and never ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from schemasync.core.sql import literal
from schemasync.migrations.discover import discover
from schemasync.postgres.embedded import embedded
from schemasync.postgres.scram import verifier
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.prove.mirror import MIRROR_DATABASE, make_mirror
from schemasync.replay.stage import ReplayedStage
from schemasync.replay.stages import PENDING_DATABASE, dry_run_pending, replay_applied, replay_pending
from tests.plugins.servers import binaries_of


@pytest.fixture(params=(15, 17), ids=lambda major: f"pg{major}")
def server(request: pytest.FixtureRequest) -> Iterator[ShadowServer]:
    """A server for each test: its roles are what is attacked."""
    with embedded(bindir=str(binaries_of(request.param).bindir)) as running:
        yield running


def stages(server: ShadowServer, folder: Path, *texts: str) -> tuple[ReplayedStage, ReplayedStage]:
    """The texts as applied migrations, then as pending ones, each tried twice: alone, and on a mirror."""
    for number, text in enumerate(["CREATE TABLE public.a ();", *texts, "CREATE TABLE public.z ();"], 1):
        (folder / f"{number:03}_x.sql").write_text(text)
    discovery = discover(folder)
    applied = replay_applied(server, discovery, discovery.migrations)
    for path in folder.iterdir():
        path.unlink()
    for number, text in enumerate([*texts, "CREATE TABLE public.zz ();"], 500):
        (folder / f"{number}_x.sql").write_text(text)
    later = discover(folder).migrations
    pending = replay_pending(server, applied, later)
    make_mirror(server, "postgres")
    for migration in later:
        dry_run_pending(server, MIRROR_DATABASE, applied, (migration,), lambda: None)
        server.drop_database("schemasync_dry_run")
        server.drop_database("schemasync_locks")
    return applied, pending


def hidden(statement: str) -> str:
    return f"DO $x$ BEGIN EXECUTE {literal(statement[:9])} || {literal(statement[9:])}; END $x$;"


ROLE = (
    "ALTER ROLE postgres PASSWORD 'x'",
    "ALTER ROLE postgres NOLOGIN",
    "ALTER ROLE postgres CONNECTION LIMIT 0",
    "ALTER ROLE postgres VALID UNTIL 'yesterday'",
    "ALTER ROLE postgres NOCREATEROLE",
    "ALTER ROLE postgres SET local_preload_libraries = 'nowhere'",
    "ALTER ROLE pgbouncer PASSWORD 'x'",
    "ALTER ROLE supabase_storage_admin RENAME TO other",
    "ALTER ROLE authenticator RENAME TO other",
    "ALTER ROLE anon BYPASSRLS",
    "ALTER ROLE authenticated LOGIN PASSWORD 'x'",
    "DROP ROLE authenticator",
)
DATABASE = (
    "DROP DATABASE postgres",
    "DROP DATABASE template1",
    "ALTER DATABASE postgres RENAME TO other",
    "ALTER DATABASE template1 RENAME TO other",
    "ALTER DATABASE template1 ALLOW_CONNECTIONS false",
    "ALTER SYSTEM SET port = 1",
)


def test_roles(server: ShadowServer, tmp_path: Path) -> None:
    """Refused in dynamic SQL too, also where the file commits it; the files after it run."""
    files = [hidden(statement) for statement in ROLE]
    files += [f"BEGIN;\n{hidden(statement)}\nCOMMIT;" for statement in ROLE]
    for stage in stages(server, tmp_path, *files):
        tried = [
            result for result in stage.result.results if "ROLE" in result.migration.sql or "RO" in result.migration.sql
        ]
        assert [result.migration.sql for result in tried if not result.error] == []
        assert {result.error.sqlstate for result in tried if result.error} == {"42501"}
        assert all(result.error and result.error.line >= 1 for result in tried)
        assert [result.error for result in stage.result.results if result.error and result not in tried] == []


def test_roles_that_the_record_of_a_file_changes(server: ShadowServer, tmp_path: Path) -> None:
    """Triggers on the history, and deferred ones, run after the last statement of ours; the file that follows is not to blame."""
    change = "ALTER ROLE postgres PASSWORD 'x'" if server.major > 15 else "ALTER ROLE pgbouncer PASSWORD 'x'"
    body = f"$f$ BEGIN IF NEW.version IN ('002', '003', '500', '501') THEN {change}; END IF; RETURN NULL; END $f$"
    table = "supabase_migrations.schema_migrations"
    made = f"CREATE OR REPLACE FUNCTION public.t() RETURNS trigger LANGUAGE plpgsql AS {body}; DROP TRIGGER IF EXISTS t ON {table};"
    files = [
        f"{made} CREATE TRIGGER t AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION public.t();",
        f"{made} CREATE CONSTRAINT TRIGGER t AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.t();",
        "CREATE TABLE IF NOT EXISTS public.innocent ();",
    ]
    for stage in stages(server, tmp_path, *files):
        tried = [result for result in stage.result.results if "TRIGGER t AFTER" in result.migration.sql]
        assert [result.error and result.error.sqlstate for result in tried] == ["42501", "42501"]
        assert [result.error for result in stage.result.results if result.error and result not in tried] == []


def test_databases(server: ShadowServer, tmp_path: Path) -> None:
    names = ("trial", "mirror", "pending", "dry_run", "recorded", "declared", "platform")
    files = [f"SELECT 1;\n{statement};" for statement in DATABASE]
    made = [f"CREATE DATABASE schemasync_{name};" for name in names]
    applied, pending = stages(server, tmp_path, *files, *made)
    for stage in (applied, pending):
        tried = [result for result in stage.result.results if result.migration.sql in files]
        assert [result.migration.sql for result in tried if not result.error] == []
        assert {result.error.line for result in tried if result.error} == {2}
    assert not [result for result in applied.result.results if result.error and result.migration.sql not in files]


def test_our_databases_are_another_s(server: ShadowServer, tmp_path: Path) -> None:
    """A migration finds the names of our databases in the catalogs, and can do nothing to them, though it gives away its own."""
    spoil = """DO $$ DECLARE d name; BEGIN
        EXECUTE format('ALTER DATABASE %I OWNER TO anon', current_database());
        FOR d IN SELECT datname FROM pg_database WHERE datname <> current_database() AND datname <> 'mine' LOOP
            BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 0', d); RAISE EXCEPTION 'spoilt' USING ERRCODE = 'P0009';
            EXCEPTION WHEN insufficient_privilege THEN NULL; END;
        END LOOP; END $$;"""
    _, pending = stages(server, tmp_path, spoil)
    assert [result.error for result in pending.result.results] == [None, None]
    assert server.token in server.real_name(PENDING_DATABASE)


def test_a_database_that_lets_nobody_in(server: ShadowServer, tmp_path: Path) -> None:
    """Ours is opened again for the next stage."""
    files = [
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 0', current_database()); END $$;",
        "DO $$ BEGIN EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC, postgres', current_database()); END $$;",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET quote_all_identifiers = on', current_database()); END $$;",
        "SELECT pg_terminate_backend(pg_backend_pid());",
    ]
    applied, pending = stages(server, tmp_path, *files)
    for stage in (applied, pending):
        assert [result.error is None for result in stage.result.results][-1]


# Passwords


def test_no_password_is_ever_sent_in_clear(server: ShadowServer) -> None:
    """Neither in a statement that others see in pg_stat_activity, nor in the log."""
    with server.connect(role=ADMIN) as admin:
        server.restore_login(admin, "postgres")
        rows = admin.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname IN ('postgres', 'supabase_admin')"
        ).fetchall()
        seen = " ".join(text or "" for (text,) in admin.execute("SELECT query FROM pg_stat_activity"))
    assert all(stored.startswith("SCRAM-SHA-256$") for (stored,) in rows)
    log = (Path(server.host) / "server.log").read_text()
    assert server.password != server.admin_password
    for secret in (server.password, server.admin_password):
        assert secret not in seen + log
        assert secret not in repr(server)


def test_what_is_sent_for_a_password(server: ShadowServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that the superuser's connection sends in a replay and for a new login."""
    sent: list[str] = []
    with server.connect(role=ADMIN) as admin:
        execute = admin.execute
        monkeypatch.setattr(admin, "execute", lambda text, *rest: (sent.append(str(text)), execute(text, *rest))[1])
        server.restore_login(admin, "postgres")
    assert [text for text in sent if "PASSWORD" in text]
    assert not [text for text in sent if server.password in text]


def test_a_verifier_is_the_server_s(server: ShadowServer) -> None:
    with server.connect(role=ADMIN) as admin:
        admin.execute(f"CREATE ROLE v LOGIN PASSWORD {literal(verifier('pass-word_1'))}".encode())
    psycopg.connect(host=server.host, port=server.port, user="v", password="pass-word_1", dbname="postgres").close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=server.host, port=server.port, user="v", password="other", dbname="postgres")
