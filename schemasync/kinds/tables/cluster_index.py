"""The index by which CLUSTER orders a table (`pg_index.indisclustered`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds.catalog import USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.kind import REPLACE, Alter, Catalog, Ddl, Kind, Order, PlanContext, Severity, status_assess
from schemasync.kinds.paths import schema_of


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY[n.nspname, c.relname]::text[], i.relname::text, c.relkind::text
        FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_class i ON i.oid = x.indexrelid
        WHERE x.indisclustered AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class ClusterIndex:
    """Attributes: the index's name, `relkind` of its table or materialized view."""

    index: str
    relation_kind: str


def _alter(ref: Ref, model: ClusterIndex) -> str:
    return f"ALTER {'MATERIALIZED VIEW' if model.relation_kind == 'm' else 'TABLE'} {name(*ref.path)}"


def target(ref: Ref) -> str:
    return f"TABLE {name(*ref.path)}"


def create(ref: Ref, model: ClusterIndex, _context: PlanContext) -> list[Sql]:
    return [Sql(f"{_alter(ref, model)} CLUSTER ON {ident(model.index)}")]


def drop(ref: Ref, model: ClusterIndex, _context: PlanContext) -> list[Sql]:
    return [Sql(f"{_alter(ref, model)} SET WITHOUT CLUSTER")]


def requires(ref: Ref, model: ClusterIndex) -> list[Ref]:
    index = Ref("index", (schema_of(ref), model.index))
    return [Ref("materialized_view", ref.path), index, Ref("constraint", (*ref.path, model.index))]


KIND = Kind(
    name="cluster_index",
    model=ClusterIndex,
    parent=lambda ref, _: Ref("table", ref.path),
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
        only_if=UserRows("pg_index", "x.indisclustered", oid="indexrelid"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("index", "relation_kind"), REPLACE),),
    ),
    order=Order(
        rank=73,
        requires=requires,
    ),
    origin="parent",
    assess=status_assess(
        (Severity.PERFORMANCE, "The table is not marked for clustering as the migrations say."),
        (Severity.PERFORMANCE, "The table is marked for clustering, which no migration asks for."),
        (Severity.PERFORMANCE, "The table is marked for clustering by another index."),
    ),
)
