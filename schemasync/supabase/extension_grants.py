"""Grants that default privileges gave on members of an extension.

A release of the extension that brings more functions, or a stand-in that brings fewer, is no difference in privileges.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds.access._default_privileges import OBJECT_TYPES, Given, applying, given


def default_extension_grants(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Grants on extensions' objects that nobody wrote: default privileges gave them, on whichever side they are.

    Where only one side has a grant, the other must not know the object at all: else somebody took it away there.
    """
    sides = [_Side(actual), _Side(expected)]
    found = {ref for side in sides for ref in side.grants}
    return frozenset(ref for ref in found if all(side.tells(ref) for side in sides))


class _Side:
    """Attributes: `grants`, those on objects of extensions, and whether default privileges gave them; `known` ones."""

    def __init__(self, snapshot: Snapshot) -> None:
        told = given(snapshot)
        self.grants = {ref: _is_given(ref, model, told) for ref, model in _of_members(snapshot)}
        self.known = snapshot.acl_only_objects

    def tells(self, ref: Ref) -> bool:
        return self.grants.get(ref, ref.subject not in self.known)


def _of_members(snapshot: Snapshot) -> Iterator[tuple[Ref, Any]]:
    """Grants on what has a name but is no object of its own."""
    objects = snapshot.objects
    for ref, model in objects.items():
        if ref.kind == "grant" and ref.subject.kind in OBJECT_TYPES and ref.subject not in objects:
            yield ref, model


def _is_given(ref: Ref, model: Any, told: Given) -> bool:
    """Whether it is what some role gives on what it creates there."""
    letter, privileges = OBJECT_TYPES[ref.subject.kind], frozenset(model.privileges)
    givers = {giver for giver, _, _ in told}
    return any(applying(told, giver, ref.subject.path[0], letter).get(ref.path[0]) == privileges for giver in givers)
