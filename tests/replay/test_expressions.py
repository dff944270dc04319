"""Expressions of checks that a collation of the database decides, and those that it does not."""

from __future__ import annotations

import pytest

from schemasync.replay.expressions import compares_order


@pytest.mark.parametrize(
    ("expression", "by_order"),
    [
        ("(code >= 'B'::text)", True),
        ("((code > 'a'::text) AND (n > 1))", True),
        ("(\"substring\"(code, 1, 2) >= 'b'::text)", True),
        ("(a < b)", True),
        ("(length(code) <= 200)", False),
        ("(n >= 1)", False),
        ("(n > '5'::numeric)", False),
        ("(n >= '-1'::integer)", False),
        ("(state = ANY (ARRAY['open'::text, 'done'::text]))", False),
        ("(code <> ''::text)", False),
        ("(code ~~ 'a%'::text)", False),
    ],
)
def test_compares_order(expression: str, by_order: bool) -> None:  # noqa: FBT001
    assert compares_order(expression) == by_order
