"""Create a column: within its table, by itself, or by a statement on a parent."""

from __future__ import annotations

import dataclasses

from schemasync.core.model import Ref
from schemasync.core.once import once_per_context
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds import option_lists
from schemasync.kinds.inheritance import attachments, descendants, parent_of, stays_attached, table_of
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import find, get
from schemasync.kinds.paths import relation_of, same_part
from schemasync.kinds.tables import _not_null
from schemasync.kinds.tables._alter_type import row_type_users
from schemasync.kinds.tables._column_model import NAMED_NOT_NULL, Column
from schemasync.kinds.tables._column_statements import (
    alter_column,
    alter_only,
    alter_table,
    identity,
    sequence_options,
    set_attribute_options,
    set_compression,
    set_statistics,
    set_storage,
)
from schemasync.kinds.tables._fill import fill_default, fill_identity
from schemasync.kinds.tables._identity import continue_sequence
from schemasync.kinds.tables._not_null_states import own_constraint
from schemasync.kinds.tables._placeholder_parent import add_inherited_column
from schemasync.kinds.tables.typed_table import stays_typed

GENERATED_AGAIN = 160000
"""Server version in which a child may repeat that its column is generated."""


def clause(ref: Ref, model: Column, context: PlanContext) -> str | None:
    """The column in CREATE TABLE; empty where INHERITS brings it; None where a parent that has it is attached later.

    A partition is created with all of its columns, and attached. An inherited column can have a NOT NULL of its own there.
    """
    if model.is_local or model.of_partition:
        return definition(ref, model, context)
    constraint = own_constraint(model)
    if constraint and not constraint.not_valid:
        return _not_null.table_clause(ref, constraint)
    links = attachments(ref, model.parents)
    return "" if links and all(link in context.created for link in links) else None


def definition(ref: Ref, model: Column, context: PlanContext, *, with_default: bool = True) -> str:
    """The column in CREATE TABLE or ADD COLUMN; empty in a typed table where it is as the type has it."""
    typed = model.of_typed_table and stays_typed(ref, context)
    head = f"{ident(ref.name)} {'WITH OPTIONS' if typed else model.type}"
    parts = [head]
    parts.append(option_lists.clause(model.fdw_options))
    if model.collation and not typed:
        parts.append(f" COLLATE {model.collation}")
    if model.generated and not _is_generated_above(ref, context):
        parts.append(f" GENERATED ALWAYS AS ({model.expression}) {'VIRTUAL' if model.generated == 'v' else 'STORED'}")
    if with_default:
        parts += [f" {context.clause(child.ref)}" for child in context.folded(ref, "column_default")]
    if model.identity_sequence:  # a partition draws from its parent's
        clauses = [context.clause(child.ref) for child in context.folded(ref, "sequence")]
        parts += [f" {identity(model)}", *(f" {text}" for text in clauses if text)]
    if not _gets_not_null_from_parent(ref, model, context):
        parts.append(_not_null.column_clause(ref, model, context))
    text = "".join(parts)
    return "" if typed and text == head else text


def _gets_not_null_from_parent(ref: Ref, model: Column, context: PlanContext) -> bool:
    inherited = context.after.server_version >= NAMED_NOT_NULL and own_constraint(model) is None
    return inherited and bool(context.folded(Ref("table", relation_of(ref)), "inheritance"))


def _is_generated_above(ref: Ref, context: PlanContext) -> bool:
    """Whether a parent in INHERITS has the column and it is generated: before 16 the child must not repeat the expression."""
    if context.after.server_version >= GENERATED_AGAIN:
        return False
    links = context.folded(Ref("table", relation_of(ref)), "inheritance")
    above = (find(context.after.objects, same_part(ref, parent_of(link.ref)), Column) for link in links)
    return any(column and column.generated for column in above)


def follows_parent(ref: Ref, model: Column, context: PlanContext) -> bool:
    """Whether a statement on a parent's column, or on the table's type, reaches this one throughout the plan."""
    if model.of_typed_table and stays_typed(ref, context):
        return True
    return not (model.is_local and not model.of_partition) and stays_attached(ref, model.parents, context)


