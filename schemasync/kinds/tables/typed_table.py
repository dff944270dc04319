"""Tables of a composite type, `CREATE TABLE … OF` (`pg_class.reloftype`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, name
from schemasync.kinds._catalog import USER_SCHEMA, own_relation
from schemasync.kinds._kind import (
    REPLACE,
    Alter,
    Catalog,
    Context,
    Ddl,
    InlineClause,
    Kind,
    Order,
    Replacement,
    Severity,
    status_assess,
)


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY[n.nspname, c.relname]::text[], ARRAY[tn.nspname, t.typname]::text[],
               ARRAY(SELECT a.attname::text FROM pg_attribute a
                     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = c.reloftype
             JOIN pg_namespace tn ON tn.oid = t.typnamespace
        WHERE c.relkind IN ('r', 'p') AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class Typed:
    """Attributes: schema and name of the type; the table's columns in order."""

    type: tuple[str, str]
    columns: tuple[str, ...] = field(compare=False)


def target(ref: Ref) -> str:
    return f"TABLE {name(*ref.path)}"


def stays_typed(table: Ref, context: Context) -> bool:
    """Whether the columns come, change and go with the type: the table is made of it, or is of it all the time."""
    ref = Ref("typed_table", table.path[:2])
    if Ref("table", ref.path) in context.created:
        return ref in context.after.objects
    before, after = context.before.objects, context.after.objects
    return ref in before and ref in after and ref not in context.created and before[ref] == after[ref]


def remade(context: Context) -> Iterator[Ref]:
    """Tables whose columns would not stand as their type has them: no statement moves a column."""
    for ref in (ref for ref in context.after.objects if ref.kind == "typed_table"):
        table = Ref("table", ref.path)
        if table in context.created or not _in_order(ref, context):
            yield table


def _in_order(ref: Ref, context: Context) -> bool:
    """Whether the columns that stay, and those that come behind them, stand as the type has them."""
    before = context.before.objects
    columns = [Ref("column", (*ref.path, column)) for column in context.after.objects[ref].columns]
    staying = [column for column in columns if column in before and column not in context.created]
    places = [before[column].position for column in staying]
    return columns[: len(staying)] == staying and places == sorted(places)


def create(ref: Ref, model: Typed, _context: Context) -> list[Sql]:
    """The table has become like the type."""
    return [Sql(f"ALTER {target(ref)} OF {name(*model.type)}")]


def drop(ref: Ref, _model: Typed, _context: Context) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} NOT OF")]


KIND = Kind(
    name="typed_table",
    model=Typed,
    parent=lambda ref, _: Ref("table", ref.path),
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
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
        parent="table",
        clause=lambda _ref, model, _context: f"OF {name(*model.type)}",
    ),
    replacement=Replacement(
        must_rebuild=remade,
        survives_type_change=lambda _: True,
    ),
    origin="parent",
    assess=status_assess(
        (Severity.FUNCTIONAL, "The table is not of the type that the migrations give it."),
        (Severity.FUNCTIONAL, "The table is of a type, which no migration asks for."),
        (Severity.FUNCTIONAL, "The table is of another type than the migrations say."),
    ),
    describe=lambda _ref, model: f"OF {name(*model.type)}",
)
