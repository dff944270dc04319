"""Schemas whose tables a publication sends (`pg_publication_namespace`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import PG_PUBLICATION_NAMESPACE
from schemasync.kinds.kind import Catalog, Ddl, Kind, Order, PlanContext, Severity, status_assess


def query(_version: int) -> str:
    return """
        SELECT r.oid, 0, ARRAY[p.pubname, n.nspname]::text[]
        FROM pg_publication_namespace r JOIN pg_publication p ON p.oid = r.pnpubid
             JOIN pg_namespace n ON n.oid = r.pnnspid"""


@dataclass(frozen=True, slots=True)
class PublicationSchema:
    """A schema of a publication; it has no attributes."""


def target(ref: Ref) -> str:
    publication, _ = ref.path
    return f"PUBLICATION {ident(publication)}"


def create(ref: Ref, _model: PublicationSchema, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} ADD TABLES IN SCHEMA {ident(ref.name)}")]


def drop(ref: Ref, _model: PublicationSchema, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} DROP TABLES IN SCHEMA {ident(ref.name)}")]


def parent(ref: Ref, _model: PublicationSchema) -> Ref:
    publication, _ = ref.path
    return Ref("publication", (publication,))


KIND = Kind(
    name="publication_schema",
    model=PublicationSchema,
    schema_at=None,
    parent=parent,
    catalog=Catalog(
        oid=PG_PUBLICATION_NAMESPACE,
        query=query,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(),
        phrase=lambda ref, _: "schema {1} in publication {0}".format(*ref.path),
    ),
    order=Order(
        rank=97,
        requires=lambda ref, _: [Ref("schema", (ref.name,))],
    ),
    assess=status_assess(
        (Severity.FUNCTIONAL, "The schema's tables are not published."),
        (Severity.SECURITY, "The schema's tables are published, which no migration asks for."),
        (Severity.FUNCTIONAL, "The schema's tables are published in another way than the migrations say."),
    ),
)
