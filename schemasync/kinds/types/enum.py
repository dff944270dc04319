"""Enumerated types (`pg_type` with typtype `e`, `pg_enum`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Sql, literal, name
from schemasync.kinds.catalog import PG_TYPE, USER_SCHEMA, UserRows, own
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Assessment,
    Catalog,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Replace,
    Replacement,
    Severity,
    plain_drop,
)
from schemasync.kinds.rename import rename_by
from schemasync.kinds.types._types import rename_type_away, type_names, type_target


def query(_version: int) -> str:
    return f"""
        SELECT t.oid, 0, ARRAY[n.nspname, t.typname]::text[],
               coalesce((SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
                         FROM pg_enum e WHERE e.enumtypid = t.oid), '{{}}')
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE t.typtype = 'e' AND {USER_SCHEMA} AND {own(PG_TYPE, "t.oid")}"""


@dataclass(frozen=True, slots=True)
class Enum:
    """Attributes: labels in order."""

    labels: tuple[str, ...]


def create(ref: Ref, model: Enum, _context: PlanContext) -> list[Sql]:
    labels = ", ".join(map(literal, model.labels))
    return [Sql(f"CREATE TYPE {name(*ref.path)} AS ENUM ({labels})")]


def change_labels(ref: Ref, before: Enum, after: Enum, _context: PlanContext) -> Sequence[Sql] | Replace:
    """PostgreSQL adds labels anywhere, and renames them; to remove or reorder them the type is rebuilt."""
    if renamed := renamed_labels(before, after):
        rename = f"ALTER TYPE {name(*ref.path)} RENAME VALUE"
        return [Sql(f"{rename} {literal(old)} TO {literal(new)}") for old, new in renamed]
    kept = [label for label in after.labels if label in before.labels]
    if kept != list(before.labels):
        return REPLACE
    statements, present = [], list(before.labels)
    for position, label in enumerate(after.labels):
        if label in present:
            continue
        place = f" AFTER {literal(after.labels[position - 1])}" if position else ""
        if not position and present:
            first, *_ = present
            place = f" BEFORE {literal(first)}"
        present.insert(position, label)
        text = f"ALTER TYPE {name(*ref.path)} ADD VALUE {literal(label)}{place}"
        statements.append(Sql(text, hazards=(Hazard.NON_TRANSACTIONAL,), commit=True))
    return statements


def renamed_labels(before: Enum, after: Enum) -> list[tuple[str, str]]:
    """(old, new) for labels that bear another name in the same place, where that is the only difference.

    Rows keep their place in the order; a rebuilt type would refuse every row with the old label. Where no label stays, it
    is another type.
    """
    if len(before.labels) != len(after.labels) or {*before.labels}.isdisjoint(after.labels):
        return []
    pairs = [pair for pair in zip(before.labels, after.labels, strict=True) if pair[0] != pair[1]]
    moved = any(old in after.labels or new in before.labels for old, new in pairs)
    return [] if moved else pairs


def assess(change: Change) -> Assessment:
    if change.before is None:
        return Assessment(Severity.BREAKING, "The type is not in the database.")
    if change.after is None:
        return Assessment(Severity.FUNCTIONAL, "The type exists in the database, but no migration creates it.")
    if renamed := renamed_labels(change.before, change.after):
        words = ", ".join(f"'{new}' is called '{old}'" for old, new in renamed)
        return Assessment(
            Severity.BREAKING, f"In the database the label {words}: statements that use the migrations' name fail."
        )
    lost = [label for label in change.after.labels if label not in change.before.labels]
    if lost:
        return Assessment(Severity.BREAKING, f"The database refuses the {_named(lost)}, which the migrations define.")
    more = [label for label in change.before.labels if label not in change.after.labels]
    if more:
        return Assessment(Severity.FUNCTIONAL, f"The database has the {_named(more)}, which no migration adds.")
    return Assessment(Severity.FUNCTIONAL, "The labels are in another order than in the migrations.")


def _named(labels: Sequence[str]) -> str:
    """`label 'x'`, or `labels 'x', 'y'`."""
    words = ", ".join(f"'{label}'" for label in labels)
    return f"label{'s' if len(labels) > 1 else ''} {words}"


KIND = Kind(
    name="enum",
    model=Enum,
    catalog=Catalog(
        oid=PG_TYPE,
        query=query,
        only_if=UserRows("pg_type", "x.typtype = 'e'"),
    ),
    ddl=Ddl(
        target=type_target,
        rename=rename_by(type_target, moves=True),
        create=create,
        drop=plain_drop(type_target),
        alter=(Alter(("labels",), change_labels, reprints=True),),
    ),
    order=Order(
        rank=20,
    ),
    replacement=Replacement(
        rename_away=rename_type_away,
    ),
    unique_names=type_names,
    origin="created",
    assess=assess,
)
