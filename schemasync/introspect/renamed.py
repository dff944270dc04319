"""Find the objects that have another name, and give those of a snapshot the names that they have after a rename."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping

from schemasync.core.model import Address, Edge, Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.kinds.model_checks import refers_to_column

_PART_LENGTH = 3
"""Parts of the path of an object that belongs to a relation."""
Names = Mapping[Ref, Ref]
"""Object → the same object under its other name."""


def renamed_refs(before: Snapshot, after: Snapshot) -> dict[Ref, Ref]:
    """Old name → new name of each object whose catalog address is the same; facts that share an address have no name.

    Args:
        before: state of a database.
        after: state of a copy of it, in which an object keeps its address.
    """
    old, new = _by_address(before), _by_address(after)
    found = {}
    for address, ref in old.items():
        now = new.get(address, ref)
        if now != ref and now.kind == ref.kind:
            found[ref] = now
    return found


def _by_address(snapshot: Snapshot) -> dict[Address, Ref]:
    """Address → object, where it is the only one there."""
    counts = Counter(snapshot.addresses.values())
    return {address: ref for ref, address in snapshot.addresses.items() if counts[address] == 1}


def differ_in_one_name(one: Ref, other: Ref) -> bool:
    """Whether a rename could make one object of one kind another: of a table's parts, each keeps its table."""
    differing = [place for place, names in enumerate(zip(one.path, other.path, strict=True)) if len({*names}) > 1]
    return len(differing) == 1 and not (is_part_of_relation(one) and differing[0] < _PART_LENGTH - 1)


def is_part_of_relation(ref: Ref) -> bool:
    """Whether an object belongs to a relation, whose name its path has."""
    return len(ref.path) == _PART_LENGTH and KINDS[ref.kind].parent is not None


def leading(names: Names) -> dict[Ref, Ref]:
    """The renames that no other one brings: the objects of a renamed schema have another path without one of their own."""
    paths = _paths(names)

    def follows(ref: Ref) -> bool:
        starts = (size for size in range(1, len(ref.path)) if ref.path[:size] in paths and _belongs(ref, size))
        return any((*paths[ref.path[:size]], *ref.path[size:]) == names[ref].path for size in starts)

    return {ref: other for ref, other in names.items() if not follows(ref)}


def in_renamed_whole(ref: Ref, names: Names) -> Ref:
    """An object under its own name, once what it belongs to has its other one."""
    return other_name(ref, {old: new for old, new in names.items() if old != ref})


def wholes_first(names: Names) -> dict[Ref, Ref]:
    """The renames in an order in which those of a schema or table precede those of its parts."""
    paths = _paths(names)

    def depth(ref: Ref) -> int:
        return sum(ref.path[:size] in paths and _belongs(ref, size) for size in range(1, len(ref.path)))

    return dict(sorted(names.items(), key=lambda pair: depth(pair[0])))


def other_name(ref: Ref, names: Names) -> Ref:
    """The other name of an object, of a part of one, or of a fact about one; itself if none of these has one."""
    return _other_name(ref, names, _paths(names))


def under_names(snapshot: Snapshot, names: Names) -> Snapshot:
    """The snapshot with the other names in place of these objects' own, in their parts and facts too."""
    if not names:
        return snapshot
    paths = _paths(names)
    found: dict[Ref, Ref] = {}

    def named(ref: Ref) -> Ref:
        if ref not in found:
            found[ref] = _other_name(ref, names, paths)
        return found[ref]

    return dataclasses.replace(
        snapshot,
        objects={named(ref): model for ref, model in snapshot.objects.items()},
        edges=tuple(Edge(named(edge.dependent), named(edge.referenced), edge.type) for edge in snapshot.edges),
        addresses={named(ref): address for ref, address in snapshot.addresses.items()},
        unreadable={named(ref): item for ref, item in snapshot.unreadable.items()},
    )


_Path = tuple[str, ...]


def _paths(names: Names) -> dict[_Path, _Path]:
    """Paths of what other objects can belong to; of a relation's parts these are the columns."""
    return {old.path: new.path for old, new in names.items() if refers_to_column(old) or not is_part_of_relation(old)}


def _other_name(ref: Ref, names: Names, paths: Mapping[_Path, _Path]) -> Ref:
    if ref in names:
        return names[ref]
    if ref.of is not None:
        return ref._replace(of=_other_name(ref.of, names, paths))
    is_whole = is_part_of_relation(ref) and not KINDS[ref.kind].subobject  # another part can have the same path
    for size in range(len(ref.path) - is_whole, 0, -1):
        if ref.path[:size] in paths and _belongs(ref, size):
            return ref._replace(path=(*paths[ref.path[:size]], *ref.path[size:]))
    return ref


def _belongs(ref: Ref, size: int) -> bool:
    """Whether an object belongs to the one whose path is the first names of its own: to its schema, or as a part to another."""
    return KINDS[ref.kind].schema_at == 0 if size == 1 else KINDS[ref.kind].parent is not None
