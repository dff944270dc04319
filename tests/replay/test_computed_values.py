"""Expressions of generated columns that fail for no row."""

from __future__ import annotations

import pytest

from schemasync.replay.computed_values import never_fails

BOOL, TEXT, SMALLINT, TSVECTOR, VARCHAR = 16, 25, 21, 3614, 1043


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
