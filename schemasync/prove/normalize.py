"""Make the snapshots of two servers comparable before they are compared."""

from __future__ import annotations

from dataclasses import replace

from schemasync.core.model import Snapshot
from schemasync.introspect.versions import make_comparable as comparable
from schemasync.replay.replay_result import ReplayResult, ReplayResults


def make_comparable(actual: Snapshot, stages: ReplayResults) -> tuple[Snapshot, ReplayResults]:
    """Reduce every snapshot to what the older of the two servers knows and both readers were shown.

    The declared stage stays as it is: it is compared with other stages of the same server only.
    """
    actual, expected = comparable(actual, stages.applied.snapshot)

    def adapt(stage: ReplayResult | None) -> ReplayResult | None:
        return replace(stage, snapshot=comparable(expected, stage.snapshot)[1]) if stage else None

    applied = replace(stages.applied, snapshot=expected)
    return actual, ReplayResults(applied, adapt(stages.pending), adapt(stages.recorded), stages.declared)
