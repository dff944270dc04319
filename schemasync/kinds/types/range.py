"""Range types with their multiranges (`pg_range`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, name
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


def rename_away(ref: Ref, before: Range, _after: Range, _context: PlanContext) -> RenamedAway:
    """Rename the type with its multirange, and the constructors, which the new one has for the same arguments."""
    schema, old = schema_of(ref), ident(temporary_name(ref.name))
    functions = [Sql(f"ALTER FUNCTION {function} RENAME TO {old}") for function in before.constructors]
    types = ((ref.name, old), (before.multirange, ident(temporary_name(before.multirange))))
    renamed = [Sql(f"ALTER TYPE {name(schema, type_)} RENAME TO {new_name}") for type_, new_name in types]
    dropped = drop(Ref(ref.kind, (schema, temporary_name(ref.name))), before, _context)
    return RenamedAway([*functions, *renamed], dropped)


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
