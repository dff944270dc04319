"""Find the objects that a pull request renames, and show the state before under their new names.

The pending stage runs in a copy of the applied stage's database, so an object that keeps its catalog address is the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from schemasync.core.model import Edge, Ref, Snapshot


def renamed_refs(before: Snapshot, after: Snapshot) -> dict[Ref, Ref]:
    """Old name → new name of each object whose catalog address is the same."""
    now = {address: ref for ref, address in after.addresses.items()}
    found = {}
    for ref, address in before.addresses.items():
        new = now.get(address)
        if new is not None and new != ref and new.kind == ref.kind:
            found[ref] = new
    return found


def under_new_names(before: Snapshot, renames: Mapping[Ref, Ref]) -> Snapshot:
    """The state before, with every renamed object and its parts under the new name."""
    if not renames:
        return before
    relations = {(old.path[0], old.path[1]): new.path[:2] for old, new in renames.items() if len(old.path) == 2}  # noqa: PLR2004

    def translated(ref: Ref) -> Ref:
        if ref in renames:
            return renames[ref]
        of = translated(ref.of) if ref.of else None
        path = ref.path
        if not ref.of and len(path) > 1 and (path[0], path[1]) in relations and ref not in before.addresses:
            path = (*relations[path[0], path[1]], *path[2:])
        return Ref(ref.kind, path, of)

    objects = {translated(ref): model for ref, model in before.objects.items()}
    edges = tuple(Edge(translated(edge.dependent), translated(edge.referenced), edge.type) for edge in before.edges)
    return dataclasses.replace(before, objects=objects, edges=edges)
