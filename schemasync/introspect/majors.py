"""Snapshots of different majors made comparable: what only the newer server knows is left out."""

from __future__ import annotations

import dataclasses

from schemasync.model import Snapshot
from schemasync.objects import KINDS


def as_of(snapshot: Snapshot, version: int) -> Snapshot:
    """The snapshot as a server of `version` (170011) would have it; itself if the server is no newer.

    Source: the release notes of PostgreSQL; each kind knows what is new in it.
    """
    if snapshot.server_version // 10000 <= version // 10000:
        return snapshot
    objects = {}
    for ref, model in snapshot.objects.items():
        rule = KINDS[ref.kind].as_of
        older = rule(model, version) if rule else model
        if older is not None:
            objects[ref] = older
    edges = tuple(edge for edge in snapshot.edges if edge.dependent in objects and edge.referenced in objects)
    addresses = {ref: address for ref, address in snapshot.addresses.items() if ref in objects}
    return dataclasses.replace(snapshot, server_version=version, objects=objects, edges=edges, addresses=addresses)


def alike(one: Snapshot, other: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Both as the older of their servers would have them."""
    version = min(one.server_version, other.server_version)
    return as_of(one, version), as_of(other, version)
