"""Extended statistics (`pg_statistic_ext`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, name
from schemasync.kinds.catalog import PG_STATISTIC_EXT, RELATION_KINDS, USER_SCHEMA, UserRows, own
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
    plain_drop,
    status_assess,
)


def query(_version: int) -> str:
    return f"""
        SELECT s.oid, 0, ARRAY[n.nspname, s.stxname]::text[],
               ARRAY(SELECT a.attname::text FROM pg_attribute a
                     WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys) ORDER BY 1),
               coalesce(pg_get_statisticsobjdef_expressions(s.oid), '{{}}'), s.stxkind::text[],
               pg_get_statisticsobjdef(s.oid), nullif(s.stxstattarget, -1)::int, c.relkind::text, ARRAY[cn.nspname, c.relname]::text[]
        FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace JOIN pg_class c ON c.oid = s.stxrelid
             JOIN pg_namespace cn ON cn.oid = c.relnamespace
        WHERE {USER_SCHEMA} AND {own(PG_STATISTIC_EXT, "s.oid")}"""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Extended statistics.

    Attributes: columns (PostgreSQL keeps them in the table's order), expressions, kinds, target, table (schema, name).
    Not compared: definition as `pg_get_statisticsobjdef` prints it, `relkind` of the table.
    """

    columns: tuple[str, ...]
    expressions: tuple[str, ...]
    kinds: tuple[str, ...]
    definition: str = field(compare=False)
    target: int | None
    relation_kind: str = field(compare=False)
    table: tuple[str, str]


def target(ref: Ref) -> str:
    return f"STATISTICS {name(*ref.path)}"


def create(ref: Ref, model: Statistics, context: PlanContext) -> list[Sql]:
    made = [Sql(model.definition)]
    return made if model.target is None else [*made, *change_target(ref, model, model, context)]


def change_target(ref: Ref, _before: Statistics, after: Statistics, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} SET STATISTICS {-1 if after.target is None else after.target}")]


KIND = Kind(
    name="statistics",
    model=Statistics,
    parent=lambda _, model: Ref(RELATION_KINDS[model.relation_kind], model.table),
    catalog=Catalog(
        oid=PG_STATISTIC_EXT,
        query=query,
        only_if=UserRows("pg_statistic_ext"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("columns", "expressions", "kinds", "table"), REPLACE), Alter(("target",), change_target)),
    ),
    order=Order(
        rank=83,
    ),
    replacement=Replacement(
        rebuildable=True,
        survives_type_change=lambda _: False,
    ),
    code=Code(
        expressions=("expressions",),
    ),
    assess=status_assess(
        (Severity.PERFORMANCE, "The statistics are not in the database: the planner's estimates may be worse."),
        (Severity.PERFORMANCE, "The statistics exist in the database, but no migration creates them."),
        (Severity.PERFORMANCE, "The statistics are defined differently than in the migrations."),
    ),
    describe=lambda _, model: model.definition,
)
