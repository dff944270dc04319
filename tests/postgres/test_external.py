"""A server that the user names: refused unless it is empty, and left as it was found."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from schemasync.config.settings import settings_from
from schemasync.core.errors import PostgresError
from schemasync.expected.project_replay import replay
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.external import LOCK, external
from schemasync.postgres.providers import shadow as provided
from schemasync.postgres.shadow import SHADOW_DATABASE
from schemasync.supabase.platform import install_cluster
from tests.example import EXAMPLE, apply_by_hand
from tests.plugins.servers import binaries_of
from tests.postgres.external_service import PASSWORD, Service

pytestmark = pytest.mark.integration


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_a.sql").write_text(
        "CREATE TABLE public.a (id uuid PRIMARY KEY DEFAULT gen_random_uuid());\n"
        "CREATE ROLE app_reader; GRANT SELECT ON public.a TO app_reader; ALTER ROLE anon SET statement_timeout = '9s';\n"
        "CREATE POLICY p ON storage.objects FOR SELECT TO anon USING (bucket_id = 'a');\n"
        "INSERT INTO storage.buckets (id, name, public) VALUES ('a', 'a', true);\n"
    )
    (folder / "4_d.sql").write_text("SELECT pg_create_physical_replication_slot('left_by_a_migration', true);\n")
    (folder / "2_b.sql").write_text(
        "CREATE SUBSCRIPTION s CONNECTION 'host=nowhere.invalid password=x' PUBLICATION p WITH (connect = false);\n"
    )
    (folder / "3_c.sql").write_text("CREATE DATABASE beside;\n")
    return folder


def test_left_as_it_was_found(plain: Service, migrations: Path) -> None:
    (migrations / "5_e.sql").write_text("BEGIN;\nLOCK TABLE public.a;\nPREPARE TRANSACTION 'left_by_a_migration';\n")
    before = plain.state()
    for _ in range(2):
        with external(plain.url()) as server:
            failed = [result.error.message for result in replay(server, migrations).results if result.error]
            refused = ["must be superuser to create subscriptions"] if server.major == 15 else []
            assert failed == [*refused, "prepared transactions are disabled"]
            with server.connect() as connection:
                row = connection.execute(
                    "SELECT current_user::text, rolsuper FROM pg_roles WHERE rolname = current_user"
                )
                assert row.fetchone() == ("postgres", False)
            server.create_database("schemasync_mirror", SHADOW_DATABASE)
        assert plain.state() == before


def test_server_with_the_roles_of_supabase(newest: Service, migrations: Path) -> None:
    """Its image has them; they keep their passwords and settings."""
    with newest.connect() as connection:
        install_cluster(connection)
        connection.execute("ALTER ROLE postgres PASSWORD 'kept'")
        connection.execute("ALTER ROLE authenticator SET pgrst.db_schemas = 'api, \"A b\"'")
        connection.execute("CREATE SCHEMA auth; CREATE TABLE auth.users (id uuid)")
    before = newest.state()
    try:
        with external(newest.url()) as server:
            assert [result.error for result in replay(server, migrations).results if result.error] == []
        assert newest.state() == before
    finally:
        with newest.connect() as connection:
            connection.execute("DROP SCHEMA auth CASCADE")


def test_another_superuser_of_the_server(newest: Service, migrations: Path) -> None:
    with newest.connect() as connection:
        connection.execute(f"CREATE ROLE chief SUPERUSER LOGIN PASSWORD '{PASSWORD}'")
    before = newest.state()
    with external(newest.url(user="chief")) as server:
        assert server.password != PASSWORD
        assert [result.error for result in replay(server, migrations).results if result.error] == []
    assert newest.state() == before


def test_check_gives_what_the_embedded_server_gives(newest: Service) -> None:
    with embedded(bindir=str(binaries_of(17).bindir)) as target:
        apply_by_hand(target, EXAMPLE / "supabase/migrations")
        with target.connect() as connection:
            connection.execute((EXAMPLE / "drift.sql").read_bytes())
        settings = settings_from(
            migrations=EXAMPLE / "supabase/migrations", database_url=target.url(), config=EXAMPLE / "schemasync.toml",
            postgres=str(binaries_of(17).bindir),
        )  # fmt: skip
        wanted = check(settings)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("schemasync.postgres.providers.shadow", lambda *_, **__: provided("url", url=newest.url()))
            found = check(settings)
    assert [finding.ref for finding in found.findings] == [finding.ref for finding in wanted.findings]
    assert (found.repair.proven, found.adopt.proven) == (wanted.repair.proven, wanted.adopt.proven) == (True, True)


KILLED = """
import sys, time
from schemasync.postgres.external import external
with external(sys.argv[1]) as server:
    with server.connect() as connection:
        connection.execute("CREATE ROLE app_killed")
    print("there", flush=True)
    time.sleep(60)
"""


def test_what_a_killed_run_left_is_removed_by_the_next(newest: Service) -> None:
    before = newest.state()
    with subprocess.Popen([sys.executable, "-c", KILLED, newest.url()], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        process.kill()
    assert newest.state() != before
    with external(newest.url()):
        pass
    after = newest.state()
    assert [row[0] for row in after[0]] == [row[0] for row in before[0]]
    assert (after[1], after[4:]) == (before[1], before[4:])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_two_signals_do_not_stop_the_tidying_up(newest: Service, number: signal.Signals) -> None:
    before = newest.state()
    handler = "import signal\nsignal.signal(signal.SIGTERM, signal.default_int_handler)\n"
    command = [sys.executable, "-c", handler + KILLED, newest.url()]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509  a background shell ignores it
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        process.send_signal(number)
        time.sleep(0.05)
        process.send_signal(number)
        process.communicate(timeout=30)
    assert newest.state() == before


def test_one_run_at_a_time(newest: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemasync.postgres.external.LOCK_TIMEOUT", 0.1)
    with newest.connect() as other:
        other.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        with pytest.raises(PostgresError, match="another run"), external(newest.url()):
            pass
