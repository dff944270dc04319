"""The history table is read only if it is the Supabase CLI's, and only as far as the limits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from schemasync.core.sql import ident
from schemasync.migrations.history import read_history, why_read_only
from schemasync.postgres.shadow import ADMIN, PROJECT_ROLE, ShadowServer
from tests.plugins.replays import COLUMNS, FIRST, TABLE, Compare
from tests.plugins.servers import Cluster

EVIL = """
CREATE FUNCTION public.evil() RETURNS text LANGUAGE plpgsql VOLATILE AS $$ BEGIN RAISE 'evil ran'; END $$;
CREATE SCHEMA supabase_migrations;
"""
NOT_THE_TABLE = {
    "a view": "CREATE VIEW supabase_migrations.schema_migrations AS SELECT public.evil() AS version",
    "a materialized view": "CREATE MATERIALIZED VIEW supabase_migrations.schema_migrations AS SELECT '1'::text AS version",
    "a foreign table": "CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;"
    "CREATE FOREIGN TABLE supabase_migrations.schema_migrations (version text) SERVER nowhere",
    "a partitioned table": "CREATE TABLE supabase_migrations.schema_migrations (version text) PARTITION BY LIST (version)",
    "a sequence": "CREATE SEQUENCE supabase_migrations.schema_migrations",
    "has rules": f"{TABLE}; CREATE RULE r AS ON INSERT TO supabase_migrations.schema_migrations DO ALSO SELECT public.evil()",
    "inherit": f"{TABLE}; CREATE TABLE public.child () INHERITS (supabase_migrations.schema_migrations)",
    "of type public.odd": "CREATE TYPE public.odd AS (t text); CREATE TABLE supabase_migrations.schema_migrations (version public.odd)",
    "statements is of type json": f"{TABLE}; ALTER TABLE supabase_migrations.schema_migrations ADD statements json",
    "no column version": "CREATE TABLE supabase_migrations.schema_migrations (id text)",
}


@pytest.mark.parametrize("reason", NOT_THE_TABLE)
def test_a_history_that_is_not_the_cli_s_table_is_not_read(shadow: ShadowServer, reason: str) -> None:
    with history_database(shadow, EVIL + NOT_THE_TABLE[reason]) as connection:
        history = read_history(connection)
    assert (history.state, history.rows) == ("unreadable", ())
    assert reason in history.reason


def test_a_history_behind_policies_is_not_read(shadow: ShadowServer) -> None:
    """A policy would run its function as the reading role, and hides rows."""
    policy = f"""{TABLE}; ALTER TABLE supabase_migrations.schema_migrations ENABLE ROW LEVEL SECURITY;
        CREATE POLICY p ON supabase_migrations.schema_migrations USING (public.evil() IS NULL);
        GRANT USAGE ON SCHEMA supabase_migrations TO anon; GRANT SELECT ON supabase_migrations.schema_migrations TO anon"""
    with history_database(shadow, EVIL + policy) as connection:
        assert read_history(connection).state == "empty", "the superuser sees all"
        connection.execute("SET ROLE anon")
        history = read_history(connection)
    assert (history.state, "row level security" in history.reason) == ("unreadable", True)


def test_values_that_the_cli_never_writes(shadow: ShadowServer) -> None:
    table = "CREATE TABLE supabase_migrations.schema_migrations (version text, statements text[], name text);"
    rows = """INSERT INTO supabase_migrations.schema_migrations VALUES (NULL, '{a}', 'x'), ('1', '{a,NULL}', 'a'),
        ('2', '{{a,b},{c,d}}', NULL), ('3', '[5:6]={e,f}', 'c'), ('4', '{}', 'd')"""
    with history_database(shadow, EVIL + table + rows) as connection:
        history = read_history(connection)
    assert (history.state, history.without_version) == ("present", 1)
    assert [(row.version, row.statements) for row in history.rows] == [
        ("1", None),
        ("2", None),
        ("3", ("e", "f")),
        ("4", ()),
    ]
    for words in ("version 1 have a NULL", "version 2 are an array of arrays", "a row without a version"):
        assert words in " ".join(history.faults)


@contextmanager
def history_database(shadow: ShadowServer, sql: str) -> Iterator[psycopg.Connection[Any]]:
    """A superuser's connection to a database of its own."""
    shadow.create_database("odd_history")
    try:
        with shadow.connect("odd_history", ADMIN) as connection:
            connection.execute(sql.encode())
            yield connection
    finally:
        shadow.drop_database("odd_history")


