"""Access methods (`pg_am`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import FIRST_USER_OID, PG_AM, UserRows, own
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
        SELECT a.oid, 0, ARRAY[a.amname]::text[], a.amtype::text, a.amhandler::text
        FROM pg_am a WHERE a.oid >= {FIRST_USER_OID} AND {own(PG_AM, "a.oid")}"""


@dataclass(frozen=True, slots=True)
class AccessMethod:
    """Attributes: type (i index, t table), handler function."""

    type: str
    handler: str


def target(ref: Ref) -> str:
    return f"ACCESS METHOD {ident(ref.name)}"


def create(ref: Ref, model: AccessMethod, _context: PlanContext) -> list[Sql]:
    return [Sql(f"CREATE {target(ref)} TYPE {'TABLE' if model.type == 't' else 'INDEX'} HANDLER {model.handler}")]


KIND = Kind(
    name="access_method",
    model=AccessMethod,
    schema_at=None,
    catalog=Catalog(
        oid=PG_AM,
        query=query,
        only_if=UserRows("pg_am"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("type", "handler"), REPLACE),),
    ),
    order=Order(
        rank=36,
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The access method is not in the database."),
        (Severity.FUNCTIONAL, "The access method exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The access method differs from the migrations."),
    ),
)
