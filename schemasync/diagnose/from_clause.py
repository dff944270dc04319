"""Which tables a column can be meant of, at the place where PostgreSQL missed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from schemasync.migrations.statements import UNREADABLE, parse

_QUERY = "SelectStmt"
_LONGEST = 100_000
"""Characters of a text whose tree is walked; longer ones hold rows."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a statement speaks of it; `alias` is its name where it has none."""

    name: str
    schema: str
    alias: str


def tables(text: str, position: int, qualifier: str = "") -> list[Table]:
    """Tables that a column at a position can be meant of, the nearest query's alone.

    Args:
        text: one statement.
        position: 0-based, in characters; of a column, or -1: then the tables of the whole statement.
        qualifier: a table's name or alias that stands before the column.
    """
    if len(text) > _LONGEST:
        return []
    try:
        trees = [item.stmt for item in parse(text).stmts]
    except UNREADABLE:
        return []
    offset = len(text[:position].encode()) if position >= 0 else -1
    path = next((path for tree in trees for path in _paths(tree, offset, ())), ())
    for node in reversed(path):
        if found := _matching(_near(node, inside=False), qualifier):
            return found
    return _matching((table for tree in trees for table in _near(tree, inside=True)), qualifier)


def _matching(found: Iterator[Table], qualifier: str) -> list[Table]:
    return [table for table in dict.fromkeys(found) if not qualifier or qualifier in (table.alias, table.name)]


def _children(node: Any) -> Iterator[Any]:
    for descriptor, value in node.ListFields():
        if descriptor.message_type is None:
            continue
        yield from value if isinstance(value, Sequence) or hasattr(value, "add") else (value,)


def _paths(node: Any, offset: int, above: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Ways from the top to what stands at an offset, each a chain of nodes."""
    if offset >= 0 and node.DESCRIPTOR.name in ("ColumnRef", "ResTarget") and node.location == offset:
        yield above
    for child in _children(node):
        yield from _paths(child, offset, (*above, node))


def _near(node: Any, *, inside: bool) -> Iterator[Table]:
    """Tables named in a node, not in the queries inside it; with `inside`, in those too."""
    for child in _children(node):
        if child.DESCRIPTOR.name == "RangeVar":
            yield Table(child.relname, child.schemaname, child.alias.aliasname or child.relname)
        elif inside or child.DESCRIPTOR.name != _QUERY:
            yield from _near(child, inside=inside)
