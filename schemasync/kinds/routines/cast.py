"""Casts (`pg_cast`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql
from schemasync.kinds.catalog import FIRST_USER_OID, PG_CAST, UserRows
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Code,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Severity,
    plain_drop,
    status_assess,
)

CONTEXT = {"e": "", "a": " AS ASSIGNMENT", "i": " AS IMPLICIT"}


def query(_version: int) -> str:
    return f"""
        SELECT c.oid, 0, ARRAY[format_type(c.castsource, NULL), format_type(c.casttarget, NULL)]::text[],
               c.castcontext::text, c.castmethod::text, nullif(c.castfunc, 0)::regprocedure::text
        FROM pg_cast c WHERE c.oid >= {FIRST_USER_OID} AND NOT EXISTS (
            SELECT FROM pg_depend x WHERE x.classid = {PG_CAST} AND x.objid = c.oid AND x.deptype IN ('e', 'i'))"""


@dataclass(frozen=True, slots=True)
class Cast:
    """Attributes: context (e explicit, a assignment, i implicit), method (f function, i text, b binary), function."""

    context: str
    method: str
    function: str | None


def target(ref: Ref) -> str:
    source, destination = ref.path
    return f"CAST ({source} AS {destination})"


def create(ref: Ref, model: Cast, _context: PlanContext) -> list[Sql]:
    how = {"f": f"WITH FUNCTION {model.function}", "i": "WITH INOUT", "b": "WITHOUT FUNCTION"}[model.method]
    return [Sql(f"CREATE {target(ref)} {how}{CONTEXT[model.context]}")]


KIND = Kind(
    name="cast",
    model=Cast,
    schema_at=None,
    catalog=Catalog(
        oid=PG_CAST,
        query=query,
        only_if=UserRows("pg_cast"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("context", "method", "function"), REPLACE),),
    ),
    order=Order(
        rank=37,
    ),
    origin="created",
    code=Code(
        used_unnamed=True,
    ),
    assess=status_assess(
        (Severity.BREAKING, "The cast is not in the database; expressions that need it fail."),
        (Severity.FUNCTIONAL, "The cast exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The cast works differently than the migrations say."),
    ),
)
