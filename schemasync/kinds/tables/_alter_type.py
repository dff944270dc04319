"""How a column gets another type, or the new type of its type's name, and what holds values of its table's row type."""

from __future__ import annotations

import dataclasses
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds._kind import Context
from schemasync.kinds.tables._column import alter_column, alter_table, set_storage
from schemasync.kinds.tables._convert_values import anew, cast, is_cut, is_set_aside, users
from schemasync.kinds.tables._inheritance import followers, leaders, tops
from schemasync.kinds.tables._lossless_casts import keeps_values
from schemasync.kinds.tables.typed_table import stays_typed
from schemasync.kinds.types._types import COMMON, aside_name


def change_type(ref: Ref, before: Any, after: Any, context: Context) -> list[Sql]:
    """Give the column another type or collation; its values are cast, or assigned where a cast would cut them."""
    plain = before.generated or is_cut(before.type, after.type)
    value = None if plain else cast(ident(ref.path[2]), before.type, after.type, context)
    if follows(ref, after, context):
        return []
    lost = (
        ""
        if before.generated or keeps_values(before.type, after.type, context)
        else (f"values of {name(*ref.path)} that {after.type} cannot hold as {before.type} holds them")
    )
    return [*_retype(ref, after, value, context, lost), *([set_storage(ref, after)] if after.storage else [])]


def follows(ref: Ref, model: Any, context: Context) -> bool:
    """Whether a change of type comes from the table's type or from a parent."""
    return (model.of_typed_table and stays_typed(ref, context)) or bool(leaders(ref, context))


def _retype(ref: Ref, after: Any, value: str | None, context: Context, loss: str = "") -> list[Sql]:
    """A column that two parents have changes in one statement with both: for as long, they have one parent more."""
    collate = f" COLLATE {after.collation}" if after.collation else ""
    using = f" USING {value}" if value and not after.generated and after.relation_kind != "f" else ""
    above = tops(ref, context)
    if ref != above[0]:
        return []
    changed = (
        above[0] if len(above) == 1 else Ref(ref.kind, (ref.path[0], aside_name(ref.path[1], COMMON), ref.path[2]))
    )
    text = f"{alter_column(changed)} TYPE {after.type}{collate}{using}"
    hazards = (Hazard.TABLE_REWRITE, Hazard.ACCESS_EXCLUSIVE)
    statement = Sql(text, (*((Hazard.DATA_LOSS,) if loss else ()), *hazards), loss=loss)
    if len(above) == 1:
        return [statement]
    common = name(*changed.path[:2])
    shape = f"SELECT {ident(ref.path[2])} FROM {name(*ref.path[:2])} WITH NO DATA"
    return [
        Sql(f"CREATE TABLE {common} AS {shape}"),
        *(Sql(f"{alter_table(column)} INHERIT {common}") for column in above),
        statement,
        *(Sql(f"{alter_table(column)} NO INHERIT {common}") for column in above),
        Sql(f"DROP TABLE {common}"),
    ]


def rebind(ref: Ref, before: Any, after: Any, replaced: Ref, context: Context) -> list[Sql] | None:
    """Move the column from a type that was set aside to the new one of the same name."""
    if after.generated:
        return None
    if follows(ref, after, context):
        return []
    value: str | None = ident(ref.path[2])
    if replaced.kind != "collation" or is_set_aside(after.type, context):
        value = anew(ident(ref.path[2]), after.type, context)
    if value is None:
        return None
    return _retype(ref, after, value, context)


def holders(ref: Ref, context: Context) -> list[Ref]:
    """Columns and materialized views with values of the table's row type, or of one that holds it."""
    queue = [Ref("table", ref.path[:2]), *(Ref("table", child.path[:2]) for child in followers(ref, context))]
    for type_ in queue:
        queue += [
            user for user in users(type_, context) if user.kind in ("composite_type", "domain") and user not in queue
        ]
    found = {user for type_ in queue for user in users(type_, context)}
    return sorted(user for user in found if user.kind in ("column", "materialized_view"))


def shelter(ref: Ref, model: Any, context: Context) -> tuple[list[Sql], list[Sql]] | None:
    """It is text for as long."""
    if model.generated:
        return None
    if follows(ref, model, context):
        return [], []
    column, text = ident(ref.path[2]), dataclasses.replace(model, type="text", collation=None)
    away = _retype(ref, text, f"{column}::text", context)
    return away, _retype(ref, model, f"{column}::{model.type}", context)
