"""Foreign data wrappers (`pg_foreign_data_wrapper`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds import option_lists
from schemasync.kinds.catalog import PG_FOREIGN_DATA_WRAPPER, UserRows, own
from schemasync.kinds.kind import Alter, Catalog, Ddl, Kind, Order, PlanContext, Severity, plain_drop, status_assess


def query(_version: int) -> str:
    return f"""
        SELECT f.oid, 0, ARRAY[f.fdwname]::text[], nullif(f.fdwhandler, 0)::regproc::text,
               nullif(f.fdwvalidator, 0)::regproc::text, ARRAY(SELECT unnest(f.fdwoptions) ORDER BY 1)
        FROM pg_foreign_data_wrapper f WHERE {own(PG_FOREIGN_DATA_WRAPPER, "f.oid")}"""


@dataclass(frozen=True, slots=True)
class ForeignDataWrapper:
    """Attributes: handler, validator, options."""

    handler: str | None
    validator: str | None
    options: tuple[str, ...]


def target(ref: Ref) -> str:
    return f"FOREIGN DATA WRAPPER {ident(ref.name)}"


def _functions(model: ForeignDataWrapper, *, explicit: bool) -> str:
    words = ""
    for word, value in (("HANDLER", model.handler), ("VALIDATOR", model.validator)):
        words += f" {word} {value}" if value else f" NO {word}" if explicit else ""
    return words


def create(ref: Ref, model: ForeignDataWrapper, _context: PlanContext) -> list[Sql]:
    return [Sql(f"CREATE {target(ref)}{_functions(model, explicit=False)}{option_lists.clause(model.options)}")]


def change(ref: Ref, before: ForeignDataWrapper, after: ForeignDataWrapper, _context: PlanContext) -> list[Sql]:
    statements = []
    if (before.handler, before.validator) != (after.handler, after.validator):
        statements.append(Sql(f"ALTER {target(ref)}{_functions(after, explicit=True)}"))
    return statements + option_lists.change(f"ALTER {target(ref)}", before.options, after.options)


KIND = Kind(
    name="foreign_data_wrapper",
    model=ForeignDataWrapper,
    schema_at=None,
    catalog=Catalog(
        oid=PG_FOREIGN_DATA_WRAPPER,
        query=query,
        only_if=UserRows("pg_foreign_data_wrapper"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("handler", "validator", "options"), change),),
    ),
    order=Order(
        rank=37,
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The foreign data wrapper is not in the database."),
        (Severity.FUNCTIONAL, "The foreign data wrapper exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The foreign data wrapper differs from the migrations."),
    ),
)
