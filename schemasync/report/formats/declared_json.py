"""Problems with the declared schema as plain values, for `report.json`."""

from __future__ import annotations

from typing import Any

from schemasync.report.view.declared import DeclaredView


def declared_json(problem: DeclaredView) -> dict[str, Any]:
    """One entry of `pull_request.declared`."""
    return {
        "id": problem.id,
        "title": problem.title,
        "status": problem.status,
        "severity": problem.severity,
        "sentence": problem.sentence,
        "recommendation": problem.recommendation,
        "accepted": problem.accepted,
        "origin": {"file": problem.file, "line": problem.line} if problem.file else None,
        "findings": [
            {
                "name": part.name,
                "status": part.status,
                "attributes": [{"name": name, "migrated": old, "declared": new} for name, old, new in part.attributes],
                "origin": {"file": part.file, "line": part.line} if part.file else None,
            }
            for part in problem.parts
        ],
        "fixes": [
            {
                "direction": fix.direction,
                "sql": fix.sql,
                "proven": fix.proven,
                "hazards": list(fix.hazards),
                "reason": fix.reason,
            }
            for fix in problem.fixes
        ],
    }
