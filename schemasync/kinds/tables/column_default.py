"""Defaults of columns (`pg_attrdef`), each a subobject of its column."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Sql, name
from schemasync.kinds.catalog import PG_ATTRDEF, USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.kind import (
    Alter,
    Assessment,
    Catalog,
    Code,
    Ddl,
    InlineClause,
    Kind,
    Order,
    PlanContext,
    Replacement,
    Severity,
)
from schemasync.kinds.objects import find
from schemasync.kinds.paths import relation_of
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables._column_statements import alter_only
from schemasync.kinds.tables.typed_table import stays_typed


def query(_version: int) -> str:
    return f"""
        SELECT d.oid, 0, ARRAY[n.nspname, c.relname, a.attname]::text[],
               pg_get_expr(d.adbin, 0), c.relkind::text
        FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
             JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE a.attgenerated = '' AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class ColumnDefault:
    """Attributes: the expression; `relkind` of the table or view (not compared)."""

    expression: str
    relation_kind: str = field(compare=False)


def target(ref: Ref) -> str:
    return f"COLUMN {name(*ref.path)}"


def create(ref: Ref, model: ColumnDefault, _context: PlanContext) -> list[Sql]:
    return [alter_only(ref, f"SET DEFAULT {model.expression}")]


def drop(ref: Ref, _model: ColumnDefault, _context: PlanContext) -> list[Sql]:
    return [alter_only(ref, "DROP DEFAULT")]


def change(ref: Ref, _before: ColumnDefault, after: ColumnDefault, context: PlanContext) -> list[Sql]:
    return create(ref, after, context)


def clause(ref: Ref, model: ColumnDefault, context: PlanContext) -> str | None:
    """A column that comes from a parent has no clause for its default; a partition's that is created has."""
    column = find(context.after.objects, Ref("column", ref.path), Column)
    if column is None:
        return None
    inherited = not column.is_local or column.of_partition or (column.of_typed_table and stays_typed(ref, context))
    if inherited and not (column.of_partition and Ref("table", relation_of(ref)) in context.created):
        return None
    return f"DEFAULT {model.expression}"


def parent(ref: Ref, model: ColumnDefault) -> Ref:
    return Ref("view", relation_of(ref)) if model.relation_kind == "v" else Ref("column", ref.path)


def assess(change: Change) -> Assessment:
    if change.before is None:
        return Assessment(Severity.FUNCTIONAL, f"The default {change.after.expression} is not in the database.")
    if change.after is None:
        return Assessment(
            Severity.FUNCTIONAL, f"The database has the default {change.before.expression}, the migrations none."
        )
    words = f"The default is {change.before.expression} in the database, {change.after.expression} in the migrations."
    return Assessment(Severity.FUNCTIONAL, words)


KIND = Kind(
    name="column_default",
    model=ColumnDefault,
    parent=parent,
    subobject=True,
    catalog=Catalog(
        oid=PG_ATTRDEF,
        query=query,
        only_if=UserRows("pg_attrdef"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("expression",), change),),
    ),
    order=Order(
        rank=44,
    ),
    inline=InlineClause(
        parents=("column",),
        clause=clause,
    ),
    replacement=Replacement(
        rebuildable=True,
        survives_type_change=lambda _: False,
    ),
    code=Code(
        expressions=("expression",),
        calls_dependencies=True,
    ),
    assess=assess,
    describe=lambda _, model: f"DEFAULT {model.expression}",
)
