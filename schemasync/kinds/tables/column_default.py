"""Column defaults (`pg_attrdef`), a facet of their column."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds._catalog import PG_ATTRDEF, USER_SCHEMA, own_relation
from schemasync.kinds._kind import (
    Alter,
    Assessment,
    Catalog,
    Code,
    Context,
    Ddl,
    InlineClause,
    Kind,
    Order,
    Replacement,
    Severity,
)
from schemasync.kinds.tables.typed_table import stays_typed


def query(_version: int) -> str:
    return f"""
        SELECT d.oid, 0, ARRAY[n.nspname, c.relname, a.attname]::text[],
               pg_get_expr(d.adbin, 0), c.relkind::text
        FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
             JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE a.attgenerated = '' AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class Default:
    """Attributes: the expression."""

    expression: str
    relation_kind: str = field(compare=False)


def target(ref: Ref) -> str:
    return f"COLUMN {name(*ref.path)}"


def _column(ref: Ref) -> str:
    return f"ALTER TABLE ONLY {name(*ref.path[:2])} ALTER COLUMN {ident(ref.path[2])}"


def create(ref: Ref, model: Default, _context: Context) -> list[Sql]:
    return [Sql(f"{_column(ref)} SET DEFAULT {model.expression}")]


def drop(ref: Ref, _model: Default, _context: Context) -> list[Sql]:
    return [Sql(f"{_column(ref)} DROP DEFAULT")]


def change(ref: Ref, _before: Default, after: Default, context: Context) -> list[Sql]:
    return create(ref, after, context)


def inline(ref: Ref, model: Default, context: Context) -> str | None:
    """A column that comes from a parent cannot bring its default along."""
    column = context.after.objects.get(Ref("column", ref.path))
    if column is None:
        return None
    inherited = not column.is_local or column.of_partition or (column.of_typed_table and stays_typed(ref, context))
    if inherited and not (column.of_partition and Ref("table", ref.path[:2]) in context.created):
        return None
    return f"DEFAULT {model.expression}"


def parent(ref: Ref, model: Default) -> Ref:
    return Ref("view", ref.path[:2]) if model.relation_kind == "v" else Ref("column", ref.path)


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
    model=Default,
    parent=parent,
    subobject=True,
    catalog=Catalog(
        oid=PG_ATTRDEF,
        query=query,
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
        parent="column",
        clause=inline,
    ),
    replacement=Replacement(
        rebuildable=True,
        survives_type_change=lambda _: False,
    ),
    code=Code(
        calls_dependencies=True,
    ),
    assess=assess,
    describe=lambda _, model: f"DEFAULT {model.expression}",
)
