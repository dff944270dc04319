"""A server whose roles tests may change, and a target on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.plugins.servers import binaries_of
from tests.prove.role_targets import Target


@pytest.fixture(scope="package")
def server() -> Iterator[ShadowServer]:
    """A server whose roles tests may change; of 17, as Supabase's."""
    with embedded(bindir=str(binaries_of(17).bindir)) as started:
        yield started


@pytest.fixture
def target(server: ShadowServer, tmp_path: Path, same_roles: Any) -> Iterator[Target]:
    """A project without objects of its own."""
    with same_roles(lambda: server.connect("template1", ADMIN)):
        made = Target(server, tmp_path)
        yield made
        server.drop_database(made.database)
