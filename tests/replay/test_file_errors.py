"""Errors of files with their line and column, and files that try to end the replay: a value, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.core.errors import SchemasyncError
from schemasync.core.masking import LONGEST_MESSAGE
from schemasync.expected.project_replay import replay
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN
from schemasync.replay.results import LONGEST_DETAIL, LONGEST_QUERY
from tests.plugins.replays import Replay


def test_place_in_a_statement_of_several_lines(replayed: Replay) -> None:
    done = replayed("-- é☃🐘\nCREATE TABLE a (thing int);\nSELECT 'ünï🐘',\n   things\nFROM a;")
    error = done.error()
    assert (error.line, error.column, error.sqlstate) == (4, 4, "42703")
    assert error.message == 'column "things" does not exist'
    assert 'Perhaps you meant to reference the column "a.thing"' in error.hint
    assert error.statement == "SELECT 'ünï🐘',\n   things\nFROM a"


def test_place_with_windows_line_ends(replayed: Replay) -> None:
    error = replayed("SELECT 1;\r\nSELECT 'ü',\r\n  nope;\r\n").error()
    assert (error.line, error.column) == (3, 3)


def test_place_of_a_syntax_error(replayed: Replay) -> None:
    done = replayed("CREATE TABLE a ();\nCREATE TABLE b (\n  i int,,\n);\nCREATE TABLE c ();")
    error = done.error()
    assert (error.line, error.column, error.sqlstate) == (3, 9, "42601")
    assert 'at or near ","' in error.message
    assert done.tables == []


def test_place_in_the_body_of_a_function(replayed: Replay) -> None:
    plpgsql = "SELECT 1;\nCREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1 +;\nEND $$;"
    error = replayed(plpgsql).error()
    assert (error.line, error.sqlstate) == (4, "42601")
    error = replayed("SELECT 1;\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n  SELECT nope\n$$;").error()
    assert (error.line, error.column) == (3, 10)


def test_place_of_an_error_in_dynamic_sql_is_the_statement(replayed: Replay) -> None:
    """The server's position counts in the inner query, not in the file."""
    error = replayed("SELECT 1;\nDO $$\nBEGIN\n    EXECUTE 'SELECT\n\n\n      nope';\nEND $$;").error()
    assert error.sqlstate == "42703"
    assert (error.line, error.column) in {(2, 1), (4, 5)}


def test_place_of_an_error_in_a_called_function(replayed: Replay) -> None:
    error = replayed(
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n  PERFORM 1;\n  PERFORM nope FROM pg_class;\nEND $$;",
        "SELECT 1;\nSELECT 2;\nSELECT f();\nSELECT 3;",
    ).error(1)
    assert (error.line, error.column, error.sqlstate) == (3, 1, "42703")


def test_unreadable_file(replayed: Replay) -> None:
    done = replayed("CREATE TABLE a ();\nSELECT 'é', 'open;\n", "CREATE TABLE b ();")
    error = done.error()
    assert (error.line, error.column, error.sqlstate) == (2, 13, "42601")
    assert "unterminated quoted string" in error.message
    assert done.tables == ["b"]


def test_deeper_than_the_grammar_reads(replayed: Replay) -> None:
    """A long chain of operators is a deep tree; the server reads it all the same."""
    chain = "||'x'" * 100
    blocks = "IF true THEN " * 400 + "PERFORM 'extension'; " + "END IF; " * 400
    done = replayed(
        f"SELECT 'a'{chain};\nCREATE TABLE a ();", f"SELECT nope{chain} FROM a;", f"DO $$ BEGIN {blocks} END $$;"
    )
    assert done.statuses == ["replayed", "failed", "replayed"]
    assert "column nope" in done.error(1).diagnosis


def test_psql_meta_command(replayed: Replay) -> None:
    error = replayed("SELECT 1;\n\\restrict abc\nSELECT 1;").error()
    assert (error.line, error.sqlstate) == (2, "42601")
    assert "psql" in error.diagnosis


def test_rows_of_copy(replayed: Replay) -> None:
    done = replayed("CREATE TABLE a (i int);\nCOPY a FROM stdin;\n1\n\\.\n", "CREATE TABLE b ();")
    error = done.error()
    assert (error.line, error.column, error.sqlstate) == (2, 1, "08P01")
    assert "seed.sql" in error.hint
    assert done.tables == ["b"]


