"""Queues of pgmq: the rows of `pgmq.meta`, which `pgmq.create` inserts; messages are data.

The tables of a queue come and go with it, and their columns depend on the release of pgmq.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, literal
from schemasync.kinds import table_rows as _rows
from schemasync.kinds.kind import REPLACE, Alter, Catalog, Ddl, Kind, Order, PlanContext, Severity, status_assess

RELATION = "pgmq.meta"
COLUMNS = {"queue_name": "character varying|text", "is_partitioned": "boolean", "is_unlogged": "boolean"}


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY['pgmq', row ->> 'queue_name'], coalesce((row ->> 'is_partitioned')::boolean, false),
               coalesce((row ->> 'is_unlogged')::boolean, false), ARRAY[row ->> 'xmin', row ->> 'cmin']::bigint[]
        FROM {_rows.source(RELATION)} WHERE row ->> 'queue_name' IS NOT NULL"""


@dataclass(frozen=True, slots=True)
class Queue:
    """Attributes: partitioned, unlogged; `xmin` and `cmin` of its row."""

    partitioned: bool
    unlogged: bool
    written: tuple[int, int] = field(default=(0, 0), compare=False)


def table_paths(ref: Ref) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Paths of a queue's tables: the one to read from, and the archive."""
    name = ref.name.lower()
    return ("pgmq", f"q_{name}"), ("pgmq", f"a_{name}")


def create(ref: Ref, model: Queue, _context: PlanContext) -> list[Sql]:
    """Call the function of pgmq; it keeps tables that exist already, as where a plan makes them itself."""
    function = "create_partitioned" if model.partitioned else "create_unlogged" if model.unlogged else "create"
    return [Sql(f"SELECT pgmq.{function}({literal(ref.name)})")]


def drop(ref: Ref, _model: Queue, context: PlanContext) -> list[Sql]:
    """Call the function of pgmq, which drops the tables; where the plan drops them itself, only the row is left."""
    path, _archive = table_paths(ref)
    table = Ref("table", path)
    if table in context.before.objects and table not in context.after.objects:
        return [Sql(f"DELETE FROM {RELATION} WHERE queue_name = {literal(ref.name)}")]
    return [Sql(f"SELECT pgmq.drop_queue({literal(ref.name)})", (Hazard.DATA_LOSS,))]


KIND = Kind(
    name="queue",
    model=Queue,
    catalog=Catalog(
        query=query,
        table=RELATION,
        table_columns=COLUMNS,
    ),
    ddl=Ddl(
        target=lambda ref: f"QUEUE {ident(ref.name)}",
        create=create,
        drop=drop,
        alter=(Alter(("partitioned", "unlogged"), REPLACE),),
    ),
    order=Order(
        rank=75,
        requires=lambda _ref, _model: [Ref("extension", ("pgmq",))],
    ),
    origin="written",
    assess=status_assess(
        (Severity.BREAKING, "The queue is not in the database: sending to it and reading from it fail."),
        (Severity.FUNCTIONAL, "The queue is in the database, but no migration makes it."),
        (Severity.FUNCTIONAL, "The queue keeps its messages in another way than the migrations say."),
    ),
    describe=lambda _, model: "partitioned" if model.partitioned else "unlogged" if model.unlogged else "logged",
)
