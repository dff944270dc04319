"""Compare folder and history as `supabase db push` does first: the files that it would run, and its reasons to refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.migrations.history import History
from schemasync.migrations.status import DUPLICATE, REMOTE_ONLY, MigrationStatus

NULL_VERSION = "null"
"""Text to which the CLI converts a version that is NULL; no file can have this version."""


class Duplicate(NamedTuple):
    """A file whose version belongs to another file, `other`, under which a push records it."""

    file: MigrationStatus
    other: str


@dataclass(frozen=True, slots=True)
class PushPlan:
    """Result of the checks that a push makes before it runs anything.

    Attributes:
        files: that it would run, in order, if it did not refuse.
        remote_only: versions of the history that the folder lacks; it refuses because of them.
        out_of_order: files that are older than a recorded version; it refuses them without `--include-all`.
        duplicates: files whose version is taken; it fails there, as one version cannot be recorded twice.
    """

    files: tuple[MigrationStatus, ...]
    remote_only: tuple[str, ...] = ()
    out_of_order: tuple[MigrationStatus, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()


def plan_push(statuses: Sequence[MigrationStatus], history: History) -> PushPlan:
    """Compare the folder with the history as the CLI does: two sorted lists, version by version, as text.

    Source: supabase/cli `pkg/migration/apply.go` (`FindPendingMigrations`); the same in TypeScript since 2.109.

    Args:
        statuses: of all migrations; the files among them in their order.
        history: of the target.
    """
    local = sorted((item for item in statuses if item.status != REMOTE_ONLY), key=lambda item: item.version)
    remote = [row.version for row in history.rows] + [NULL_VERSION] * history.without_version
    missing: list[str] = []
    out_of_order: list[MigrationStatus] = []
    i = j = 0
    while i < len(remote) and j < len(local):
        if remote[i] == local[j].version:
            i, j = i + 1, j + 1
        elif remote[i] < local[j].version:
            missing.append(remote[i])
            i += 1
        else:
            out_of_order.append(local[j])
            j += 1
    missing += remote[i:]
    duplicates = tuple(_duplicates(local))
    taken = {id(duplicate.file) for duplicate in duplicates}
    late = tuple(item for item in out_of_order if id(item) not in taken)
    return PushPlan((*out_of_order, *local[j:]), tuple(missing), late, duplicates)


def _duplicates(local: Sequence[MigrationStatus]) -> list[Duplicate]:
    """Files whose version an earlier file has, or the file that was recorded under it."""
    found = []
    for version in dict.fromkeys(item.version for item in local):
        files = [item for item in local if item.version == version]
        keeper = next((item for item in files if item.status != DUPLICATE), files[0])
        found += [Duplicate(item, keeper.file) for item in files if item is not keeper]
    return found
