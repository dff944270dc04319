"""Encoding conversions (`pg_conversion`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, literal, name
from schemasync.kinds.catalog import PG_CONVERSION, USER_SCHEMA, UserRows, own
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
        SELECT c.oid, 0, ARRAY[n.nspname, c.conname]::text[], pg_encoding_to_char(c.conforencoding)::text,
               pg_encoding_to_char(c.contoencoding)::text, c.conproc::text, c.condefault
        FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace
        WHERE {USER_SCHEMA} AND {own(PG_CONVERSION, "c.oid")}"""


@dataclass(frozen=True, slots=True)
class Conversion:
    """Attributes: source and target encoding, function, default."""

    source: str
    destination: str
    function: str
    default: bool


def target(ref: Ref) -> str:
    return f"CONVERSION {name(*ref.path)}"


def create(ref: Ref, model: Conversion, _context: PlanContext) -> list[Sql]:
    default = "DEFAULT " if model.default else ""
    encodings = f"FOR {literal(model.source)} TO {literal(model.destination)}"
    return [Sql(f"CREATE {default}{target(ref)} {encodings} FROM {model.function}")]


KIND = Kind(
    name="conversion",
    model=Conversion,
    catalog=Catalog(
        oid=PG_CONVERSION,
        query=query,
        only_if=UserRows("pg_conversion"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("source", "destination", "function", "default"), REPLACE),),
    ),
    order=Order(
        rank=37,
    ),
    origin="created",
    assess=status_assess(
        (Severity.FUNCTIONAL, "The conversion is not in the database."),
        (Severity.FUNCTIONAL, "The conversion exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The conversion differs from the migrations."),
    ),
)
