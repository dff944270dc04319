"""Tables of a composite type, `CREATE TABLE … OF` (`pg_class.reloftype`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, name
from schemasync.kinds.catalog import USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Code,
    Ddl,
    InlineClause,
    Kind,
    Order,
    PlanContext,
    Replacement,
    Severity,
    status_assess,
)
from schemasync.kinds.objects import all_of, get
from schemasync.kinds.paths import relation_of
from schemasync.kinds.tables._column_model import Column


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY[n.nspname, c.relname]::text[], ARRAY[tn.nspname, t.typname]::text[],
               ARRAY(SELECT a.attname::text FROM pg_attribute a
                     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = c.reloftype
             JOIN pg_namespace tn ON tn.oid = t.typnamespace
        WHERE c.relkind IN ('r', 'p') AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class TypedTable:
    """Attributes: the type (schema, name); the table's columns in order (not compared)."""

    type: tuple[str, str]
    columns: tuple[str, ...] = field(compare=False)


def target(ref: Ref) -> str:
    return f"TABLE {name(*ref.path)}"


def stays_typed(table: Ref, context: PlanContext) -> bool:
    """Whether statements on the type reach the columns of a table: it is created of the type, or is throughout the plan."""
    ref = Ref("typed_table", relation_of(table))
    if Ref("table", ref.path) in context.created:
        return ref in context.after.objects
    before, after = context.before.objects, context.after.objects
    return ref in before and ref in after and ref not in context.created and before[ref] == after[ref]


def must_rebuild(context: PlanContext) -> Iterator[Ref]:
    """Tables whose columns are in another order than the type's: no statement moves a column."""
    for ref, model in all_of(context.after.objects, TypedTable):
        table = Ref("table", ref.path)
        if table in context.created or not _is_in_order(table, model, context):
            yield table


def _is_in_order(table: Ref, model: TypedTable, context: PlanContext) -> bool:
    """Whether the columns that stay are first, in the type's order: new ones come after them."""
    before = context.before.objects
    columns = [Ref("column", (*table.path, column)) for column in model.columns]
    staying = [column for column in columns if column in before and column not in context.created]
    positions = [get(before, column, Column).position for column in staying]
    return columns[: len(staying)] == staying and positions == sorted(positions)


def create(ref: Ref, model: TypedTable, _context: PlanContext) -> list[Sql]:
    """Attach the table to its type, when its columns are the type's."""
    return [Sql(f"ALTER {target(ref)} OF {name(*model.type)}")]


def drop(ref: Ref, _model: TypedTable, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} NOT OF")]


KIND = Kind(
    name="typed_table",
    model=TypedTable,
    parent=lambda ref, _: Ref("table", ref.path),
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
        only_if=UserRows("pg_class", "x.reloftype <> 0"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("type",), REPLACE),),
    ),
    order=Order(
        rank=45,
        requires=lambda ref, model: [
            Ref("composite_type", model.type),
            *(Ref("column", (*ref.path, column)) for column in model.columns),
        ],
    ),
    inline=InlineClause(
        parents=("table",),
        clause=lambda _ref, model, _context: f"OF {name(*model.type)}",
    ),
    replacement=Replacement(
        must_rebuild=must_rebuild,
        survives_type_change=lambda _: True,
    ),
    origin="parent",
    code=Code(
        used_unnamed=True,
    ),
    assess=status_assess(
        (Severity.FUNCTIONAL, "The table is not of the type that the migrations give it."),
        (Severity.FUNCTIONAL, "The table is of a type, which no migration asks for."),
        (Severity.FUNCTIONAL, "The table is of another type than the migrations say."),
    ),
    describe=lambda _ref, model: f"OF {name(*model.type)}",
)
