"""Persistence of tables that hold rows: UNLOGGED (`pg_class.relpersistence`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, name
from schemasync.kinds.catalog import USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.kind import (
    Catalog,
    Ddl,
    InlineClause,
    Kind,
    Order,
    PlanContext,
    Replacement,
    RowType,
    Severity,
    status_assess,
)
from schemasync.kinds.objects import all_of, find
from schemasync.kinds.tables._rewritten_rows import Casts, casts_around
from schemasync.kinds.tables.sequence import Sequence, set_persistence
from schemasync.kinds.tables.sequence_owner import SequenceOwner

_REWRITE = (Hazard.TABLE_REWRITE, Hazard.ACCESS_EXCLUSIVE)


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY[n.nspname, c.relname]::text[],
               (SELECT array_agg(ARRAY[fn.nspname, f.relname]::text[]) FROM pg_constraint k
                     JOIN pg_class f ON f.oid = k.conrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
                WHERE k.contype = 'f' AND k.confrelid = c.oid AND k.conrelid <> c.oid)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND c.relpersistence = 'u' AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class Persistence:
    """The table is unlogged; `referencing` are the tables with foreign keys to this one, which are unlogged too."""

    referencing: tuple[tuple[str, str], ...] | None = field(compare=False)


def target(ref: Ref) -> str:
    return f"TABLE {name(*ref.path)}"


def create(ref: Ref, _model: Persistence, context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} SET UNLOGGED", _REWRITE), *_keep_persistence(ref, "u", context)]


def drop(ref: Ref, _model: Persistence, context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} SET LOGGED", _REWRITE), *_keep_persistence(ref, "p", context)]


def _keep_persistence(table: Ref, persistence: str, context: PlanContext) -> list[Sql]:
    """From 15 on, PostgreSQL changes the table's sequences too: set back those that must differ from the table."""
    before, after = context.before.objects, context.after.objects
    owned = [
        Ref("sequence", ref.path) for ref, tie in all_of(after, SequenceOwner) if tie.column.relation == table.path
    ]
    identities = ((ref, model.identity) for ref, model in all_of(after, Sequence))
    owned += [ref for ref, column in identities if column and column.relation == table.path]
    return [
        set_persistence(ref, model)
        for ref in owned
        if ref in before and (model := find(after, ref, Sequence)) and model.persistence != persistence
    ]


def casts_around_change(ref: Ref, context: PlanContext, *, created: bool) -> Casts:
    """Casts around the statement that changes the persistence of a table with its rows."""
    table = Ref("table", ref.path)
    stays = table in context.before.objects and table in context.after.objects and table not in context.created
    return casts_around([table], context) if stays else {}


KIND = Kind(
    name="persistence",
    model=Persistence,
    parent=lambda ref, _: Ref("table", ref.path),
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
        only_if=UserRows("pg_class", "x.relpersistence = 'u'"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(),
        phrase=lambda ref, _: "persistence of {}.{}".format(*ref.path),
    ),
    order=Order(
        rank=41,
        requires=lambda _, model: [Ref("persistence", path) for path in model.referencing or ()],
    ),
    inline=InlineClause(
        parents=("table",),
        clause=lambda _ref, _model, _context: "UNLOGGED",
    ),
    replacement=Replacement(row_type=RowType(casts_around=casts_around_change)),
    origin="parent",
    assess=status_assess(
        (Severity.FUNCTIONAL, "The database logs the table, which the migrations make unlogged."),
        (Severity.BREAKING, "The database does not log the table: after a crash it is empty."),
        (Severity.FUNCTIONAL, "The table's persistence differs."),
    ),
    describe=lambda _ref, _model: "UNLOGGED",
)
