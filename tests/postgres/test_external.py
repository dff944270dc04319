"""A server that the user names: refused unless it is empty, and left as it was found."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from schemasync.config.settings import settings_from
from schemasync.core.errors import PostgresError
from schemasync.pipeline import check
from schemasync.postgres.embedded import ADMIN, SHADOW_DATABASE, ShadowServer, embedded
from schemasync.postgres.external import LOCK, external
from schemasync.postgres.os_user import server_os_user
from schemasync.postgres.postmaster import running
from schemasync.postgres.providers import shadow as provided
from schemasync.prove.project_replay import replay
from schemasync.supabase.platform import install_cluster
from tests.example import EXAMPLE, apply_by_hand
from tests.plugins.servers import MAJORS, binaries_of

pytestmark = pytest.mark.integration

PASSWORD = "p@ss/w:rd?"


@dataclass(frozen=True)
class Service:
    """A server as a service container has it: one superuser, the databases of initdb."""

    folder: Path
    user: str

    def url(self, database: str = "postgres", user: str = "", password: str = PASSWORD) -> str:
        return f"postgresql://{user or self.user}:{password}@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.folder),
            user=self.user,
            dbname=database,
            password=PASSWORD,
            autocommit=True,
            client_encoding="UTF8",
        )

    def state(self) -> list[list[tuple[Any, ...]]]:
        """All that a run could leave behind: roles with attributes and passwords, databases, memberships, settings, grants."""
        queries = (
            "SELECT rolname, rolsuper, rolcanlogin, rolcreaterole, rolpassword FROM pg_authid ORDER BY 1",
            "SELECT datname, datistemplate, datallowconn, datacl::text FROM pg_database ORDER BY 1",
            "SELECT roleid::regrole::text, member::regrole::text, admin_option FROM pg_auth_members ORDER BY 1, 2",
            "SELECT setdatabase, setrole::regrole::text, setconfig FROM pg_db_role_setting ORDER BY 1, 2",
            "SELECT p.parname, a.grantee::regrole::text FROM pg_parameter_acl p, aclexplode(p.paracl) a ORDER BY 1, 2",
            "SELECT count(*) FROM pg_shdescription WHERE classoid = 'pg_authid'::regclass",
            "SELECT count(*) FROM pg_subscription",
            "SELECT slot_name::text FROM pg_replication_slots ORDER BY 1",
            "SELECT gid FROM pg_prepared_xacts ORDER BY 1",
            "SELECT dbid, classid, refclassid FROM pg_shdepend WHERE dbid <> 0 ORDER BY 1, 2, 3",
        )
        with self.connect() as connection:
            return [connection.execute(query).fetchall() for query in queries]


def service(major: int, user: str = ADMIN) -> Iterator[Service]:
    os_user, binaries = server_os_user(), binaries_of(major)
    shared = Path("/dev/shm")
    folder = Path(
        tempfile.mkdtemp(prefix="ss-external-", dir=shared if shutil.disk_usage(shared).free > 2 << 30 else None)
    )
    secret = folder / "password"
    secret.write_text(PASSWORD)
    os_user.own(folder)
    if os_user.switch:
        os.chown(folder, os_user.uid, os_user.gid)
    initdb = [binaries.tool("initdb"), "-D", str(folder / "data"), "-U", user, "-A", "scram-sha-256", f"--pwfile={secret}",
              "--no-sync", "--locale=C"]  # fmt: skip
    subprocess.run(initdb, check=True, capture_output=True, cwd="/", **os_user.popen())
    with (folder / "data/postgresql.conf").open("a") as configuration:
        configuration.write("fsync = off\nlisten_addresses = ''\nautovacuum = off\ndynamic_shared_memory_type = mmap\n")
        configuration.write("max_prepared_transactions = 5\n")
    try:
        with running(binaries, os_user, folder):
            made = Service(folder, user)
            if user == ADMIN:
                with psycopg.connect(
                    host=str(folder), user=user, dbname="template1", password=PASSWORD, autocommit=True
                ) as c:
                    assert c.execute("SELECT FROM pg_database WHERE datname = 'postgres'").fetchone() is not None
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module", params=MAJORS, ids=lambda major: f"pg{major}")
def plain(request: pytest.FixtureRequest) -> Iterator[Service]:
    yield from service(request.param)


@pytest.fixture(scope="module")
def newest() -> Iterator[Service]:
    yield from service(17)


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


# Refused


def refusal(url: str) -> str:
    with pytest.raises(PostgresError) as caught, external(url):
        pass
    assert caught.value.hint
    assert PASSWORD not in f"{caught.value.message} {caught.value.hint} {caught.value.__cause__}"
    return caught.value.message


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("CREATE TABLE public.orders (id int)", "not empty: database postgres has public.orders"),
        ("CREATE FUNCTION public.f() RETURNS int LANGUAGE sql RETURN 1", "public.f"),
        ("CREATE DOMAIN public.d AS int", "public.d"),
        ("CREATE SCHEMA mine", "mine"),
        (
            "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version text)",
            "real Supabase project: database postgres has supabase_migrations.schema_migrations",
        ),
        (
            "CREATE SCHEMA realtime; CREATE TABLE realtime.schema_migrations (version text)",
            "real Supabase project: database postgres has realtime.schema_migrations",
        ),
    ],
)
def test_a_server_that_holds_something(newest: Service, sql: str, found: str) -> None:
    before = newest.state()
    with newest.connect() as connection:
        connection.execute("BEGIN")
        connection.execute(sql.encode())
        connection.execute("COMMIT")
    try:
        assert found in refusal(newest.url())
    finally:
        with newest.connect() as connection:
            connection.execute(
                "DROP SCHEMA IF EXISTS mine, supabase_migrations, realtime CASCADE; DROP DOMAIN IF EXISTS public.d"
            )
            connection.execute("DROP TABLE IF EXISTS public.orders; DROP FUNCTION IF EXISTS public.f")
    assert newest.state() == before


def test_another_database_that_holds_something(newest: Service) -> None:
    with newest.connect() as connection:
        connection.execute("CREATE DATABASE app")
    try:
        with newest.connect("app") as connection:
            connection.execute("CREATE TABLE t ()")
        assert "database app has public.t" in refusal(newest.url())
        with newest.connect() as connection:
            connection.execute("ALTER DATABASE app ALLOW_CONNECTIONS false")
        assert "does not allow connections" in refusal(newest.url())
    finally:
        with newest.connect() as connection:
            connection.execute("DROP DATABASE app")


def test_no_superuser(newest: Service) -> None:
    with newest.connect() as connection:
        connection.execute(f"CREATE ROLE weak LOGIN PASSWORD '{PASSWORD}'")
    try:
        assert "weak is not a superuser" in refusal(newest.url(user="weak"))
    finally:
        with newest.connect() as connection:
            connection.execute("DROP ROLE weak")


def test_project_role_that_is_a_superuser() -> None:
    for server in service(17, "postgres"):
        with pytest.raises(PostgresError, match="postgres is a superuser") as caught, external(server.url()):
            pass
        assert "POSTGRES_USER: supabase_admin" in caught.value.hint


def test_a_real_platform(shadow: ShadowServer) -> None:
    assert "postgres is not a superuser" in refusal(shadow.url())
    assert "looks like a real Supabase project" in refusal(shadow.url(role=ADMIN))


def test_unreachable() -> None:
    assert "cannot be reached" in refusal(f"postgresql://supabase_admin:{PASSWORD}@127.0.0.1:1/postgres")
    assert "no connection string" in refusal("nonsense")
    assert "no URL" in refusal("")
