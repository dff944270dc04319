"""Execute both plans on the mirror, and the pending migrations while the mirror equals the target."""

from __future__ import annotations

from collections.abc import Sequence

from schemasync.core.model import Snapshot
from schemasync.diagnose.drift import index_drift
from schemasync.migrations.discover import Migration
from schemasync.postgres.shadow import ShadowServer
from schemasync.prove.dry_run import DryRun, dry_run
from schemasync.prove.proof import prove
from schemasync.prove.request import Proofs, Request
from schemasync.replay.stage import ReplayedStage
from schemasync.replay.stage_result import ReplayStages


def run_on_mirror(
    server: ShadowServer,
    request: Request,
    stage: ReplayedStage,
    stages: ReplayStages,
    pending: Sequence[Migration],
    *,
    wants_down: bool = False,
) -> tuple[Proofs, DryRun | None]:
    """Prove the plans of a request.

    Args:
        server: the shadow.
        request: the plans' ends, and the problems.
        stage: of the applied migrations.
        stages: results of all stages of the replay.
        pending: files to try.
        wants_down: make the script that takes the files back.

    Returns:
        The proofs, and the dry run of the pending files; None if there are none, or no mirror equals the target.
    """
    if stages.pending is None:
        return prove(server, request, stage.privileged_calls)
    drift = index_drift(request.actual, stages.applied, stages.pending, request.scope, request.renames)

    def on_mirror(mirror: str, start: Snapshot) -> DryRun:
        return dry_run(server, mirror, stage, pending, drift, start, wants_down=wants_down)

    return prove(server, request, stage.privileged_calls, on_mirror)
