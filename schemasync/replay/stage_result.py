"""Results of the stages of a replay, as data for the comparison and the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemasync.core.model import Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.migrations.declared_schemas import SchemaFiles
from schemasync.migrations.discover import Discovery
from schemasync.replay.results import FileResult


@dataclass(frozen=True, slots=True)
class StageResult:
    """Result of one stage.

    Attributes:
        results: one per file that ran in this stage.
        discovery: content of the migrations folder.
        snapshot: state of the stage's database after the last file.
        origins: statement that last defined each object.
        stubbed: extensions for which a stub was used.
    """

    results: tuple[FileResult, ...]
    discovery: Discovery
    snapshot: Snapshot
    origins: Mapping[Ref, SourceLine]
    stubbed: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[FileResult, ...]:
        """Files that could not be replayed."""
        return tuple(result for result in self.results if result.error)


@dataclass(frozen=True, slots=True)
class ReplayStages:
    """Results of all stages of one check.

    Attributes:
        applied: migrations that the target has.
        pending: migrations that the target lacks, replayed on top of the applied ones; None if there are none.
        recorded: statements that the target's history keeps, replayed in place of the files; None where the history
            agrees with the files.
        declared: schema files of the project (`supabase/schemas`); None if it has none.
        schemas: these files, and how the CLI finds them.
    """

    applied: StageResult
    pending: StageResult | None = None
    recorded: StageResult | None = None
    declared: StageResult | None = None
    schemas: SchemaFiles = field(default_factory=SchemaFiles)
