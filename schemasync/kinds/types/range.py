"""Range types with their multiranges (`pg_range`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schemasync.core.model import Model, Ref
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds._catalog import PG_PROC, PG_TYPE, USER_SCHEMA, own
from schemasync.kinds._kind import (
    REPLACE,
    Alter,
    Catalog,
    Ddl,
    Kind,
    Order,
    PlanContext,
    RenamedAway,
    Replacement,
    Severity,
    status_assess,
)
from schemasync.kinds._paths import schema_of
from schemasync.kinds.types._types import temporary_name, type_target


def query(_version: int) -> str:
    return f"""
        SELECT t.oid, 0, ARRAY[n.nspname, t.typname]::text[], format_type(r.rngsubtype, NULL),
               CASE WHEN NOT oc.opcdefault THEN quote_ident(ocn.nspname) || '.' || quote_ident(oc.opcname) END,
               CASE WHEN r.rngcollation <> st.typcollation THEN
                   (SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname) FROM pg_collation co
                    JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = r.rngcollation) END,
               nullif(r.rngcanonical::oid, 0)::regproc::text, nullif(r.rngsubdiff::oid, 0)::regproc::text,
               (SELECT m.typname::text FROM pg_type m WHERE m.oid = r.rngmultitypid),
               ARRAY(SELECT p.oid::regprocedure::text FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid
                     WHERE d.classid = {PG_PROC} AND d.refclassid = {PG_TYPE} AND d.deptype = 'i'
                           AND d.refobjid IN (t.oid, r.rngmultitypid) AND p.pronargs <> 1 ORDER BY 1)
        FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace
             JOIN pg_type st ON st.oid = r.rngsubtype JOIN pg_opclass oc ON oc.oid = r.rngsubopc
             JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
        WHERE {USER_SCHEMA} AND {own(PG_TYPE, "t.oid")}"""


@dataclass(frozen=True, slots=True)
class Range:
    """Attributes as in CREATE TYPE … AS RANGE; `constructors` are the functions that PostgreSQL creates with it."""

    subtype: str
    opclass: str | None
    collation: str | None
    canonical: str | None
    subtype_diff: str | None
    multirange: str
    constructors: tuple[str, ...] = field(compare=False)


def create(ref: Ref, model: Range, _context: PlanContext) -> list[Sql]:
    words = {
        "subtype": model.subtype,
        "subtype_opclass": model.opclass,
        "collation": model.collation,
        "canonical": model.canonical,
        "subtype_diff": model.subtype_diff,
        "multirange_type_name": name(schema_of(ref), model.multirange),
    }
    body = ", ".join(f"{word} = {value}" for word, value in words.items() if value)
    return [Sql(f"CREATE {type_target(ref)} AS RANGE ({body})")]


def drop(ref: Ref, model: Range, _context: PlanContext) -> list[Sql]:
    """Drop the type with its canonical function: they depend on each other."""
    return [Sql(f"DROP {type_target(ref)}{' CASCADE' if model.canonical else ''}")]


def rename_away(ref: Ref, before: Range, _after: Range, context: PlanContext) -> RenamedAway:
    """Free the names of the type, its multirange and its constructors, which the new one has for the same arguments.

    The constructors belong to the bootstrap superuser, so no other role renames them. Instead, the columns move to a copy of the
    type under the other name, and the type is dropped with its constructors; what the copy is used for does not need a canonical
    function. Where another type contains it, or its canonical function needs it, the constructors are renamed all the same.
    """
    old = Ref(ref.kind, (schema_of(ref), temporary_name(ref.name)))
    dropped = drop(old, before, context)
    columns = _columns(ref, before, context)
    if before.canonical or columns is None:
        return RenamedAway(_rename(ref, before), dropped)
    multirange = temporary_name(before.multirange)
    copy = create(old, replace(before, multirange=multirange), context)
    names = {
        name(*ref.path): name(*old.path),
        name(schema_of(ref), before.multirange): name(schema_of(ref), multirange),
    }
    moved = [_move(column, model, names) for column, model in columns.items()]
    return RenamedAway([*copy, *moved, *drop(ref, before, context)], dropped)


def _rename(ref: Ref, model: Range) -> list[Sql]:
    schema, old = schema_of(ref), ident(temporary_name(ref.name))
    functions = [Sql(f"ALTER FUNCTION {function} RENAME TO {old}") for function in model.constructors]
    types = ((ref.name, old), (model.multirange, ident(temporary_name(model.multirange))))
    return [*functions, *(Sql(f"ALTER TYPE {name(schema, type_)} RENAME TO {new_name}") for type_, new_name in types)]


def _columns(ref: Ref, model: Range, context: PlanContext) -> dict[Ref, Model] | None:
    """The columns of the type that stay, and that no other column passes its type on to.

    None where something else contains the type.
    """
    users = {edge.dependent for edge in context.before.edges if edge.referenced == ref}
    if any(user.kind in ("domain", "composite_type", "range") for user in users):
        return None
    types = {name(*ref.path), name(schema_of(ref), model.multirange)}
    columns = ((user, context.before.objects[user]) for user in sorted(users) if user.kind == "column")
    stay = context.after.objects
    return {
        column: found
        for column, found in columns
        if column in stay and not found.generated and not found.parents and found.type.removesuffix("[]") in types
    }


def _move(column: Ref, model: Model, names: Mapping[str, str]) -> Sql:
    array = "[]" if model.type.endswith("[]") else ""
    new_type = names[model.type.removesuffix("[]")] + array
    label = ident(column.name)
    using = "" if model.relation_kind == "f" else f" USING {label}::text{array}::{new_type}"
    text = f"ALTER TABLE {name(*column.path[:2])} ALTER COLUMN {label} TYPE {new_type}{using}"
    return Sql(text, (Hazard.TABLE_REWRITE, Hazard.ACCESS_EXCLUSIVE))


KIND = Kind(
    name="range",
    model=Range,
    catalog=Catalog(
        oid=PG_TYPE,
        query=query,
    ),
    ddl=Ddl(
        target=type_target,
        create=create,
        drop=drop,
        alter=(Alter(("subtype", "opclass", "collation", "canonical", "subtype_diff", "multirange"), REPLACE),),
        placeholder=lambda ref, _model, _context: [Sql(f"CREATE {type_target(ref)}")],
    ),
    order=Order(
        rank=26,
        needs_shell_type=True,
    ),
    replacement=Replacement(
        rename_away=rename_away,
    ),
    unique_names=lambda ref, model: [("type", *ref.path), ("type", schema_of(ref), model.multirange)],
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The range type is not in the database."),
        (Severity.FUNCTIONAL, "The range type exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The range type is defined differently than in the migrations."),
    ),
)
