"""Write the report as JSON: keys may be added, and never change their meaning (docs/report.schema.json)."""

from __future__ import annotations

from typing import Any

from schemasync.core.text import json_text
from schemasync.report.formats.declared_json import declared_json
from schemasync.report.formats.json_parts import error_json, fix_json, origin_json
from schemasync.report.formats.json_rules import rules_as_dict
from schemasync.report.formats.statements_json import rows_json, statements_json
from schemasync.report.view.model import MigrationView, ReportView
from schemasync.report.view.objects import AreaView, ObjectView
from schemasync.report.view.pending import PendingView
from schemasync.report.view.problem_view import FindingView, ProblemView

SCHEMA_VERSION = 2


def to_json(view: ReportView) -> str:
    """The whole report, indented, in UTF-8."""
    return json_text(as_dict(view))


def as_dict(view: ReportView) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "status": view.status,
        "in_sync": view.is_synced,
        "sync_percent": view.percent,
        "generated": view.generated,
        "headline": view.headline,
        "target": {"name": view.project, "database": view.target, "server_version": view.server_version},
        "checks": {"made": view.checks, "in_sync": view.in_sync},
        "areas": [_area(area) for area in view.areas],
        "problems": [_problem(problem) for problem in view.problems],
        "resolved": list(view.resolved),
        "remembered": [ref.as_dict() for ref in view.remembered],
        "migrations": [migration(item) for item in view.migrations],
        "skipped": [{"file": file, "reason": reason} for file, reason in view.skipped],
        "history": view.history,
        "pull_request": _pull_request(view),
        "pending": _pending(view.pending, view.deploy.undo),
        "plans": {
            name: {"sql": plan.sql, "proven": plan.proven, "warnings": list(plan.warnings)}
            for name, plan in (("repair", view.repair), ("adopt", view.adopt))
        },
        "diagnostics": list(view.notes),
        "durations": dict(view.durations),
    }


def _pull_request(view: ReportView) -> dict[str, Any]:
    deploy, pending = view.deploy, view.pending
    return {
        "deploy": deploy.word,
        "reason": deploy.reason,
        "command": deploy.command,
        "origin": origin_json(deploy.place.file, deploy.place.line) if deploy.place else None,
        "statements": statements_json(pending.statements, pending.effects) if pending else [],
        "rows": rows_json(pending.rows) if pending else [],
        **rules_as_dict(view.review),
        "edited": list(view.edited),
        "risks": [
            {"file": risk.place.file, "line": risk.place.line, "sentence": risk.sentence} for risk in deploy.risks
        ],
        "declared": [declared_json(problem) for problem in view.declared],
    }


def _area(area: AreaView) -> dict[str, Any]:
    return {
        "name": area.name,
        "sync_percent": area.percent,
        "checks": {"made": area.checks, "in_sync": area.in_sync},
        "objects": [_object(item) for item in area.objects],
    }


def _object(item: ObjectView) -> dict[str, Any]:
    return {
        "name": item.name,
        "kind": item.kind,
        "status": item.status,
        "origin": item.origin,
        "problems": list(item.problems),
        "parts": [
            {"kind": section.title, "name": part.name, "status": part.status, "definition": part.text}
            for section in item.sections
            for part in section.items
        ],
    }


def _problem(problem: ProblemView) -> dict[str, Any]:
    entry = next((fix.sql for fix in problem.fixes if fix.accepts), "")
    return {
        "number": problem.number,
        "id": problem.id,
        "title": problem.title,
        "ref": problem.ref.as_dict(),
        "name": problem.name,
        "object": problem.top,
        "status": problem.status,
        "cause": problem.cause,
        "severity": problem.severity,
        "area": problem.area,
        "accepted": problem.accepted,
        "sentence": problem.sentence,
        "origin": origin_json(problem.file, problem.line),
        "impact": problem.impact,
        "recommendation": problem.recommendation,
        "settled_by": problem.settled_by,
        "since": problem.since,
        "first_seen": problem.first_seen,
        "new": problem.new,
        "findings": [_finding(part) for part in problem.parts],
        "fixes": [fix_json(fix) for fix in problem.fixes if not fix.accepts],
        "accept_entry": entry,
    }


def _finding(finding: FindingView) -> dict[str, Any]:
    return {
        "ref": finding.ref.as_dict(),
        "name": finding.name,
        "status": finding.status,
        "severity": finding.severity,
        "sentence": finding.sentence,
        "attributes": [{"name": name, "actual": old, "expected": new} for name, old, new in finding.attributes],
        "origin": origin_json(finding.file, finding.line),
    }


def _pending(view: PendingView | None, undo: str) -> dict[str, Any]:
    if view is None:
        return {"files": [], "changes": [], "dry_run": None, "notes": [], "diffs": [], "risks": [], "down": None}
    return {
        "files": list(view.files),
        "changes": [
            {
                "action": change.verb,
                "ref": change.ref.as_dict(),
                "name": change.name,
                "origin": origin_json(change.file, change.line),
                "hazards": list(change.warnings),
            }
            for change in view.changes
        ],
        "dry_run": None
        if view.applies is None
        else {
            "ok": view.applies,
            "error": {"file": view.error.file, **error_json(view.error)} if view.error else None,
            "problems": list(view.blame),
        },
        "notes": list(view.notes),
        "diffs": [{"file": each.file, "line": each.line, "name": each.name, "diff": each.diff} for each in view.diffs],
        "down": fix_json(view.down) | {"undo": undo} if view.down else None,
        "risks": [
            {"file": risk.file, "line": risk.line, "relation": risk.table, "on": risk.on, "size": risk.size}
            for risk in view.risks
        ],
    }


def migration(item: MigrationView) -> dict[str, Any]:
    """One file, as in the report and in `replay --format json`."""
    return {
        "file": item.file,
        "version": item.version,
        "name": item.name,
        "status": item.status,
        "error": error_json(item.error) if item.error else None,
        "seconds": item.seconds,
        "migration_status": item.migration_status,
        "note": item.note,
        "diff": item.diff,
    }
