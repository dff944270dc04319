"""Read expressions as PostgreSQL prints them, and code: which functions they call, whether they raise exceptions."""

from __future__ import annotations

from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse
from schemasync.migrations.statements import words

_LONGEST = 10_000
"""Characters of the longest expression that is planned."""
_OPERATIONS = ("FuncCall", "A_Expr")
"""Nodes of PostgreSQL's grammar that are computed: functions and operators."""
_MESSAGES = frozenset(("NOTICE", "WARNING", "INFO", "LOG", "DEBUG"))
"""Levels of RAISE that raise no exception."""


def called_functions(expression: str) -> frozenset[str] | None:
    """Names of the functions in an expression, without schemas; None if it cannot be read."""
    tree = _tree(expression)
    if tree is None:
        return None
    return frozenset(node.funcname[-1].string.sval for node in nodes(tree) if node.DESCRIPTOR.name == "FuncCall")


def operations(expression: str) -> int | None:
    """Number of functions and operators in an expression; None where a stranger decides how long its planning takes.

    The planner computes functions and operators of constants, and does not stop when it is asked to.
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
    """Whether code has a RAISE that is no mere message, or an ASSERT; a comment counts too."""
    found = words(code.upper())
    following = [*found[1:], ""]
    return "ASSERT" in found or any(
        word == "RAISE" and then not in _MESSAGES for word, then in zip(found, following, strict=True)
    )
