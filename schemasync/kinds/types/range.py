"""Range types with their multiranges (`pg_range`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds.catalog import PG_PROC, PG_TYPE, USER_SCHEMA, UserRows, own
from schemasync.kinds.kind import (
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
from schemasync.kinds.objects import find
from schemasync.kinds.paths import relation_of, schema_of
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables._set_type import set_type
from schemasync.kinds.types._types import ARRAY, CONTAINERS, temporary_name, type_target, users


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
    type under the other name, and the type is dropped with its constructors; to convert values, the copy needs no canonical
    function. Where another type or a row in a column contains it, or its canonical function needs it, the constructors are renamed
    all the same.
    """
    schema, old, old_multirange = schema_of(ref), temporary_name(ref.name), temporary_name(before.multirange)
    copy = Ref(ref.kind, (schema, old))
    dropped = drop(copy, before, context)
    using = sorted(users(ref, context))
    if before.canonical or any(_contains(user, context) for user in using):
        functions = [Sql(f"ALTER FUNCTION {function} RENAME TO {ident(old)}") for function in before.constructors]
        types = ((ref.name, old), (before.multirange, old_multirange))
        renamed = [Sql(f"ALTER TYPE {name(schema, type_)} RENAME TO {ident(other)}") for type_, other in types]
        return RenamedAway([*functions, *renamed], dropped)
    new_names = {
        name(*ref.path): name(*copy.path),
        name(schema, before.multirange): name(schema, old_multirange),
    }
    created = create(copy, replace(before, multirange=old_multirange), context)
    moved = [sql for user in using for sql in _move(user, new_names, context)]
    return RenamedAway([*created, *moved, *drop(ref, before, context)], dropped)


def _contains(user: Ref, context: PlanContext) -> bool:
    """Whether a user of the type is another type that contains it, or a column of a table whose row type is used."""
    if user.kind != "column":
        return user.kind in CONTAINERS
    rows = users(Ref("table", relation_of(user)), context)
    return any(row.kind in ("column", *CONTAINERS) for row in rows)


def _move(ref: Ref, new_names: Mapping[str, str], context: PlanContext) -> list[Sql]:
    """Convert a column of the type, its multirange or an array of them to the copy.

    A generated column is dropped by then, as is a column of a table that is created again.
    """
    column = find(context.before.objects, ref, Column)
    if column is None or column.generated or ref in context.created or ref not in context.after.objects:
        return []
    array = ARRAY if column.type.endswith(ARRAY) else ""
    new_type = new_names[column.type.removesuffix(ARRAY)] + array
    return set_type(ref, replace(column, type=new_type), f"{ident(ref.name)}::text{array}::{new_type}", context)


KIND = Kind(
    name="range",
    model=Range,
    catalog=Catalog(
        oid=PG_TYPE,
        query=query,
        only_if=UserRows("pg_range", oid="rngtypid"),
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
