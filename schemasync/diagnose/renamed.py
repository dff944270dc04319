"""Tell whether two objects may be one object under two names."""

from __future__ import annotations

from dataclasses import fields

from schemasync.core.model import PART, Model, Ref, Snapshot
from schemasync.core.name_resolution import words
from schemasync.core.sql import ident
from schemasync.introspect.renamed import differ_in_one_name
from schemasync.kinds.model_checks import is_column


def may_be_renamed(old: Ref, before: Snapshot, new: Ref, after: Snapshot) -> bool:
    """Whether an object may be another snapshot's object under another name: they differ in one name, and are defined alike."""
    return (
        (new.kind, new.of, len(new.path)) == (old.kind, old.of, len(old.path))
        and differ_in_one_name(old, new)
        and _is_same_but_for_name(new, after.objects.get(new), old, before.objects.get(old))
        and _columns(new, after) == _columns(old, before)
    )


def _is_same_but_for_name(other: Ref, found: Model | None, ref: Ref, wanted: Model | None) -> bool:
    """Whether two objects of different names are defined alike; an index's definition has its name in it."""
    if wanted is None or found is None:
        return False
    names = {ident(new): ident(old) for new, old in zip(other.path, ref.path, strict=True) if new != old}
    pairs = [(getattr(found, field.name), getattr(wanted, field.name)) for field in fields(wanted) if field.compare]
    return all(
        one == two
        or (
            isinstance(one, str)
            and isinstance(two, str)
            and [names.get(word, word) for word in words(one)] == words(two)
        )
        for one, two in pairs
    )


def _columns(ref: Ref, snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """Names and types of a table's columns."""
    edges = (edge for edge in snapshot.edges if edge.type == PART and edge.referenced == ref)
    parts = (edge.dependent for edge in edges if edge.dependent.of is None)
    models = ((part.path[-1], snapshot.objects.get(part)) for part in parts)
    return frozenset((name, model.type) for name, model in models if is_column(model))
