"""Why the database differs: a migration that ran but was never recorded, an edited one, or somebody's own hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from schemasync.model import Snapshot
from schemasync.verdict.findings import Finding, Place


def unrecorded(
    findings: Sequence[Finding], actual: Snapshot, ahead: Snapshot, origins: Mapping[Any, Any]
) -> tuple[Finding, ...]:
    """Findings that a pending migration explains: the database already is what that migration will make of it.

    Args:
        findings: drift from the applied migrations.
        actual: the database.
        ahead: the shadow after the pending migrations.
        origins: where they define what.
    """
    return tuple(_explained(finding, actual, ahead, origins) for finding in findings)


def _explained(finding: Finding, actual: Snapshot, ahead: Snapshot, origins: Mapping[Any, Any]) -> Finding:
    same = all(actual.objects.get(ref) == ahead.objects.get(ref) for ref in finding.refs)
    place = next((origins[ref] for ref in (finding.ref, *finding.refs) if ref in origins), None)
    if not same or place is None:
        return finding
    cause = f"{place.file} ran, but was never recorded"
    return dataclasses.replace(finding, cause=cause, origin=Place(place.file, place.line))
