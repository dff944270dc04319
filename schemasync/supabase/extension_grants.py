"""Grants that default privileges gave on members of an extension.

A release of the extension that brings more functions, or a stand-in that brings fewer, is no difference in privileges.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds.access._default_privileges import (
    OBJECT_TYPES,
    DefaultPrivileges,
    default_privileges_of,
    privileges_on_creation,
)


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
        defaults = default_privileges_of(snapshot)
        self.grants = {ref: _is_default(ref, model, defaults) for ref, model in _of_members(snapshot)}
        self.known = snapshot.acl_only_objects

    def tells(self, ref: Ref) -> bool:
        return self.grants.get(ref, ref.subject not in self.known)


def _of_members(snapshot: Snapshot) -> Iterator[tuple[Ref, Any]]:
    """Grants on what has a name but is no object of its own."""
    objects = snapshot.objects
    for ref, model in objects.items():
        if ref.kind == "grant" and ref.subject.kind in OBJECT_TYPES and ref.subject not in objects:
            yield ref, model


def _is_default(ref: Ref, model: Any, defaults: DefaultPrivileges) -> bool:
    """Whether it is the grant that the default privileges of some role add to an object there."""
    object_type, privileges = OBJECT_TYPES[ref.subject.kind], frozenset(model.privileges)
    grantee, schema = ref.path[0], ref.subject.path[0]
    return any(
        privileges_on_creation(defaults, scope.creator, schema, object_type).get(grantee) == privileges
        for scope in defaults
    )
