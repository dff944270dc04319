"""How the rows of a table that is made anew outlive it: a table of the plan's own holds them meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds._kind import Context, once_per_plan
from schemasync.kinds.tables._convert_values import cast, is_cut, reshaped
from schemasync.kinds.tables.sequence import go_on
from schemasync.kinds.types._types import aside_name

ROWS = "__schemasync_rows"


def keeps_rows(table: Ref, context: Context) -> bool:
    """Whether the table has rows of its own, and all that its successor has too finds a way there."""
    before, after = context.before.objects.get(table), context.after.objects.get(table)
    if table not in context.created or not before or not after or before.partition_key or after.partition_key:
        return False
    columns = _columns(table, context)
    return bool(columns) and not any(reshaped(new.type, context) for _, _, new in columns)


def put_away(table: Ref, context: Context) -> list[Sql]:
    """Before the table goes; row security that hides rows from who runs the plan is an error then, not a loss.

    What is of a type that goes, or is made anew, is kept as text.
    """
    values = ", ".join(_stored(column, old, context) for column, old, _ in _columns(table, context))
    copy = Sql(f"CREATE TABLE {_name(table)} AS SELECT {values} FROM ONLY {name(*table.path)}")
    if Ref("row_security", table.path) in context.before.objects:
        return [Sql("SET row_security = off"), copy, Sql("RESET row_security")]
    return [copy]


def bring_back(table: Ref, context: Context) -> list[Sql]:
    """As soon as the new table is there, and before its triggers are."""
    columns = _columns(table, context)
    names = ", ".join(ident(column) for column, _, _ in columns)
    values = ", ".join(_restored(column, old, new, context) for column, old, new in columns)
    override = "OVERRIDING SYSTEM VALUE " if any(new.identity for _, _, new in columns) else ""
    text = f"INSERT INTO {name(*table.path)} ({names}) {override}SELECT {values} FROM {_name(table)}"
    return [Sql(text, (Hazard.TABLE_REWRITE,)), *go_on_behind(table, context), Sql(f"DROP TABLE {_name(table)}")]


def go_on_behind(table: Ref, context: Context) -> list[Sql]:
    """The identities of a table that is made anew go on behind the rows that it has, or gets with a partition."""
    if table not in context.created or table not in context.before.objects:
        return []
    numbered = [
        (new.identity_sequence, Ref("column", (*table.path, column))) for column, _, new in _columns(table, context)
    ]
    return [
        go_on(sequence, column, context.after.objects[Ref("sequence", sequence)])
        for sequence, column in numbered
        if sequence
    ]


def loses(table: Ref, context: Context) -> bool:
    """Whether values go with the table; those of a partitioned one are its partitions'."""
    before, after = context.before.objects, context.after.objects
    if table not in context.created:
        return True
    if keeps_rows(table, context):
        pairs = _all_columns(context)[table.path]
        return any(not new or (new.generated and not old.generated) for _, old, new in pairs)
    partitions = (ref for ref in before if ref.kind == "inheritance" and ref.path[2:] == table.path)
    parted = before[table].partition_key and after[table].partition_key
    return not (parted and all(Ref("table", ref.path[:2]) in after for ref in partitions))


def _columns(table: Ref, context: Context) -> list[tuple[str, Any, Any]]:
    """(name, before, after) of the columns that the table has before and after, but for those that are computed."""
    return [pair for pair in _all_columns(context)[table.path] if pair[2] and not pair[2].generated]


@once_per_plan
def _all_columns(context: Context) -> Mapping[tuple[str, ...], list[tuple[str, Any, Any]]]:
    """(name, before, after or None) of each table's columns, in their order."""
    found: dict[tuple[str, ...], list[tuple[str, Any, Any]]] = defaultdict(list)
    columns = ((ref, old) for ref, old in context.before.objects.items() if ref.kind == "column")
    for ref, old in sorted(columns, key=lambda pair: (pair[1].position, pair[0])):
        found[ref.path[:2]].append((ref.path[2], old, context.after.objects.get(ref)))
    return found


def _stored(column: str, old: Any, context: Context) -> str:
    if _goes(old.type, context):
        return f"{ident(column)}::text AS {ident(column)}"
    return f'{ident(column)} COLLATE pg_catalog."default" AS {ident(column)}' if old.collation else ident(column)


def _restored(column: str, old: Any, new: Any, context: Context) -> str:
    """Assign instead of cast: a cast cuts a value that is too long, an assignment fails."""
    if _goes(old.type, context):
        return f"{ident(column)}::{new.type}"
    return ident(column) if is_cut(old.type, new.type) else cast(ident(column), old.type, new.type, context)


def _goes(type_name: str, context: Context) -> bool:
    """Whether a type, or that of an array's elements, is not there all the time."""
    type_ = _types_by_name(context).get(type_name.removesuffix("[]"))
    return type_ is not None and (type_ in context.created or type_ not in context.after.objects)


@once_per_plan
def _types_by_name(context: Context) -> Mapping[str, Ref]:
    found: dict[str, Ref] = {}
    for ref, model in context.before.objects.items():
        unique_names = context.kinds[ref.kind].unique_names
        names = unique_names(ref, model) if unique_names else ()
        found |= {name(*unique[1:]): ref for unique in names if unique[0] == "type"}
    return found


def _name(table: Ref) -> str:
    return name(table.path[0], aside_name(table.path[1], ROWS))
