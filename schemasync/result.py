"""What a run found out: the values that the pipeline hands to the report."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.config.settings import Settings
from schemasync.core.model import Plan, Ref, Snapshot
from schemasync.migrations.history import History
from schemasync.migrations.status import MigrationStatus
from schemasync.prove.baseline import misses
from schemasync.prove.proof import Proof
from schemasync.replay.runner import FileResult
from schemasync.replay.stages import Replayed
from schemasync.verdict.findings import Finding


@dataclass(frozen=True, slots=True)
class Pending:
    """What the migrations will do that the target does not have yet.

    Attributes:
        replayed: their replay on top of the applied ones.
        changes: what they change, as findings whose `MISSING` means created and `EXTRA` dropped.
        plan: the same change as statements, for its hazards.
        trial: their run on the mirror, which ends with the first failure; None if there is no mirror, or if it failed on
            what the mirror lacks.
    """

    replayed: Replayed
    changes: tuple[Finding, ...]
    plan: Plan
    trial: tuple[FileResult, ...] | None

    @property
    def failure(self) -> FileResult | None:
        """The file that will not apply on the target.

        Without a trial, one that fails on the migrations before it, unless it misses what the target may have.
        """
        if self.trial is not None:
            return next((result for result in self.trial if result.error), None)
        failed = (result for result in self.replayed.results if result.error)
        return next((result for result in failed if not misses(result)), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that a run found out; the report puts it in words.

    `role` is who would run the plans, `borrowed` what was taken from the database because no migration makes it,
    `versions` those of the target's server and of the shadow's.
    """

    settings: Settings
    role: str
    actual: Snapshot
    replayed: Replayed
    scope: frozenset[Ref]
    findings: tuple[Finding, ...]
    repair: Proof
    adopt: Proof
    remarks: tuple[str, ...]
    durations: dict[str, float] = field(default_factory=dict)
    history: History = field(default_factory=History)
    standings: tuple[MigrationStatus, ...] = ()
    pending: Pending | None = None
    borrowed: frozenset[Ref] = frozenset()
    versions: tuple[int, int] = (0, 0)

    @property
    def failed(self) -> tuple[FileResult, ...]:
        """Applied files that could not be replayed: the comparison is incomplete."""
        return self.replayed.failed

    @property
    def open(self) -> tuple[Finding, ...]:
        """Findings that nobody accepted."""
        return tuple(finding for finding in self.findings if finding.accepted is None)
