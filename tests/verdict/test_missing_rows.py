"""Failures of a dry run that the database's own rows may prevent, judged without a server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from schemasync.core.model import Ref, Snapshot
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import split
from schemasync.replay.results import FailureContext, FileError, FileResult
from schemasync.verdict.missing_parents import PendingStates
from schemasync.verdict.missing_rows import lacks_rows

BEFORE = Snapshot(170000, "postgres", "postgres", dict.fromkeys([Ref("table", ("public", "parent"))], object()), ())
SAME = PendingStates(BEFORE, BEFORE, BEFORE)
FUNCTION = (
    "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM parent; IF NOT FOUND THEN RAISE"
    " EXCEPTION 'none'; END IF; END $$;"
)


def result(sql: str, sqlstate: str) -> FileResult:
    """Of a file whose last statement fails."""
    statements, _ = split(sql)
    error = FileError(1, 1, sqlstate, "", context=FailureContext(statements[-1]))
    return FileResult(Migration(Path("2_b.sql"), "2_b.sql", "2", "b", sql), 0, error=error)


@pytest.mark.parametrize(
    ("sql", "sqlstate"),
    [
        ("INSERT INTO child VALUES ((SELECT id FROM parent))", "23502"),
        ("INSERT INTO parent SELECT max(id) FROM parent", "23502"),
        ("UPDATE child SET a = (SELECT id FROM public.parent)", "23502"),
        ("SELECT 1 / count(*) FROM parent", "22012"),
        ("DO $$ DECLARE x int; BEGIN SELECT id INTO STRICT x FROM public.parent; END $$", "P0002"),
        ("DO $$ BEGIN ASSERT (SELECT count(*) FROM parent) > 0; END $$", "P0004"),
        (f"{FUNCTION} SELECT f()", "P0001"),
    ],
)
def test_rows_may_let_it_run(sql: str, sqlstate: str) -> None:
    assert lacks_rows(result(sql, sqlstate), SAME)


@pytest.mark.parametrize(
    ("sql", "sqlstate"),
    [
        ("INSERT INTO parent VALUES (NULL)", "23502"),
        ("UPDATE parent SET id = NULL", "23502"),
        ("INSERT INTO child SELECT id, NULL FROM parent", "23502"),
        ("UPDATE child SET a = NULL FROM parent", "23502"),
        ("INSERT INTO parent VALUES (1 / 0)", "22012"),
        ("DO $$ BEGIN IF to_regclass('parent') IS NOT NULL THEN RAISE EXCEPTION 'parent'; END IF; END $$", "P0001"),
        ("SELECT a FROM parent", "42703"),
        ("INSERT INTO parent VALUES (1)", "23505"),
    ],
)
def test_rows_cannot_help(sql: str, sqlstate: str) -> None:
    assert not lacks_rows(result(sql, sqlstate), SAME)


def test_a_file_that_ran_lacks_nothing() -> None:
    assert not lacks_rows(replace(result("SELECT 1 FROM parent", "22012"), error=None), SAME)


CHILD = "CREATE TABLE public.child (id int REFERENCES public.parent);"
MADE = "CREATE TABLE app.new (id int PRIMARY KEY);"
UNNAMED = "child_id_fkey"


def violates(sql: str, table: str, key: str) -> FileResult:
    """Of a file whose last statement violates a foreign key of a table in `public`."""
    failed = result(f"{sql} INSERT INTO {table} VALUES (5);", "23503")
    assert failed.error
    assert failed.error.context
    context = replace(failed.error.context, constraint=("public", table, key))
    message = f'insert or update on table "{table}" violates foreign key constraint "{key}"'
    return replace(failed, error=replace(failed.error, message=message, context=context))


@pytest.mark.parametrize(
    ("sql", "table", "key"),
    [
        (CHILD, "child", UNNAMED),
        (f"{CHILD} ALTER TABLE public.child RENAME CONSTRAINT {UNNAMED} TO other;", "child", "other"),
        (f"{CHILD} ALTER TABLE public.child RENAME TO kids;", "kids", UNNAMED),
        (
            f"{MADE} CREATE TABLE public.child (id int REFERENCES app.new, FOREIGN KEY (id) REFERENCES parent);",
            "child",
            f"{UNNAMED}1",
        ),
        (
            (f"{MADE} CREATE TABLE child (id int REFERENCES app.new);"
            " DO $$ BEGIN EXECUTE 'ALTER TABLE child ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES parent'; END $$;"),
            "child",
            "k",
        ),
        (
            "ALTER TABLE public.parent RENAME TO people; CREATE TABLE public.child (id int REFERENCES public.people);",
            "child",
            UNNAMED,
        ),
        ("CREATE TABLE app.parent (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES parent);", "child", UNNAMED),
        ("CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES public.parent);", "child", UNNAMED),
        (
            "CREATE TABLE IF NOT EXISTS public.parent (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES public.parent);",
            "child",
            UNNAMED,
        ),
    ],
)  # fmt: skip
def test_a_key_may_lead_to_a_row_of_the_database(sql: str, table: str, key: str) -> None:
    """It does, or nothing tells to which table it leads."""
    assert lacks_rows(violates(sql, table, key), SAME)


@pytest.mark.parametrize(
    ("sql", "table", "key"),
    [
        (f"{MADE} CREATE TABLE child (id int REFERENCES app.new);", "child", UNNAMED),
        (f"{MADE} CREATE TABLE child (id int REFERENCES new);", "child", UNNAMED),
        (f"{MADE} CREATE TABLE child (id int CONSTRAINT k REFERENCES app.new); ALTER TABLE child RENAME TO kids;", "kids", "k"),
        (
            (f"{MADE} CREATE TABLE whole (id int CONSTRAINT k REFERENCES app.new) PARTITION BY LIST (id);"
            " CREATE TABLE part PARTITION OF whole DEFAULT;"),
            "part",
            "k",
        ),
        (
            "DROP TABLE parent; CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES public.parent);",
            "child",
            UNNAMED,
        ),
        (
            "CREATE TABLE IF NOT EXISTS public.new (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES new);",
            "child",
            UNNAMED,
        ),
        (
            "CREATE TABLE public.new AS SELECT 1 AS id; ALTER TABLE new ADD PRIMARY KEY (id); CREATE TABLE child (id int REFERENCES new);",
            "child",
            UNNAMED,
        ),
    ],
)  # fmt: skip
def test_a_key_leads_to_a_table_that_the_file_makes(sql: str, table: str, key: str) -> None:
    assert not lacks_rows(violates(sql, table, key), SAME)
