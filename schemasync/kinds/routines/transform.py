"""Transforms (`pg_transform`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import PG_TRANSFORM, UserRows, own
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Severity,
    plain_drop,
    status_assess,
)


def query(_version: int) -> str:
    return f"""
        SELECT t.oid, 0, ARRAY[format_type(t.trftype, NULL), l.lanname]::text[],
               nullif(t.trffromsql::oid, 0)::regprocedure::text, nullif(t.trftosql::oid, 0)::regprocedure::text
        FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang WHERE {own(PG_TRANSFORM, "t.oid")}"""


@dataclass(frozen=True, slots=True)
class Transform:
    """Attributes: functions FROM SQL and TO SQL."""

    from_sql: str | None
    to_sql: str | None


def target(ref: Ref) -> str:
    type_name, language = ref.path
    return f"TRANSFORM FOR {type_name} LANGUAGE {ident(language)}"


def create(ref: Ref, model: Transform, _context: PlanContext) -> list[Sql]:
    words = [f"FROM SQL WITH FUNCTION {model.from_sql}"] if model.from_sql else []
    words += [f"TO SQL WITH FUNCTION {model.to_sql}"] if model.to_sql else []
    return [Sql(f"CREATE {target(ref)} ({', '.join(words)})")]


KIND = Kind(
    name="transform",
    model=Transform,
    schema_at=None,
    catalog=Catalog(
        oid=PG_TRANSFORM,
        query=query,
        only_if=UserRows("pg_transform"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("from_sql", "to_sql"), REPLACE),),
    ),
    order=Order(
        rank=37,
    ),
    origin="created",
    assess=status_assess(
        (Severity.FUNCTIONAL, "The transform is not in the database."),
        (Severity.FUNCTIONAL, "The transform exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The transform differs from the migrations."),
    ),
)
