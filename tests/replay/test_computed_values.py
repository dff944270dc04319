"""Expressions that fail for no row, and those that fail for some."""

from __future__ import annotations

import pytest

from schemasync.core.parser import parse
from schemasync.replay.computed_values import fails_on_values, never_fails

BOOL, TEXT, SMALLINT, TSVECTOR, VARCHAR = 16, 25, 21, 3614, 1043
BIGINT, NUMERIC, JSONB = 20, 1700, 3802


@pytest.mark.parametrize(
    ("expression", "type_", "modifier", "never"),
    [
        ("((a || ' '::text) || COALESCE(b, ''::text))", TEXT, -1, True),
        ("to_tsvector('english'::regconfig, a)", TSVECTOR, -1, True),
        ("setweight(to_tsvector('english'::regconfig, a), 'A'::\"char\")", TSVECTOR, -1, True),
        ("CASE WHEN (a = b) THEN upper(a) ELSE NULL::text END", TEXT, -1, True),
        ("(a = b)", BOOL, -1, True),
        ("upper(a)", VARCHAR, 7, False),
        ("length(a)", SMALLINT, -1, False),
        ("(a)::integer", TEXT, -1, False),
        ("(a ~~ b)", BOOL, -1, False),
        ("split_part(a, b, c)", TEXT, -1, False),
        ("setweight(v, w)", TSVECTOR, -1, False),
        ("XMLPARSE(DOCUMENT a)", TEXT, -1, False),
        ("own(a)", TEXT, -1, False),
    ],
)
def test_never_fails(expression: str, type_: int, modifier: int, never: bool) -> None:  # noqa: FBT001
    assert never_fails(expression, type_, modifier) == never


@pytest.mark.parametrize(
    ("expression", "fails"),
    [
        ("note::int", True),
        ("lower(trim(note))::uuid", True),
        ("(data ->> 'n')::int", True),
        ("big::int", True),
        ("big::smallint + 1", True),
        ("max(big)::int", True),
        ("price::numeric(4, 1)", True),
        ("1 / big", True),
        ("small::bigint", False),
        ("big::numeric", False),
        ("big::text", False),
        ("note::varchar(3)", False),
        ("length(note)::smallint", False),
        ("count(big)::int", False),
        ("1 / nullif(big, 0)", False),
    ],
)
def test_fails_on_values(expression: str, fails: bool) -> None:  # noqa: FBT001
    columns = {"note": {TEXT}, "data": {JSONB}, "big": {BIGINT}, "small": {SMALLINT}, "price": {NUMERIC}}
    tree = parse(f"SELECT {expression}").stmts[0].stmt.select_stmt
    assert fails_on_values(tree, columns) == fails
