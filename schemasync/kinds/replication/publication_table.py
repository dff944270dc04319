"""Tables of a publication, with their column lists and row filters (`pg_publication_rel`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds.catalog import PG_PUBLICATION_REL, UserRows
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Code,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Replacement,
    Severity,
    status_assess,
)


def query(_version: int) -> str:
    return """
        SELECT r.oid, 0, ARRAY[p.pubname, n.nspname, c.relname]::text[],
               (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs)),
               pg_get_expr(r.prqual, r.prrelid)
        FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid JOIN pg_class c ON c.oid = r.prrelid
             JOIN pg_namespace n ON n.oid = c.relnamespace"""


@dataclass(frozen=True, slots=True)
class PublicationTable:
    """Attributes: columns (None for all), row filter."""

    columns: tuple[str, ...] | None
    filter: str | None


def target(ref: Ref) -> str:
    publication, *_ = ref.path
    return f"PUBLICATION {ident(publication)}"


def table(ref: Ref) -> Ref:
    _, *path = ref.path
    return Ref("table", tuple(path))


def create(ref: Ref, model: PublicationTable, _context: PlanContext) -> list[Sql]:
    columns = f" ({', '.join(map(ident, model.columns))})" if model.columns else ""
    where = f" WHERE ({model.filter})" if model.filter else ""
    return [Sql(f"ALTER {target(ref)} ADD TABLE ONLY {name(*table(ref).path)}{columns}{where}", only=True)]


def drop(ref: Ref, _model: PublicationTable, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} DROP TABLE ONLY {name(*table(ref).path)}", only=True)]


def parent(ref: Ref, _model: PublicationTable) -> Ref:
    publication, *_ = ref.path
    return Ref("publication", (publication,))


KIND = Kind(
    name="publication_table",
    model=PublicationTable,
    schema_at=None,
    parent=parent,
    catalog=Catalog(
        oid=PG_PUBLICATION_REL,
        query=query,
        only_if=UserRows("pg_publication_rel"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("columns", "filter"), REPLACE),),
        phrase=lambda ref, _: "table {1}.{2} in publication {0}".format(*ref.path),
    ),
    order=Order(
        rank=97,
        requires=lambda ref, _: [table(ref)],
    ),
    replacement=Replacement(
        rebuildable=True,
    ),
    code=Code(
        expressions=("filter",),
    ),
    assess=status_assess(
        (Severity.FUNCTIONAL, "The table is not published: subscribers and Realtime get none of its changes."),
        (Severity.SECURITY, "The table is published, which no migration asks for: its changes leave the database."),
        (Severity.SECURITY, "Other columns or rows of the table are published than the migrations say."),
    ),
)
