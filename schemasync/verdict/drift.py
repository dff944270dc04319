"""Find the differences of one comparison, with their causes, severities and acceptance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemasync.config.schemasync_toml import Config
from schemasync.core.compare import compare
from schemasync.core.model import Ref, Snapshot
from schemasync.migrations.status import MigrationStatus
from schemasync.replay.stage_result import ReplayStages, StageResult
from schemasync.supabase.scope import in_scope
from schemasync.verdict.accepted import accept, with_severities
from schemasync.verdict.api_access import read_access, with_access
from schemasync.verdict.causes import mark_recorded_differently, mark_unrecorded
from schemasync.verdict.findings import Finding, make_findings
from schemasync.verdict.pending_overlaps import mark_overlaps
from schemasync.verdict.renames import find_renames, with_renames
from schemasync.verdict.swapped_names import find_swaps, with_swaps
from schemasync.verdict.unknown import doubt_of
from schemasync.verdict.unknown_parts import mark_unknown_parts


@dataclass(frozen=True, slots=True)
class Drift:
    """Differences between the database and the applied migrations.

    Attributes:
        findings: worst first.
        renames: object of the migrations → object of the database that may be the same one, renamed.
        together: references that the swap of names affects, for each swap.
        remarks: sentences on the configuration.
    """

    findings: tuple[Finding, ...]
    renames: Mapping[Ref, Ref]
    together: tuple[frozenset[Ref], ...]
    remarks: tuple[str, ...]


def find_drift(
    config: Config,
    actual: Snapshot,
    stages: ReplayStages,
    statuses: Sequence[MigrationStatus],
    scope: frozenset[Ref],
    declared: Sequence[Finding] = (),
) -> Drift:
    """Compare the target with the applied migrations.

    Args:
        config: accepted differences and severities.
        actual: state of the target.
        stages: results of the replay.
        statuses: of all migrations.
        scope: references that are compared.
        declared: findings on the declared schema, which rules of `[[accept]]` may match, too.
    """
    applied, pending, recorded = stages.applied, stages.pending, stages.recorded
    expected, origins = applied.snapshot, applied.origins
    changes = in_scope(compare(actual, expected), scope)
    findings = mark_unknown_parts(make_findings(changes, actual, expected, origins, doubt_of(applied.failed)), actual)
    swaps = find_swaps(findings, actual, expected)
    findings = with_swaps(findings, swaps)
    renames = find_renames(findings, actual, expected, {old: new for swap in swaps for old, new in swap.names.items()})
    findings = with_renames(findings, renames)
    if pending:
        findings = mark_unrecorded(findings, actual, expected, pending)
        findings = mark_overlaps(findings, actual, expected, pending)
    if recorded:
        findings = mark_recorded_differently(findings, actual, applied, recorded, statuses, pending)
    explained = frozenset(ref for item in findings if item.migration for ref in (item.ref, *item.refs))
    otherwise = _makers(pending, "the pending {} makes it in another way")
    alike = {ref: words for ref, words in _makers(pending, "the pending {} makes it").items() if ref in explained}
    makers = otherwise | alike | _makers(recorded, "{} made it")
    findings = with_access(findings, read_access(changes, actual, expected, origins, makers))
    findings, severity_remarks = with_severities(findings, config.severity)
    findings, accept_remarks = accept(findings, config.accept, dt.datetime.now(dt.UTC).date(), declared)
    return Drift(findings, renames, tuple(swap.affected for swap in swaps), (*severity_remarks, *accept_remarks))


def _makers(stage: StageResult | None, words: str) -> dict[Ref, str]:
    """Who makes each object of a stage, in words."""
    return {ref: words.format(place.file) for ref, place in stage.origins.items()} if stage else {}
