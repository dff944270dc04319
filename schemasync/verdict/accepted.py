"""Apply the configuration to findings: which differences are accepted, and which have another severity."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from fnmatch import fnmatchcase

from schemasync.config.schemasync_toml import AcceptRule, SeverityRule
from schemasync.config.toml_check import EDITED_FILE
from schemasync.kinds.described import display_name
from schemasync.kinds.kind import Severity
from schemasync.verdict.findings import Finding


def accept(
    findings: Sequence[Finding], rules: Sequence[AcceptRule], today: dt.date, elsewhere: Sequence[Finding] = ()
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Mark accepted findings, and report rules that are expired or match nothing.

    Args:
        findings: to be marked.
        rules: of the configuration.
        today: a rule may have a last day.
        elsewhere: findings of another comparison; a rule that matches one of them is not unused.

    Returns:
        The findings, and remarks for the report.
    """
    used = {
        number
        for number, rule in enumerate(rules)
        if rule.kind == EDITED_FILE or any(_matches(rule, finding) for finding in elsewhere)
    }
    marked = []
    for finding in findings:
        reason = None
        for number, rule in enumerate(rules):
            if _matches(rule, finding):
                used.add(number)
                if rule.until is None or today <= rule.until:
                    reason = rule.reason
        marked.append(dataclasses.replace(finding, accepted=reason))
    remarks = [
        f"accepted difference {rule.object} expired on {rule.until} ({rule.place})"
        for number, rule in enumerate(rules)
        if number in used and rule.until and today > rule.until
    ]
    remarks += [
        f"accepted difference {rule.object} matches nothing ({rule.place})"
        for number, rule in enumerate(rules)
        if number not in used
    ]
    return tuple(marked), tuple(remarks)


def with_severities(
    findings: Sequence[Finding], rules: Sequence[SeverityRule]
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Findings with the severities that the configuration gives them, worst first; the last rule that fits counts."""
    used: set[int] = set()
    marked = []
    for finding in findings:
        level = finding.severity
        for number, rule in enumerate(rules):
            if _matches(rule, finding):
                used.add(number)
                level = Severity(rule.level)
        marked.append(dataclasses.replace(finding, severity=level))
    marked.sort(key=lambda finding: (finding.severity.rank, finding.top, finding.ref))
    return tuple(marked), tuple(
        f"severity of {rule.object} matches nothing ({rule.place})"
        for number, rule in enumerate(rules)
        if number not in used
    )


def _matches(rule: AcceptRule | SeverityRule, finding: Finding) -> bool:
    return (
        fnmatchcase(display_name(finding.ref), rule.object)
        and rule.kind in ("", finding.ref.kind)
        and rule.status in ("", finding.status)
        and (not rule.attribute or any(name == rule.attribute.replace("_", " ") for name, _, _ in finding.attributes))
    )
