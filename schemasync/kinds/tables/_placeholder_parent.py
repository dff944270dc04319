"""Placeholder parents: tables of the plan's own that keep a child's inherited columns inherited while its parents change.

PostgreSQL makes a column the child's own when the last parent that has it is detached, or when the child must have it before
a parent is attached, and no statement takes that back. So the plan creates another parent for the time in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from schemasync.core.model import Ref, Snapshot
from schemasync.core.once import once_per_context
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds.inheritance import Inheritance, attachments, child_of, parent_of, parent_parts
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import all_of, find, get
from schemasync.kinds.paths import QualifiedName, relation_name, relation_of, same_part
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables._constraint_model import Constraint
from schemasync.kinds.types._types import COMMON_SUFFIX, temporary_name


def create_before_detaching(link: Ref, context: PlanContext) -> list[Sql]:
    """Create a placeholder for a parent that is detached, with the columns and checks that the child has from no other."""
    columns, checks = list(_staying_columns(link, context)), _staying_checks(link, context)
    if not columns and not checks:
        return []
    before, placeholder = context.before.objects, _placeholder(child_of(link), parent_of(link).name)
    others = [column for column in _same_columns(link, context) if checks and column not in columns]
    picked = ", ".join(ident(column.name) for column in [*columns, *others])
    not_null = [column for column in columns if _stays_not_null(column, context)]
    definitions = ((ident(check.name), get(before, check, Constraint).definition) for check in checks)
    return [
        Sql(f"CREATE TABLE {placeholder} AS SELECT {picked} FROM {name(*parent_of(link))} WITH NO DATA"),
        *(Sql(f"ALTER TABLE {placeholder} ALTER COLUMN {ident(column.name)} SET NOT NULL") for column in not_null),
        *(Sql(f"ALTER TABLE {placeholder} ADD CONSTRAINT {label} {text}") for label, text in definitions),
        Sql(f"ALTER TABLE {name(*child_of(link))} INHERIT {placeholder}"),
    ]


def add_inherited_column(
    ref: Ref, definition: str, hazards: tuple[Hazard, ...], context: PlanContext
) -> list[Sql] | None:
    """Add a column that the child must inherit from a parent that is attached later; None for other columns."""
    if not _comes_later(ref, context):
        return None
    placeholder = _placeholder(relation_of(ref), ref.name)
    return [
        Sql(f"CREATE TABLE {placeholder} ()"),
        Sql(f"ALTER TABLE {relation_name(ref)} INHERIT {placeholder}"),
        Sql(f"ALTER TABLE {placeholder} ADD COLUMN {definition}", hazards),
    ]


def drop_after_attaching(link: Ref, context: PlanContext) -> list[Sql]:
    """Drop a child's placeholders after the last of its new parents is attached."""
    child = child_of(link)
    new = [other for other in _links(child, context.after) if other in context.created]
    if link != max(new, key=lambda other: get(context.after.objects, other, Inheritance).position):
        return []
    gone = [other for other in _links(child, context.before) if _is_detached(other, context)]
    kept = [other for other in gone if _staying_checks(other, context) or any(_staying_columns(other, context))]
    placeholders = [_placeholder(child, parent_of(other).name) for other in kept]
    columns = (ref for ref in context.created if ref.kind == "column" and relation_of(ref) == child)
    placeholders += sorted(_placeholder(child, ref.name) for ref in columns if _comes_later(ref, context))
    return [
        statement
        for placeholder in placeholders
        for statement in (Sql(f"ALTER TABLE {name(*child)} NO INHERIT {placeholder}"), Sql(f"DROP TABLE {placeholder}"))
    ]


def loses_inherited_column(ref: Ref, context: PlanContext) -> bool:
    """Whether a column does not stay inherited while its parents are detached, or lose the column themselves.

    A placeholder has no generated or changed column, and PostgreSQL drops a column with that of the last parent.
    """
    old, new = get(context.before.objects, ref, Column), get(context.after.objects, ref, Column)
    links = _links_bringing(ref, old, context)
    staying = [link for link in links if not _is_detached(link, context)]
    if staying:
        return all(same_part(ref, parent_of(link)) not in context.after.objects for link in staying)
    return bool(links) and (bool(old.generated) or not _is_same(old, new))


def loses_inherited_check(ref: Ref, context: PlanContext) -> bool:
    """Whether a check does not stay inherited while its parents are detached, as it uses such a column."""
    links = _links_bringing(ref, get(context.before.objects, ref, Constraint), context)
    return bool(links) and all(
        _is_detached(link, context) and ref not in _staying_checks(link, context) for link in links
    )


