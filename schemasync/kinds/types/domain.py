"""Domains (`pg_type` with typtype `d`); their constraints are a kind of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds.catalog import PG_CONSTRAINT, PG_TYPE, USER_SCHEMA, UserRows, own
from schemasync.kinds.constraint_names import constraint_names
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Code,
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
from schemasync.kinds.paths import schema_of
from schemasync.kinds.rename import rename_by
from schemasync.kinds.types._types import is_contained, rename_type_away, type_names

NAMED_NOT_NULL = 170000
"""Server version in which a domain's NOT NULL is a constraint with a name of its own."""


def query(version: int) -> str:
    label = (
        """(SELECT k.conname FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'n'
                   AND k.conname <> left(t.typname || '_not_null', 63))"""
        if version >= NAMED_NOT_NULL
        else "NULL"
    )
    return f"""
        SELECT t.oid, 0, ARRAY[n.nspname, t.typname]::text[],
               format_type(t.typbasetype, t.typtypmod), t.typnotnull, {label}::text,
               coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault),
               CASE WHEN t.typcollation <> b.typcollation
                    THEN (SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
                          FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                          WHERE co.oid = t.typcollation) END
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
        WHERE t.typtype = 'd' AND {USER_SCHEMA} AND {own(PG_TYPE, "t.oid")}"""


def extra_addresses(version: int) -> str:
    """NOT NULL constraints with a comment: no objects of their own, but comments are on them."""
    if version < NAMED_NOT_NULL:
        return ""
    return f"""
        SELECT {PG_CONSTRAINT}, k.oid, 0, 'domain_constraint', ARRAY[n.nspname, t.typname, k.conname]::text[],
               'domain', ARRAY[n.nspname, t.typname]::text[]
        FROM pg_description d JOIN pg_constraint k ON k.oid = d.objoid AND k.contype = 'n'
             JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE d.classoid = {PG_CONSTRAINT} AND {USER_SCHEMA}"""


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain.

    Attributes: base type, NOT NULL, the name of that constraint where it is not the usual one, default expression,
    collation where it is not the base type's.
    """

    base: str
    not_null: bool
    not_null_name: str | None
    default: str | None
    collation: str | None


def for_server_version(model: Domain, version: int) -> Domain:
    """Without the name of NOT NULL, which an older server does not keep."""
    return replace(model, not_null_name=None) if version < NAMED_NOT_NULL else model


def target(ref: Ref) -> str:
    return f"DOMAIN {name(*ref.path)}"


def create(ref: Ref, model: Domain, context: PlanContext) -> list[Sql]:
    collate = f" COLLATE {model.collation}" if model.collation else ""
    default = f" DEFAULT {model.default}" if model.default is not None else ""
    not_null = f"{_label(ref, model, context)} NOT NULL" if model.not_null else ""
    checks = "".join(f" {context.clause(child.ref)}" for child in context.folded(ref, "domain_constraint"))
    return [Sql(f"CREATE DOMAIN {name(*ref.path)} AS {model.base}{collate}{default}{not_null}{checks}")]


def change_not_null(ref: Ref, before: Domain, after: Domain, context: PlanContext) -> list[Sql] | Replace:
    if after.not_null and not before.not_null and is_contained(ref, context):
        return REPLACE
    if before.not_null and after.not_null:
        old, new = (ident(_not_null_name(ref, model)) for model in (before, after))
        return [Sql(f"ALTER {target(ref)} RENAME CONSTRAINT {old} TO {new}")]
    if after.not_null and (label := _label(ref, after, context)):
        return [Sql(f"ALTER {target(ref)} ADD{label} NOT NULL", (Hazard.VALIDATION_SCAN,))]
    hazards = (Hazard.VALIDATION_SCAN,) if after.not_null else ()
    return [Sql(f"ALTER {target(ref)} {'SET' if after.not_null else 'DROP'} NOT NULL", hazards)]


def _not_null_name(ref: Ref, model: Domain) -> str:
    return model.not_null_name or f"{ref.name}_not_null"


def _label(ref: Ref, model: Domain, context: PlanContext) -> str:
    """The name of NOT NULL in DDL; the default one is written where a constraint of the schema has it."""
    own_name = _not_null_name(ref, model)
    taken = (schema_of(ref), own_name) in constraint_names(context)
    written = model.not_null_name or (taken and context.after.server_version >= NAMED_NOT_NULL)
    return f" CONSTRAINT {ident(own_name)}" if written else ""


def unique_names(ref: Ref, model: Domain) -> list[tuple[str, ...]]:
    """Its name among types, and that of its NOT NULL constraint."""
    not_null = [("constraint", *ref.path, _not_null_name(ref, model))] if model.not_null else []
    return [*type_names(ref, model), *not_null]


def change_default(ref: Ref, _before: Domain, after: Domain, _context: PlanContext) -> list[Sql]:
    action = "DROP DEFAULT" if after.default is None else f"SET DEFAULT {after.default}"
    return [Sql(f"ALTER {target(ref)} {action}")]


KIND = Kind(
    name="domain",
    model=Domain,
    catalog=Catalog(
        oid=PG_TYPE,
        query=query,
        only_if=UserRows("pg_type", "x.typtype = 'd'"),
        for_server_version=for_server_version,
        extra_addresses=extra_addresses,
    ),
    ddl=Ddl(
        target=target,
        rename=rename_by(target, moves=True),
        create=create,
        drop=plain_drop(target),
        alter=(
            Alter(("base", "collation"), REPLACE),
            Alter(("not_null", "not_null_name"), change_not_null),
            Alter(("default",), change_default),
        ),
        grant_target=lambda ref: f"TYPE {name(*ref.path)}",
    ),
    order=Order(
        rank=22,
    ),
    replacement=Replacement(
        rename_away=rename_type_away,
    ),
    unique_names=unique_names,
    origin="created",
    code=Code(
        expressions=("default",),
    ),
    assess=status_assess(
        (Severity.BREAKING, "The domain is not in the database."),
        (Severity.FUNCTIONAL, "The domain exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The domain accepts other values than the migrations say."),
    ),
)
