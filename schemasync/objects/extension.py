"""Extensions (`pg_extension`); the version is information, never a difference."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.model import Ref
from schemasync.objects._catalog import PG_EXTENSION
from schemasync.objects._kind import REPLACE, Alter, Context, Kind, Replace, Severity, plain_drop, status_assess
from schemasync.sql import Sql, ident


def query(_version: int) -> str:
    return """
        SELECT e.oid, 0, ARRAY[e.extname]::text[], n.nspname::text, e.extversion, e.extrelocatable
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"""


@dataclass(frozen=True, slots=True)
class Extension:
    """Attributes: schema of its objects; version and relocatability are not compared."""

    schema: str
    version: str = field(compare=False)
    relocatable: bool = field(compare=False)


def target(ref: Ref) -> str:
    return f"EXTENSION {ident(ref.path[0])}"


def create(ref: Ref, model: Extension, context: Context) -> list[Sql]:
    fixed = not model.relocatable and Ref("schema", (model.schema,)) not in context.after.objects
    clause = "" if fixed or model.schema == "pg_catalog" else f" WITH SCHEMA {ident(model.schema)}"
    return [Sql(f"CREATE EXTENSION IF NOT EXISTS {ident(ref.path[0])}{clause}")]


def move(ref: Ref, before: Extension, after: Extension, _context: Context) -> list[Sql] | Replace:
    if not before.relocatable:
        return REPLACE
    return [Sql(f"ALTER {target(ref)} SET SCHEMA {ident(after.schema)}")]


KIND = Kind(
    name="extension",
    catalog=PG_EXTENSION,
    model=Extension,
    query=query,
    target=target,
    create=create,
    drop=plain_drop(target),
    alter=(Alter(("schema",), move),),
    assess=status_assess(
        (Severity.BREAKING, "The extension is not installed; what uses its functions and types fails."),
        (Severity.FUNCTIONAL, "The extension is installed in the database, but no migration asks for it."),
        (Severity.BREAKING, "The extension's objects live in another schema, so unqualified uses may not find them."),
    ),
    rank=5,
    origin="created",
)
