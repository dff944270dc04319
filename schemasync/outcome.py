"""What a run found out: the values that the pipeline hands to the report."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.model import Ref, Snapshot
from schemasync.prove.proof import Proof
from schemasync.replay.apply import FileResult, Origin
from schemasync.replay.discover import Discovery
from schemasync.replay.doors import Doors
from schemasync.settings import Settings
from schemasync.verdict.findings import Finding


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the shadow says.

    Attributes:
        results: one per file that was run.
        discovery: the folder's content.
        snapshot: of the shadow after the last file.
        origins: where each object was last defined.
        doors: of the shadow database.
        stubbed: extensions for which a stand-in was used.
    """

    results: tuple[FileResult, ...]
    discovery: Discovery
    snapshot: Snapshot
    origins: dict[Ref, Origin]
    doors: Doors
    stubbed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that a run found out; the report puts it in words. `role` is who would run the plans."""

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

    @property
    def failed(self) -> tuple[FileResult, ...]:
        """Files that could not be replayed."""
        return tuple(result for result in self.replayed.results if result.error)

    @property
    def open(self) -> tuple[Finding, ...]:
        """Findings that nobody accepted."""
        return tuple(finding for finding in self.findings if finding.accepted is None)
