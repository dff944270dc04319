"""Write values that several lists of `report.json` contain."""

from __future__ import annotations

from typing import Any

from schemasync.report.view.errors import ErrorView
from schemasync.report.view.fixes import FixView


def origin_json(file: str, line: int) -> dict[str, Any] | None:
    """A line of a file; None where nothing is known."""
    return {"file": file, "line": line} if file else None


def error_json(error: ErrorView) -> dict[str, Any]:
    """Why a file failed; the file stands beside it."""
    return {
        "line": error.line,
        "column": error.column,
        "sqlstate": error.sqlstate,
        "message": error.message,
        "detail": error.detail,
        "hint": error.hint,
        "diagnosis": error.diagnosis,
    }


def fix_json(fix: FixView) -> dict[str, Any]:
    """One entry of `fixes[]`."""
    return {
        "direction": fix.direction,
        "sql": fix.sql,
        "proven": fix.proven,
        "hazards": list(fix.hazards),
        "reason": fix.reason,
        "together": fix.together,
    }
