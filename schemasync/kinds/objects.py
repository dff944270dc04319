"""Look objects up by reference and model: a snapshot holds models of all kinds, so their type is checked here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from schemasync.core.errors import PlanError
from schemasync.core.model import Model, Ref

M = TypeVar("M")


def find(objects: Mapping[Ref, Model], ref: Ref, model: type[M]) -> M | None:
    """The object of a reference, or None if it is not there."""
    found = objects.get(ref)
    return found if isinstance(found, model) else None


def get(objects: Mapping[Ref, Model], ref: Ref, model: type[M]) -> M:
    """The object of a reference that is there.

    Raises:
        PlanError: it is not, as the plan is one for a part of the differences, and this part cannot be settled alone.
    """
    if ref not in objects:
        raise PlanError(f"{ref} is needed, and is not a part of what is settled here")
    found = objects[ref]
    assert isinstance(found, model)
    return found


def all_of(objects: Mapping[Ref, Model], model: type[M]) -> Iterator[tuple[Ref, M]]:
    """All objects of a model with their references."""
    for ref, found in objects.items():
        if isinstance(found, model):
            yield ref, found
