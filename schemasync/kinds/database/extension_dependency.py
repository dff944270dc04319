"""Dependencies on extensions that a user declared: `ALTER … DEPENDS ON EXTENSION` (`pg_depend` with deptype `x`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import PG_EXTENSION
from schemasync.kinds.kind import Catalog, Ddl, Kind, Order, PlanContext, Replacement, Severity, status_assess


def query(_version: int) -> str:
    return f"""
        SELECT d.classid, d.objid, d.objsubid, ARRAY[e.extname]::text[]
        FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
        WHERE d.deptype = 'x' AND d.refclassid = {PG_EXTENSION}"""


@dataclass(frozen=True, slots=True)
class ExtensionDependency:
    """The dependency of an object on an extension, which the path names; it has no attributes."""


def _alter(ref: Ref, word: str, context: PlanContext) -> list[Sql]:
    target = context.kinds[ref.subject.kind].ddl.target(ref.subject)
    return [Sql(f"ALTER {target} {word}DEPENDS ON EXTENSION {ident(ref.name)}")]


def create(ref: Ref, _model: ExtensionDependency, context: PlanContext) -> list[Sql]:
    return _alter(ref, "", context)


def drop(ref: Ref, _model: ExtensionDependency, context: PlanContext) -> list[Sql]:
    return _alter(ref, "NO ", context)


KIND = Kind(
    name="extension_dependency",
    model=ExtensionDependency,
    satellite=True,
    catalog=Catalog(
        oid=0,
        query=query,
    ),
    ddl=Ddl(
        target=str,
        create=create,
        drop=drop,
        alter=(),
    ),
    order=Order(
        rank=90,
        requires=lambda ref, _: [Ref("extension", ref.path)],
    ),
    replacement=Replacement(
        survives_type_change=lambda _: True,
    ),
    origin="parent",
    assess=status_assess(
        (Severity.COSMETIC, "The object is not dropped with the extension, as the migrations ask."),
        (Severity.FUNCTIONAL, "Dropping the extension drops the object too, which no migration asks for."),
        (Severity.COSMETIC, "The object is dropped with another extension."),
    ),
)