def create(ref: Ref, model: Column, context: PlanContext) -> list[Sql]:
    """Add the column.

    Where a child must define it too, it is added to the child first, and the parent's merges with it. In the other order
    PostgreSQL refuses it, as the child has it already.
    """
    if _merges_with_parent(ref, model, context):
        return after_create(ref, model, context)
    after = context.after.objects
    children = [(child, get(after, child, Column)) for child in descendants(ref, context) if child in context.created]
    first = [
        Sql(f"{alter_table(child)} ADD COLUMN {definition(child, column, context)}", _hazards(child, column, context))
        for child, column in children
        if column.is_local and not column.of_partition
    ]
    return [*first, *_create(ref, model, context)]


def _merges_with_parent(ref: Ref, model: Column, context: PlanContext) -> bool:
    """Whether the statement that adds a parent's column, which is created now, has added this one as the table's own."""
    stays = bool(model.parents) and not model.of_partition and stays_attached(ref, model.parents, context)
    return model.is_local and stays and any(same_part(ref, parent) in context.created for parent in model.parents or ())


def _create(ref: Ref, model: Column, context: PlanContext) -> list[Sql]:
    if _comes_from_parent(ref, model, context):
        constraint = own_constraint(model)
        own = [] if not constraint or constraint.not_valid else [_not_null.add(ref, model)]
        return [*own, *after_create(ref, model, context)]
    if model.identity_sequence and (
        any(True for _ in descendants(ref, context)) or _rows_are_values(ref, model, context)
    ):
        return [*_create_identity(ref, model, context), *after_create(ref, model, context)]
    if context.folded(ref, "column_default") and _rows_are_values(ref, model, context):
        return [*_create_and_fill(ref, model, context), *after_create(ref, model, context)]
    text = definition(ref, model, context)
    hazards = _hazards(ref, model, context)
    added = add_inherited_column(ref, text, hazards, context)
    added = added or [Sql(f"{alter_table(ref)} ADD COLUMN {text}", hazards)]
    return [*added, *_drop_childrens_defaults(ref, context), *after_create(ref, model, context)]


def _hazards(ref: Ref, model: Column, context: PlanContext) -> tuple[Hazard, ...]:
    """Hazards of ADD COLUMN on a table that existed before: the value that its rows get can be refused."""
    if table_of(ref, model) in context.created or model.relation_kind == "f":
        return ()
    if model.generated == "s":
        return (Hazard.TABLE_REWRITE, Hazard.FAILS_ON_ROWS)
    checked = model.not_null or model.type in _checked_domains(context)
    return (Hazard.FAILS_ON_ROWS,) if checked and _can_be_null(ref, model, context) else ()


def _can_be_null(ref: Ref, model: Column, context: PlanContext) -> bool:
    """Whether rows can get NULL: without a default, or from one that calls a function that is not PostgreSQL's own (`auth.uid()`)."""
    default = Ref("column_default", ref.path)
    filled = model.identity or (not model.generated and default in context.after.objects)
    return not filled or default in _calling_defaults(context)


@once_per_context
def _calling_defaults(context: PlanContext) -> frozenset[Ref]:
    """Defaults that call functions other than PostgreSQL's own."""
    return frozenset(
        edge.dependent
        for edge in context.after.edges
        if edge.dependent.kind == "column_default" and edge.referenced.kind == "function"
    )


@once_per_context
def _checked_domains(context: PlanContext) -> frozenset[str]:
    """Domains without a default that can refuse NULL, by name."""
    objects = context.after.objects
    checked = {relation_of(ref) for ref in objects if ref.kind == "domain_constraint"}
    return frozenset(
        name(*ref.path)
        for ref, model in objects.items()
        if ref.kind == "domain" and model.default is None and (model.not_null or ref.path in checked)
    )


