"""Change a column in place, and find the tables that must be rebuilt because a column cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.once import once_per_context
from schemasync.core.sql import Hazard, Sql, ident
from schemasync.kinds import option_lists
from schemasync.kinds.inheritance import attachments, descendants, stays_attached, table_of, topmost
from schemasync.kinds.kind import REPLACE, PlanContext, Replace
from schemasync.kinds.objects import all_of, find
from schemasync.kinds.paths import QualifiedName, relation_name, relation_of
from schemasync.kinds.tables import _not_null
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables._column_statements import (
    alter_column,
    identity,
    sequence_options,
    set_attribute_options,
    set_compression,
    set_statistics,
    set_storage,
)
from schemasync.kinds.tables._constraint_model import Constraint
from schemasync.kinds.tables._convert_values import is_replaced
from schemasync.kinds.tables._identity import change_renamed, continue_sequence, rename_sequence
from schemasync.kinds.tables._not_null_names import is_rebuilt
from schemasync.kinds.tables._not_null_states import States
from schemasync.kinds.tables._placeholder_parent import loses_inherited_column

SET_EXPRESSION = 170000
"""Server version in which a generated column's expression can be changed."""


def change_nullability(ref: Ref, before: Column, after: Column, context: PlanContext) -> list[Sql] | Replace:
    """Change NOT NULL, identity and expression together: an identity column is never nullable."""
    same_expression = (before.generated, before.expression) == (after.generated, after.expression)
    if not same_expression and not _can_change_expression(ref, before, after, context):
        return REPLACE
    statements = [*_not_null.change(ref, before, after, context), *_change_identity(ref, before, after, context)]
    # DROP EXPRESSION on a parent reaches its children, which refuse their own
    reached = not after.generated and stays_attached(ref, before.parents, context)
    if not same_expression and not reached:
        statements.append(_change_expression(ref, after))
    return statements


def _change_identity(ref: Ref, before: Column, after: Column, context: PlanContext) -> list[Sql]:
    old, new = before.identity_sequence, after.identity_sequence
    statements = []
    if after.identity and before.identity and old and new and old != new:
        statements += [rename_sequence(ref, old, new, context), *change_renamed(old, new, context)]
    if new and not before.identity:
        statements.append(Sql(f"{alter_column(ref)} ADD {identity(after)}{sequence_options(after, context)}"))
        statements += continue_sequence(ref, after, context)
    elif new and before.identity != after.identity:
        word = "ALWAYS" if after.identity == "a" else "BY DEFAULT"
        statements.append(Sql(f"{alter_column(ref)} SET GENERATED {word}"))
    return statements


def _can_change_expression(ref: Ref, before: Column, after: Column, context: PlanContext) -> bool:
    if not after.generated:
        return before.generated == "s"
    same = before.generated == after.generated and context.before.server_version >= SET_EXPRESSION
    return same and not (after.generated == "v" and _is_checked_or_published(ref, context))


def _is_checked_or_published(ref: Ref, context: PlanContext) -> bool:
    """Whether a table with the column has a check or is named by a publication: PostgreSQL changes no virtual column there.

    Such a column stores nothing, so making it again loses nothing.
    """
    tops = topmost(ref, context)
    parts = [*tops, *(child for top in tops for child in descendants(top, context))]
    return any(relation_of(part) in _checked_or_published(context) for part in parts)


@once_per_context
def _checked_or_published(context: PlanContext) -> set[QualifiedName]:
    """Tables with a check, or named by a publication, at the start or at the end."""
    found = set[QualifiedName]()
    for objects in (context.before.objects, context.after.objects):
        found.update(relation_of(ref) for ref, model in all_of(objects, Constraint) if model.type == "c")
        published = (ref.path[1:] for ref in objects if ref.kind == "publication_table")
        found.update(QualifiedName(*path) for path in published)
    return found


def _change_expression(ref: Ref, after: Column) -> Sql:
    if not after.generated:
        return Sql(f"{alter_column(ref)} DROP EXPRESSION")
    return Sql(
        f"{alter_column(ref)} SET EXPRESSION AS ({after.expression})", (Hazard.TABLE_REWRITE, Hazard.FAILS_ON_ROWS)
    )


def change_storage(ref: Ref, _before: Column, after: Column, _context: PlanContext) -> list[Sql]:
    return [set_storage(ref, after)]


def change_compression(ref: Ref, _before: Column, after: Column, _context: PlanContext) -> list[Sql]:
    return [set_compression(ref, after)]


def change_statistics(ref: Ref, _before: Column, after: Column, _context: PlanContext) -> list[Sql]:
    return [set_statistics(ref, after)]


def change_options(ref: Ref, before: Column, after: Column, _context: PlanContext) -> list[Sql]:
    return set_attribute_options(ref, before.options, after.options)


def change_fdw_options(ref: Ref, before: Column, after: Column, _context: PlanContext) -> list[Sql]:
    prefix = f"ALTER FOREIGN TABLE {relation_name(ref)} ALTER COLUMN {ident(ref.name)}"
    return option_lists.change(prefix, before.fdw_options, after.fdw_options)


def change_own(_ref: Ref, _before: Column, _after: Column, _context: PlanContext) -> list[Sql]:
    """Return no statement: none makes an inherited column the table's own, or the other way round; see `must_rebuild`."""
    return []


def must_rebuild(context: PlanContext) -> Iterator[Ref]:
    """Tables to rebuild because no statement gives their columns the wanted state, and attachments that must come after them.

    A column that the table defines cannot become an inherited one, and an inherited one becomes the table's own as soon as no
    parent has it. The type of a column in the partition key cannot be changed.
    """
    for ref, new in all_of(context.after.objects, Column):
        old = find(context.before.objects, ref, Column) if new.parents or new.in_partition_key else None
        if old is None:
            continue
        other_type = (old.type, old.collation) != (new.type, new.collation) or is_replaced(new.type, context)
        if old.in_partition_key and new.in_partition_key and other_type:
            yield Ref("table", relation_of(ref))
        if new.of_partition or not new.parents:
            continue
        if (
            not new.is_local and (old.is_local or old.of_partition or loses_inherited_column(ref, context))
        ) or is_rebuilt(States(ref, old, new), context):
            yield table_of(ref, new)
        if new.own and not old.own:
            yield from attachments(ref, old.parents)
