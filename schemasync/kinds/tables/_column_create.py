"""How a column is made: within its table, by itself, or along with a parent's."""

from __future__ import annotations

import dataclasses
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, set_options
from schemasync.kinds._kind import Context
from schemasync.kinds.tables import _not_null
from schemasync.kinds.tables._column import (
    COMPRESSION,
    alter_column,
    alter_table,
    definition,
    identity,
    sequence_options,
    set_storage,
)
from schemasync.kinds.tables._inheritance import followers, stays_attached, table_of
from schemasync.kinds.tables._placeholder_parent import bring
from schemasync.kinds.tables.typed_table import stays_typed


def inline(ref: Ref, model: Any, context: Context) -> str | None:
    """CREATE TABLE … INHERITS takes inherited columns from the parent; a partition is made whole and attached."""
    if model.is_local or model.of_partition:
        return definition(ref, model, context)
    constraint = _not_null.own(model)
    if constraint and not constraint[1]:
        return _not_null.clause(ref, model)
    links = [Ref("inheritance", (*ref.path[:2], *parent)) for parent in model.parents or ()]
    return "" if links and all(link in context.created for link in links) else None


def from_parent(ref: Ref, model: Any, context: Context) -> bool:
    """Whether the column follows a parent's, now and afterwards: what is done there reaches it."""
    if model.of_typed_table and stays_typed(ref, context):
        return True
    return not (model.is_local and not model.of_partition) and stays_attached(ref, model.parents, context)


def _above(ref: Ref, model: Any, context: Context) -> bool:
    """A column of the table's own that a parent has too, as long as the table is attached: one change reaches both."""
    return bool(model.parents) and not model.of_partition and stays_attached(ref, model.parents, context)


def create(ref: Ref, model: Any, context: Context) -> list[Sql]:
    """Where a child shall have the column as its own too, the child's comes first, and the parent's merges with it."""
    if _merges(ref, model, context):
        return rest(ref, model, context)
    after = context.after.objects
    below = [child for child in followers(ref, context) if child in context.created]
    own = [child for child in below if after[child].is_local and not after[child].of_partition]
    first = [Sql(f"{alter_table(child)} ADD COLUMN {definition(child, after[child], context)}") for child in own]
    return [*first, *_create(ref, model, context)]


def _merges(ref: Ref, model: Any, context: Context) -> bool:
    """It is made along with a parent's, which comes now."""
    made = (Ref("column", (*parent, ref.path[2])) for parent in model.parents or ())
    return model.is_local and _above(ref, model, context) and any(column in context.created for column in made)


def _create(ref: Ref, model: Any, context: Context) -> list[Sql]:
    comes = _comes(ref, model, context)
    if comes:
        constraint = _not_null.own(model)
        own = [] if not constraint or constraint[1] else [_not_null.add(ref, model)]
        return [*own, *rest(ref, model, context)]  # comes from the parent
    if model.identity_sequence and any(True for _ in followers(ref, context)):
        return [*_identity_later(ref, model, context), *rest(ref, model, context)]
    text = definition(ref, model, context)
    hazards = (Hazard.FAILS_ON_ROWS,) if _needs_no_rows(ref, model, context) else ()
    added = bring(ref, text, context) or [Sql(f"{alter_table(ref)} ADD COLUMN {text}", hazards)]
    return [*added, *_without_default(ref, context), *rest(ref, model, context)]


def _needs_no_rows(ref: Ref, model: Any, context: Context) -> bool:
    """Whether the table must be empty: it was there before, and its rows would get NULL where none is allowed."""
    if table_of(ref, model) in context.created or model.relation_kind == "f":
        return False
    filled = model.identity or model.generated or context.folded(ref, "column_default")
    return model.not_null and not filled


def _without_default(ref: Ref, context: Context) -> list[Sql]:
    """Children get the default along with the column; those that shall have none lose it."""
    if not context.folded(ref, "column_default"):
        return []
    made = [child for child in followers(ref, context) if child in context.created]
    lone = [child for child in made if Ref("column_default", child.path) not in context.after.objects]
    return [Sql(f"{alter_column(child, only=True)} DROP DEFAULT") for child in lone]


def _identity_later(ref: Ref, model: Any, context: Context) -> list[Sql]:
    """PostgreSQL adds no identity column to a table with children, but makes one of a column that is there."""
    plain = dataclasses.replace(model, identity="", identity_sequence=None, not_null=False, not_null_constraint=None)
    return [
        Sql(f"{alter_table(ref)} ADD COLUMN {definition(ref, plain, context)}"),
        _not_null.add(ref, model),
        Sql(f"{alter_column(ref)} ADD {identity(model)}{sequence_options(model, context)}"),
    ]


def _comes(ref: Ref, model: Any, context: Context) -> bool:
    """Whether a parent brings the column: the table's type, or a table that it is attached to already."""
    if model.of_typed_table and stays_typed(ref, context):
        return True
    fresh = table_of(ref, model) in context.created
    inherited = not model.is_local or model.of_partition
    return inherited and (fresh or stays_attached(ref, model.parents, context))


def rest(ref: Ref, model: Any, context: Context) -> list[Sql]:
    """Attributes of a column that CREATE TABLE cannot set in every version."""
    statements = []
    inherited = not model.is_local and not model.of_partition
    flag_alone = inherited and context.after.server_version < _not_null.NAMED
    if model.not_null and (flag_alone or ((constraint := _not_null.own(model)) and constraint[1])):
        statements.append(_not_null.add(ref, model))
    if model.storage:
        statements.append(set_storage(ref, model))
    if model.compression:
        statements.append(Sql(f"{alter_column(ref, only=True)} SET COMPRESSION {COMPRESSION[model.compression]}"))
    if model.statistics is not None:
        statements.append(Sql(f"{alter_column(ref, only=True)} SET STATISTICS {model.statistics}"))
    if _default_of_parent(ref, model, context):
        statements.append(Sql(f"{alter_column(ref, only=True)} DROP DEFAULT"))
    return statements + set_options(alter_column(ref, only=True), (), model.options)


def _default_of_parent(ref: Ref, model: Any, context: Context) -> bool:
    """CREATE TABLE … INHERITS takes a default along that the column shall not have."""
    after = context.after.objects
    fresh = Ref("inheritance", (*ref.path[:2], *model.parents[0])) in context.created if model.parents else False
    if (
        model.of_partition
        or not fresh
        or Ref("column_default", ref.path) in after
        or Ref("table", ref.path[:2]) not in context.created
    ):
        return False
    return any(Ref("column_default", (*parent, ref.path[2])) in after for parent in model.parents or ())
