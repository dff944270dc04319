"""Tell whether a database already has everything that a pending migration makes."""

from __future__ import annotations

from schemasync.core.model import Snapshot
from schemasync.diagnose.statement_names import own_name
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import identifiers
from schemasync.replay.replay_result import ReplayResult


def has_effects(migration: Migration, actual: Snapshot, before: Snapshot, pending: ReplayResult) -> bool:
    """Whether the database has everything as the file defines it, and nothing that the file removes.

    Args:
        migration: a pending file.
        actual: state of the database.
        before: state after the applied migrations.
        pending: replay of the pending files on top of them.
    """
    wanted = pending.snapshot.objects
    made = [
        ref
        for ref, origin in pending.origins.items()
        if origin.file == migration.file and wanted.get(ref) != before.objects.get(ref)
    ]
    if any(actual.objects.get(ref) != wanted.get(ref) for ref in made):
        return False
    mentioned = identifiers(migration.sql)
    removed = [ref for ref in before.objects if ref not in wanted and own_name(ref) in mentioned]
    return bool(made or removed) and not any(ref in actual.objects for ref in removed)
