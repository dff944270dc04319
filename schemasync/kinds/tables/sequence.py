"""Sequences (`pg_sequence`), including those behind identity columns."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import OWNERSHIP, Change, Ref, Snapshot
from schemasync.core.sql import Hazard, Sql, dollar, ident, literal, name
from schemasync.kinds.catalog import PG_CLASS, USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Assessment,
    Catalog,
    Ddl,
    InlineClause,
    Kind,
    Order,
    PlanContext,
    Replacement,
    Severity,
    status_assess,
)
from schemasync.kinds.objects import find
from schemasync.kinds.paths import ColumnName, relation_name
from schemasync.kinds.rename import rename_by
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables._column_statements import alter_column


def query(_version: int) -> str:
    return f"""
        SELECT c.oid, 0, ARRAY[n.nspname, c.relname]::text[],
               format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
               c.relpersistence::text,
               (SELECT ARRAY[tn.nspname, t.relname, a.attname]::text[]
                FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
                     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
                WHERE d.classid = {PG_CLASS} AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'i'
                      AND d.refclassid = {PG_CLASS})
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class Sequence:
    """Attributes as in CREATE SEQUENCE; `identity` is the column that it is behind. The position is data: not compared."""

    type: str
    start: int
    increment: int
    minimum: int
    maximum: int
    cache: int
    cycle: bool
    persistence: str
    identity: ColumnName | None

    def __post_init__(self) -> None:
        """Give the tuple that was read its names."""
        if self.identity is not None:
            object.__setattr__(self, "identity", ColumnName(*self.identity))


def target(ref: Ref) -> str:
    return f"SEQUENCE {name(*ref.path)}"


def options(model: Sequence) -> str:
    """All options but the type, as CREATE SEQUENCE and identity columns write them."""
    return (
        f"START WITH {model.start} INCREMENT BY {model.increment} MINVALUE {model.minimum} MAXVALUE {model.maximum}"
        f" CACHE {model.cache} {'CYCLE' if model.cycle else 'NO CYCLE'}"
    )


def create(ref: Ref, model: Sequence, context: PlanContext) -> list[Sql]:
    if model.identity:  # ADD GENERATED … AS IDENTITY creates it
        return after_create(ref, model, context)
    unlogged = "UNLOGGED " if model.persistence == "u" else ""
    return [Sql(f"CREATE {unlogged}{target(ref)} AS {model.type} {options(model)}")]


def drop(ref: Ref, model: Sequence, context: PlanContext) -> list[Sql]:
    if not model.identity:
        return [Sql(f"DROP {target(ref)}", (Hazard.DATA_LOSS,))]
    column = find(context.after.objects, Ref("column", model.identity), Column)
    if column is None or column.identity:  # it is dropped with its column, or renamed by it
        return []
    return [Sql(f"{alter_column(Ref('column', model.identity))} DROP IDENTITY")]


def continue_after_rows(sequence: Ref, column: Ref, model: Sequence) -> Sql:
    """Set a new sequence to continue after the numbers that the column's rows have, within its bounds."""
    last, low, high = (
        ("max", model.start, model.maximum) if model.increment > 0 else ("min", model.minimum, model.start)
    )
    value = f"pg_catalog.{last}({ident(column.name)})"
    return Sql(
        f"SELECT pg_catalog.setval({literal(name(*sequence.path))}, {value}) FROM {relation_name(column)}"
        f" HAVING {value} BETWEEN {low} AND {high}"
    )


def change(ref: Ref, before: Sequence, after: Sequence, _context: PlanContext) -> list[Sql]:
    """Set the options; where the bounds exclude the old start, restart a sequence whose position they exclude too.

    Only the server knows the position, so the statement asks it.
    """
    retype = f" AS {after.type}" if before.type != after.type else ""
    statement = f"ALTER {target(ref)}{retype} {options(after)}"
    if after.minimum <= before.start <= after.maximum:
        return [Sql(statement)]
    within = f"(SELECT last_value BETWEEN {after.minimum} AND {after.maximum} FROM {name(*ref.path)})"
    body = f"BEGIN IF {within} THEN {statement}; ELSE {statement} RESTART WITH {after.start}; END IF; END"
    return [Sql(f"DO {dollar(body)}")]


def after_create(ref: Ref, model: Sequence, context: PlanContext) -> list[Sql]:
    """Set the persistence of an identity's sequence, which PostgreSQL creates with its table's."""
    if not model.identity:
        return []
    unlogged = Ref("persistence", model.identity.relation) in context.after.objects
    return [] if unlogged == (model.persistence == "u") else [set_persistence(ref, model)]


def set_persistence(ref: Ref, model: Sequence) -> Sql:
    return Sql(f"ALTER {target(ref)} SET {'UNLOGGED' if model.persistence == 'u' else 'LOGGED'}")


def change_persistence(ref: Ref, _before: Sequence, after: Sequence, _context: PlanContext) -> list[Sql]:
    return [set_persistence(ref, after)]


def clause(ref: Ref, model: Sequence, context: PlanContext) -> str | None:
    """The parenthesis after GENERATED … AS IDENTITY."""
    if not model.identity or Ref("column", model.identity) not in context.after.objects:
        return None
    return f"(SEQUENCE NAME {name(*ref.path)} {options(model)})"


_assess_status = status_assess(
    (Severity.BREAKING, "The sequence is not in the database; defaults that draw from it fail."),
    (Severity.FUNCTIONAL, "The sequence exists in the database, but no migration creates it."),
    (Severity.FUNCTIONAL, "The sequence counts differently than the migrations say."),
)


def assess(change: Change) -> Assessment:
    if change.attributes != ("identity",):
        return _assess_status(change)
    sides = [
        f"to the identity column {'.'.join(side.identity)}" if side.identity else "to no identity column"
        for side in (change.before, change.after)
    ]
    return Assessment(
        Severity.FUNCTIONAL, f"The sequence belongs {sides[0]} in the database, and {sides[1]} in the migrations."
    )


def _rename(old: Ref, new: Ref, before: Snapshot) -> list[Sql] | None:
    """None for a sequence that belongs to a column: only its table can be moved."""
    of_identity = any(dependent == old and type_ in OWNERSHIP for dependent, _, type_ in before.edges)
    owned = of_identity or Ref("sequence_owner", old.path) in before.objects
    statements = rename_by(target, moves=True)(old, new, before)
    return None if (owned and old.path[0] != new.path[0]) or statements is None else [*statements]


KIND = Kind(
    name="sequence",
    model=Sequence,
    parent=lambda _, model: Ref("column", model.identity) if model.identity else None,
    catalog=Catalog(
        oid=PG_CLASS,
        query=query,
        only_if=UserRows("pg_class", "x.relkind = 'S'"),
    ),
    ddl=Ddl(
        target=target,
        rename=_rename,
        create=create,
        drop=drop,
        alter=(
            Alter(("type", "start", "increment", "minimum", "maximum", "cache", "cycle"), change),
            Alter(("persistence",), change_persistence),
            Alter(("identity",), REPLACE),
        ),
    ),
    order=Order(
        rank=30,
    ),
    inline=InlineClause(
        parents=("column",),
        clause=clause,
        only=lambda model: model.identity is not None,
        after_create=after_create,
    ),
    replacement=Replacement(
        survives_type_change=lambda model: model.identity is not None,
    ),
    unique_names=lambda ref, _: [("relation", *ref.path)],
    origin="created",
    assess=assess,
)
