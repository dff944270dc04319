"""Find the functions and operators in expressions that PostgreSQL prints, and RAISE in PL/pgSQL."""

from __future__ import annotations

from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse
from schemasync.migrations.statements import words

_LONGEST = 10_000
"""Longest expression, in characters, that is planned."""
_OPERATIONS = ("FuncCall", "A_Expr")
"""Parse nodes of function calls and operators."""
_MESSAGES = frozenset(("NOTICE", "WARNING", "INFO", "LOG", "DEBUG"))
"""Levels of RAISE that raise no exception."""


def called_functions(expression: str) -> frozenset[str] | None:
    """Names of the functions in an expression, without schemas; None if it cannot be read."""
    tree = _tree(expression)
    if tree is None:
        return None
    return frozenset(node.funcname[-1].string.sval for node in nodes(tree) if node.DESCRIPTOR.name == "FuncCall")


def operations(expression: str) -> int | None:
    """Number of functions and operators in an expression; None if planning it may take arbitrarily long.

    The planner evaluates functions and operators whose arguments are constants, and cannot be cancelled meanwhile.
    """
    tree = _tree(expression) if len(expression) <= _LONGEST else None
    if tree is None:
        return None
    found = [node for node in nodes(tree) if node.DESCRIPTOR.name in _OPERATIONS]
    reads_columns = (any(part.DESCRIPTOR.name == "ColumnRef" for part in nodes(node)) for node in found)
    return len(found) if all(reads_columns) else None


def _tree(expression: str) -> Any:
    """Tree of a query for an expression; None if it cannot be read."""
    try:
        return parse(f"SELECT {expression}")
    except UNREADABLE:
        return None


def raises(code: str) -> bool:
    """Whether PL/pgSQL has a RAISE EXCEPTION or an ASSERT, perhaps in a comment."""
    found = words(code.upper())
    following = [*found[1:], ""]
    return "ASSERT" in found or any(
        word == "RAISE" and then not in _MESSAGES for word, then in zip(found, following, strict=True)
    )
