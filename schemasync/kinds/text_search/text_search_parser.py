"""Text search parsers (`pg_ts_parser`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, name
from schemasync.kinds.catalog import PG_TS_PARSER, USER_SCHEMA, UserRows, own
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

FUNCTIONS = ("START", "GETTOKEN", "END", "HEADLINE", "LEXTYPES")


def query(_version: int) -> str:
    return f"""
        SELECT p.oid, 0, ARRAY[n.nspname, p.prsname]::text[],
               ARRAY[p.prsstart::text, p.prstoken::text, p.prsend::text, nullif(p.prsheadline::oid, 0)::regproc::text,
                     p.prslextype::text]
        FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace
        WHERE {USER_SCHEMA} AND {own(PG_TS_PARSER, "p.oid")}"""


@dataclass(frozen=True, slots=True)
class TextSearchParser:
    """Attributes: functions in the order of `FUNCTIONS`."""

    functions: tuple[str | None, ...]


def target(ref: Ref) -> str:
    return f"TEXT SEARCH PARSER {name(*ref.path)}"


def create(ref: Ref, model: TextSearchParser, _context: PlanContext) -> list[Sql]:
    words = ", ".join(f"{word} = {value}" for word, value in zip(FUNCTIONS, model.functions, strict=True) if value)
    return [Sql(f"CREATE {target(ref)} ({words})")]


KIND = Kind(
    name="text_search_parser",
    model=TextSearchParser,
    catalog=Catalog(
        oid=PG_TS_PARSER,
        query=query,
        only_if=UserRows("pg_ts_parser"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("functions",), REPLACE),),
    ),
    order=Order(
        rank=37,
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The text search parser is not in the database."),
        (Severity.FUNCTIONAL, "The text search parser exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The text search parser differs from the migrations."),
    ),
)
