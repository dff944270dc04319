"""Read from the body of a function the one expression that it returns."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from schemasync.core.parser import parse_block
from schemasync.core.sql import dollar
from schemasync.verdict.sql_trees import expression, statement

_RETURN = "RETURN "
"""Start of the body of an SQL function that is an expression."""


@lru_cache(maxsize=1024)
def result_of(language: str, body: str, sql_body: str | None) -> Any:
    """The tree of the expression that a function returns for every row; None if it does more than that.

    Args:
        language: `sql` or `plpgsql`; others have no tree.
        body: as it was written.
        sql_body: as PostgreSQL prints it, of a function with a body of standard SQL.
    """
    if language == "plpgsql":
        return expression(_returned(body))
    if language != "sql":
        return None
    if sql_body and sql_body.startswith(_RETURN):
        return expression(sql_body.removeprefix(_RETURN))
    tree = statement(sql_body or body)
    return result_of_query(tree) if tree is not None and tree.DESCRIPTOR.name == "SelectStmt" else None


def result_of_query(select: Any) -> Any:
    """The expression that a query returns in its only row and column; None for one that reads a table or has a condition."""
    limits = ("where_clause", "having_clause", "limit_count", "limit_offset")
    is_plain = len(select.target_list) == 1 and not select.from_clause and not any(map(select.HasField, limits))
    return select.target_list[0].res_target.val if is_plain else None


def _returned(body: str) -> str | None:
    """The expression of a block of PL/pgSQL whose only statement is RETURN."""
    tree = parse_block(f"CREATE FUNCTION f() RETURNS boolean LANGUAGE plpgsql AS {dollar(body)}")
    if tree is None:
        return None
    try:
        (found,) = tree
        (only,) = found["PLpgSQL_function"]["action"]["PLpgSQL_stmt_block"]["body"]
        return str(only["PLpgSQL_stmt_return"]["expr"]["PLpgSQL_expr"]["query"])
    except (ValueError, KeyError):
        return None
