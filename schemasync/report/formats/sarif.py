"""The report as SARIF 2.1.0, for code scanning: every problem that has an origin, at its line."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import Any

from schemasync.core.text import json_text, visible
from schemasync.report.formats.sarif_rules import rule_entries, suppression
from schemasync.report.view.rules import RuleView
from schemasync.report.view.view import ProblemView, ReportView

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"security": "error", "breaking": "error", "functional": "warning", "performance": "note", "cosmetic": "note"}


def to_sarif(view: ReportView, folder: str) -> str:
    """The open problems and the migrations that fail.

    Args:
        view: the report.
        folder: of the migrations, from the repository's root.
    """
    results = [_finding(finding, folder) for finding in view.open if finding.file]
    results += [_failure(item.file, dict(item.error or {}), "replay", folder) for item in view.failed]
    results += [_broken(rule, folder) for rule in view.review.rules]
    if view.pending and view.pending.error:
        results.append(_failure(str(view.pending.error["file"]), dict(view.pending.error), "pending", folder))
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in sorted(_RULES.items())]
    rules += rule_entries(view.review)
    driver = {"name": "schemasync", "version": version("schemasync"), "rules": rules}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json_text(log)


_RULES = {
    "missing": "The migrations define it, the database lacks it.",
    "extra": "The database has it, no migration defines it.",
    "partially-synced": "It differs between the database and the migrations.",
    "unknown": "A migration that names it could not be replayed.",
    "replay": "The migration could not be replayed.",
    "pending": "The migration will fail on the database.",
}


def _finding(finding: ProblemView, folder: str) -> dict[str, Any]:
    text = " ".join(filter(None, (finding.sentence, finding.impact, finding.recommendation)))
    result = _result(
        finding.status.lower().replace(" ", "-"), _LEVELS[finding.severity],
        f"{finding.title}. {text}", finding.file, finding.line, folder,
    )  # fmt: skip
    identity = f"{finding.id}\x1f{finding.status}"
    result["partialFingerprints"] = {"schemasync/v1": hashlib.sha256(identity.encode()).hexdigest()[:32]}
    return result


def _broken(rule: RuleView, folder: str) -> dict[str, Any]:
    result = _result(rule.id, _LEVELS[rule.level], rule.sentence, rule.file, rule.line, folder) | suppression(rule)
    identity = f"{rule.id}\x1f{rule.file}\x1f{rule.name}"
    result["partialFingerprints"] = {"schemasync/v1": hashlib.sha256(identity.encode()).hexdigest()[:32]}
    return result


def _failure(file: str, error: dict[str, Any], rule: str, folder: str) -> dict[str, Any]:
    text = " ".join(str(error[key]) for key in ("message", "hint", "diagnosis") if error.get(key))
    return _result(rule, "error", text, file, error.get("line") or 1, folder)


def _result(rule: str, level: str, text: str, file: str, line: int, folder: str) -> dict[str, Any]:
    uri = f"{folder}/{file}" if folder else file
    place = {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": {"startLine": max(line, 1)}}
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": visible(text)},
        "locations": [{"physicalLocation": place}],
    }
