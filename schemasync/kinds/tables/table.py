"""Tables, plain and partitioned (`pg_class` with relkind `r` and `p`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.once import once_per_context
from schemasync.core.sql import Hazard, Sql, ident, name, options, parse_options, set_options
from schemasync.kinds.access.owner import Owner
from schemasync.kinds.catalog import PG_CLASS, USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.database.event_trigger import EventTrigger
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Code,
    Ddl,
    Estimate,
    Kind,
    Order,
    PlanContext,
    Severity,
    status_assess,
)
from schemasync.kinds.objects import all_of, find
from schemasync.kinds.option_lists import relation
from schemasync.kinds.rename import rename_by
from schemasync.kinds.tables._create_table import column_list, inherits
from schemasync.kinds.tables._rebuild_table import keeps_rows, loses_data, restore_rows, save_rows

ALWAYS_LOGGED = 180000
"""Server version in which a partitioned table cannot be unlogged."""

PARTITIONS_ESTIMATE = """(
    SELECT ARRAY[CASE WHEN min(p.reltuples) < 0 THEN -1 ELSE coalesce(sum(p.reltuples), 0) END, coalesce(sum(p.relpages), 0)]::float8[]
    FROM pg_partition_tree(c.oid) t JOIN pg_class p ON p.oid = t.relid WHERE t.isleaf AND p.relkind = 'r')"""
"""A partitioned table has no pages, and the server counts its rows only on demand; unknown if one partition is."""


def query(version: int) -> str:
    called_unlogged = "NULL::boolean" if version >= ALWAYS_LOGGED else "c.relkind = 'p' AND c.relpersistence = 'u'"
    return f"""
        SELECT c.oid, 0, ARRAY[n.nspname, c.relname]::text[],
               CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
               {relation("c", "tc")},
               am.amname::text, ts.spcname::text, {called_unlogged}, c.relispartition,
               CASE c.relkind WHEN 'p' THEN {PARTITIONS_ESTIMATE} ELSE ARRAY[c.reltuples, c.relpages]::float8[] END
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             LEFT JOIN pg_class tc ON tc.oid = c.reltoastrelid
             LEFT JOIN pg_am am ON am.oid = c.relam
             LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
        WHERE c.relkind IN ('r', 'p') AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table without its columns.

    Attributes: partition key, storage options (those of the TOAST table prefixed), access method, tablespace; whether
    a partitioned table is marked unlogged, which has no effect (None from 18 on, which refuses it).
    Not compared: whether it is a partition; the server's estimate of its size.
    """

    partition_key: str | None
    options: tuple[str, ...]
    access_method: str | None
    tablespace: str | None
    called_unlogged: bool | None
    is_partition: bool = field(compare=False)
    estimate: Estimate = field(compare=False)

    def __post_init__(self) -> None:
        """Give the pair that was read its names."""
        object.__setattr__(self, "estimate", Estimate(*self.estimate))


def target(ref: Ref) -> str:
    return f"TABLE {name(*ref.path)}"


def create(ref: Ref, model: Table, context: PlanContext) -> list[Sql]:
    """CREATE TABLE with the columns and constraints that can be clauses of it, and the rows of a table that is rebuilt."""
    lines, body = column_list(ref, context)
    unlogged = "".join(f"{context.clause(child.ref)} " for child in context.folded(ref, "persistence"))
    if model.called_unlogged and context.before.server_version < ALWAYS_LOGGED:
        unlogged = "UNLOGGED "
    clauses = [inherits(ref, context)]
    if model.partition_key:
        clauses.append(f" PARTITION BY {model.partition_key}")
    if model.access_method and (model.partition_key or model.access_method != "heap"):
        clauses.append(f" USING {ident(model.access_method)}")
    if model.options:
        clauses.append(f" WITH ({options(parse_options(model.options))})")
    if model.tablespace:
        clauses.append(f" TABLESPACE {ident(model.tablespace)}")
    for typed in context.folded(ref, "typed_table"):
        body = context.clause(typed.ref) + (f" {body}" if lines else "")
    rows = restore_rows(ref, context) if keeps_rows(ref, context) else []
    return [
        Sql(f"CREATE {unlogged}{target(ref)} {body}{''.join(clauses)}"),
        *_without_row_security(ref, context),
        *rows,
    ]


def _without_row_security(ref: Ref, context: PlanContext) -> list[Sql]:
    """Disable row security of a new table, where an event trigger of the project may enable it for each new table."""
    if Ref("row_security", ref.path) in context.after.objects or not _has_hook_on_new_tables(context):
        return []
    return [Sql(f"ALTER {target(ref)} DISABLE ROW LEVEL SECURITY")]


@once_per_context
def _has_hook_on_new_tables(context: PlanContext) -> bool:
    """Whether an event trigger fires on CREATE TABLE throughout the plan and runs a function of the role of the plan.

    Functions of other roles are the platform's; which tables a trigger changes, and how, is known to its function alone.
    """
    before, after = context.before.objects, context.after.objects
    hooks = {
        ref
        for ref, model in all_of(before, EventTrigger)
        if ref in after and ref not in context.created and model.fires_on("CREATE TABLE")
    }
    functions = {edge.referenced for edge in context.before.edges if edge.dependent in hooks} if hooks else set()
    owners = (find(before, Ref("owner", (), function), Owner) for function in functions)
    return any(owner is not None and owner.role == context.role for owner in owners)


def drop(ref: Ref, _model: Table, context: PlanContext) -> list[Sql]:
    """Drop the table; save its rows before if it is created again and has any of its own."""
    hazard = Hazard.DATA_LOSS if loses_data(ref, context) else Hazard.ACCESS_EXCLUSIVE
    statement = Sql(f"DROP {target(ref)}", (hazard,))
    return [*save_rows(ref, context), statement] if keeps_rows(ref, context) else [statement]


def change_options(ref: Ref, before: Table, after: Table, _context: PlanContext) -> list[Sql]:
    return set_options(f"ALTER {target(ref)}", before.options, after.options)


def change_method(ref: Ref, _before: Table, after: Table, _context: PlanContext) -> list[Sql]:
    """Set the access method; a partitioned table may have none, and has no rows to rewrite."""
    method = ident(after.access_method) if after.access_method else "DEFAULT"
    text = f"ALTER {target(ref)} SET ACCESS METHOD {method}"
    if after.partition_key:
        return [Sql(text, (Hazard.ACCESS_EXCLUSIVE,))]
    return [Sql(text, (Hazard.TABLE_REWRITE, Hazard.ACCESS_EXCLUSIVE))]


def change_tablespace(ref: Ref, _before: Table, after: Table, _context: PlanContext) -> list[Sql]:
    text = f"ALTER {target(ref)} SET TABLESPACE {ident(after.tablespace or 'pg_default')}"
    return [Sql(text, (Hazard.TABLE_REWRITE, Hazard.ACCESS_EXCLUSIVE))]


def describe(ref: Ref, model: Table) -> str:
    return f"{target(ref)}" + (f" PARTITION BY {model.partition_key}" if model.partition_key else "")


KIND = Kind(
    name="table",
    model=Table,
    catalog=Catalog(
        oid=PG_CLASS,
        query=query,
        only_if=UserRows("pg_class", "x.relkind IN ('r', 'p')"),
        restricted_attributes=("called_unlogged",),
    ),
    ddl=Ddl(
        target=target,
        rename=rename_by(target, moves=True),
        create=create,
        drop=drop,
        alter=(
            Alter(("partition_key",), REPLACE),
            Alter(("options",), change_options),
            Alter(("access_method",), change_method),
            Alter(("tablespace",), change_tablespace),
            Alter(("called_unlogged",), REPLACE),
        ),
    ),
    order=Order(
        rank=40,
    ),
    unique_names=lambda ref, _: [("relation", *ref.path), ("type", *ref.path)],
    origin="created",
    code=Code(
        expressions=("partition_key",),
    ),
    assess=status_assess(
        (Severity.BREAKING, "The table is not in the database; every query that uses it fails."),
        (Severity.FUNCTIONAL, "The table exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The table is partitioned or stored differently than the migrations say."),
    ),
    describe=describe,
    estimate=lambda model: model.estimate,
)
