"""Servers that a run refuses to use, as they hold something or its role may not."""

from __future__ import annotations

import pytest

from schemasync.core.errors import PostgresError
from schemasync.postgres.external import external
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.postgres.external_service import PASSWORD, Service, service

pytestmark = pytest.mark.integration


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
