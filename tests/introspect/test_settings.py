"""A snapshot is the same whatever the database, the role or the session has set."""

from __future__ import annotations

import psycopg

from schemasync.core.sql import ident
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds.role_in_place import role_in_place
from schemasync.migrations.history import read_history
from schemasync.postgres.shadow import ADMIN, PROJECT_ROLE, ShadowServer
from tests.plugins.servers import Cluster

MADE = """
SET TimeZone = 'UTC';
CREATE TABLE public.days (at timestamptz NOT NULL DEFAULT '2024-03-01 12:00', day date DEFAULT '2024-03-01',
    CHECK (at > '2020-01-01'), CHECK (day > '2020-02-01')) PARTITION BY RANGE (at);
CREATE TABLE public.march PARTITION OF public.days FOR VALUES FROM ('2024-03-01') TO ('2024-04-01');
CREATE INDEX ON public.days (day) WHERE at > '2023-12-31 23:00';
CREATE VIEW public.recent AS SELECT at, interval '1 day 02:00' AS length, 0.1::float8 AS part FROM public.days
    WHERE at > '2024-01-01';
"""
HISTORY = """CREATE SCHEMA supabase_migrations;
CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name varchar);
INSERT INTO supabase_migrations.schema_migrations VALUES ('1', NULL, 'a');
"""
SETTINGS = (
    "TimeZone = 'Europe/Berlin'", "DateStyle = 'German, DMY'", "IntervalStyle = 'sql_standard'", "extra_float_digits = 0",
    "quote_all_identifiers = on", "search_path = public, pg_catalog",
)  # fmt: skip


def test_settings_change_no_text(pg15: Cluster) -> None:
    """Times, dates, intervals, numbers and names are printed alike."""
    pg15.create("settings")
    with pg15.connect("settings") as session:
        session.execute(MADE.encode())
        session.execute(HISTORY.encode())
    with pg15.connect("settings") as session:
        plain = read_snapshot(session)
    with pg15.connect("settings") as session:
        for setting in SETTINGS:
            session.execute(f"ALTER DATABASE settings SET {setting}".encode())
    with pg15.connect("settings") as session:
        found = read_snapshot(session).objects
        history = read_history(session)
    assert (history.state, [row.version for row in history.rows]) == ("present", ["1"])
    assert {ref: model for ref, model in found.items() if ref.kind != "database_setting"} == plain.objects
    pg15.drop("settings")


def test_the_connecting_role_reads_and_not_the_one_that_a_setting_puts_in_its_place(shadow: ShadowServer) -> None:
    """A session of postgres runs as anon by ALTER ROLE … SET role; anon may not read the history, nor what row security hides."""
    shadow.create_database("role_in_place")
    try:
        with shadow.connect("role_in_place", ADMIN) as admin:
            name = shadow.real_name("role_in_place")
            admin.execute(f"ALTER ROLE {PROJECT_ROLE} IN DATABASE {ident(name)} SET role = anon".encode())
        with psycopg.connect(shadow.url("role_in_place"), autocommit=True) as connection:
            assert connection.execute("SELECT current_user::text").fetchone() == ("anon",)
            found = read_snapshot(connection)
            assert connection.execute("SELECT current_user::text").fetchone() == ("anon",), "nothing is left behind"
    finally:
        shadow.drop_database("role_in_place")
    assert found.role == PROJECT_ROLE
    assert role_in_place(found, PROJECT_ROLE).startswith(
        "sessions of the role postgres run with the rights of the role anon, by a stored setting: until that ends, "
    )
    assert role_in_place(found, "authenticated") == ""
