"""Keep the rows of a table that is dropped and created again: another table stores them meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.core.once import once_per_context
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds.inheritance import Inheritance, child_of, parent_of
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import all_of, find, get
from schemasync.kinds.paths import relation_name, relation_of
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables._convert_values import cast, fields_differ, truncates
from schemasync.kinds.tables.sequence import Sequence, continue_after_rows
from schemasync.kinds.types._types import temporary_name

ROWS_SUFFIX = "__schemasync_rows"


class _KeptColumn(NamedTuple):
    """A column whose values are kept."""

    name: str
    before: Column
    after: Column


def keeps_rows(table: Ref, context: PlanContext) -> bool:
    """Whether the table has rows of its own, and the values of all columns that it keeps can be converted."""
    before, after = context.before.objects.get(table), context.after.objects.get(table)
    if table not in context.created or not before or not after or before.partition_key or after.partition_key:
        return False
    columns = _kept_columns(table, context)
    return bool(columns) and not any(fields_differ(column.after.type, context) for column in columns)


def save_rows(table: Ref, context: PlanContext) -> list[Sql]:
    """Copy the rows before the table is dropped; values of a type that goes, or is created again, as text.

    With `row_security` off, PostgreSQL fails where a policy would hide rows from the role, so that none is lost.
    """
    values = ", ".join(_stored(column, context) for column in _kept_columns(table, context))
    copy = Sql(f"CREATE TABLE {_storage(table)} AS SELECT {values} FROM ONLY {relation_name(table)}", only=True)
    if Ref("row_security", table.path) in context.before.objects:
        return [Sql("SET row_security = off"), copy, Sql("RESET row_security")]
    return [copy]


def restore_rows(table: Ref, context: PlanContext) -> list[Sql]:
    """Insert the rows as soon as the new table exists, and before its triggers do."""
    columns = _kept_columns(table, context)
    names = ", ".join(ident(column.name) for column in columns)
    values = ", ".join(_restored(column, context) for column in columns)
    override = "OVERRIDING SYSTEM VALUE " if any(column.after.identity for column in columns) else ""
    text = f"INSERT INTO {relation_name(table)} ({names}) {override}SELECT {values} FROM {_storage(table)}"
    return [
        Sql(text, (Hazard.TABLE_REWRITE, Hazard.FAILS_ON_ROWS)),
        *continue_identities(table, context),
        Sql(f"DROP TABLE {_storage(table)}"),
    ]


def continue_identities(table: Ref, context: PlanContext) -> list[Sql]:
    """Set the sequences of a table that is created again to continue after its rows, or those of a partition."""
    if table not in context.created or table not in context.before.objects:
        return []
    numbered = [
        (Ref("sequence", column.after.identity_sequence), Ref("column", (*table.path, column.name)))
        for column in _kept_columns(table, context)
        if column.after.identity_sequence
    ]
    after = context.after.objects
    return [continue_after_rows(sequence, column, get(after, sequence, Sequence)) for sequence, column in numbered]


def loses_data(table: Ref, context: PlanContext) -> bool:
    """Whether dropping the table loses values; those of a partitioned table are in its partitions."""
    before, after = context.before.objects, context.after.objects
    if table not in context.created:
        return True
    if keeps_rows(table, context):
        columns = ((old, find(after, ref, Column)) for ref, old in _columns_by_table(context)[table])
        return any(not new or (new.generated and not old.generated) for old, new in columns)
    links = (link for link, _ in all_of(before, Inheritance) if parent_of(link) == table.path)
    partitioned = before[table].partition_key and after[table].partition_key
    return not (partitioned and all(Ref("table", child_of(link)) in after for link in links))


def _kept_columns(table: Ref, context: PlanContext) -> list[_KeptColumn]:
    """The columns that the table has before and after, without generated ones."""
    columns = ((ref, old, find(context.after.objects, ref, Column)) for ref, old in _columns_by_table(context)[table])
    return [_KeptColumn(ref.name, old, new) for ref, old, new in columns if new and not new.generated]


@once_per_context
def _columns_by_table(context: PlanContext) -> Mapping[Ref, list[tuple[Ref, Column]]]:
    """Each table's columns before the plan, in their order."""
    found: dict[Ref, list[tuple[Ref, Column]]] = defaultdict(list)
    in_order = sorted((model.position, ref) for ref, model in all_of(context.before.objects, Column))
    for _, ref in in_order:
        model = get(context.before.objects, ref, Column)
        found[Ref("table", relation_of(ref))].append((ref, model))
    return found


def _stored(column: _KeptColumn, context: PlanContext) -> str:
    label = ident(column.name)
    if _is_dropped(column.before.type, context):
        return f"{label}::text AS {label}"
    return f'{label} COLLATE pg_catalog."default" AS {label}' if column.before.collation else label


def _restored(column: _KeptColumn, context: PlanContext) -> str:
    """The value to insert; without a cast where one would truncate, as an assignment fails instead."""
    label, old, new = ident(column.name), column.before.type, column.after.type
    if _is_dropped(old, context):
        return f"{label}::{new}"
    return label if truncates(old, new) else cast(label, old, new, context)


def _is_dropped(type_name: str, context: PlanContext) -> bool:
    """Whether a type, or that of an array's elements, is dropped, or created again."""
    type_ = _types_by_name(context).get(type_name.removesuffix("[]"))
    return type_ is not None and (type_ in context.created or type_ not in context.after.objects)


@once_per_context
def _types_by_name(context: PlanContext) -> Mapping[str, Ref]:
    found: dict[str, Ref] = {}
    for ref, model in context.before.objects.items():
        unique_names = context.kinds[ref.kind].unique_names
        for space, *qualified in unique_names(ref, model) if unique_names else ():
            if space == "type":
                found[name(*qualified)] = ref
    return found


def _storage(table: Ref) -> str:
    schema, own_name = relation_of(table)
    return name(schema, temporary_name(own_name, ROWS_SUFFIX))
