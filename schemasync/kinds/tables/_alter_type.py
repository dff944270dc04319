"""Change the type of a column, and keep the values of its table's row type that other columns store."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence

from schemasync.core.model import Ref
from schemasync.core.name_resolution import casts_to, reads_whole_row
from schemasync.core.once import once_per_context
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.core.text import texts
from schemasync.kinds.inheritance import descendants, parent_parts, topmost
from schemasync.kinds.kind import PlanContext, TextCast
from schemasync.kinds.objects import find
from schemasync.kinds.paths import relation_of
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables._column_statements import set_compression, set_storage
from schemasync.kinds.tables._convert_values import cast, effect_of_successor, is_replaced, to_successor, truncates
from schemasync.kinds.tables._lossless_casts import Effect, effect_of_conversion
from schemasync.kinds.tables._set_type import set_type
from schemasync.kinds.tables.typed_table import stays_typed
from schemasync.kinds.types._types import users


def change_type(ref: Ref, before: Column, after: Column, context: PlanContext) -> list[Sql]:
    """Change type or collation; values are cast, or assigned where a cast would truncate them."""
    plain = before.generated or truncates(before.type, after.type)
    value = None if plain else cast(ident(ref.name), before.type, after.type, context)
    if changes_elsewhere(ref, after, context):
        return []
    effect = effect_of_conversion(name(*ref.path), before.type, after.type, context)
    if before.generated:  # the values are computed again, and can be refused
        effect = Effect((Hazard.FAILS_ON_ROWS,))
    return [*set_type(ref, after, value, context, effect), *_settings(ref, context)]


def _settings(ref: Ref, context: PlanContext) -> list[Sql]:
    """Set storage and compression again where they stay the same: a change of the type resets them, also in children."""
    first, *others = topmost(ref, context)
    if ref != first:
        return []
    statements = []
    for part in dict.fromkeys(part for top in (first, *others) for part in (top, *descendants(top, context))):
        before, after = find(context.before.objects, part, Column), find(context.after.objects, part, Column)
        if before is None or after is None:
            continue
        if after.storage and after.storage == before.storage:
            statements.append(set_storage(part, after))
        if after.compression and after.compression == before.compression:
            statements.append(set_compression(part, after))
    return statements


def changes_elsewhere(ref: Ref, model: Column, context: PlanContext) -> bool:
    """Whether a statement on the table's type or on a parent changes this column too, as PostgreSQL refuses one on this table."""
    return (model.of_typed_table and stays_typed(ref, context)) or bool(parent_parts(ref, context))


def retarget(ref: Ref, _before: Column, after: Column, replaced: Ref, context: PlanContext) -> list[Sql] | None:
    """Convert the column from a type or collation that is renamed away to the new one of the same name."""
    if after.generated:
        return None
    if changes_elsewhere(ref, after, context):
        return []
    value: str | None = ident(ref.name)
    if replaced.kind != "collation" or is_replaced(after.type, context):
        value = to_successor(ident(ref.name), after.type, context)
    effect = effect_of_successor(name(*ref.path), after.type, context)
    if value is None:
        return None
    return [*set_type(ref, after, value, context, effect), *_settings(ref, context)]


def row_type_users(ref: Ref, context: PlanContext) -> list[Ref]:
    """Columns and materialized views with values of the table's row type, or of a type that contains it.

    So is an expression with a constant of the type: PostgreSQL refuses to change the type, or reads the constant as
    bytes of the new one. So are indexes and checks of the table that read its whole row, as they would read the new one
    as if it were the old one.
    """
    tables = [Ref("table", relation_of(column)) for column in (ref, *descendants(ref, context))]
    reading = (part for table in tables for part in _readers_of_whole_rows(context).get(table, ()))
    return sorted({*users_of_rows(tables, context), *reading})


@once_per_context
def _readers_of_whole_rows(context: PlanContext) -> Mapping[Ref, Sequence[Ref]]:
    """Parts of each table that PostgreSQL evaluates for its rows and that read them as a whole (`t.*`)."""
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for ref, model in context.before.objects.items():
        kind = context.kinds[ref.kind]
        table = kind.parent(ref, model) if kind.parent and kind.code.calls_dependencies else None
        if table is None:
            continue
        values = (text for attribute in kind.code.expressions for text in texts(getattr(model, attribute)))
        if any(reads_whole_row(text, ident(table.name)) for text in values):
            found[table].append(ref)
    return found


def users_of_rows(tables: Sequence[Ref], context: PlanContext) -> list[Ref]:
    """Columns, materialized views and expressions with values of the tables' row types, or of types that contain them."""
    queue = list(tables)
    for type_ in queue:
        containing = (user for user in users(type_, context) if user.kind in ("composite_type", "domain"))
        queue += [user for user in containing if user not in queue]
    found = {user for type_ in queue for user in users(type_, context) if _stores(user, type_, context)}
    return sorted(found)


def _stores(user: Ref, type_: Ref, context: PlanContext) -> bool:
    """Whether a user of a type stores values of it, in rows or in an expression."""
    if user.kind in ("column", "materialized_view"):
        return True
    model, name_ = context.before.objects[user], name(*type_.path)
    values = (getattr(model, attribute) for attribute in context.kinds[user.kind].code.expressions)
    return any(casts_to(text, name_) for value in values for text in texts(value))


def cast_to_text(ref: Ref, model: Column, context: PlanContext) -> TextCast | None:
    """Cast the column to text while a row type in it changes; a generated column is created again instead."""
    return _cast_to_text(ref, model, ident(ref.name), context)


def cast_to_longer_row(ref: Ref, model: Column, context: PlanContext) -> TextCast | None:
    """Cast the column to text, and back to a row type with one more field at its end, which is null."""
    longer = f"""(pg_catalog."left"({ident(ref.name)}, -1) OPERATOR(pg_catalog.||) ',)')"""
    return _cast_to_text(ref, model, longer, context)


def _cast_to_text(ref: Ref, model: Column, back_from: str, context: PlanContext) -> TextCast | None:
    if model.generated:
        return None
    if changes_elsewhere(ref, model, context):
        return TextCast([], [])
    text = dataclasses.replace(model, type="text", collation=None)
    to_text = set_type(ref, text, f"{ident(ref.name)}::text", context)
    back = set_type(ref, model, f"{back_from}::{model.type}", context, Effect((Hazard.FAILS_ON_ROWS,)))
    return TextCast(to_text, [*back, *_settings(ref, context)])
