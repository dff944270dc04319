"""Migrations that have certainly not run on a database without a history."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.introspect.snapshot import read_snapshot
from schemasync.migrations.discover import Migration
from schemasync.migrations.target import Target
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.supabase.automatic_grants import REVOCATIONS
from schemasync.verdict.target_facts import new_files

REVOKED = [f"ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public {text};" for text in REVOCATIONS]


@pytest.mark.parametrize("regime", ["old", "of 2026"])
def test_first_push(shadow: ShadowServer, regime: str) -> None:
    """Nothing has run on a new project, whatever its default privileges are; with a table of its own, nobody knows."""
    files = [Migration(Path("1_a.sql"), "1_a.sql", "1", "a", "SELECT 1")]
    with shadow.connect("template1", ADMIN) as connection:
        connection.execute(b"BEGIN")
        connection.execute("".join(REVOKED if regime != "old" else []).encode() or b"SELECT 1")
        empty = Target(read_snapshot(connection, in_transaction=True))
        connection.execute(b"CREATE TABLE public.own (id int)")
        used = Target(read_snapshot(connection, in_transaction=True))
        connection.execute(b"ROLLBACK")
    assert new_files(files, empty, ()) == {"1_a.sql"}
    assert new_files(files, used, ()) == frozenset()
