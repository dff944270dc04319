"""Findings that the configuration declares intended."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from fnmatch import fnmatchcase

from schemasync.config import AcceptRule
from schemasync.verdict.areas import display_name
from schemasync.verdict.findings import Finding


def accept(
    findings: Sequence[Finding], rules: Sequence[AcceptRule], today: dt.date
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Mark what is accepted; say which rules are expired or match nothing.

    Returns:
        The findings, and remarks for the report.
    """
    used: set[int] = set()
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
        f"accepted difference {rule.object} expired on {rule.until} (schemasync.toml:{rule.line})"
        for number, rule in enumerate(rules)
        if number in used and rule.until and today > rule.until
    ]
    remarks += [
        f"accepted difference {rule.object} matches nothing (schemasync.toml:{rule.line})"
        for number, rule in enumerate(rules)
        if number not in used
    ]
    return tuple(marked), tuple(remarks)


def _matches(rule: AcceptRule, finding: Finding) -> bool:
    return (
        fnmatchcase(display_name(finding.ref), rule.object)
        and rule.kind in ("", finding.ref.kind)
        and rule.status in ("", finding.status)
        and (not rule.attribute or any(name == rule.attribute for name, _, _ in finding.attributes))
    )
