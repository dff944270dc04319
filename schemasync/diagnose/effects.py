"""Tell whether a database already has everything that a pending migration makes."""

from __future__ import annotations

from collections.abc import Collection

from schemasync.core.model import Ref, Snapshot
from schemasync.diagnose.renamed import may_be_renamed
from schemasync.diagnose.statement_names import own_name
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import identifiers
from schemasync.replay.stage_result import StageResult


def has_effects(migration: Migration, actual: Snapshot, before: Snapshot, pending: StageResult) -> bool:
    """Whether the database has everything as the file defines it, and nothing that the file removes.

    Objects that somebody may have renamed by hand to what the file makes are no evidence that it ran.

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
    if not (made or removed) or any(ref in actual.objects for ref in removed):
        return False
    return bool(removed) or not _only_renamed(made, actual, before, wanted)


def _only_renamed(made: Collection[Ref], actual: Snapshot, before: Snapshot, wanted: Collection[Ref]) -> bool:
    """Whether each object that a file makes may be one of the applied migrations that somebody gave its name by hand."""
    gone = [ref for ref in before.objects if ref not in actual.objects and ref in wanted]
    return bool(gone) and all(
        ref not in before.objects and any(may_be_renamed(old, before, ref, actual) for old in gone) for ref in made
    )
