"""Names of NOT NULL constraints while a plan runs: a parent's statement also renames, or drops and adds, those of its children."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.core.once import once_per_context
from schemasync.core.sql import Hazard, Sql, name
from schemasync.kinds.inheritance import Inheritance, attachment, child_of, parent_of, stays_attached
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import all_of, find
from schemasync.kinds.paths import QualifiedName, relation_name, relation_of, same_part
from schemasync.kinds.tables._column_model import NAMED_NOT_NULL, Column, NotNull
from schemasync.kinds.tables._not_null_states import (
    States,
    children_of,
    is_inheritable,
    own_constraint,
    parents_of,
    stays,
)


def name_after_parents(states: States, context: PlanContext) -> str:
    """The constraint's name when its parents' statements have run, which also rename, or drop and add, those of children."""
    if _is_added_again(states, context):
        return wanted_name(states)
    for parent in parents_of(states.ref, context):
        old_name = name_after_parents(parent, context)
        follows = states.before.not_null_name == parent.before.not_null_name
        if follows and parent.before.not_null and parent.after.not_null and is_inheritable(parent.before):
            return wanted_name(parent) if is_renamed(parent, context) else old_name
    return states.before.not_null_name or ""


def _is_added_again(states: States, context: PlanContext) -> bool:
    """Whether a partition's constraint is dropped and added with one above it, and then has the name that it must have."""
    return (
        states.before.of_partition
        and not stays(states)
        and any(
            is_dropped(parent, context) or _is_added_again(parent, context)
            for parent in parents_of(states.ref, context)
        )
    )


def is_dropped(states: States, context: PlanContext) -> bool:
    """Whether the constraint is dropped and added for its name: PostgreSQL renames none whose children have another one."""
    ref, before, after = states
    if not (before.not_null and after.not_null and is_renamed(states, context)):
        return False
    old_name = before.not_null_name
    children = (child.before.not_null_name for child in children_of(ref, context))
    renamed = name_after_parents(states, context) != wanted_name(states)
    return renamed and not _is_added_again(states, context) and any(each not in (None, old_name) for each in children)


def is_rebuilt(states: States, context: PlanContext) -> bool:
    """Whether a child's table is created again, as no statement takes its own constraint away, or renames it, below a parent's."""
    ref, before, after = states
    if context.after.server_version < NAMED_NOT_NULL or not after.not_null or not _inherits(states, context):
        return False
    if own_constraint(after) is None:
        if own_constraint(before) is not None:
            return True
        return not stays_attached(ref, after.parents, context) and not _is_kept_inherited(states)
    above = parents_of(ref, context)
    inherits = any(is_inheritable(parent.before) and is_inheritable(parent.after) for parent in above)
    return before.not_null and inherits and name_after_parents(states, context) != wanted_name(states)


def _is_kept_inherited(states: States) -> bool:
    """Whether a placeholder parent keeps the constraint while parents change: it has its name, and that of no local column."""
    _, before, after = states
    return before.not_null_name == after.not_null_name and not (before.is_local or after.is_local)


def _inherits(states: States, context: PlanContext) -> bool:
    """Whether a parent in the wanted state gives the table the constraint."""
    above = (
        find(context.after.objects, same_part(states.ref, parent), Column) for parent in states.after.parents or ()
    )
    return any(column is not None and is_inheritable(column) for column in above)


def wanted_name(states: States) -> str:
    """The constraint's name after the plan."""
    return (states.after.not_null_constraint or NotNull()).name or _default_name(states.ref)


def is_renamed(states: States, context: PlanContext) -> bool:
    """Whether the name is the table's to change: no parent gives it, or its partition can be detached for that."""
    ref, before, after = states
    if own_constraint(before) is not None and not stays_attached(ref, after.parents, context):
        return True
    return own_constraint(after) is not None and not _is_referenced_partition(ref, after, context)


def detachment(ref: Ref, after: Column, context: PlanContext) -> tuple[list[Sql], list[Sql]]:
    """Detach a partition while an inherited constraint is renamed: PostgreSQL cannot rename it while attached."""
    for parent in after.parents or () if after.of_partition else ():
        link = find(context.after.objects, attachment(relation_of(ref), parent), Inheritance)
        above = find(context.before.objects, same_part(ref, parent), Column)
        if link is None or above is None or not (is_inheritable(above) and stays_attached(ref, [parent], context)):
            continue
        whole, part = f"ALTER TABLE {name(*parent)}", relation_name(ref)
        return (
            [Sql(f"{whole} DETACH PARTITION {part}", (Hazard.ACCESS_EXCLUSIVE,))],
            [Sql(f"{whole} ATTACH PARTITION {part} {link.bound}", (Hazard.VALIDATION_SCAN,))],
        )
    return [], []


def _is_referenced_partition(ref: Ref, after: Column, context: PlanContext) -> bool:
    """Whether foreign keys refer to the partition by way of a table above it: PostgreSQL cannot detach it then."""
    queue = [QualifiedName(*parent) for parent in after.parents or ()] if after.of_partition else []
    for table in queue:
        queue += [parent_of(link) for link, _ in all_of(context.after.objects, Inheritance) if child_of(link) == table]
    return any(table in _referenced_tables(context) for table in queue)


@once_per_context
def _referenced_tables(context: PlanContext) -> set[QualifiedName]:
    """The tables that foreign keys refer to throughout the plan; other keys are dropped before, or added after."""
    after, created = context.after.objects, context.created
    return {
        relation_of(edge.referenced)
        for edge in context.before.edges
        if edge.dependent.kind == "constraint"
        and edge.dependent in after
        and edge.dependent not in created
        and edge.referenced.kind in ("table", "column")
        and relation_of(edge.dependent) != relation_of(edge.referenced)
    }


def _default_name(ref: Ref) -> str:
    return f"{relation_of(ref).name}_{ref.name}_not_null"
