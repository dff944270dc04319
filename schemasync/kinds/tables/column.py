"""Columns of tables and foreign tables (`pg_attribute`); a column's default is a kind of its own."""

from __future__ import annotations

from collections.abc import Sequence

from schemasync.core.model import Change, Ref, Snapshot
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds.catalog import PG_CLASS, UserRows
from schemasync.kinds.inheritance import descendants, table_of
from schemasync.kinds.kind import (
    Alter,
    Assessment,
    Catalog,
    Code,
    Ddl,
    InlineClause,
    Kind,
    Order,
    PlanContext,
    Replacement,
    RowType,
    Severity,
)
from schemasync.kinds.objects import find, get
from schemasync.kinds.paths import relation_name, relation_of, same_part
from schemasync.kinds.rename import rename_part
from schemasync.kinds.tables._alter_type import cast_to_text, change_type, retarget, row_type_users
from schemasync.kinds.tables._column_change import (
    change_compression,
    change_fdw_options,
    change_nullability,
    change_options,
    change_own,
    change_statistics,
    change_storage,
    must_rebuild,
)
from schemasync.kinds.tables._column_create import after_create, clause, create, follows_parent
from schemasync.kinds.tables._column_model import Column, for_server_version, query
from schemasync.kinds.tables._column_statements import alter_table, identity
from schemasync.kinds.tables._not_null import extra_addresses
from schemasync.kinds.tables._rewritten_rows import casts_around_column


def target(ref: Ref) -> str:
    return f"COLUMN {name(*ref.path)}"


def drop(ref: Ref, model: Column, context: PlanContext) -> list[Sql]:
    """Drop the column, and those of children that are dropped too; an inherited one may be gone with another parent's."""
    if follows_parent(ref, model, context):
        return []
    before, after = context.before.objects, context.after.objects
    inherited = [
        child
        for child in descendants(ref, context)
        if (column := find(before, child, Column)) is not None and not column.is_local
    ]
    kept = any(_becomes_own(child, context) for child in inherited)
    columns = [ref, *(child for child in inherited if child not in after)] if kept else [ref]
    return [_drop(each, context, only=kept) for each in columns]


def _drop(ref: Ref, context: PlanContext, *, only: bool) -> Sql:
    model = get(context.before.objects, ref, Column)
    if_exists = "" if model.is_local else "IF EXISTS "
    text = f"{alter_table(ref, only=only)} DROP COLUMN {if_exists}{ident(ref.name)}"
    return Sql(text, () if model.generated == "v" else (Hazard.DATA_LOSS,), only=only)


def _becomes_own(ref: Ref, context: PlanContext) -> bool:
    column = find(context.after.objects, ref, Column)
    return column is not None and column.is_local and ref not in context.created


def assess(change: Change) -> Assessment:
    if change.before is None:
        return Assessment(Severity.BREAKING, "The column is not in the database; queries that name it fail.")
    if change.after is None:
        return Assessment(Severity.FUNCTIONAL, "The column exists in the database, but no migration adds it.")
    if "type" in change.attributes:
        words = f"The column is {change.before.type} in the database, {change.after.type} in the migrations."
        return Assessment(Severity.BREAKING, words)
    if "not_null" in change.attributes:
        if change.after.not_null:
            return Assessment(Severity.FUNCTIONAL, "The database accepts NULL where the migrations forbid it.")
        return Assessment(Severity.BREAKING, "The database refuses NULL where the migrations allow it.")
    if "identity" in change.attributes:
        sides = [
            f"is {identity(side)}" if side.identity else "is no identity column"
            for side in (change.before, change.after)
        ]
        return Assessment(
            Severity.FUNCTIONAL, f"The column {sides[0]} in the database, and {sides[1]} in the migrations."
        )
    if change.attributes == ("own",):
        words = "The table defines the column itself" if change.before.own else "The column is only inherited"
        return Assessment(Severity.COSMETIC, f"{words} in the database, unlike in the migrations.")
    if set(change.attributes) <= {"storage", "compression", "statistics", "options"}:
        return Assessment(Severity.PERFORMANCE, "The column is stored or analysed differently than the migrations say.")
    return Assessment(Severity.FUNCTIONAL, "The column differs from the migrations.")


def describe(_ref: Ref, model: Column) -> str:
    extra = [f"COLLATE {model.collation}"] if model.collation else []
    if model.generated:
        extra.append(f"GENERATED ALWAYS AS ({model.expression})")
    if model.identity:
        extra.append(identity(model))
    if model.not_null:
        extra.append("NOT NULL")
    return " ".join([model.type, *extra])


def unique_names(ref: Ref, model: Column) -> list[tuple[str, ...]]:
    """The name of its NOT NULL constraint."""
    return [("constraint", *relation_of(ref), model.not_null_name)] if model.not_null_name else []


def rename(old: Ref, new: Ref, snapshot: Snapshot) -> Sequence[Sql] | None:
    """ALTER TABLE … RENAME COLUMN; none in a typed table, whose columns have the names of the type's attributes."""
    known = find(snapshot.objects, old, Column) or find(snapshot.objects, new, Column)
    return None if known and known.of_typed_table else rename_part("COLUMN")(old, new, snapshot)


KIND = Kind(
    name="column",
    model=Column,
    parent=table_of,
    catalog=Catalog(
        oid=PG_CLASS,
        query=query,
        only_if=UserRows("pg_class", "x.relkind IN ('r', 'p', 'f')"),
        for_server_version=for_server_version,
        extra_addresses=extra_addresses,
    ),
    ddl=Ddl(
        target=target,
        rename=rename,
        create=create,
        drop=drop,
        alter=(
            Alter(("type", "collation"), change_type, rebuild=True),
            Alter(
                ("not_null", "not_null_constraint", "identity", "identity_sequence", "generated", "expression"),
                change_nullability,
            ),
            Alter(("storage",), change_storage),
            Alter(("compression",), change_compression),
            Alter(("statistics",), change_statistics),
            Alter(("options",), change_options),
            Alter(("fdw_options",), change_fdw_options),
            Alter(("own",), change_own),
        ),
        grant_target=lambda ref: f"TABLE {relation_name(ref)}",
    ),
    order=Order(
        rank=39,
        orders_only=True,
        requires=lambda ref, model: [same_part(ref, parent) for parent in model.parents or ()],
    ),
    inline=InlineClause(
        parents=("table", "foreign_table"),
        clause=clause,
        after_create=after_create,
    ),
    replacement=Replacement(
        survives_type_change=lambda model: model.generated is None,
        retarget=retarget,
        row_type=RowType(row_type_users, cast_to_text, casts_around_column),
        must_rebuild=must_rebuild,
    ),
    unique_names=unique_names,
    code=Code(
        expressions=("expression",),
        calls_dependencies=True,
    ),
    assess=assess,
    describe=describe,
)
