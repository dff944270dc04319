"""Schemas (`pg_namespace`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import PG_NAMESPACE, USER_SCHEMA, own
from schemasync.kinds.kind import Catalog, Ddl, Kind, Order, PlanContext, Severity, plain_drop, status_assess
from schemasync.kinds.rename import rename_by


def query(_version: int) -> str:
    return f"""
        SELECT n.oid, 0, ARRAY[n.nspname]::text[]
        FROM pg_namespace n
        WHERE {USER_SCHEMA} AND {own(PG_NAMESPACE, "n.oid")}"""


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema; it has no attributes, as its owner, grants and comment are kinds of their own."""


def target(ref: Ref) -> str:
    return f"SCHEMA {ident(ref.name)}"


def create(ref: Ref, _model: Schema, _context: PlanContext) -> list[Sql]:
    return [Sql(f"CREATE {target(ref)}")]


def unique_names(ref: Ref, _model: Schema) -> list[tuple[str, ...]]:
    return [("schema", *ref.path)]


KIND = Kind(
    name="schema",
    model=Schema,
    catalog=Catalog(
        oid=PG_NAMESPACE,
        query=query,
    ),
    ddl=Ddl(
        target=target,
        rename=rename_by(target),
        create=create,
        drop=plain_drop(target),
        alter=(),
    ),
    order=Order(
        rank=0,
    ),
    unique_names=unique_names,
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The schema is not in the database; nothing that lives in it can be used."),
        (Severity.FUNCTIONAL, "The schema exists in the database, but no migration creates it."),
        (Severity.COSMETIC, "The schema differs."),
    ),
)
