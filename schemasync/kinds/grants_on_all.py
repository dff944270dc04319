"""Privileges that changed alike on all objects of a schema, as by GRANT or REVOKE … ON ALL TABLES IN SCHEMA."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.kinds.default_privileges import OBJECT_TYPES

_IN_SCHEMA = {"r": "TABLES", "S": "SEQUENCES", "f": "FUNCTIONS"}
"""Object types that GRANT … ON ALL … IN SCHEMA names, and its words (PostgreSQL, "GRANT")."""
_Objects = Mapping[tuple[str, str], Sequence[Ref]]


class _Access(NamedTuple):
    """Objects whose privileges one statement can change: of one type in one schema, for one role."""

    role: tuple[str, ...]
    schema: str
    object_type: str


class _Change(NamedTuple):
    """Privileges that a role has on one side only, and those of the migrations."""

    more: frozenset[str]
    less: frozenset[str]
    expected: frozenset[str]


def grants_together(refs: Collection[Ref], actual: Snapshot, expected: Snapshot) -> list[frozenset[Ref]]:
    """The privileges among some references, in one set for each statement that would change all of them and no other.

    Args:
        refs: references that differ.
        actual: state of the target.
        expected: state that the migrations define.
    """
    differing: dict[_Access, list[Ref]] = defaultdict(list)
    for ref in refs:
        if (access := _access(ref)) is not None and ref.of in actual.objects and ref.of in expected.objects:
            differing[access].append(ref)
    several = {access: found for access, found in differing.items() if len(found) > 1}
    objects = _objects(actual, expected) if several else {}
    return [
        frozenset(found)
        for access, found in several.items()
        if _is_one_statement(dict(_changes(access, found, objects, actual, expected)))
    ]


def on_all(refs: Collection[Ref]) -> str:
    """`ALL TABLES IN SCHEMA public`, of privileges that changed on several objects of one type and schema; empty elsewhere."""
    places = {access[1:] if (access := _access(ref)) else None for ref in refs}
    if len(places) != 1 or len({ref.of for ref in refs}) == 1 or (place := places.pop()) is None:
        return ""
    schema, object_type = place
    return f"ALL {_IN_SCHEMA[object_type]} IN SCHEMA {schema}"


def _access(ref: Ref) -> _Access | None:
    """The access that a privilege on an object belongs to; None for other references."""
    if ref.kind != "grant" or ref.of is None or ref.of.of is not None:
        return None
    object_type = OBJECT_TYPES.get(ref.of.kind, "")
    return _Access(ref.path, ref.of.path[0], object_type) if object_type in _IN_SCHEMA else None


def _objects(actual: Snapshot, expected: Snapshot) -> _Objects:
    """The objects that both sides have, by schema and object type."""
    found: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    for ref in expected.objects:
        object_type = OBJECT_TYPES.get(ref.kind, "") if ref.of is None and ref in actual.objects else ""
        if object_type in _IN_SCHEMA:
            found[ref.path[0], object_type].append(ref)
    return found


def _owner(ref: Ref, snapshot: Snapshot) -> str | None:
    """The owner of an object, if it is known."""
    owner = snapshot.objects.get(Ref("owner", (), ref))
    return owner.role if owner is not None else None


def _changes(
    access: _Access, differing: Collection[Ref], objects: _Objects, actual: Snapshot, expected: Snapshot
) -> Iterator[tuple[Ref, _Change]]:
    """The change of the privileges on each object.

    Other procedures count as little as other owners' objects: ALL FUNCTIONS leaves them out, and a role cannot change these.
    """
    refs = dict.fromkeys(differing)
    owners = {_owner(ref.subject, actual) for ref in refs}
    for subject in objects.get(access[1:], ()):
        if subject.kind != "procedure" and _owner(subject, actual) in owners:
            refs.setdefault(Ref("grant", access.role, subject))
    for ref in refs:
        here, there = actual.objects.get(ref), expected.objects.get(ref)
        has, should = _privileges(here, there), _privileges(there, here)
        yield ref, _Change(has - should, should - has, should)


def _privileges(model: Model | None, other: Model | None) -> frozenset[str]:
    """The privileges of a side, which are PostgreSQL's default where it has no such fact."""
    if model is not None:
        return frozenset(model.privileges)
    return frozenset(other.default) if other is not None else frozenset()


def _is_one_statement(changes: Mapping[Ref, _Change]) -> bool:
    """Whether granting or revoking the same privileges on each object changes these so."""
    more = frozenset[str]().union(*(each.more for each in changes.values()))
    less = frozenset[str]().union(*(each.less for each in changes.values()))
    if more and less:
        return False
    return all(each.more == more - each.expected and each.less == less & each.expected for each in changes.values())
