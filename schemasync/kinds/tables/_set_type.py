"""ALTER COLUMN … TYPE, in all tables that share the column by inheritance."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds.inheritance import topmost
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.paths import relation_name, relation_of, same_part
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables._column_statements import alter_column, alter_table
from schemasync.kinds.tables._lossless_casts import Effect
from schemasync.kinds.types._types import COMMON_SUFFIX, temporary_name


def set_type(
    ref: Ref, after: Column, value: str | None, context: PlanContext, effect: Effect | None = None
) -> list[Sql]:
    """Change the type in all tables that share the column by inheritance, which PostgreSQL demands in one statement.

    Where several parents at the top have it, they get a temporary parent, whose statement reaches them all.
    """
    collate = f" COLLATE {after.collation}" if after.collation else ""
    using = f" USING {value}" if value and not after.generated and after.relation_kind != "f" else ""
    first, *others = top = topmost(ref, context)
    if ref != first:
        return []
    schema, table = relation_of(ref)
    common = (schema, temporary_name(table, COMMON_SUFFIX))
    text = f"{alter_column(same_part(ref, common) if others else ref)} TYPE {after.type}{collate}{using}"
    effect = effect or Effect()
    statement = Sql(text, (*effect.hazards, Hazard.TABLE_REWRITE, Hazard.ACCESS_EXCLUSIVE), loss=effect.loss)
    if not others:
        return [statement]
    shape = f"SELECT {ident(ref.name)} FROM {relation_name(ref)} WITH NO DATA"
    return [
        Sql(f"CREATE TABLE {name(*common)} AS {shape}"),
        *(Sql(f"{alter_table(column)} INHERIT {name(*common)}") for column in top),
        statement,
        *(Sql(f"{alter_table(column)} NO INHERIT {name(*common)}") for column in top),
        Sql(f"DROP TABLE {name(*common)}"),
    ]
