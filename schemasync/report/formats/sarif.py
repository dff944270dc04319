"""Write the report as SARIF 2.1.0, for code scanning: everything that it says about lines of files."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import Any

from schemasync.core.text import json_text, visible
from schemasync.report.formats.sarif_rules import rule_entries, suppression
from schemasync.report.view.line_remarks import FAILURE, HELP, RULES, WARNING, LineRemark, line_remarks, remark_of
from schemasync.report.view.model import ReportView
from schemasync.report.view.places import in_repository

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {FAILURE: "error", WARNING: "warning"}


def to_sarif(view: ReportView, folder: str) -> str:
    """Write open problems, broken rules, and changes, risks and failures of the pending migrations.

    Args:
        view: the report.
        folder: of the migrations, from the repository's root.
    """
    rules = [{"id": name, "shortDescription": {"text": text}, "helpUri": HELP} for name, text in sorted(RULES.items())]
    rules += rule_entries(view.review)
    driver = {"name": "schemasync", "version": version("schemasync"), "rules": rules}
    results = [_result(remark, folder) for remark in line_remarks(view) if remark.rule in RULES]
    placed = (rule for rule in view.review.rules if rule.file)  # GitHub refuses a result without a place
    results += [_result(remark_of(rule), folder) | suppression(rule) for rule in placed]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json_text(log)


def _result(remark: LineRemark, folder: str) -> dict[str, Any]:
    identity = remark.identity or f"{remark.rule}\x1f{remark.file}\x1f{remark.text}"
    place = {
        "artifactLocation": {"uri": in_repository(folder, remark.file), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": max(remark.line, 1)},
    }
    text = f"{remark.title}: {remark.text}" if remark.rule in RULES else remark.text
    return {
        "ruleId": remark.rule,
        "level": _LEVELS.get(remark.level, "note"),
        "message": {"text": visible(text)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"schemasync/v1": hashlib.sha256(identity.encode()).hexdigest()[:32]},
    }