def test_a_null_version_is_told(compare: Compare) -> None:
    prepare = (
        TABLE
        + COLUMNS
        + """ALTER TABLE supabase_migrations.schema_migrations DROP CONSTRAINT schema_migrations_pkey;
        ALTER TABLE supabase_migrations.schema_migrations ALTER version DROP NOT NULL;
        INSERT INTO supabase_migrations.schema_migrations VALUES (NULL, '{{a},{b}}');"""
    )
    report = compare({"1_a.sql": FIRST}, rows={"1": ("a", [FIRST])}, prepare=prepare)
    assert report["pull_request"]["deploy"] == "push-refuses"
    assert "without a version" in " ".join(report["diagnostics"])


def test_a_long_history_is_cut(pg15: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest rows and statements are read, and a sentence says what was left out."""
    monkeypatch.setattr("schemasync.migrations.history.MOST_ROWS", 10)
    monkeypatch.setattr("schemasync.migrations.history.MOST_BYTES", 1_000)
    pg15.create("long_history")
    with pg15.connect("long_history") as connection:
        connection.execute(
            "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations"
            " (version text PRIMARY KEY, statements text[], name text);"
            "INSERT INTO supabase_migrations.schema_migrations"
            " SELECT (100 + i)::text, ARRAY[repeat('x', 200)], 'n' FROM generate_series(1, 20) i"
        )
        history = read_history(connection)
    assert [row.version for row in history.rows] == [str(number) for number in range(111, 121)]
    assert [row.statements is not None for row in history.rows] == [False] * 6 + [True] * 4
    assert "more than 10 rows" in history.faults[0]
    assert "of the 6 oldest" in history.faults[1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("ALTER DATABASE {} SET", "by ALTER DATABASE … SET"),
        ("ALTER ROLE postgres IN DATABASE {} SET", "for the role postgres, by ALTER ROLE … IN DATABASE … SET"),
        ("ALTER ROLE ALL IN DATABASE {} SET", "by ALTER DATABASE … SET"),
        ("ALTER ROLE ALL SET", "for all roles, by ALTER ROLE ALL SET"),
        (f"ALTER ROLE {ADMIN} IN DATABASE {{}} SET", ""),
    ],
)
@pytest.mark.parametrize("role", [ADMIN, PROJECT_ROLE])
def test_a_database_that_takes_no_changes_of_a_push(shadow: ShadowServer, change: str, words: str, role: str) -> None:
    """A push connects as postgres; a role that only reads may be read-only. The server's own setting alone speaks of a full disk."""
    with history_database(shadow, "SELECT 1") as connection:
        name = connection.info.dbname
        connection.rollback()
        connection.autocommit = True
        connection.execute(f"{change.format(ident(name))} default_transaction_read_only = on".encode())
        try:
            with psycopg.connect(shadow.url(name, role), options="-c default_transaction_read_only=on") as session:
                found = read_history(session).read_only
        finally:
            connection.execute(f"{change.format(ident(name)).removesuffix('SET')} RESET ALL".encode())
    assert found == (f"is read-only (default_transaction_read_only) {words}" if words else "")


def test_a_connection_that_makes_itself_read_only_says_nothing_of_the_database(shadow: ShadowServer) -> None:
    with history_database(shadow, "SELECT 1") as connection:
        connection.execute("SET default_transaction_read_only = on")
        assert (read_history(connection).read_only, why_read_only(connection)) == (
            "", "is read-only (default_transaction_read_only) for this connection",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("ADD reviewer text NOT NULL", "the history takes no row of a push: column reviewer of"),
        ("ADD reviewer text NOT NULL DEFAULT 'me'", ""),
        ("ADD reviewer public.named NOT NULL", ""),
    ],
)
def test_a_history_that_takes_no_row_of_a_push(shadow: ShadowServer, change: str, words: str) -> None:
    table = f"CREATE DOMAIN public.named AS text DEFAULT 'me'; {TABLE}; {COLUMNS};"
    with history_database(shadow, f"{table} ALTER TABLE supabase_migrations.schema_migrations {change}") as connection:
        history = read_history(connection)
    assert (history.state, bool(history.takes_no_rows)) == ("empty", bool(words))
    assert history.takes_no_rows.startswith(words)