@pytest.mark.parametrize(
    ("sql", "sqlstate", "words"),
    [
        ("ALTER TABLE nowhere ADD x int;", "42P01", "No migration makes nowhere"),
        ("CREATE TABLE a ();\nCREATE TABLE a ();", "42P07", "1_x.sql:1 made it already"),
        ("CREATE TABLE nowhere.a ();", "3F000", "No migration makes nowhere"),
        ("SELECT nothing(1);", "42883", "No migration makes nothing"),
        ("CREATE TABLE auth.mine ();", "42501", "Supabase does not allow"),
        ("ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;", "42501", "Supabase does not allow"),
        (
            "CREATE TABLE IF NOT EXISTS a ();\nCREATE TABLE IF NOT EXISTS a (i int);\nSELECT i FROM a;",
            "42703",
            "without it",
        ),
        ("SELECT * FROM cron.job;", "42P01", "extension pg_cron, which no migration enables"),
        (
            "CREATE FOREIGN DATA WRAPPER w HANDLER stripe_fdw_handler;",
            "42883",
            "extension wrappers, which no migration",
        ),
        ("SET search_path = public; SELECT gen_salt('bf');", "42883", "write extensions. before it"),
        (
            "CREATE TABLE a (i int PRIMARY KEY, j int REFERENCES a);\nINSERT INTO a VALUES (1, 2);",
            "23503",
            "production",
        ),
        ('CREATE EXTENSION "basejump-supabase_test_helpers";', "0A000", "database.dev"),
        ("CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON a EXECUTE FUNCTION f();", "42601", "OR REPLACE TRIGGER"),
        ("CREATE TABLE a (i int AUTO_INCREMENT);", "42601", "IDENTITY"),
        ("RAISE NOTICE 'x';", "42601", "PL/pgSQL"),
        (
            "CREATE TABLE a (i int);\nSELECT f(i) FROM a;\nCREATE FUNCTION f(i int) RETURNS int LANGUAGE sql AS '';",
            "42883",
            "line 3",
        ),
        ("CREATE TABLE a (); CREATE POLICY IF NOT EXISTS p ON a USING (true);", "42601", "no IF NOT EXISTS"),
    ],
)
def test_diagnosis(replayed: Replay, sql: str, sqlstate: str, words: str) -> None:
    error = replayed(sql).error()
    assert (error.sqlstate, words in error.diagnosis) == (sqlstate, True), error


def test_diagnosis_names_other_files(replayed: Replay) -> None:
    done = replayed(
        "ALTER TABLE late ADD i int;", "CREATE TABLE broken (i int);\nSELECT 1/0;", "CREATE TABLE late ();",
        "ALTER TABLE broken ADD j int;", "DROP TABLE late;\nALTER TABLE late ADD j int;",
    )  # fmt: skip
    assert "later file, 3_x.sql:1" in done.error(0).diagnosis
    assert "2_x.sql:1, which failed itself" in done.error(3).diagnosis
    assert "dropped or renamed by 5_x.sql:1" in done.error(4).diagnosis


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT pg_terminate_backend(pg_backend_pid());",
        "ALTER ROLE postgres PASSWORD 'other';",
        "ALTER ROLE postgres NOLOGIN;",
        "ALTER ROLE postgres CONNECTION LIMIT 0;",
        "ALTER DATABASE postgres CONNECTION LIMIT 0;",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid();",
        "ALTER ROLE postgres SET default_transaction_read_only = on;",
        "ALTER ROLE postgres SET search_path = nowhere;",
    ],
)
def test_hostile_file_does_not_end_the_replay(tmp_path: Path, sql: str) -> None:
    """Either the file fails, or the others are told of all the same; at worst one of our own errors says why."""
    (tmp_path / "1_a.sql").write_text("CREATE TABLE a ();")
    (tmp_path / "2_b.sql").write_text(sql)
    (tmp_path / "3_c.sql").write_text("CREATE TABLE public.c ();")
    with embedded() as server:
        try:
            done = replay(server, tmp_path)
        except SchemasyncError as error:
            pytest.fail(f"the whole replay gave up: {error.message}")
        assert [result.status for result in done.results][0::2] == ["replayed", "replayed"]
        with server.connect(role=ADMIN) as connection:
            assert connection.execute("SELECT to_regclass('public.c') IS NOT NULL").fetchone() == (True,)


def test_texts_of_any_length_are_shortened(replayed: Replay) -> None:
    """PostgreSQL repeats in its messages what a migration raises, and the query in which it does so."""
    long = "repeat('x', 1000000)"
    raised = f"RAISE EXCEPTION '%', {long} USING DETAIL = {long}, HINT = {long};"
    error = replayed(f"DO $$ BEGIN {raised} END $$;").error()
    assert [len(text) for text in (error.message, error.detail, error.hint)] == [
        LONGEST_MESSAGE,
        LONGEST_DETAIL,
        LONGEST_DETAIL,
    ]
    error = replayed(f"DO $$ BEGIN EXECUTE 'SELECT nope -- ' || {long}; END $$;").error()
    assert error.context is not None
    assert max(len(error.context.internal_query), len(error.context.context)) <= LONGEST_QUERY
    assert error.message == 'column "nope" does not exist'
