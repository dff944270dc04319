"""Cast values of a table's row type to text while the table is rewritten, which PostgreSQL refuses while a column stores them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemasync.core.model import Ref
from schemasync.core.sql import name
from schemasync.kinds.inheritance import descendants, table_of
from schemasync.kinds.kind import PlanContext, TextCast
from schemasync.kinds.objects import all_of, find
from schemasync.kinds.paths import relation_of
from schemasync.kinds.tables._alter_type import cast_to_longer_row, cast_to_text, users_of_rows
from schemasync.kinds.tables._column_create import follows_parent
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.types.domain import Domain

Casts = Mapping[Ref, TextCast | None]
"""Columns in the order in which they are cast to text, outer ones first; None where one must be dropped and created again."""


def casts_around_column(ref: Ref, context: PlanContext, *, created: bool) -> Casts:
    """Casts around the statement that adds a column, or changes its expression, if it rewrites the table."""
    before, after = find(context.before.objects, ref, Column), find(context.after.objects, ref, Column)
    if after is None or table_of(ref, after) in context.created or follows_parent(ref, after, context):
        return {}
    if not (_is_computed(after, context) if created else _is_computed_again(before, after)):
        return {}
    tables = [Ref("table", relation_of(column)) for column in (ref, *descendants(ref, context))]
    return casts_around(tables, context, adds_field=created)


def casts_around(tables: Sequence[Ref], context: PlanContext, *, adds_field: bool = False) -> Casts:
    """Casts around a statement that rewrites these tables, and gives their row types a field if `adds_field`."""
    users = _storing(tables, context)
    for user in users:  # a table with such a column has users of its own rows
        users += [outer for outer in _storing([Ref("table", relation_of(user))], context) if outer not in users]
    outer_first = sorted(users, key=lambda user: len(_storing([Ref("table", relation_of(user))], context)))
    rows = {name(*table.path) for table in tables}
    return {user: _cast(user, rows, context, adds_field=adds_field) for user in outer_first}


def _storing(tables: Sequence[Ref], context: PlanContext) -> list[Ref]:
    return [user for user in users_of_rows(tables, context) if user.kind in ("column", "materialized_view")]


def _cast(user: Ref, rows: set[str], context: PlanContext, *, adds_field: bool) -> TextCast | None:
    """Nothing finds the place for a field in the text of a row that is part of another value."""
    model = find(context.before.objects, user, Column)
    stays = user in context.after.objects
    if model is None or not stays or (adds_field and model.type not in rows):
        return None
    return (cast_to_longer_row if adds_field else cast_to_text)(user, model, context)


def _is_computed(column: Column, context: PlanContext) -> bool:
    """Whether PostgreSQL computes the values of a new column: those of an expression, and those that a domain checks."""
    is_domain = any(name(*ref.path) == column.type for ref, _ in all_of(context.after.objects, Domain))
    return column.generated == "s" or is_domain


def _is_computed_again(before: Column | None, after: Column) -> bool:
    return before is not None and after.generated == "s" and before.expression != after.expression
