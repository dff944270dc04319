"""Failures of a dry run that the database's own rows may prevent, judged without a server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from schemasync.core.model import Ref, Snapshot
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import split
from schemasync.replay.results import FailureContext, FileError, FileResult
from schemasync.verdict.missing_parents import States
from schemasync.verdict.missing_rows import lacks_rows

BEFORE = Snapshot(170000, "postgres", "postgres", dict.fromkeys([Ref("table", ("public", "parent"))], object()), ())
SAME = States(BEFORE, BEFORE, BEFORE)
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
