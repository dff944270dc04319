"""Read the columns of indexes and foreign keys from the definitions that PostgreSQL prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import postgast
from postgast.pg_query_pb2 import NullTestType, SortByDir

from schemasync.core.model import Ref, Snapshot
from schemasync.core.once import once_per_context
from schemasync.core.parser import parse
from schemasync.kinds.tables.index import Index
from schemasync.rules.context import RuleContext
from schemasync.verdict.sql_trees import inner, kind_of, statement


class IndexShape(NamedTuple):
    """An index, or the one behind a constraint.

    Attributes:
        ref: of the index or the constraint.
        columns: names in order; empty text for an expression.
        partial: it lacks rows in which its first column is not NULL.
        text: its definition without the name; indexes with equal texts are equivalent.
        unique: it refuses equal keys at once.
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
            shape = IndexShape(ref, columns, partial=False, text=_plain(columns), unique=not model.deferrable)
            found.setdefault(ref.path[:2], []).append(shape)
    return found


@once_per_context
def indexes_after(context: RuleContext) -> Mapping[tuple[str, ...], Sequence[IndexShape]]:
    """The indexes by their table, after the pull request."""
    return indexes_of(context.after)


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
    simple = simple and not tree.HasField("where_clause") and not tree.nulls_not_distinct
    text = _plain(columns) if simple and tree.access_method == "btree" else _without_name(model.definition)
    partial = tree.HasField("where_clause") and not _leaves_out_nulls(tree.where_clause, columns[:1])
    return IndexShape(ref, columns, partial, text, tree.unique)


def _plain(columns: tuple[str, ...]) -> str:
    """Definition of a B-tree on plain columns without options."""
    return f"USING btree ({', '.join(columns)})"


def _leaves_out_nulls(condition: Any, columns: tuple[str, ...]) -> bool:
    """Whether a condition is `column IS NOT NULL` of one of the columns, so that all rows with a key there are in the index."""
    test = inner(condition)
    if kind_of(test) != "NullTest" or test.nulltesttype != NullTestType.IS_NOT_NULL:
        return False
    column = inner(test.arg)
    return kind_of(column) == "ColumnRef" and column.fields[-1].string.sval in columns


def _without_name(definition: str) -> str:
    """The definition as it would print without a name and UNIQUE."""
    tree = parse(definition)
    index = tree.stmts[0].stmt.index_stmt
    index.idxname, index.unique = "", False
    return str(postgast.deparse(tree))


def constraint_columns(definition: str) -> tuple[str, ...]:
    """Columns of a key, or those of a foreign key that refer to another table."""
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
