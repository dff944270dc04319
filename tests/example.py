"""The example project, and a server on which its migrations were run by hand."""

from __future__ import annotations

from pathlib import Path

from schemasync.expected.project_replay import replay
from schemasync.postgres.shadow import ShadowServer

EXAMPLE = Path(__file__).parents[1] / "examples" / "marketplace"


def apply_by_hand(server: ShadowServer, folder: Path) -> None:
    """Make the shadow database a target with all migrations, and without the CLI's history of them."""
    replay(server, folder)
    with server.connect() as connection:
        connection.execute("DROP SCHEMA supabase_migrations CASCADE")
