"""Names and texts that are hard to quote, and a question to the server about them."""

from __future__ import annotations

from typing import Any

import psycopg
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

names = st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), min_size=1, max_size=12)
words = st.sampled_from(
    [
        "select",
        "user",
        "table",
        "Table",
        "order",
        "public",
        "my_table",
        "int",
        "integer",
        "char",
        "values",
        "between",
        "left",
        "authorization",
        "abort",
        "x1",
        "_x",
        "é",
        "É",
        "a$b",
        "A",
        "ab",
        "none",
        "row",
        "trim",
        "json",
        "system_user",
        "merge_action",
        "current_schema",
        "concurrently",
    ]
)
texts = st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), max_size=30)
awkward = st.text(st.sampled_from("a'\"\\$ \n\r\t%;-/*é🐘_{}body0"), max_size=20)
server_settings = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ask(connection: psycopg.Connection[Any], query: str, *given: object) -> Any:
    """The one value of the one row that a query returns."""
    row = connection.execute(query.encode(), given or None).fetchone()
    assert row is not None
    return row[0]
