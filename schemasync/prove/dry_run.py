"""Run the pending migrations on a copy of the mirror, as a push would, and keep the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemasync.core.fix import Fix
from schemasync.core.model import Ref, Snapshot
from schemasync.core.row_risk import RowRisk
from schemasync.core.trace import TracedStatement
from schemasync.diagnose.drift import DriftIndex
from schemasync.diagnose.dry_run import explain_dry_run
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import make_comparable
from schemasync.kinds.populated import population_statements
from schemasync.migrations.discover import Migration
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.prove.down import prove_down
from schemasync.prove.traced import TraceStates, name_trace
from schemasync.replay.results import FileResult
from schemasync.replay.stage import ReplayedStage
from schemasync.replay.stages import DRY_RUN_DATABASE, dry_run_pending


@dataclass(frozen=True, slots=True)
class DryRun:
    """Result of a dry run.

    Attributes:
        results: one per file that ran; the first failure ends it.
        blame: objects that differ in the database and make a file fail.
        snapshot: state after the last file; None if a file failed, or if the target does not differ from the applied migrations.
        statements: every statement of the files, and what it did.
        rows: statements that rows of the database can refuse.
        down: script that takes the files back, if it is wanted; None if a file failed, or nothing is to be taken back.
    """

    results: tuple[FileResult, ...]
    blame: tuple[Ref, ...] = ()
    snapshot: Snapshot | None = None
    statements: tuple[TracedStatement, ...] = ()
    rows: tuple[RowRisk, ...] = ()
    down: Fix | None = None


def dry_run(
    server: ShadowServer,
    mirror: str,
    stage: ReplayedStage,
    migrations: Sequence[Migration],
    drift: DriftIndex,
    start: Snapshot | None = None,
    *,
    wants_down: bool = False,
) -> DryRun:
    """Run the files and explain a failure.

    Args:
        server: with nobody connected to the mirror.
        mirror: name of a database in the target's state.
        stage: of the applied migrations.
        migrations: the pending ones.
        drift: differences between the mirror and the stage.
        start: the mirror's state; that of the stage if None.
        wants_down: make the script that takes the files back.
    """
    start = start or drift.expected

    def read() -> tuple[Snapshot, Fix | None] | None:
        """State after the last file, and the way back from it, if they are wanted."""
        if not (drift.changes or wants_down):
            return None
        with server.connect(DRY_RUN_DATABASE, ADMIN) as reader:
            found = read_snapshot(reader)
        calls = stage.privileged_calls
        return found, prove_down(server, DRY_RUN_DATABASE, calls, start, found) if wants_down else None

    refresh = population_statements(drift.actual, start)
    results, trace, after = dry_run_pending(server, mirror, stage, migrations, read, refresh)
    explained = explain_dry_run(stage.result.discovery, results, drift)
    rows = tuple(risk for seen in trace.statements for risk in seen.risks)
    pending = drift.pending
    states = TraceStates(drift.actual, start, drift.expected, pending.snapshot, pending.origins)
    if after is None:
        return DryRun(explained.results, explained.blame, statements=name_trace(trace, states), rows=rows)
    found, down = after
    if not drift.changes:
        return DryRun(explained.results, statements=name_trace(trace, states), rows=rows, down=down)
    _, snapshot = make_comparable(pending.snapshot, found)
    states = TraceStates(drift.actual, start, start, snapshot, pending.origins)
    return DryRun(explained.results, snapshot=snapshot, statements=name_trace(trace, states), rows=rows, down=down)
