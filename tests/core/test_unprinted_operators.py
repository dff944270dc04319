"""Operators that PostgreSQL prints without their names are found by the tokens of a text."""

from __future__ import annotations

import pytest

from schemasync.core.name_resolution import may_call_unprinted_operator


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
    assert may_call_unprinted_operator(text)


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
    ],
)
def test_no_operator_is_hidden(text: str) -> None:
    """Names, strings and other uses of the same words are none."""
    assert not may_call_unprinted_operator(text)


def test_a_text_that_cannot_be_scanned_may_hide_one() -> None:
    assert may_call_unprinted_operator("it's no SQL")
