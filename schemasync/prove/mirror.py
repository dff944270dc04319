"""Make the mirror: a database on the shadow server with the target's schema and none of its rows."""

from __future__ import annotations

from schemasync.postgres.shadow import ShadowServer

MIRROR_DATABASE = "schemasync_mirror"
TARGET_COPY = "schemasync_target"
"""Copy of the mirror in the target's state, from which every repair starts."""


def make_mirror(server: ShadowServer, template: str, name: str = MIRROR_DATABASE) -> None:
    """Replace the mirror by a copy of a database; nobody may be connected to the template."""
    server.drop_database(name)
    server.create_database(name, template)
