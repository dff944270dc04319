"""Make snapshots of different majors or readers comparable: leave out what only one of them knows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.kinds.roles import PREDEFINED_SINCE


def downgrade_to(snapshot: Snapshot, version: int) -> Snapshot:
    """The snapshot as a server of `version` (170011) would have it; itself if the server is no newer.

    Source: the release notes of PostgreSQL; each kind knows what is new in it.
    """
    if snapshot.server_version // 10000 <= version // 10000:
        return snapshot
    objects = {}
    for ref, model in snapshot.objects.items():
        older = _as_of(ref, model, version)
        if older is not None:
            objects[ref] = older
    return dataclasses.replace(_keep(snapshot, objects), server_version=version)


def _as_of(ref: Ref, model: Model, version: int) -> Model | None:
    """The object as a server of `version` would have it; None if it would have none, or not a role that the object names."""
    rule, roles = KINDS[ref.kind].catalog.for_server_version, KINDS[ref.kind].order.roles
    if roles and any(PREDEFINED_SINCE.get(role, 0) > version for role in roles(ref, model)):
        return None
    return rule(model, version) if rule else model


def make_comparable(one: Snapshot, other: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Both snapshots as the older server would have them, without what one of the readers could not read.

    Both have the text settings of either: a script for one side can be planned from a state that has the other's.
    """
    version = min(one.server_version, other.server_version)
    unread = frozenset(item.kind for snapshot in (one, other) for item in snapshot.unmodeled if item.kind)
    unreadable = frozenset((*one.unreadable, *other.unreadable))
    settings = tuple(dict.fromkeys((*one.text_settings, *other.text_settings)))
    one, other = (
        dataclasses.replace(_without(downgrade_to(side, version), unread, unreadable), text_settings=settings)
        for side in (one, other)
    )
    return without_unreadable(one, other), without_unreadable(other, one)


def without_unreadable(snapshot: Snapshot, other: Snapshot) -> Snapshot:
    """The snapshot without the attributes that the other's reader could not read, object by object."""
    changed: dict[Ref, Model] = {}
    for ref in (ref for ref in snapshot.objects if KINDS[ref.kind].catalog.restricted_attributes):
        theirs = other.objects.get(ref)
        names = [
            name
            for name in KINDS[ref.kind].catalog.restricted_attributes
            if theirs is not None and getattr(theirs, name) is None
        ]
        if any(getattr(snapshot.objects[ref], name) is not None for name in names):
            changed[ref] = dataclasses.replace(snapshot.objects[ref], **dict.fromkeys(names))
    return dataclasses.replace(snapshot, objects={**snapshot.objects, **changed}) if changed else snapshot


def _without(snapshot: Snapshot, kinds: frozenset[str], refs: frozenset[Ref]) -> Snapshot:
    """The snapshot without the objects of some kinds, and some others with their parts, which one of the readers could not read."""
    if not kinds and not refs:
        return snapshot
    kept = {
        ref: model
        for ref, model in snapshot.objects.items()
        if ref.kind not in kinds and not (refs and any(whole in refs for whole in _wholes(ref, snapshot)))
    }
    return _keep(snapshot, kept)


def _wholes(ref: Ref | None, snapshot: Snapshot) -> Iterator[Ref]:
    """An object, the one that it is a part of or belongs to, and so on."""
    while ref is not None:
        yield ref
        parent_of, model = KINDS[ref.kind].parent, snapshot.objects.get(ref)
        ref = ref.of or (parent_of(ref, model) if parent_of and model is not None else None)


def _keep(snapshot: Snapshot, objects: Mapping[Ref, Model]) -> Snapshot:
    edges = tuple(edge for edge in snapshot.edges if edge.dependent in objects and edge.referenced in objects)
    addresses = {ref: address for ref, address in snapshot.addresses.items() if ref in objects}
    return dataclasses.replace(snapshot, objects=objects, edges=edges, addresses=addresses)
