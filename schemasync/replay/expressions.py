"""Read expressions as PostgreSQL prints them, and code: which functions they call, whether they raise exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
    return frozenset(_called(tree))


def _called(node: Any) -> Iterator[str]:
    if node.DESCRIPTOR.name == "FuncCall":
        yield node.funcname[-1].string.sval
    for field, value in node.ListFields():
        if field.message_type is None:
            continue
        for each in value if field.is_repeated else (value,):
            yield from _called(each)


def raises(code: str) -> bool:
    """Whether code has a RAISE that is no mere message, or an ASSERT; a comment counts too."""
    found = words(code.upper())
    following = [*found[1:], ""]
    return "ASSERT" in found or any(
        word == "RAISE" and then not in _MESSAGES for word, then in zip(found, following, strict=True)
    )
