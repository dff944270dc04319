"""Attachments of tables to parents (`pg_inherits`): their model, and the look-ups that columns and constraints need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from schemasync.core.model import Ref, Snapshot
from schemasync.core.once import once_per_context
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import all_of, find
from schemasync.kinds.paths import QualifiedName, relation_of, same_part


@dataclass(frozen=True, slots=True)
class Inheritance:
    """The attachment of a table to a parent; the path is the child's and the parent's.

    Attributes: partition bound (None for plain inheritance), place among the parents.
    Not compared: `relkind` of the child; (name, definition) of the foreign keys that a partition has from its parent.
    """

    bound: str | None
    position: int
    relation_kind: str = field(compare=False)
    foreign_keys: tuple[tuple[str, str], ...] | None = field(compare=False)


def parents(oid: str) -> str:
    """The parent tables as an array of [schema, name], for a table's OID."""
    return f"""(SELECT array_agg(ARRAY[pn.nspname, p.relname]::text[] ORDER BY i.inhseqno)
                FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                     JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = {oid})"""


def partitions(snapshot: Snapshot) -> Iterator[tuple[Ref, Ref]]:
    """(partitioned table, partition) for every attachment."""
    for link, model in all_of(snapshot.objects, Inheritance):
        if model.bound is not None:
            yield Ref("table", parent_of(link)), Ref("table", child_of(link))


class OnRelation(Protocol):
    """A model of a part of a relation that has the `relkind` of the relation."""

    @property
    def relation_kind(self) -> str: ...


def table_of(ref: Ref, model: OnRelation) -> Ref:
    """The table or foreign table that a column, a constraint or an attachment is on."""
    return Ref("foreign_table" if model.relation_kind == "f" else "table", relation_of(ref))


def attachment(child: Iterable[str], parent: Iterable[str]) -> Ref:
    """The attachment of one table to another."""
    return Ref("inheritance", (*child, *parent))


def child_of(link: Ref) -> QualifiedName:
    """The table that an attachment attaches."""
    return relation_of(link)


def parent_of(link: Ref) -> QualifiedName:
    """The table that an attachment attaches to."""
    _, _, schema, table = link.path
    return QualifiedName(schema, table)


def attachments(ref: Ref, parent_tables: Iterable[tuple[str, str]] | None) -> list[Ref]:
    """The attachments of a column's or constraint's table to some parents."""
    return [attachment(relation_of(ref), parent) for parent in parent_tables or ()]


def stays_attached(ref: Ref, parent_tables: Iterable[tuple[str, str]] | None, context: PlanContext) -> bool:
    """Whether the child table of a column or constraint is attached to its parents throughout the plan.

    Of several parents, those count that have the column or constraint.
    """
    before, after = context.before.objects, context.after.objects
    tables = list(parent_tables or ())
    having = [t for t in tables if (above := same_part(ref, t)) in before or above in after]
    links = attachments(ref, having or tables)
    return bool(links) and all(_persists(link, context) for link in links)


def _persists(link: Ref, context: PlanContext) -> bool:
    """Whether an attachment exists throughout the plan with the same bound."""
    before, after = find(context.before.objects, link, Inheritance), find(context.after.objects, link, Inheritance)
    return before is not None and after is not None and link not in context.created and before.bound == after.bound


def parent_parts(ref: Ref, context: PlanContext) -> list[Ref]:
    """The same column or check of the parents that have it throughout the plan: a change there reaches this one."""
    before, after = context.before.objects, context.after.objects
    links = attachments(ref, after[ref].parents)
    above = [same_part(ref, parent_of(link)) for link in links if _persists(link, context)]
    return [part for part in above if part in before and part in after]


def topmost(ref: Ref, context: PlanContext) -> list[Ref]:
    """The parts that inherit from none, of all tables that share a column or check with this one by inheritance."""
    queue = [ref]
    for part in queue:
        below = (child for child in descendants(part, context) if _exists_throughout(child, context))
        queue += [other for other in (*parent_parts(part, context), *below) if other not in queue]
    return sorted(part for part in queue if not parent_parts(part, context))


def _exists_throughout(ref: Ref, context: PlanContext) -> bool:
    return ref in context.before.objects and ref in context.after.objects


def descendants(ref: Ref, context: PlanContext) -> Iterator[Ref]:
    """The same column or constraint of all descendants that are attached throughout the plan, parents first."""
    children = _children_by_parent(context)
    queue = [relation_of(ref)]
    for table in queue:
        for child in children.get(table, ()):
            if child not in queue:
                queue.append(child)
                yield same_part(ref, child)


@once_per_context
def _children_by_parent(context: PlanContext) -> Mapping[QualifiedName, list[QualifiedName]]:
    """Tables that are attached throughout the plan, by their parent."""
    found: dict[QualifiedName, list[QualifiedName]] = defaultdict(list)
    for link, _ in all_of(context.before.objects, Inheritance):
        if _persists(link, context):
            found[parent_of(link)].append(child_of(link))
    return found


def stays_with_partition(ref: Ref, definition: str, context: PlanContext) -> bool:
    """Whether PostgreSQL leaves a foreign key to a partition that is detached: until then it was its parent's."""
    key = (*ref.path, definition)
    return key in _keys_of_detached(context) and Ref("table", relation_of(ref)) not in context.created


@once_per_context
def _keys_of_detached(context: PlanContext) -> set[tuple[str, ...]]:
    """(schema, table, name, definition) of foreign keys that stay with partitions which the plan detaches."""
    return {
        (*child_of(link), key, definition)
        for link, model in all_of(context.before.objects, Inheritance)
        if link not in context.after.objects
        for key, definition in model.foreign_keys or ()
        if not _loses_key(Ref("table", parent_of(link)), definition, context)
    }


def _loses_key(table: Ref, definition: str, context: PlanContext) -> bool:
    """Whether a table that stays loses a foreign key, and its partitions theirs with it before they are detached."""
    after = context.after.objects
    if table not in after or table in context.created:
        return False
    parts = {ref: model for ref, model in after.items() if ref.kind in ("constraint", "inheritance")}
    parts = {ref: model for ref, model in parts.items() if relation_of(ref) == table.path}
    own = {model.definition for ref, model in parts.items() if ref.kind == "constraint"}
    inherited = {text for _, model in all_of(parts, Inheritance) for _, text in model.foreign_keys or ()}
    return definition not in own | inherited
