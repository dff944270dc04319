"""Grants that default privileges gave on members of an extension.

A release of the extension that brings more functions, or a stand-in that brings fewer, is no difference in privileges.
"""

from __future__ import annotations

from typing import Any

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds.access._default_privileges import OBJECT_TYPES, Given, applying, given, grants_on_members


def default_extension_grants(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Grants on extensions' objects that nobody wrote: default privileges gave them, on whichever side they are.

    Where only one side has a grant, the other must not know the object at all: else somebody took it away there.
    """
    sides = [_Side(actual), _Side(expected)]
    found = {ref for side in sides for ref in side.grants}
    return frozenset(ref for ref in found if all(side.is_default(ref) for side in sides))


class _Side:
    """Attributes: `grants` on members of extensions, and whether default privileges gave them; `known` objects."""

    def __init__(self, snapshot: Snapshot) -> None:
        defaults = given(snapshot)
        self.grants = {ref: _is_default(ref, model, defaults) for ref, model in grants_on_members(snapshot)}
        self.known = snapshot.acl_only_objects

    def is_default(self, ref: Ref) -> bool:
        """Whether default privileges gave a grant here, or the object that it is on is unknown here."""
        return self.grants.get(ref, ref.subject not in self.known)


def _is_default(ref: Ref, model: Any, defaults: Given) -> bool:
    """Whether some role's default privileges in the schema give exactly this."""
    letter, privileges = OBJECT_TYPES[ref.subject.kind], frozenset(model.privileges)
    givers = {giver for giver, _, _ in defaults}
    schema, grantee = ref.subject.path[0], ref.path[0]
    return any(applying(defaults, giver, schema, letter).get(grantee) == privileges for giver in givers)
