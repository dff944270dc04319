"""Write problems with the declared schema for `report.json`."""

from __future__ import annotations

from typing import Any

from schemasync.report.formats.json_parts import fix_json, origin_json
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
        "origin": origin_json(problem.file, problem.line),
        "findings": [
            {
                "name": part.name,
                "status": part.status,
                "attributes": [{"name": name, "migrated": old, "declared": new} for name, old, new in part.attributes],
                "origin": origin_json(part.file, part.line),
            }
            for part in problem.parts
        ],
        "fixes": [fix_json(fix) for fix in problem.fixes],
    }
