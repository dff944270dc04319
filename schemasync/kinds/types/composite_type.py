"""Stand-alone composite types (`pg_type` with typtype `c` and a relation of kind `c`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds.catalog import PG_CLASS, PG_TYPE, USER_SCHEMA, UserRows, own
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Assessment,
    Catalog,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Replace,
    Replacement,
    Severity,
    plain_drop,
    status_assess,
)
from schemasync.kinds.rename import rename_by
from schemasync.kinds.tables._lossless_casts import effect_of_conversion
from schemasync.kinds.types._types import TEXTUAL, base, rename_type_away, type_names, type_target, users


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


def extra_addresses(_version: int) -> str:
    """The relation of a composite type, and as columns its attributes, and the columns of views."""
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
class CompositeType:
    """Attributes: those of the type, in order."""

    attributes: tuple[Attribute, ...]

    def __post_init__(self) -> None:
        """Give the tuples that were read their names."""
        object.__setattr__(self, "attributes", tuple(Attribute(*attribute) for attribute in self.attributes))


def create(ref: Ref, model: CompositeType, _context: PlanContext) -> list[Sql]:
    return [Sql(f"CREATE TYPE {name(*ref.path)} AS ({', '.join(attribute.sql() for attribute in model.attributes)})")]


def change_attributes(
    ref: Ref, before: CompositeType, after: CompositeType, context: PlanContext
) -> list[Sql] | Replace:
    """PostgreSQL renames attributes, adds them at the end, drops them, and changes their type under tables of the type alone."""
    if renamed := renamed_attributes(before, after):
        rename = f"ALTER {type_target(ref)} RENAME ATTRIBUTE"
        return [Sql(f"{rename} {ident(old)} TO {ident(new)} CASCADE") for old, new in renamed]
    old, new = {f.name: f for f in before.attributes}, {f.name: f for f in after.attributes}
    kept = [f for f in before.attributes if f.name in new]
    same_order = [f.name for f in after.attributes][: len(kept)] == [f.name for f in kept]
    changed = [(f, new[f.name]) for f in kept if new[f.name] != f]
    if not same_order or (changed and not _can_change_types(ref, changed, context)):
        return REPLACE
    prefix = f"ALTER {type_target(ref)}"
    retyped = [_retype(ref, old_one, new_one, context) for old_one, new_one in changed]
    gone = [Sql(f"{prefix} DROP ATTRIBUTE {ident(n)} CASCADE", (Hazard.DATA_LOSS,)) for n in old if n not in new]
    return gone + retyped + [Sql(f"{prefix} ADD ATTRIBUTE {f.sql()} CASCADE") for n, f in new.items() if n not in old]


def renamed_attributes(before: CompositeType, after: CompositeType) -> list[tuple[str, str]]:
    """(old, new) for attributes that bear another name in the same place, where that is the only difference.

    A rename keeps the values of the columns of the type. Where no attribute stays, it is another type.
    """
    pairs = list(zip(before.attributes, after.attributes, strict=False))
    renamed = [(old, new) for old, new in pairs if old != new]
    names = {attribute.name for model in (before, after) for attribute in model.attributes}
    same_shape = len(before.attributes) == len(after.attributes) and all(
        old._replace(name=new.name) == new for old, new in renamed
    )
    only_renamed = len(names) == len(before.attributes) + len(renamed)
    return (
        [(old.name, new.name) for old, new in renamed]
        if same_shape and only_renamed and len(renamed) < len(pairs)
        else []
    )


def _retype(ref: Ref, old: Attribute, new: Attribute, context: PlanContext) -> Sql:
    text = f"ALTER {type_target(ref)} ALTER ATTRIBUTE {ident(new.name)} TYPE {new.type_sql()} CASCADE"
    effect = effect_of_conversion(name(*ref.path, new.name), old.type, new.type, context)
    return Sql(text, (*effect.hazards, Hazard.TABLE_REWRITE), loss=effect.loss)


def _can_change_types(ref: Ref, changed: Sequence[tuple[Attribute, Attribute]], context: PlanContext) -> bool:
    """Whether only tables of the type use it (PostgreSQL refuses where a column has it), and their values have a cast."""
    return {user.kind for user in users(ref, context)} == {"typed_table"} and all(
        base(old.type) == base(new.type)
        or (base(old.type), base(new.type)) in context.before.casts
        or base(new.type) in TEXTUAL
        for old, new in changed
    )


_assess_status = status_assess(
    (Severity.BREAKING, "The type is not in the database."),
    (Severity.FUNCTIONAL, "The type exists in the database, but no migration creates it."),
    (Severity.BREAKING, "The type has other attributes than the migrations say."),
)


def assess(change: Change) -> Assessment:
    renamed = renamed_attributes(change.before, change.after) if change.before and change.after else []
    if not renamed:
        return _assess_status(change)
    words = ", ".join(f"{new} is called {old}" for old, new in renamed)
    return Assessment(
        Severity.BREAKING, f"In the database the attribute {words}: SQL that uses the migrations' name fails."
    )


KIND = Kind(
    name="composite_type",
    model=CompositeType,
    catalog=Catalog(
        oid=PG_TYPE,
        query=query,
        only_if=UserRows("pg_class", "x.relkind IN ('c', 'v', 'm')"),
        extra_addresses=extra_addresses,
    ),
    ddl=Ddl(
        target=type_target,
        rename=rename_by(type_target, moves=True),
        create=create,
        drop=plain_drop(type_target),
        alter=(Alter(("attributes",), change_attributes),),
    ),
    order=Order(
        rank=24,
    ),
    replacement=Replacement(
        rename_away=rename_type_away,
    ),
    unique_names=lambda ref, model: [("relation", *ref.path), *type_names(ref, model)],
    origin="created",
    assess=assess,
)
