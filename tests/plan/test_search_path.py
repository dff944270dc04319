"""Operators that PostgreSQL prints without their names are found by the tokens of a text."""

from __future__ import annotations

import pytest

from schemasync.plan.search_path import _has_unprinted_operator, _words


@pytest.mark.parametrize(
    "text",
    [
        "CHECK (a IS DISTINCT FROM b)",
        "CHECK ((a IS NOT DISTINCT FROM b))",
        "NULLIF(a, b)",
        "CASE a WHEN b THEN 1 END",
        "SELECT 1 FROM t JOIN u USING (id)",
        "(ROW(a, b) = ROW(c, d))",
        "((a, b) IN ( SELECT c, d FROM t))",
    ],
)
def test_an_operator_may_be_hidden(text: str) -> None:
    assert _has_unprinted_operator(_words(text))


@pytest.mark.parametrize(
    "text",
    [
        "CHECK (a = b)",
        "CHECK (a = 'IS DISTINCT FROM')",
        'SELECT "NULLIF"("x")',
        "CASE WHEN a THEN 1 END",
        "CREATE INDEX i ON t USING btree (a)",
        "a IN (1, 2)",
        "DISTINCT a FROM t",
        "it's no SQL",
    ],
)
def test_no_operator_is_hidden(text: str) -> None:
    """Names, strings and other uses of the same words are none."""
    assert not _has_unprinted_operator(_words(text))
