"""Compare the database with the applied migrations, and group the differences into problems with their causes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemasync.config.schemasync_toml import Config
from schemasync.core.fix import Fix
from schemasync.core.model import Ref, Snapshot
from schemasync.kinds.default_privileges import default_privileges_together
from schemasync.kinds.grants_on_all import grants_together
from schemasync.kinds.populated import without_data
from schemasync.kinds.role_in_place import role_in_place
from schemasync.migrations.status import MigrationStatus
from schemasync.replay.stage_result import ReplayStages
from schemasync.supabase.extension_membership import added_members
from schemasync.supabase.moving_partitions import moved_partitions_sentence
from schemasync.supabase.queues import queues_together
from schemasync.supabase.roles import PROJECT_ROLE
from schemasync.supabase.scope import MANAGED_SCHEMAS, project_refs
from schemasync.supabase.service_functions import unknown_functions
from schemasync.supabase.service_schemas import unknown_parts, unknown_secrets
from schemasync.verdict.drift import find_drift
from schemasync.verdict.findings import Finding
from schemasync.verdict.ignored import without_ignored
from schemasync.verdict.pending import Pending, split_pending
from schemasync.verdict.problem import Problem
from schemasync.verdict.problems import make_problems


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """Problems that a comparison found.

    Attributes:
        problems: worst first.
        remarks: sentences on the configuration.
        pending: changes of the pending files of a saved replay; None where the replay has a stage for them.
    """

    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    pending: Pending | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both states, and the configuration and statuses by which their differences are judged.

    Attributes:
        config: accepted differences, severities, ignored objects.
        actual: state of the target.
        stages: results of the replay.
        statuses: of all migrations.
        saved_pending: names of pending files in a saved replay, which holds all migrations in one stage.
        declared: findings on the declared schema, which rules of `[[accept]]` may match, too.
    """

    config: Config
    actual: Snapshot
    stages: ReplayStages
    statuses: Sequence[MigrationStatus]
    saved_pending: frozenset[str] = frozenset()
    declared: tuple[Finding, ...] = ()

    def scope(self, schemas: Sequence[str]) -> tuple[frozenset[Ref], tuple[str, ...]]:
        """References to compare, with remarks: on each rule that ignores some, and on what cannot be compared.

        Args:
            schemas: if any are named, only these, and the project's objects in Supabase's own schemas.
        """
        applied = self.stages.applied
        refs = project_refs(self.actual, applied.snapshot, applied.origins.keys(), schemas)
        scope, ignored = without_ignored(refs, self.config.ignore, self.actual, applied.snapshot)
        sides = (self.actual, applied.snapshot)
        listed = (
            unknown_parts(*sides), unknown_functions(*sides), unknown_secrets(*sides), moved_partitions_sentence(*sides),
            added_members(*sides, MANAGED_SCHEMAS), without_data(*sides),
            role_in_place(self.actual, PROJECT_ROLE),
        )  # fmt: skip
        return scope, (*ignored, *filter(None, listed))

    def find_problems(self, scope: frozenset[Ref], together: Iterable[frozenset[Ref]] = ()) -> ComparisonResult:
        """Compare both states.

        Args:
            scope: references that are compared.
            together: references that one statement of a plan settles together.
        """
        drift = find_drift(self.config, self.actual, self.stages, self.statuses, scope, self.declared)
        findings, pending = drift.findings, None
        if self.saved_pending:
            findings, pending = split_pending(findings, self.stages.applied, self.saved_pending)
        refs = [ref for finding in findings for ref in (finding.ref, *finding.refs)]
        expected = self.stages.applied.snapshot
        open_refs = [ref for finding in findings if finding.accepted is None for ref in finding.refs]
        together = (
            *together, *drift.together, *default_privileges_together(refs), *queues_together(refs),
            *grants_together(open_refs, self.actual, expected),
        )  # fmt: skip
        problems = make_problems(findings, self.actual, expected, drift.renames, together)
        return ComparisonResult(problems, drift.remarks, pending)


def fixes_by_problem(
    problems: Sequence[Problem], proven: Sequence[Problem], fixes: Sequence[tuple[Fix, ...]]
) -> Mapping[str, tuple[Fix, ...]]:
    """Fixes by a problem's identity.

    Args:
        problems: of the report: those of the proof, perhaps without findings that the proof showed to mean the same.
        proven: problems that the proof was asked for.
        fixes: of each of them, in their order.
    """
    by_ref = {ref: each for problem, each in zip(proven, fixes, strict=True) for ref in problem.refs}
    return {problem.id: by_ref[problem.main.refs[0]] for problem in problems}
