"""The CLI that a project pins, and files that its releases before 2.109 cannot push."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.migrations.discover import Migration
from schemasync.migrations.go_splitter import cuts
from schemasync.supabase.cli import Cli, read_cli
from schemasync.verdict.cli_limits import limits_of


@pytest.mark.parametrize(
    ("pin", "version", "exact"),
    [
        ('"2.40.7"', (2, 40), True),
        ('"^2.40.7"', (2, 40), False),
        ('"~1.200"', (1, 200), False),
        ('"3"', (3, 0), False),
        ('"npm:supabase@2.1.0"', (2, 1), True),
        ('"latest"', (3, 0), False),
        ("7", (3, 0), False),
    ],
)
def test_pinned_cli(tmp_path: Path, pin: str, version: tuple[int, int], exact: bool) -> None:  # noqa: FBT001
    (tmp_path / "package.json").write_text(f'{{"devDependencies": {{"supabase": {pin}}}}}')
    found = read_cli(tmp_path / "apps/supabase/migrations")
    assert (found.version, found.exact) == (version, exact)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"devDependencies": 3}', "\x00"])
def test_a_package_json_that_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "package.json").write_text(text)
    assert read_cli(tmp_path / "supabase/migrations") == Cli()


BODY = "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC {} END"


@pytest.mark.parametrize(
    ("sql", "pieces"),
    [
        ("SELECT ';'; SELECT 2;", 2),
        ("SELECT $$;$$; SELECT $a_1$ $$;$a_1$;", 2),
        ("SELECT 1 -- ;\n; SELECT /* ; /* ; */ ; */ 2;", 2),
        ('SELECT ";""; " FROM (SELECT 1; );', 1),
        (f"{BODY.format('SELECT 1; SELECT 2;')};", 1),
        (f"{BODY.format('SELECT CASE WHEN true THEN 1 END; SELECT 2;')};", 3),
        (f"{BODY.format('SELECT (CASE WHEN true THEN 1 END); SELECT 2;')};", 1),
        ("SELECT E'it\\'s; $$';SELECT 1;", 1),
        ("SELECT atomic; SELECT begin_atomic;", 2),
    ],
)
def test_where_the_old_splitter_cuts(sql: str, pieces: int) -> None:
    assert len(list(cuts(sql))) == pieces


@pytest.mark.parametrize(
    ("sql", "line"),
    [
        ("SELECT 1;\nSELECT ';';", 0),
        (f"SELECT 1;\n{BODY.format('SELECT CASE WHEN true THEN 1 END; SELECT 2;')};", 2),
        (f"{BODY.format('SELECT 1 AS weekend; SELECT 2;')};", 1),
        ("SELECT 1;\nSELECT E'it\\'s; so';\nSELECT 2;", 2),
        ("CREATE INDEX CONCURRENTLY i ON t (a);", 0),
        ("SELECT 1;\n\nCREATE INDEX CONCURRENTLY i ON t (a);", 3),
        ("-- nothing", 0),
        ("SELECT 'unfinished", 0),
    ],
)
def test_files_that_old_releases_cannot_push(sql: str, line: int) -> None:
    assert [limit.place.line for limit in limits_of([Migration(Path("1_a.sql"), "1_a.sql", "1", "a", sql)])] == (
        [line] if line else []
    )


def test_byte_order_mark() -> None:
    marked = Migration(Path("1_a.sql"), "1_a.sql", "1", "a", "SELECT 1", has_bom=True)
    assert "byte order mark" in limits_of([marked])[0].sentence


def test_deep_parentheses_are_cut_as_flat_ones() -> None:
    assert list(cuts(f"SELECT {'(' * 20_000}1{')' * 20_000}; SELECT (1; 2);")) == [40_008, 40_023]
