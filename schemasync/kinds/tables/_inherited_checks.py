"""CHECK constraints that a table inherits, defines itself, or both."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident
from schemasync.kinds.inheritance import child_of, descendants, parent_of, stays_attached, table_of, topmost
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import all_of, find, get
from schemasync.kinds.paths import relation_of, same_part
from schemasync.kinds.tables._column_statements import alter_table
from schemasync.kinds.tables._constraint_model import Constraint
from schemasync.kinds.tables._placeholder_parent import loses_inherited_check
from schemasync.kinds.types._types import temporary_name

TELLS_APART = 180000
"""Server version that tells a parent's NO INHERIT check from a child's check of the same name when it detaches the child."""


def add(
    ref: Ref, model: Constraint, definition: str, hazards: tuple[Hazard, ...] = (), *, with_partitions: bool = False
) -> Sql:
    """ALTER TABLE … ADD CONSTRAINT; a key or an exclusion reaches the partitions only `with_partitions`."""
    only = model.type not in "cf" and not with_partitions
    return Sql(f"{alter_table(ref, only=only)} ADD CONSTRAINT {ident(ref.name)} {definition}", hazards, only=only)


def valid_children(ref: Ref, context: PlanContext) -> list[Ref]:
    """Inherited checks of children that are validated although the parent's is not."""
    after = context.after.objects
    if not get(after, ref, Constraint).enforced:
        return []
    children = ((child, find(after, child, Constraint)) for child in descendants(ref, context))
    return [child for child, model in children if model and model.validated and not model.is_local]


def drop_children_own(ref: Ref, context: PlanContext) -> list[Sql]:
    """Drop the checks that children define themselves but must only inherit from this one."""
    before, after = context.before.objects, context.after.objects
    dropped = []
    for child in descendants(ref, context):
        old, new = find(before, child, Constraint), find(after, child, Constraint)
        if new and not new.is_local and old and old.is_local and child not in context.created:
            dropped.append(Sql(f"{alter_table(child)} DROP CONSTRAINT {ident(child.name)}"))
    return dropped


def make_children_own(ref: Ref, model: Constraint, context: PlanContext, *, partitions: bool) -> list[Sql]:
    """Add the checks that children keep as their own, before PostgreSQL drops the inherited ones with the parent's.

    A partition cannot have both its own and the parent's, so its check is added after that.
    """
    if model.type != "c":
        return []
    before, after = context.before.objects, context.after.objects
    added = []
    for child in descendants(ref, context):
        old, new = find(before, child, Constraint), find(after, child, Constraint)
        kept = new and new.is_local and old and not old.is_local and child not in context.created
        if old and kept and old.of_partition == partitions:
            added.append(add(child, old, old.definition, (Hazard.VALIDATION_SCAN,)))
    return added


def validate(ref: Ref) -> Sql:
    """Check the existing rows."""
    text = f"{alter_table(ref)} VALIDATE CONSTRAINT {ident(ref.name)}"
    return Sql(text, (Hazard.VALIDATION_SCAN,))


def with_other_names(link: Ref, detach: Sql, context: PlanContext) -> list[Sql]:
    """Detach a child while those of its checks have another name that are no part of the parent's NO INHERIT ones of that name.

    Before 18, PostgreSQL takes them for inherited ones, and refuses to detach the child.
    """
    before = context.before.objects
    away, back = list[Sql](), list[Sql]()
    for ref, model in all_of(before, Constraint) if context.before.server_version < TELLS_APART else ():
        if relation_of(ref) != child_of(link) or model.type != "c" or model.parents:
            continue
        above = find(before, same_part(ref, parent_of(link)), Constraint)
        if above and above.type == "c":
            rename, names = f"{alter_table(ref)} RENAME CONSTRAINT", (ident(ref.name), ident(temporary_name(ref.name)))
            away.append(Sql(f"{rename} {names[0]} TO {names[1]}"))
            back.append(Sql(f"{rename} {names[1]} TO {names[0]}"))
    return [*away, detach, *back]


def change_own(ref: Ref, before: Constraint, after: Constraint, context: PlanContext) -> list[Sql]:
    """Add the check as the table's own; it merges with the inherited one.

    In the other direction, the parent's check is dropped and created again (`must_rebuild`).
    """
    if before.is_local or not after.own or any(top in context.created for top in topmost(ref, context)):
        return []
    return [add(ref, after, after.definition)]


def must_rebuild(context: PlanContext) -> Iterator[Ref]:
    """Checks of parents to create again, as their children define them too but must only inherit them.

    A table that the plan attaches is rebuilt itself: ATTACH demands that it has the check, which is then the table's own.
    """
    for ref, new in all_of(context.after.objects, Constraint):
        if new.type != "c" or not new.parents or new.is_local or new.of_partition:
            continue
        old = find(context.before.objects, ref, Constraint)
        if old is None:
            if table_of(ref, new) in context.before.objects and not stays_attached(ref, new.parents, context):
                yield table_of(ref, new)
            continue
        if not old.is_local:
            if loses_inherited_check(ref, context):
                yield table_of(ref, new)
            continue
        if not stays_attached(ref, new.parents, context):
            yield table_of(ref, new)
        yield from (top for top in topmost(ref, context) if top != ref)
