"""Persistence of tables that hold rows: UNLOGGED (`pg_class.relpersistence`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, name
from schemasync.kinds._catalog import USER_SCHEMA, own_relation
from schemasync.kinds._kind import Catalog, Context, Ddl, InlineClause, Kind, Order, Severity, status_assess
from schemasync.kinds.tables.sequence import set_persistence

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
class Unlogged:
    """The fact alone; `referencing` are the tables with foreign keys to this one, which are unlogged too."""

    referencing: tuple[tuple[str, str], ...] | None = field(compare=False)


def target(ref: Ref) -> str:
    return f"TABLE {name(*ref.path)}"


def create(ref: Ref, _model: Unlogged, context: Context) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} SET UNLOGGED", _REWRITE), *_others(ref, "u", context)]


def drop(ref: Ref, _model: Unlogged, context: Context) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} SET LOGGED", _REWRITE), *_others(ref, "p", context)]


def _others(table: Ref, persistence: str, context: Context) -> list[Sql]:
    """The table takes its sequences along, from 15 on; those that shall differ from it are set back."""
    before, after = context.before.objects, context.after.objects
    own = [
        Ref("sequence", ref.path)
        for ref, m in after.items()
        if ref.kind == "sequence_owner" and m.column[:2] == table.path
    ]
    own += [ref for ref, m in after.items() if ref.kind == "sequence" and m.identity and m.identity[:2] == table.path]
    return [
        set_persistence(ref, after[ref])
        for ref in own
        if ref in before and ref in after and after[ref].persistence != persistence
    ]


KIND = Kind(
    name="persistence",
    model=Unlogged,
    parent=lambda ref, _: Ref("table", ref.path),
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(),
    ),
    order=Order(
        rank=41,
        requires=lambda _, model: [Ref("persistence", path) for path in model.referencing or ()],
    ),
    inline=InlineClause(
        parent="table",
        clause=lambda _ref, _model, _context: "UNLOGGED",
    ),
    origin="parent",
    assess=status_assess(
        (Severity.FUNCTIONAL, "The database logs the table, which the migrations make unlogged."),
        (Severity.BREAKING, "The database does not log the table: after a crash it is empty."),
        (Severity.FUNCTIONAL, "The table's persistence differs."),
    ),
    describe=lambda _ref, _model: "UNLOGGED",
)
