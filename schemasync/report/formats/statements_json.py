"""Write the statements of the pending files for `report.json`: `pull_request.statements` and `pull_request.rows`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemasync.core.row_risk import RowRisk
from schemasync.core.trace import RelationLock, StatementChange, TracedStatement
from schemasync.report.view.statements import StatementView


def statements_json(statements: Sequence[TracedStatement], effects: Sequence[StatementView]) -> list[dict[str, Any]]:
    """Every statement as plain values, in order, with what the report says of it."""
    in_words = {(each.file, each.line): each for each in effects}
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
            **_effects(in_words.get((each.place.file, each.place.line))),
        }
        for each in statements
    ]


def _effects(view: StatementView | None) -> dict[str, Any]:
    if view is None:
        return {"sentences": [], "advice": "", "suggestion": ""}
    return {"sentences": list(view.effects), "advice": view.advice, "suggestion": view.suggestion}


def rows_json(risks: Sequence[RowRisk]) -> list[dict[str, Any]]:
    """Every statement that rows can refuse as plain values, in order."""
    return [
        {
            "file": risk.place.file,
            "line": risk.place.line,
            "table": f"{risk.schema}.{risk.table}",
            "on": risk.on,
            "decided": risk.decision.answer or None,
            "answer": risk.decision.sentence,
        }
        for risk in risks
    ]


def _lock(lock: RelationLock) -> dict[str, Any]:
    return {"relation": lock.relation.as_dict(), "mode": lock.mode, "rows": lock.rows, "bytes": lock.bytes}


def _change(change: StatementChange) -> dict[str, Any]:
    new = change.new.as_dict() if change.new else None
    return {"action": change.action, "ref": change.ref.as_dict(), "new": new}
