"""Text search dictionaries (`pg_ts_dict`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, name
from schemasync.kinds.catalog import PG_TS_DICT, USER_SCHEMA, UserRows, own
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
        SELECT d.oid, 0, ARRAY[n.nspname, d.dictname]::text[],
               quote_ident(tn.nspname) || '.' || quote_ident(t.tmplname), d.dictinitoption
        FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace JOIN pg_ts_template t ON t.oid = d.dicttemplate
             JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
        WHERE {USER_SCHEMA} AND {own(PG_TS_DICT, "d.oid")}"""


@dataclass(frozen=True, slots=True)
class TextSearchDictionary:
    """Attributes: template, options as PostgreSQL keeps them (a list of SQL assignments)."""

    template: str
    options: str | None


def target(ref: Ref) -> str:
    return f"TEXT SEARCH DICTIONARY {name(*ref.path)}"


def create(ref: Ref, model: TextSearchDictionary, _context: PlanContext) -> list[Sql]:
    options = f", {model.options}" if model.options else ""
    return [Sql(f"CREATE {target(ref)} (TEMPLATE = {model.template}{options})")]


KIND = Kind(
    name="text_search_dictionary",
    model=TextSearchDictionary,
    catalog=Catalog(
        oid=PG_TS_DICT,
        query=query,
        only_if=UserRows("pg_ts_dict"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("template", "options"), REPLACE),),
    ),
    order=Order(
        rank=38,
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The text search dictionary is not in the database."),
        (Severity.FUNCTIONAL, "The text search dictionary exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The text search dictionary differs from the migrations."),
    ),
)
