"""Compare two snapshots: the changes that lead from one to the other; no kind is named here."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Hashable
from functools import lru_cache
from typing import Any, cast

from schemasync.core.model import Change, Model, Ref, Snapshot


def compare(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """List the differences between two states, ordered by reference.

    Args:
        before: where a plan would start (the database).
        after: where it would end (the migrations).
    """
    olds, news = before.objects, after.objects
    changed = [ref for ref, old in olds.items() if news.get(ref) != old]
    changed += [ref for ref in news if ref not in olds]
    return tuple(_change(ref, olds.get(ref), news.get(ref)) for ref in sorted(changed))


def differing_refs(one: Snapshot, other: Snapshot, scope: Collection[Ref]) -> frozenset[Ref]:
    """Find the references in scope whose objects differ between two states, or exist in one of them only."""
    return frozenset(ref for ref in scope if one.objects.get(ref) != other.objects.get(ref))


def _change(ref: Ref, old: Model | None, new: Model | None) -> Change:
    return Change(ref, old, new) if old is None or new is None else Change(ref, old, new, differing(old, new))


def differing(old: Model, new: Model) -> tuple[str, ...]:
    """Names of the attributes in which two models of one kind differ."""
    return tuple(name for name in _compared(cast("Hashable", type(old))) if getattr(old, name) != getattr(new, name))


@lru_cache(maxsize=256)
def _compared(model: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cast("Any", model)) if field.compare)


def unmodeled_objects(*snapshots: Snapshot) -> tuple[str, ...]:
    """Descriptions of the objects in any of the snapshots that were not read, which `compare` therefore passes over."""
    unreadable = {str(ref) for snapshot in snapshots for ref in snapshot.unreadable}
    return tuple(sorted(unreadable | {item.description for snapshot in snapshots for item in snapshot.unmodeled}))
