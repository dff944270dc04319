"""The traced statements of the pending files as JSON: `pull_request.statements`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemasync.core.trace import RelationLock, StatementChange, TracedStatement


def statements_json(statements: Sequence[TracedStatement]) -> list[dict[str, Any]]:
    """Every statement as plain values, in order."""
    return [
        {
            "file": each.place.file,
            "line": each.place.line,
            "text": each.text,
            "ran": each.ran,
            "outside_transaction": each.outside_transaction,
            "locks": [_lock(lock) for lock in each.locks],
            "rewrites": [ref.as_dict() for ref in each.rewrites],
            "scans": [ref.as_dict() for ref in each.scans],
            "changes": [_change(change) for change in each.changes],
        }
        for each in statements
    ]


def _lock(lock: RelationLock) -> dict[str, Any]:
    return {"relation": lock.relation.as_dict(), "mode": lock.mode, "rows": lock.rows, "bytes": lock.bytes}


def _change(change: StatementChange) -> dict[str, Any]:
    new = change.new.as_dict() if change.new else None
    return {"action": change.action, "ref": change.ref.as_dict(), "new": new}
