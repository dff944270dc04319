"""Stand-alone composite types (`pg_type` with typtype `c` and a relation of kind `c`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds._catalog import PG_CLASS, PG_TYPE, USER_SCHEMA, own
from schemasync.kinds._kind import (
    REPLACE,
    Alter,
    Catalog,
    Context,
    Ddl,
    Kind,
    Order,
    Replace,
    Replacement,
    Severity,
    status_assess,
)
from schemasync.kinds._rename import rename_by
from schemasync.kinds.types._types import TEXTUAL, base, drop_type, set_type_aside, type_slots, type_target


def query(_version: int) -> str:
    return f"""
        SELECT t.oid, 0, ARRAY[n.nspname, t.typname]::text[],
               coalesce((SELECT array_agg(ARRAY[a.attname, format_type(a.atttypid, a.atttypmod),
                                CASE WHEN a.attcollation <> b.typcollation
                                     THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END]::text[]
                                ORDER BY a.attnum)
                FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid
                     LEFT JOIN pg_collation co ON co.oid = a.attcollation
                     LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
                WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '{{}}')
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid
        WHERE t.typtype = 'c' AND c.relkind = 'c' AND {USER_SCHEMA} AND {own(PG_TYPE, "t.oid")}"""


def also(_version: int) -> str:
    """The relation behind a composite type, and its attributes (as columns)."""
    return f"""
        SELECT {PG_CLASS}, c.oid, 0, 'composite_type', ARRAY[n.nspname, c.relname]::text[]
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'c' AND {USER_SCHEMA}
        UNION ALL
        SELECT {PG_CLASS}, c.oid, a.attnum, 'column', ARRAY[n.nspname, c.relname, a.attname]::text[]
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relkind IN ('c', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND {USER_SCHEMA}"""


class Attribute(NamedTuple):
    """One attribute of a composite type."""

    name: str
    type: str
    collation: str | None

    def sql(self) -> str:
        return f"{ident(self.name)} {self.type_sql()}"

    def type_sql(self) -> str:
        return self.type + (f" COLLATE {self.collation}" if self.collation else "")


@dataclass(frozen=True, slots=True)
class Composite:
    """Attributes: the fields in order, each (name, type, collation)."""

    attributes: tuple[tuple[str, str, str | None], ...]

    @property
    def fields(self) -> tuple[Attribute, ...]:
        return tuple(Attribute(*attribute) for attribute in self.attributes)


def create(ref: Ref, model: Composite, _context: Context) -> list[Sql]:
    return [Sql(f"CREATE TYPE {name(*ref.path)} AS ({', '.join(field.sql() for field in model.fields)})")]


def change_attributes(ref: Ref, before: Composite, after: Composite, context: Context) -> list[Sql] | Replace:
    """Attributes are added at the end, dropped, and retyped under tables of the type; else the type is rebuilt."""
    old, new = {f.name: f for f in before.fields}, {f.name: f for f in after.fields}
    kept = [f for f in before.fields if f.name in new]
    same_order = [f.name for f in after.fields][: len(kept)] == [f.name for f in kept]
    changed = [(f, new[f.name]) for f in kept if new[f.name] != f]
    if not same_order or (changed and not _retypable(ref, changed, context)):
        return REPLACE
    prefix = f"ALTER {type_target(ref)}"
    retyped = [
        Sql(f"{prefix} ALTER ATTRIBUTE {ident(f.name)} TYPE {f.type_sql()} CASCADE", (Hazard.TABLE_REWRITE,))
        for _, f in changed
    ]
    gone = [Sql(f"{prefix} DROP ATTRIBUTE {ident(n)} CASCADE", (Hazard.DATA_LOSS,)) for n in old if n not in new]
    return gone + retyped + [Sql(f"{prefix} ADD ATTRIBUTE {f.sql()} CASCADE") for n, f in new.items() if n not in old]


def _retypable(ref: Ref, changed: Sequence[tuple[Attribute, Attribute]], context: Context) -> bool:
    """Nothing but tables of the type use it (PostgreSQL refuses where a column holds it), and their values have a cast."""
    users = {edge.dependent for edge in context.before.edges if edge.referenced == ref}
    users = {user for user in users if not context.kinds[user.kind].satellite}
    return {user.kind for user in users} == {"typed_table"} and all(
        base(old.type) == base(new.type)
        or (base(old.type), base(new.type)) in context.before.casts
        or base(new.type) in TEXTUAL
        for old, new in changed
    )


KIND = Kind(
    name="composite_type",
    model=Composite,
    catalog=Catalog(
        oid=PG_TYPE,
        query=query,
        extra_addresses=also,
    ),
    ddl=Ddl(
        target=type_target,
        rename=rename_by(type_target),
        create=create,
        drop=drop_type,
        alter=(Alter(("attributes",), change_attributes),),
    ),
    order=Order(
        rank=24,
    ),
    replacement=Replacement(
        rename_away=set_type_aside,
    ),
    unique_names=lambda ref, model: [("relation", *ref.path), *type_slots(ref, model)],
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The type is not in the database."),
        (Severity.FUNCTIONAL, "The type exists in the database, but no migration creates it."),
        (Severity.BREAKING, "The type has other attributes than the migrations say."),
    ),
)