def _links_bringing(ref: Ref, model: Column | Constraint, context: PlanContext) -> list[Ref]:
    """The attachments to those parents that have the column or check before the plan."""
    before = context.before.objects
    return attachments(ref, [parent for parent in model.parents or () if same_part(ref, parent) in before])


@once_per_context
def _parts_by_table(context: PlanContext) -> Mapping[QualifiedName, list[Ref]]:
    """Columns and constraints of each table before the plan."""
    found: dict[QualifiedName, list[Ref]] = defaultdict(list)
    for ref in context.before.objects:
        if ref.kind in ("column", "constraint"):
            found[relation_of(ref)].append(ref)
    return found


def _staying_columns(link: Ref, context: PlanContext) -> Iterator[Ref]:
    """Columns that are inherited before and after the plan, from different parents; those of a partition become inherited again."""
    if _becomes_partition(child_of(link), context):
        return
    before, after = context.before.objects, context.after.objects
    for ref in _same_columns(link, context):
        local = get(before, ref, Column).is_local or get(after, ref, Column).is_local
        if not local and not parent_parts(ref, context):
            yield ref


def _stays_not_null(ref: Ref, context: PlanContext) -> bool:
    """Whether a column's NOT NULL is inherited before and after the plan; else detaching must make it the child's own."""
    sides = (get(context.before.objects, ref, Column), get(context.after.objects, ref, Column))
    return all(side.not_null and not side.not_null_is_own for side in sides)


def _same_columns(link: Ref, context: PlanContext) -> Iterator[Ref]:
    """Columns that parent and child have, and that are the same in the child after the plan."""
    before, after = context.before.objects, context.after.objects
    for ref in _parts_by_table(context).get(child_of(link), []):
        old, new = find(before, ref, Column), find(after, ref, Column)
        if old is None or new is None or ref in context.created:
            continue
        if same_part(ref, parent_of(link)) in before and not old.generated and _is_same(old, new):
            yield ref


def _staying_checks(link: Ref, context: PlanContext) -> list[Ref]:
    """Checks that are inherited before and after the plan, from different parents."""
    if _becomes_partition(child_of(link), context):
        return []
    before, after = context.before.objects, context.after.objects
    found = []
    for ref in _parts_by_table(context).get(child_of(link), []):
        old, new = find(before, ref, Constraint), find(after, ref, Constraint)
        if old is None or old.type != "c" or old.is_local or new is None or ref in context.created:
            continue
        above = find(before, same_part(ref, parent_of(link)), Constraint)
        stays = not new.is_local and new.definition == old.definition
        if stays and above and above.validated and not parent_parts(ref, context):
            found.append(ref)
    columns = set(_same_columns(link, context)) if found else set()
    return sorted(ref for ref in found if _columns_by_constraint(context).get(ref, set()) <= columns)


@once_per_context
def _columns_by_constraint(context: PlanContext) -> Mapping[Ref, set[Ref]]:
    """The columns that each constraint uses before the plan."""
    used: dict[Ref, set[Ref]] = defaultdict(set)
    for dependent, referenced, _ in context.before.edges:
        if dependent.kind == "constraint" and referenced.kind == "column":
            used[dependent].add(referenced)
    return used


def _is_same(old: Column, new: Column) -> bool:
    return (old.type, old.collation, old.generated) == (new.type, new.collation, new.generated)


def _comes_later(ref: Ref, context: PlanContext) -> bool:
    """Whether all parents that have a new column are attached later."""
    model = get(context.after.objects, ref, Column)
    if model.is_local or model.of_partition or Ref("table", relation_of(ref)) in context.created:
        return False
    having = [parent for parent in model.parents or () if same_part(ref, parent) in context.after.objects]
    return bool(having) and all(link in context.created for link in attachments(ref, having))


def _becomes_partition(child: QualifiedName, context: PlanContext) -> bool:
    return any(get(context.after.objects, link, Inheritance).bound is not None for link in _links(child, context.after))


def _links(child: QualifiedName, snapshot: Snapshot) -> list[Ref]:
    return sorted(link for link, _ in all_of(snapshot.objects, Inheritance) if child_of(link) == child)


def _is_detached(link: Ref, context: PlanContext) -> bool:
    return link not in context.after.objects or link in context.created


def _placeholder(child: QualifiedName, other: str) -> str:
    """The placeholder's name, from the child's and that of the parent or column that it stands for."""
    return name(child.schema, temporary_name(f"{child.name}_{other}", COMMON_SUFFIX))
