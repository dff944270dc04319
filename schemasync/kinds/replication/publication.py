"""Publications (`pg_publication`); their members are kinds of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import PG_PUBLICATION, UserRows
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

GENERATED_COLUMNS = 180000
"""Server version in which a publication can send generated columns."""


def query(version: int) -> str:
    generated = "p.pubgencols::text" if version >= GENERATED_COLUMNS else "'n'"
    return f"""
        SELECT p.oid, 0, ARRAY[p.pubname]::text[], p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete,
               p.pubtruncate, p.pubviaroot, {generated}
        FROM pg_publication p"""


@dataclass(frozen=True, slots=True)
class Publication:
    """Attributes: all tables, what is published, via the partitioned root, generated columns (n, s)."""

    all_tables: bool
    insert: bool
    update: bool
    delete: bool
    truncate: bool
    via_root: bool
    generated: str


def target(ref: Ref) -> str:
    return f"PUBLICATION {ident(ref.name)}"


def _options(model: Publication) -> str:
    words = ("insert", "update", "delete", "truncate")
    published = ", ".join(word for word in words if getattr(model, word))
    generated = ", publish_generated_columns = stored" if model.generated == "s" else ""
    return f"(publish = '{published}', publish_via_partition_root = {str(model.via_root).lower()}{generated})"


def create(ref: Ref, model: Publication, _context: PlanContext) -> list[Sql]:
    every = " FOR ALL TABLES" if model.all_tables else ""
    return [Sql(f"CREATE {target(ref)}{every} WITH {_options(model)}")]


def change(ref: Ref, before: Publication, after: Publication, _context: PlanContext) -> list[Sql]:
    words = _options(after)
    if before.generated == "s" and after.generated != "s":
        words = words.replace(")", ", publish_generated_columns = none)")
    return [Sql(f"ALTER {target(ref)} SET {words}")]


def for_server_version(model: Publication, version: int) -> Publication:
    """The model without generated columns, which an older server does not send."""
    return replace(model, generated="n") if version < GENERATED_COLUMNS else model


KIND = Kind(
    name="publication",
    model=Publication,
    schema_at=None,
    catalog=Catalog(
        oid=PG_PUBLICATION,
        query=query,
        only_if=UserRows("pg_publication"),
        for_server_version=for_server_version,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(
            Alter(("all_tables",), REPLACE),
            Alter(("insert", "update", "delete", "truncate", "via_root", "generated"), change),
        ),
    ),
    order=Order(
        rank=96,
    ),
    assess=status_assess(
        (Severity.FUNCTIONAL, "The publication is not in the database; nothing is replicated through it."),
        (Severity.FUNCTIONAL, "The publication exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The publication sends other changes than the migrations say."),
    ),
)
