"""What columns and constraints have to know of inheritance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from schemasync.model import Ref
from schemasync.objects._kind import Context

ATTACHABLE_EXCLUSION = 180000
"""Server version from which on a partition's exclusion constraint can be attached; 17 finds that none matches."""


def parents(oid: str) -> str:
    """The parent tables as an array of [schema, name], for a table's OID."""
    return f"""(SELECT array_agg(ARRAY[pn.nspname, p.relname]::text[] ORDER BY i.inhseqno)
                FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                     JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = {oid})"""


def stays_attached(ref: Ref, parent_tables: Iterable[tuple[str, str]] | None, context: Context) -> bool:
    """Whether the child table of a column or constraint is attached to its parents before and after alike."""
    links = [Ref("inheritance", (*ref.path[:2], *parent)) for parent in parent_tables or ()]
    before, after = context.before.objects, context.after.objects
    return bool(links) and all(link in before and before[link] == after.get(link) for link in links)


def followers(ref: Ref, context: Context) -> Iterator[Ref]:
    """The same column or constraint of all descendants that are attached before and after alike, parents first."""
    children: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for link, model in context.before.objects.items():
        if link.kind == "inheritance" and context.after.objects.get(link) == model:
            children[link.path[2:]].append(link.path[:2])
    queue = [ref.path[:2]]
    for table in queue:
        for child in children[table]:
            if child not in queue:
                queue.append(child)
                yield Ref(ref.kind, (*child, *ref.path[2:]))
