"""Replica identity: the columns of an old row that logical replication sends (`pg_class.relreplident`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds.catalog import USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Ddl,
    Kind,
    LoggedState,
    Order,
    PlanContext,
    Replace,
    Severity,
    status_assess,
)
from schemasync.kinds.paths import schema_of

DEFAULT, NOTHING, FULL = "d", "n", "f"
"""The primary key, nothing, or all columns identify a row (`pg_class.relreplident`)."""
WORDS = {DEFAULT: "DEFAULT", NOTHING: "NOTHING", FULL: "FULL"}


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY[n.nspname, c.relname]::text[], c.relreplident::text, i.relname::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             LEFT JOIN pg_index x ON x.indrelid = c.oid AND x.indisreplident AND c.relreplident = 'i'
             LEFT JOIN pg_class i ON i.oid = x.indexrelid
        WHERE c.relkind IN ('r', 'p', 'm') AND c.relreplident <> 'd'
              AND NOT (c.relreplident = 'i' AND i.oid IS NULL) AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class ReplicaIdentity:
    """Attributes: mode (n nothing, f full, i index), name of the index."""

    mode: str
    index: str | None


def target(ref: Ref) -> str:
    return f"TABLE {name(*ref.path)}"


def create(ref: Ref, model: ReplicaIdentity, _context: PlanContext) -> list[Sql]:
    word = f"USING INDEX {ident(model.index)}" if model.index else WORDS[model.mode]
    return [Sql(f"ALTER TABLE ONLY {name(*ref.path)} REPLICA IDENTITY {word}", only=True)]


def drop(ref: Ref, _model: ReplicaIdentity, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER TABLE ONLY {name(*ref.path)} REPLICA IDENTITY DEFAULT", only=True)]


def change(ref: Ref, before: ReplicaIdentity, after: ReplicaIdentity, context: PlanContext) -> list[Sql] | Replace:
    """Drop and create it where the index changes: the old index may be dropped before the new one is created."""
    if before.index and after.index:
        return REPLACE
    return create(ref, after, context)


def requires(ref: Ref, model: ReplicaIdentity) -> list[Ref]:
    if not model.index:
        return [Ref("materialized_view", ref.path)]
    index = Ref("index", (schema_of(ref), model.index))
    return [Ref("materialized_view", ref.path), index, Ref("constraint", (*ref.path, model.index))]


KIND = Kind(
    name="replica_identity",
    model=ReplicaIdentity,
    parent=lambda ref, _: Ref("table", ref.path),
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
        only_if=UserRows("pg_class", "x.relkind IN ('r', 'p', 'm') AND x.relreplident <> 'd'"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("mode", "index"), change),),
    ),
    order=Order(
        rank=72,
        requires=requires,
    ),
    origin=LoggedState(("relreplident",)),
    assess=status_assess(
        (Severity.FUNCTIONAL, "Realtime and replication get other columns of changed rows than the migrations say."),
        (Severity.FUNCTIONAL, "Realtime and replication get other columns of changed rows than the migrations say."),
        (Severity.FUNCTIONAL, "Realtime and replication get other columns of changed rows than the migrations say."),
    ),
)
