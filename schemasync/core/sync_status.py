"""How the database and the migrations have an object."""

from __future__ import annotations

from enum import StrEnum


class SyncStatus(StrEnum):
    """Result of the comparison of an object, as in `report.json` and `schemasync.toml`.

    MISSING: the migrations define it, the database lacks it. EXTRA: it is only in the database. PARTIAL: it differs. UNKNOWN: an
    applied migration that may define it could not be replayed.
    """

    MISSING = "MISSING"
    EXTRA = "EXTRA"
    PARTIAL = "PARTIALLY SYNCED"
    SYNCED = "SYNCED"
    UNKNOWN = "UNKNOWN"


MISSING, EXTRA, PARTIAL, SYNCED, UNKNOWN = SyncStatus
