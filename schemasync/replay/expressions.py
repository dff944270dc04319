"""Read expressions as PostgreSQL prints them, and code: which functions they call, whether they raise exceptions."""

from __future__ import annotations

from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse
from schemasync.migrations.statements import words

_MESSAGES = frozenset(("NOTICE", "WARNING", "INFO", "LOG", "DEBUG"))
"""Levels of RAISE that raise no exception."""


def called_functions(expression: str) -> frozenset[str] | None:
    """Names of the functions in an expression, without schemas; None if it cannot be read."""
    try:
        tree = parse(f"SELECT {expression}")
    except UNREADABLE:
        return None
    calls = (node for node in nodes(tree) if node.DESCRIPTOR.name == "FuncCall")
    return frozenset(call.funcname[-1].string.sval for call in calls)


def raises(code: str) -> bool:
    """Whether code has a RAISE that is no mere message, or an ASSERT; a comment counts too."""
    found = words(code.upper())
    following = [*found[1:], ""]
    return "ASSERT" in found or any(
        word == "RAISE" and then not in _MESSAGES for word, then in zip(found, following, strict=True)
    )
