"""Facts about inheritance that columns and constraints need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds._kind import Context, once_per_plan

ATTACHABLE_EXCLUSION = 180000
"""Server version from which on a partition's exclusion constraint can be attached; 17 finds that none matches."""


def parents(oid: str) -> str:
    """The parent tables as an array of [schema, name], for a table's OID."""
    return f"""(SELECT array_agg(ARRAY[pn.nspname, p.relname]::text[] ORDER BY i.inhseqno)
                FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                     JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = {oid})"""


def partitions(snapshot: Snapshot) -> Iterator[tuple[Ref, Ref]]:
    """(partitioned table, partition) for every attachment."""
    for ref, model in snapshot.objects.items():
        if ref.kind == "inheritance" and model.bound is not None:
            yield Ref("table", ref.path[2:]), Ref("table", ref.path[:2])


def table_of(ref: Ref, model: Any) -> Ref:
    """The table or foreign table that a column, a constraint or an attachment is on."""
    return Ref("foreign_table" if model.relation_kind == "f" else "table", ref.path[:2])


def stays_attached(ref: Ref, parent_tables: Iterable[tuple[str, str]] | None, context: Context) -> bool:
    """Whether the child table of a column or constraint is attached to its parents before and after alike.

    Of several parents, those count that have it.
    """
    before, after = context.before.objects, context.after.objects
    tables = list(parent_tables or ())
    having = [t for t in tables if (above := Ref(ref.kind, (*t, *ref.path[2:]))) in before or above in after]
    links = [Ref("inheritance", (*ref.path[:2], *parent)) for parent in having or tables]
    return bool(links) and all(_stays(link, context) for link in links)


def _stays(link: Ref, context: Context) -> bool:
    before, after = context.before.objects.get(link), context.after.objects.get(link)
    if before is None or after is None or link in context.created:
        return False
    return bool(before.bound == after.bound)


def leaders(ref: Ref, context: Context) -> list[Ref]:
    """The same column of all parents that have it and stay: what is done there reaches this one."""
    before, after = context.before.objects, context.after.objects
    links = [Ref("inheritance", (*ref.path[:2], *parent)) for parent in after[ref].parents or ()]
    columns = [Ref(ref.kind, (*link.path[2:], *ref.path[2:])) for link in links if _stays(link, context)]
    return [column for column in columns if column in before and column in after]


def tops(ref: Ref, context: Context) -> list[Ref]:
    """The columns at the top of all tables that share a column with this one by inheritance."""
    queue = [ref]
    for column in queue:
        near = (*leaders(column, context), *(child for child in followers(column, context) if _shared(child, context)))
        queue += [other for other in near if other not in queue]
    return sorted(column for column in queue if not leaders(column, context))


def _shared(ref: Ref, context: Context) -> bool:
    return ref in context.before.objects and ref in context.after.objects


def followers(ref: Ref, context: Context) -> Iterator[Ref]:
    """The same column or constraint of all descendants that are attached before and after alike, parents first."""
    children = _children(context)
    queue = [ref.path[:2]]
    for table in queue:
        for child in children.get(table, ()):
            if child not in queue:
                queue.append(child)
                yield Ref(ref.kind, (*child, *ref.path[2:]))


@once_per_plan
def _children(context: Context) -> Mapping[tuple[str, ...], list[tuple[str, ...]]]:
    """Tables that are attached before and after alike, by their parent."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for link in context.before.objects:
        if link.kind == "inheritance" and _stays(link, context):
            found[link.path[2:]].append(link.path[:2])
    return found


def attached_to(index: Ref, context: Context) -> list[tuple[Ref, Any]]:
    """(index of a partition, its attachment) for all that hang on an index before the plan."""
    return _attached_indexes(context).get(index.path, [])


@once_per_plan
def _attached_indexes(context: Context) -> Mapping[tuple[str, ...], list[tuple[Ref, Any]]]:
    found: dict[tuple[str, ...], list[tuple[Ref, Any]]] = defaultdict(list)
    for ref, model in context.before.objects.items():
        if ref.kind == "index_partition":
            found[model.index].append((Ref("index", ref.path), model))
    return found


def detached_with(ref: Ref, definition: str, context: Context) -> bool:
    """Whether a foreign key stays with a partition that is detached: until then it was its parent's."""
    key = (*ref.path, definition)
    return key in _detached_foreign_keys(context) and Ref("table", ref.path[:2]) not in context.created


@once_per_plan
def _detached_foreign_keys(context: Context) -> set[tuple[str, ...]]:
    """(schema, table, name, definition) of foreign keys that stay with partitions which the plan detaches."""
    return {
        (*link.path[:2], *key)
        for link, model in context.before.objects.items()
        if link.kind == "inheritance" and link not in context.after.objects
        for key in model.foreign_keys or ()
        if not _loses(Ref("table", link.path[2:]), key[1], context)
    }


def _loses(table: Ref, definition: str, context: Context) -> bool:
    """Whether a table that stays loses a foreign key: before its partitions are detached, so they lose theirs."""
    after = context.after.objects
    if table not in after or table in context.created:
        return False
    mine = {ref: model for ref, model in after.items() if ref.path[:2] == table.path}
    own = {model.definition for ref, model in mine.items() if ref.kind == "constraint"}
    above = {key[1] for ref, model in mine.items() if ref.kind == "inheritance" for key in model.foreign_keys or ()}
    return definition not in own | above


def renamed(facet: Ref, context: Context, *, old: bool = False) -> Ref | None:
    """For an attached index that has another name afterwards, or had one before (`old`): the attachment under it.

    Nothing but its name tells it from the one for the same table under the same index at the top.
    """
    here, there = context.after.objects, context.before.objects
    if not old:
        here, there = there, here
    if facet not in here or facet in there or Ref("table", (facet.path[0], here[facet].table)) in context.created:
        return None
    top = _top(facet, here)
    if top not in here or top not in there or top in context.created:
        return None
    table = (facet.path[0], here[facet].table)
    candidates = (ref for ref in there if ref.kind == facet.kind and ref not in here)
    return next(
        (ref for ref in candidates if (ref.path[0], there[ref].table) == table and _top(ref, there) == top), None
    )


def _top(facet: Ref, objects: Mapping[Ref, Any]) -> Ref:
    """The index or constraint at the top of the tree in which the index hangs."""
    model = objects[facet]
    while (above := Ref(facet.kind, model.index)) in objects:
        model = objects[above]
    return hangs_on(model)


def hangs_on(attachment: Any) -> Ref:
    """The parent's index or constraint."""
    if attachment.parent_constraint:
        return Ref("constraint", (attachment.index[0], attachment.parent_table, attachment.parent_constraint))
    return Ref("index", attachment.index)
