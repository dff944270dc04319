"""Attachments of partitions' indexes to indexes of their parents: their model, and look-ups that indexes and keys need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from schemasync.core.model import Model, Ref
from schemasync.core.once import once_per_context
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import all_of, get
from schemasync.kinds.paths import QualifiedName, schema_of

ATTACHABLE_EXCLUSION = 180000
"""Server version in which a partition's exclusion constraint can be attached; 17 finds that none matches."""


@dataclass(frozen=True, slots=True)
class IndexPartition:
    """The attachment of a partition's index, which the path names.

    Attributes: the parent's index (schema, name); tables and constraints of both sides; whether it is of an exclusion
    constraint (not compared).
    """

    index: QualifiedName
    table: str
    parent_table: str
    constraint: str | None
    parent_constraint: str | None
    exclusion: bool = field(compare=False)

    def __post_init__(self) -> None:
        """Give the pair that was read its names."""
        object.__setattr__(self, "index", QualifiedName(*self.index))


def parent_index(model: IndexPartition) -> Ref:
    """The parent's index, or the constraint whose index it is."""
    if model.parent_constraint:
        return Ref("constraint", (model.index.schema, model.parent_table, model.parent_constraint))
    return Ref("index", model.index)


def attached_indexes(index: Ref, context: PlanContext) -> list[tuple[Ref, IndexPartition]]:
    """(index of a partition, its attachment) for all that are attached to an index before the plan."""
    return _attached_by_parent(context).get(index.path, [])


@once_per_context
def _attached_by_parent(context: PlanContext) -> Mapping[tuple[str, ...], list[tuple[Ref, IndexPartition]]]:
    found: dict[tuple[str, ...], list[tuple[Ref, IndexPartition]]] = defaultdict(list)
    for ref, model in all_of(context.before.objects, IndexPartition):
        found[model.index].append((Ref("index", ref.path), model))
    return found


def renamed_to(attachment: Ref, context: PlanContext) -> Ref | None:
    """The attachment after the plan of an attached index that is the same one under another name."""
    return _under_other_name(attachment, context.before.objects, context.after.objects, context)


def renamed_from(attachment: Ref, context: PlanContext) -> Ref | None:
    """The attachment before the plan of an attached index that is the same one under another name."""
    return _under_other_name(attachment, context.after.objects, context.before.objects, context)


def _under_other_name(
    attachment: Ref, here: Mapping[Ref, Model], there: Mapping[Ref, Model], context: PlanContext
) -> Ref | None:
    """The attachment there of an index of the same table under the same topmost index: only its name differs."""
    if attachment not in here or attachment in there:
        return None
    schema, table = schema_of(attachment), get(here, attachment, IndexPartition).table
    if Ref("table", (schema, table)) in context.created:
        return None
    top = _top(attachment, here)
    if top not in here or top not in there or top in context.created:
        return None
    for ref, model in all_of(there, IndexPartition):
        if ref not in here and (schema_of(ref), model.table) == (schema, table) and _top(ref, there) == top:
            return ref
    return None


def _top(attachment: Ref, objects: Mapping[Ref, Model]) -> Ref:
    """The index or constraint at the top of the tree of attachments."""
    model = get(objects, attachment, IndexPartition)
    while (above := Ref(attachment.kind, model.index)) in objects:
        model = get(objects, above, IndexPartition)
    return parent_index(model)
