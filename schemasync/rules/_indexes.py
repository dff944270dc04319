"""Read indexes and foreign keys: their columns, as PostgreSQL prints the definitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import postgast
from postgast.pg_query_pb2 import SortByDir

from schemasync.core.model import Ref, Snapshot
from schemasync.core.parser import parse
from schemasync.kinds.tables.index import Index
from schemasync.rules._trees import kind_of, statement


class IndexShape(NamedTuple):
    """An index, or the one behind a constraint.

    Attributes:
        ref: of the index or the constraint.
        columns: names in order; empty text for an expression.
        partial: it has a condition.
        text: its definition without a name; indexes with equal texts do the same.
        unique: whether it is unique.
    """

    ref: Ref
    columns: tuple[str, ...]
    partial: bool
    text: str
    unique: bool


def indexes_of(snapshot: Snapshot) -> dict[tuple[str, ...], list[IndexShape]]:
    """Table or materialized view → its indexes, with those behind keys."""
    found: dict[tuple[str, ...], list[IndexShape]] = {}
    for ref, model in snapshot.objects.items():
        if ref.kind == "index" and model.valid and (shape := _index(ref, model)):
            found.setdefault((ref.path[0], model.table), []).append(shape)
        elif ref.kind == "constraint" and model.type in "pu" and (columns := constraint_columns(model.definition)):
            method = f"USING btree ({', '.join(columns)})"
            found.setdefault(ref.path[:2], []).append(IndexShape(ref, columns, partial=False, text=method, unique=True))
    return found


def _index(ref: Ref, model: Index) -> IndexShape | None:
    tree = statement(model.definition)
    if tree is None or kind_of(tree) != "IndexStmt":
        return None
    elements = [parameter.index_elem for parameter in tree.index_params]
    plain = all(element.name for element in elements) and not tree.index_including_params
    columns = tuple(element.name for element in elements)
    simple = plain and all(
        element.ordering == SortByDir.SORTBY_DEFAULT and not element.opclass and not element.collation
        for element in elements
    )
    if simple and tree.access_method == "btree" and not tree.HasField("where_clause"):
        text = f"USING btree ({', '.join(columns)})"
    else:
        text = _without_name(model.definition)
    return IndexShape(ref, columns, tree.HasField("where_clause"), text, tree.unique)


def _without_name(definition: str) -> str:
    """The definition as it would print without a name and UNIQUE."""
    tree = parse(definition)
    index = tree.stmts[0].stmt.index_stmt
    index.idxname, index.unique = "", False
    return str(postgast.deparse(tree))


def constraint_columns(definition: str) -> tuple[str, ...]:
    """Columns of a key or a foreign key on the table's own side."""
    tree = statement(f"ALTER TABLE t ADD {definition}")
    if tree is None:
        return ()
    constraint = getattr(tree.cmds[0].alter_table_cmd, "def").constraint
    keys = constraint.fk_attrs or constraint.keys
    return tuple(key.string.sval for key in keys)


def foreign_keys(snapshot: Snapshot) -> Iterator[tuple[Ref, tuple[str, ...]]]:
    """Foreign keys with their columns."""
    for ref, model in snapshot.objects.items():
        if ref.kind == "constraint" and model.type == "f":
            columns = constraint_columns(model.definition)
            if columns:
                yield ref, columns
