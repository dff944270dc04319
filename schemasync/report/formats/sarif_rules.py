"""Write the broken rules of a pull request for SARIF, each with the URL of its page."""

from __future__ import annotations

from typing import Any

from schemasync.core.text import visible
from schemasync.kinds.kind import Severity
from schemasync.report.view.rules import ReviewView, RuleView


def rule_entries(view: ReviewView) -> list[dict[str, Any]]:
    """Descriptions of the rules that have results."""
    first = {rule.id: rule for rule in view.rules}
    return [
        {"id": rule.id, "shortDescription": {"text": f"{rule.title}."}, "helpUri": rule.link, "properties": _tags(rule)}
        for rule in first.values()
    ]


def _tags(rule: RuleView) -> dict[str, Any]:
    """GitHub orders security alerts by `security-severity`, a number up to 10."""
    if rule.level == Severity.SECURITY:
        return {"tags": ["security"], "security-severity": "8.0"}
    return {"tags": [rule.level]}


def suppression(rule: RuleView) -> dict[str, Any]:
    """The comment that accepts a result; empty where none does."""
    return (
        {"suppressions": [{"kind": "inSource", "justification": visible(rule.ignored)}]}
        if rule.ignored is not None
        else {}
    )
