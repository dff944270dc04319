"""Find the objects that a pull request renames, and rename them in the state before.

The pending stage runs in a copy of the applied stage's database, so an object that keeps its catalog address is the same.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping

from schemasync.core.model import Address, Edge, Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.kinds._catalog import PG_CLASS


def renamed_refs(before: Snapshot, after: Snapshot) -> dict[Ref, Ref]:
    """Old name → new name of each object whose catalog address is the same; facts that share an address have no name."""
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


def under_new_names(before: Snapshot, renames: Mapping[Ref, Ref]) -> Snapshot:
    """The state before, with every renamed object and its parts under the new name."""
    if not renames:
        return before
    relations = {old.path: new.path for old, new in renames.items() if KINDS[old.kind].catalog.oid == PG_CLASS}

    def translated(ref: Ref) -> Ref:
        if ref in renames:
            return renames[ref]
        of = translated(ref.of) if ref.of else None
        path = ref.path
        if not ref.of and path[:2] in relations and ref not in before.addresses:
            path = (*relations[path[:2]], *path[2:])
        return Ref(ref.kind, path, of)

    objects = {translated(ref): model for ref, model in before.objects.items()}
    edges = tuple(Edge(translated(edge.dependent), translated(edge.referenced), edge.type) for edge in before.edges)
    return dataclasses.replace(before, objects=objects, edges=edges)
