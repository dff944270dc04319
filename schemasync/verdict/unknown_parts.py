"""Mark findings on what belongs to an object whose state is unknown: the sequence of a serial column, an index, a trigger."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from schemasync.core.graph import adjacency, reachable_from
from schemasync.core.model import OWNERSHIP, Snapshot
from schemasync.core.sync_status import UNKNOWN
from schemasync.kinds.kind import Severity
from schemasync.verdict.findings import Finding


def mark_unknown_parts(findings: Sequence[Finding], actual: Snapshot) -> tuple[Finding, ...]:
    """Give the status UNKNOWN to findings whose object belongs to an unknown one in the database.

    Args:
        findings: drift from the applied migrations.
        actual: the database.
    """
    unknown = [
        ref for finding in findings if finding.status == UNKNOWN for ref in (finding.ref, finding.top, *finding.refs)
    ]
    if not unknown:
        return tuple(findings)
    parts = reachable_from(unknown, adjacency((e.referenced, e.dependent) for e in actual.edges if e.type in OWNERSHIP))
    return tuple(
        each
        if parts.keys().isdisjoint(each.refs)
        else dataclasses.replace(each, status=UNKNOWN, severity=Severity.FUNCTIONAL)
        for each in findings
    )
