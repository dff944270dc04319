"""Placeholder parents: they keep a child's inherited columns inherited while its parents change.

PostgreSQL makes a column the child's own when the last parent that has it goes, or when the child must have it before
a parent comes, and no statement takes that back. So a table of the plan's own is a parent too for as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds._kind import Context, once_per_plan
from schemasync.kinds.tables._inheritance import leaders
from schemasync.kinds.types._types import COMMON, aside_name


def hold(link: Ref, context: Context) -> list[Sql]:
    """Before a parent goes: what no other parent has meanwhile."""
    columns, checks = list(_staying(link, context)), _checks(link, context)
    if not columns and not checks:
        return []
    held, before = _name(link.path[:2], link.path[3]), context.before.objects
    beside = [column for column in _alike(link, context) if checks and column not in columns]
    picked = ", ".join(ident(column.path[2]) for column in [*columns, *beside])
    bare = [column for column in columns if before[column].not_null and not before[column].not_null_is_own]
    return [
        Sql(f"CREATE TABLE {held} AS SELECT {picked} FROM {name(*link.path[2:])} WITH NO DATA"),
        *(Sql(f"ALTER TABLE {held} ALTER COLUMN {ident(column.path[2])} SET NOT NULL") for column in bare),
        *(Sql(f"ALTER TABLE {held} ADD CONSTRAINT {ident(ref.path[2])} {before[ref].definition}") for ref in checks),
        Sql(f"ALTER TABLE {name(*link.path[:2])} INHERIT {held}"),
    ]


def bring(ref: Ref, definition: str, context: Context) -> list[Sql] | None:
    """A column that a parent has that comes later; None if it comes otherwise."""
    if not _comes_later(ref, context):
        return None
    held = _name(ref.path[:2], ref.path[2])
    return [
        Sql(f"CREATE TABLE {held} ()"),
        Sql(f"ALTER TABLE {name(*ref.path[:2])} INHERIT {held}"),
        Sql(f"ALTER TABLE {held} ADD COLUMN {definition}"),
    ]


def release(link: Ref, context: Context) -> list[Sql]:
    """After the last of the new parents came."""
    if link != max(_new(link.path[:2], context), key=lambda other: context.after.objects[other].position):
        return []
    child = link.path[:2]
    gone = [other for other in _links(child, context.before) if _goes(other, context)]
    held = [other for other in gone if _checks(other, context) or any(_staying(other, context))]
    names = [_name(child, other.path[3]) for other in held]
    columns = (ref for ref in context.created if ref.kind == "column" and ref.path[:2] == child)
    names += sorted(_name(child, ref.path[2]) for ref in columns if _comes_later(ref, context))
    return [
        statement
        for held in names
        for statement in (Sql(f"ALTER TABLE {name(*child)} NO INHERIT {held}"), Sql(f"DROP TABLE {held}"))
    ]


def lets_go(ref: Ref, context: Context) -> bool:
    """Whether nothing holds an inherited column while its parents go: what is computed, or changes its type."""
    old, new = context.before.objects[ref], context.after.objects[ref]
    if not old.generated and _same(old, new):
        return False
    links = _bringing(ref, context)
    return bool(links) and all(_goes(link, context) for link in links)


def lets_check_go(ref: Ref, context: Context) -> bool:
    """The same of an inherited check: it speaks of such a column."""
    links = _bringing(ref, context)
    return bool(links) and all(_goes(link, context) and ref not in _checks(link, context) for link in links)


def _bringing(ref: Ref, context: Context) -> list[Ref]:
    """The attachments to those parents that have the column or check before the plan."""
    before = context.before.objects
    having = (p for p in before[ref].parents or () if Ref(ref.kind, (*p, ref.path[2])) in before)
    return [Ref("inheritance", (*ref.path[:2], *parent)) for parent in having]


@once_per_plan
def _parts_by_table(context: Context) -> Mapping[tuple[str, ...], list[Ref]]:
    """Columns and constraints of each table before the plan."""
    found: dict[tuple[str, ...], list[Ref]] = defaultdict(list)
    for ref in context.before.objects:
        if ref.kind in ("column", "constraint"):
            found[ref.path[:2]].append(ref)
    return found


def _staying(link: Ref, context: Context) -> Iterator[Ref]:
    """Columns that are inherited before and after alike, but by way of other parents."""
    before, after = context.before.objects, context.after.objects
    for ref in _alike(link, context):
        if not before[ref].is_local and not after[ref].is_local and not leaders(ref, context):
            yield ref


def _alike(link: Ref, context: Context) -> Iterator[Ref]:
    """Columns that parent and child have, and the child afterwards as before."""
    before, after = context.before.objects, context.after.objects
    for ref in _parts_by_table(context).get(link.path[:2], []):
        if ref.kind != "column" or ref in context.created:
            continue
        old = before[ref]
        new, above = after.get(ref), Ref(ref.kind, (*link.path[2:], ref.path[2]))
        if new is not None and above in before and not old.generated and _same(old, new):
            yield ref


def _checks(link: Ref, context: Context) -> list[Ref]:
    """Checks that are inherited before and after alike, but by way of other parents."""
    before, after = context.before.objects, context.after.objects
    found = []
    for ref in _parts_by_table(context).get(link.path[:2], []):
        old = before[ref]
        if ref.kind != "constraint" or old.type != "c" or old.is_local:
            continue
        new, above = after.get(ref), before.get(Ref(ref.kind, (*link.path[2:], ref.path[2])))
        stays = new and not new.is_local and ref not in context.created and new.definition == old.definition
        if stays and above and above.validated and not leaders(ref, context):
            found.append(ref)
    alike = set(_alike(link, context)) if found else set()
    return sorted(ref for ref in found if _uses(ref, context) <= alike)


def _uses(check: Ref, context: Context) -> set[Ref]:
    """The columns that a check speaks of."""
    return _columns_by_constraint(context).get(check, set())


@once_per_plan
def _columns_by_constraint(context: Context) -> Mapping[Ref, set[Ref]]:
    used: dict[Ref, set[Ref]] = defaultdict(set)
    for dependent, referenced, _ in context.before.edges:
        if dependent.kind == "constraint" and referenced.kind == "column":
            used[dependent].add(referenced)
    return used


def _same(old: Any, new: Any) -> bool:
    return (old.type, old.collation, old.generated) == (new.type, new.collation, new.generated)


def _comes_later(ref: Ref, context: Context) -> bool:
    model = context.after.objects[ref]
    if model.is_local or model.of_partition or Ref("table", ref.path[:2]) in context.created:
        return False
    links = [Ref("inheritance", (*ref.path[:2], *parent)) for parent in model.parents or ()]
    having = [link for link in links if Ref(ref.kind, (*link.path[2:], ref.path[2])) in context.after.objects]
    return bool(having) and all(link in context.created for link in having)


def _links(child: tuple[str, ...], snapshot: Snapshot) -> list[Ref]:
    return sorted(ref for ref in snapshot.objects if ref.kind == "inheritance" and ref.path[:2] == child)


def _new(child: tuple[str, ...], context: Context) -> list[Ref]:
    return [link for link in _links(child, context.after) if link in context.created]


def _goes(link: Ref, context: Context) -> bool:
    return link not in context.after.objects or link in context.created


def _name(child: tuple[str, ...], other: str) -> str:
    return name(child[0], aside_name(f"{child[1]}_{other}", COMMON))
