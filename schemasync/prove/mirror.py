"""The mirror: a database on the shadow server that is made equal to the target, schema only."""

from __future__ import annotations

from schemasync.core.model import Ref, Snapshot
from schemasync.postgres.embedded import ShadowServer

MIRROR_DATABASE = "schemasync_mirror"
TARGET_COPY = "schemasync_target"
"""The mirror as it was when it had been made equal to the target: the start of every repair that is tried."""


def make_mirror(server: ShadowServer, template: str, name: str = MIRROR_DATABASE) -> None:
    """Copy a database to a fresh mirror; nobody may be connected to the template."""
    server.drop_database(name)
    server.create_database(name, template)


def different(found: Snapshot, wanted: Snapshot, scope: frozenset[Ref]) -> frozenset[Ref]:
    """Find the references in scope that differ."""
    return frozenset(ref for ref in scope if found.objects.get(ref) != wanted.objects.get(ref))
