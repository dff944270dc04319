"""Find the tables to which a column name may refer, at the position where PostgreSQL did not find the column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from schemasync.migrations.statements import UNREADABLE, parse

_QUERY = "SelectStmt"
_LONGEST = 100_000
"""Longest text, in characters, that is parsed; longer ones usually hold rows."""
_LONGEST_NAME = 63
"""Longest name of an object, in bytes."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a statement names it; `alias` is the name if it has no alias."""

    name: str
    schema: str
    alias: str


def tables(text: str, position: int, qualifier: str = "") -> list[Table]:
    """Tables to which a column at a position may refer: those of the innermost query that has any.

    Args:
        text: one statement.
        position: of the column, 0-based, in characters; -1 for the tables of the whole statement.
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
    queries = {name: query for tree in trees for name, query in _common_table_expressions(tree)}
    for node in reversed(path):
        if found := _matching(_resolved(_in_query(node), queries), qualifier):
            return found
    return _matching(_resolved((table for tree in trees for table in _everywhere(tree)), queries), qualifier)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A foreign key as a statement writes it.

    Attributes:
        name: of the constraint; empty where PostgreSQL chooses it.
        table, columns: that reference.
        referenced, referenced_columns: the columns are empty where they are the primary key.
    """

    name: str
    table: Table
    columns: tuple[str, ...]
    referenced: Table
    referenced_columns: tuple[str, ...]

    @property
    def chosen_name(self) -> str:
        """The name that PostgreSQL chooses if it is not taken; otherwise a number follows it.

        Source: `makeObjectName` in PostgreSQL's indexcmds.c.
        """
        table, columns = self.table.name.encode(), "_".join(self.columns).encode()
        while len(table) + len(columns) > _LONGEST_NAME - len("__fkey"):
            table, columns = (table[:-1], columns) if len(table) > len(columns) else (table, columns[:-1])
        return f"{table.decode(errors='ignore')}_{columns.decode(errors='ignore')}_fkey"


def foreign_keys(tree: Any) -> Iterator[ForeignKey]:
    """Foreign keys of CREATE TABLE or ALTER TABLE."""
    elements = list(getattr(tree, "table_elts", ()))
    elements += [getattr(item.alter_table_cmd, "def") for item in getattr(tree, "cmds", ())]
    for element in elements:
        if element.constraint.pktable.relname:
            yield _foreign_key(tree, element.constraint, _strings(element.constraint.fk_attrs))
        for item in element.column_def.constraints:
            if item.constraint.pktable.relname:
                yield _foreign_key(tree, item.constraint, (element.column_def.colname,))


def _foreign_key(tree: Any, constraint: Any, columns: tuple[str, ...]) -> ForeignKey:
    table, referenced = _table(tree.relation), _table(constraint.pktable)
    return ForeignKey(constraint.conname, table, columns, referenced, _strings(constraint.pk_attrs))


def _strings(items: Iterable[Any]) -> tuple[str, ...]:
    return tuple(item.string.sval for item in items)


def foreign_key_tables(tree: Any, column: str) -> list[Table]:
    """Tables in which a foreign key of a statement uses a column: the referencing one, the referenced one.

    PostgreSQL's message and position do not tell which of the two lacks the column.
    """
    found = []
    for key in foreign_keys(tree):
        found += [key.table] * (column in key.columns) + [key.referenced] * (column in key.referenced_columns)
    return found


def _common_table_expressions(node: Any) -> Iterator[tuple[str, Any]]:
    if node.DESCRIPTOR.name == "CommonTableExpr":
        yield node.ctename, node.ctequery
    for child in _children(node):
        yield from _common_table_expressions(child)


def _resolved(found: Iterator[Table], queries: Mapping[str, Any]) -> Iterator[Table]:
    """Tables with the names of common table expressions replaced by the tables that these read."""
    for table in found:
        query = None if table.schema else queries.get(table.name)
        if query is None:
            yield table
            continue
        others = {name: each for name, each in queries.items() if name != table.name}
        for inner in _resolved(_everywhere(query), others):
            yield replace(inner, alias=table.alias)


def _matching(found: Iterator[Table], qualifier: str) -> list[Table]:
    return [table for table in dict.fromkeys(found) if not qualifier or qualifier in (table.alias, table.name)]


def _children(node: Any) -> Iterator[Any]:
    for descriptor, value in node.ListFields():
        if descriptor.message_type is None:
            continue
        yield from value if isinstance(value, Sequence) or hasattr(value, "add") else (value,)


def _paths(node: Any, offset: int, above: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Chains of nodes from the root to the parent of a column reference at an offset, in bytes."""
    if offset >= 0 and node.DESCRIPTOR.name in ("ColumnRef", "ResTarget") and node.location == offset:
        yield above
    for child in _children(node):
        yield from _paths(child, offset, (*above, node))


def _table(variable: Any) -> Table:
    return Table(variable.relname, variable.schemaname, variable.alias.aliasname or variable.relname)


def _in_query(node: Any) -> Iterator[Table]:
    """Tables of one query: not those of subqueries, except in its FROM clause, under their alias."""
    for child in _children(node):
        if child.DESCRIPTOR.name == "RangeVar":
            yield _table(child)
        elif child.DESCRIPTOR.name == "RangeSubselect":
            yield from (replace(table, alias=child.alias.aliasname) for table in _everywhere(child))
        elif child.DESCRIPTOR.name not in (_QUERY, "WithClause"):
            yield from _in_query(child)


def _everywhere(node: Any) -> Iterator[Table]:
    """Tables named in a node and in the queries inside it."""
    for child in _children(node):
        if child.DESCRIPTOR.name == "RangeVar":
            yield _table(child)
        else:
            yield from _everywhere(child)
