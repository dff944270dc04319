"""Foreign servers (`pg_foreign_server`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, literal
from schemasync.kinds import option_lists
from schemasync.kinds.catalog import PG_FOREIGN_SERVER, UserRows, own
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
        SELECT s.oid, 0, ARRAY[s.srvname]::text[], s.srvtype, s.srvversion, f.fdwname::text,
               ARRAY(SELECT unnest(s.srvoptions) ORDER BY 1)
        FROM pg_foreign_server s JOIN pg_foreign_data_wrapper f ON f.oid = s.srvfdw
        WHERE {own(PG_FOREIGN_SERVER, "s.oid")}"""


@dataclass(frozen=True, slots=True)
class ForeignServer:
    """Attributes: type, version, foreign data wrapper, options."""

    type: str | None
    version: str | None
    wrapper: str
    options: tuple[str, ...]


def target(ref: Ref) -> str:
    return f"SERVER {ident(ref.name)}"


def create(ref: Ref, model: ForeignServer, _context: PlanContext) -> list[Sql]:
    words = f" TYPE {literal(model.type)}" if model.type else ""
    words += f" VERSION {literal(model.version)}" if model.version else ""
    wrapper = f" FOREIGN DATA WRAPPER {ident(model.wrapper)}"
    return [Sql(f"CREATE {target(ref)}{words}{wrapper}{option_lists.clause(model.options)}")]


def change(ref: Ref, before: ForeignServer, after: ForeignServer, _context: PlanContext) -> list[Sql]:
    version = literal(after.version) if after.version else "NULL"
    statements = [Sql(f"ALTER {target(ref)} VERSION {version}")] if before.version != after.version else []
    return statements + option_lists.change(f"ALTER {target(ref)}", before.options, after.options)


KIND = Kind(
    name="foreign_server",
    model=ForeignServer,
    schema_at=None,
    catalog=Catalog(
        oid=PG_FOREIGN_SERVER,
        query=query,
        only_if=UserRows("pg_foreign_server"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("type", "wrapper"), REPLACE), Alter(("version", "options"), change)),
        grant_target=lambda ref: f"FOREIGN SERVER {ident(ref.name)}",
    ),
    order=Order(
        rank=38,
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The foreign server is not in the database; its foreign tables cannot be read."),
        (Severity.SECURITY, "The foreign server exists in the database, but no migration creates it."),
        (Severity.SECURITY, "The foreign server connects to another place than the migrations say."),
    ),
)
