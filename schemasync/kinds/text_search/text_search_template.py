"""Text search templates (`pg_ts_template`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, name
from schemasync.kinds.catalog import PG_TS_TEMPLATE, USER_SCHEMA, UserRows, own
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
        SELECT t.oid, 0, ARRAY[n.nspname, t.tmplname]::text[], nullif(t.tmplinit::oid, 0)::regproc::text,
               t.tmpllexize::text
        FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace
        WHERE {USER_SCHEMA} AND {own(PG_TS_TEMPLATE, "t.oid")}"""


@dataclass(frozen=True, slots=True)
class TextSearchTemplate:
    """Attributes: functions INIT and LEXIZE."""

    init: str | None
    lexize: str


def target(ref: Ref) -> str:
    return f"TEXT SEARCH TEMPLATE {name(*ref.path)}"


def create(ref: Ref, model: TextSearchTemplate, _context: PlanContext) -> list[Sql]:
    init = f"INIT = {model.init}, " if model.init else ""
    return [Sql(f"CREATE {target(ref)} ({init}LEXIZE = {model.lexize})")]


KIND = Kind(
    name="text_search_template",
    model=TextSearchTemplate,
    catalog=Catalog(
        oid=PG_TS_TEMPLATE,
        query=query,
        only_if=UserRows("pg_ts_template"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("init", "lexize"), REPLACE),),
    ),
    order=Order(
        rank=37,
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The text search template is not in the database."),
        (Severity.FUNCTIONAL, "The text search template exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The text search template differs from the migrations."),
    ),
)