def _drop_childrens_defaults(ref: Ref, context: PlanContext) -> list[Sql]:
    """Drop the default of children that must have none: they got it with the parent's column."""
    if not context.folded(ref, "column_default"):
        return []
    created = [child for child in descendants(ref, context) if child in context.created]
    plain = [child for child in created if Ref("column_default", child.path) not in context.after.objects]
    return [alter_only(child, "DROP DEFAULT") for child in plain]


def _create_identity(ref: Ref, model: Column, context: PlanContext) -> list[Sql]:
    """PostgreSQL adds no identity column to a table with children, or with rows that are stored elsewhere.

    It makes one of a column that exists.
    """
    plain = dataclasses.replace(model, identity="", identity_sequence=None, not_null=False, not_null_constraint=None)
    is_new = table_of(ref, model) in context.created
    return [
        Sql(f"{alter_table(ref)} ADD COLUMN {definition(ref, plain, context)}"),
        *([] if is_new else fill_identity(ref, model, context)),
        _not_null.add(ref, model),
        Sql(f"{alter_column(ref)} ADD {identity(model)}{sequence_options(model, context)}"),
        *([] if is_new else continue_sequence(ref, model, context)),
    ]


def _rows_are_values(ref: Ref, model: Column, context: PlanContext) -> bool:
    """Whether columns hold rows of the table as values: PostgreSQL adds no column with a default to it then."""
    return table_of(ref, model) not in context.created and any(
        user.kind == "column" for user in row_type_users(ref, context)
    )


def _create_and_fill(ref: Ref, model: Column, context: PlanContext) -> list[Sql]:
    """Add the column without its default, and give the rows that value afterwards; the rows elsewhere get NULL."""
    plain = dataclasses.replace(model, not_null=False, not_null_constraint=None)
    statements = [Sql(f"{alter_table(ref)} ADD COLUMN {definition(ref, plain, context, with_default=False)}")]
    for child in context.folded(ref, "column_default"):
        statements.append(Sql(f"{alter_column(ref)} SET {context.clause(child.ref)}"))
        statements += fill_default(ref, context)
    constraint = model.not_null_constraint
    return [
        *statements,
        *([_not_null.add(ref, model)] if model.not_null and not (constraint and constraint.not_valid) else []),
    ]


def _comes_from_parent(ref: Ref, model: Column, context: PlanContext) -> bool:
    """Whether another statement adds the column: one on the table's type, or on a table that this is attached to."""
    if model.of_typed_table and stays_typed(ref, context):
        return True
    new_table = table_of(ref, model) in context.created
    inherited = not model.is_local or model.of_partition
    return inherited and (new_table or stays_attached(ref, model.parents, context))


def after_create(ref: Ref, model: Column, context: PlanContext) -> list[Sql]:
    """Attributes of a column that CREATE TABLE cannot set in every version."""
    statements = []
    inherited = not model.is_local and not model.of_partition
    flag_alone = inherited and context.after.server_version < NAMED_NOT_NULL
    constraint = own_constraint(model)
    if model.not_null and (flag_alone or (constraint and constraint.not_valid)):
        statements.append(_not_null.add(ref, model))
    elif not constraint and model.not_null_constraint and model.not_null_constraint.not_valid:
        statements += _not_null.add_again_above(ref, context)
    if model.storage:
        statements.append(set_storage(ref, model))
    if model.compression:
        statements.append(set_compression(ref, model))
    if model.statistics is not None:
        statements.append(set_statistics(ref, model))
    if _gets_unwanted_default(ref, model, context):
        statements.append(alter_only(ref, "DROP DEFAULT"))
    return statements + set_attribute_options(ref, (), model.options)


def _gets_unwanted_default(ref: Ref, model: Column, context: PlanContext) -> bool:
    """Whether CREATE TABLE … INHERITS copies a parent's default to a column that must have none."""
    after = context.after.objects
    if model.of_partition or not model.parents or Ref("column_default", ref.path) in after:
        return False
    first, *_ = attachments(ref, model.parents)
    if first not in context.created or Ref("table", relation_of(ref)) not in context.created:
        return False
    return any(Ref("column_default", (*parent, ref.name)) in after for parent in model.parents)
