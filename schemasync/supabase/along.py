"""What came along with an extension: privileges that default privileges gave on what it brings.

A release of the extension that brings more functions, or a stand-in that brings fewer, is no difference in privileges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from schemasync.model import Ref, Snapshot
from schemasync.objects.grant import OBJECT_TYPES

_Given = dict[tuple[str, str], dict[str, list[set[str]]]]


def came_along(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Grants on extensions' objects that nobody wrote: default privileges gave them, on whichever side they are.

    Where only one side has a grant, the other must not know the object at all: else somebody took it away there.
    """
    sides = [_Side(actual), _Side(expected)]
    found = {ref for side in sides for ref in side.grants}
    return frozenset(ref for ref in found if all(side.tells(ref) for side in sides))


class _Side:
    """Attributes: `grants`, those on objects of extensions, and whether default privileges gave them; `known` ones."""

    def __init__(self, snapshot: Snapshot) -> None:
        given = _given(snapshot)
        self.grants = {ref: _is_given(ref, model, given) for ref, model in _of_members(snapshot)}
        self.known = snapshot.others

    def tells(self, ref: Ref) -> bool:
        return self.grants.get(ref, Ref(ref.path[0], ref.path[1:-1]) not in self.known)


def _of_members(snapshot: Snapshot) -> Iterator[tuple[Ref, Any]]:
    """Grants on what has a name but is no object of its own."""
    objects = snapshot.objects
    for ref, model in objects.items():
        if ref.kind == "grant" and ref.path[0] in OBJECT_TYPES and Ref(ref.path[0], ref.path[1:-1]) not in objects:
            yield ref, model


def _is_given(ref: Ref, model: Any, given: _Given) -> bool:
    letter, grantee = OBJECT_TYPES[ref.path[0]], ref.path[-1]
    return any(set(model.privileges) in given[schema, letter][grantee] for schema in ("", ref.path[1]))


def _given(snapshot: Snapshot) -> _Given:
    """What default privileges give to each role, by schema ("" for any other) and type of object; one for each giver."""
    told: dict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(dict)
    for ref, model in snapshot.objects.items():
        if ref.kind == "default_privilege":
            giver, schema, letter, grantee = ref.path
            told[giver, schema, letter][grantee] = set(model.privileges)
    found: _Given = defaultdict(lambda: defaultdict(list))
    for (giver, schema, letter), privileges in told.items():
        everywhere = told.get((giver, "", letter), {}) if schema else {}
        for grantee in privileges.keys() | everywhere.keys():
            found[schema, letter][grantee].append(privileges.get(grantee, set()) | everywhere.get(grantee, set()))
    return found
