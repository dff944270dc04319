"""Describe the pending migrations: what they change, whether they apply, and whether the database is then as they define."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from schemasync.core.compare import compare, differing_refs
from schemasync.core.errors import PlanError
from schemasync.core.fix import Fix
from schemasync.core.model import Change, Ref, Snapshot
from schemasync.core.plan import Plan
from schemasync.core.row_risk import RowRisk
from schemasync.core.trace import TracedStatement
from schemasync.expected.baseline import fails_on_missing_object
from schemasync.introspect.renamed import Names, other_name, renamed_refs, under_names
from schemasync.plan.build import build
from schemasync.plan.renames import same_but_for_names
from schemasync.postgres.shadow import PROJECT_ROLE
from schemasync.prove.dry_run import DryRun
from schemasync.prove.request import Proof, Proofs
from schemasync.replay.results import FileResult
from schemasync.replay.stage_result import ReplayStages, StageResult
from schemasync.supabase.scope import in_scope, pending_refs, restrict
from schemasync.verdict.divergence import describe_divergences, find_divergences
from schemasync.verdict.findings import Finding, make_findings
from schemasync.verdict.missing_parents import PendingStates
from schemasync.verdict.missing_rows import lacks_rows

_INCOMPLETE_MIRROR = "the database could not be rebuilt completely"
_SAVED_REPLAY = "a saved replay of the migrations has no dry run"


@dataclass(frozen=True, slots=True)
class Pending:
    """Migrations that the target does not have yet.

    Attributes:
        replayed: their replay on top of the applied ones.
        changes: findings; `MISSING` means created and `EXTRA` means dropped.
        plan: the same changes as statements, for their hazards; empty if they have no order (`unplanned` says why).
        dry_run: their run on the mirror, which ends with the first failure; None if there is no mirror, or if the run
            used an object that the mirror lacks.
        blame: references that differ in the database and make the dry run fail.
        remarks: sentences on objects that the database will not have as the files define them, although all files apply.
        statements: every statement of the files, and what it did in the dry run; empty without one.
        rows: statements that rows of the database can refuse, as the dry run shows.
        down: script that takes the files back, if it is wanted and the dry run passed.
        lacks_rows: the file that failed in the dry run may apply with the database's own rows.
        undecided: why there is no dry run, or why it decides nothing, in lower case, without a full stop; empty if it decides.
        unplanned: why there is no plan, so that no hazards are told; empty if there is one.
        settled: references that differ in the database today, and no more once the files are pushed.
    """

    replayed: StageResult
    changes: tuple[Finding, ...]
    plan: Plan
    dry_run: tuple[FileResult, ...] | None
    blame: tuple[Ref, ...] = ()
    remarks: tuple[str, ...] = ()
    statements: tuple[TracedStatement, ...] = ()
    rows: tuple[RowRisk, ...] = ()
    down: Fix | None = None
    lacks_rows: bool = False
    undecided: str = ""
    unplanned: str = ""
    settled: frozenset[Ref] = frozenset()

    @property
    def failure(self) -> FileResult | None:
        """The file that will not apply on the target.

        Without a dry run, a file that fails on top of the applied migrations counts, unless it fails on an object that
        does not exist there: the target may have it.
        """
        if self.dry_run is not None:
            return next((result for result in self.dry_run if result.error), None)
        failed = (result for result in self.replayed.results if result.error)
        return next((result for result in failed if not fails_on_missing_object(result)), None)


def make_pending(
    before: StageResult, after: StageResult, dry_run: DryRun | None, proofs: Sequence[Proof], role: str
) -> Pending:
    """Compare the stages before and after the pending migrations.

    Args:
        before: replay of the applied migrations.
        after: replay of the pending ones on top of them.
        dry_run: their run on the mirror, if there was one.
        proofs: of the repairing plan and of the adopting one, which made the mirror and names what the mirror lacks.
        role: role that runs migrations.
    """
    names = renamed_refs(before.snapshot, after.snapshot)
    base = _with_vacated_names(before.snapshot, after.snapshot, names)
    scope = pending_refs(base, after.snapshot, after.origins.keys())
    changes = _without_followers(in_scope(compare(base, after.snapshot), scope), after.snapshot, names)
    changes = tuple(change for change in changes if not _only_renamed(change, names, after))
    findings = make_findings(changes, base, after.snapshot, after.origins)
    plan, unplanned = _planned(base, restrict(base, after.snapshot, scope), role)
    if dry_run is None or not _is_conclusive(dry_run.results, before, after, proofs[-1]):
        traced = dry_run.statements if dry_run else ()
        return Pending(
            after, findings, plan, None, statements=traced, undecided=_INCOMPLETE_MIRROR, unplanned=unplanned
        )
    equivalent = frozenset(ref for proof in proofs for ref in proof.equivalent)
    blame = tuple(ref for ref in dry_run.blame if ref not in equivalent)
    after = replace(after, results=_as_in_dry_run(after.results, dry_run.results))
    not_compared = equivalent | proofs[-1].not_mirrored
    found = find_divergences(before, after, dry_run.snapshot, not_compared) if dry_run.snapshot else ()
    return Pending(
        after,
        findings,
        plan,
        dry_run.results,
        blame=blame,
        remarks=describe_divergences(found, after),
        statements=dry_run.statements,
        rows=dry_run.rows,
        unplanned=unplanned,
        down=dry_run.down,
    )


def _with_vacated_names(before: Snapshot, after: Snapshot, names: Names) -> Snapshot:
    """The state before under the names after, if another object has the name of a renamed one: the two are not the same."""
    return under_names(before, names) if any(was in after.objects for was in names) else before


def _only_renamed(change: Change, names: Names, after: StageResult) -> bool:
    """Whether a renamed object differs though no pending file has written it: a name that PostgreSQL chose has the old one in it."""
    origin, files = after.origins.get(change.ref), {result.migration.file for result in after.results}
    is_renamed = change.before is not None and change.after is not None and change.ref in names.values()
    return is_renamed and origin is not None and origin.file not in files


def _planned(before: Snapshot, after: Snapshot, role: str) -> tuple[Plan, str]:
    """The plan of the changes, and why there is none; empty if there is one."""
    try:
        return build(before, after, role), ""
    except PlanError as error:
        return Plan(()), error.message


def _without_followers(changes: Iterable[Change], after: Snapshot, names: Names) -> tuple[Change, ...]:
    """The changes without objects whose text only names a renamed one anew: a column of a renamed type, a view."""
    renames = {new: old for old, new in names.items()}
    named: dict[Ref, dict[Ref, Ref]] = defaultdict(dict)
    for edge in after.edges if renames else ():
        if edge.referenced in renames:
            named[edge.dependent][renames[edge.referenced]] = edge.referenced
    return tuple(
        change
        for change in changes
        if change.before is None
        or change.after is None
        or not same_but_for_names(change.ref, change.before, change.after, named.get(change.ref, {}))
    )


def _as_in_dry_run(replayed: Sequence[FileResult], tried: Sequence[FileResult]) -> tuple[FileResult, ...]:
    """Results of the replay; an error that the dry run has, too, is explained as there, where the database is known."""
    known = {result.migration.file: result.error for result in tried if result.error}

    def as_there(result: FileResult) -> FileResult:
        there = known.get(result.migration.file)
        return replace(result, error=there) if there and result.error and result.error.is_same(there) else result

    return tuple(map(as_there, replayed))


def _is_conclusive(results: tuple[FileResult, ...], before: StageResult, after: StageResult, adopt: Proof) -> bool:
    """Whether the dry run needed no object that the mirror lacks."""
    lacking = adopt.not_mirrored
    if not lacking:
        return True
    return not any(map(fails_on_missing_object, results)) and not differing_refs(
        before.snapshot, after.snapshot, lacking
    )


def split_pending(
    findings: tuple[Finding, ...], replayed: StageResult, files: Collection[str]
) -> tuple[tuple[Finding, ...], Pending]:
    """Tell drift from pending changes in a saved replay, which holds all migrations in one stage.

    A finding counts as pending if a pending file was the last to define its object.
    """
    changes = tuple(finding for finding in findings if finding.origin and finding.origin.file in files)
    drift = tuple(finding for finding in findings if not (finding.origin and finding.origin.file in files))
    results = tuple(result for result in replayed.results if result.migration.file in files)
    return drift, Pending(replace(replayed, results=results), changes, Plan(()), None, undecided=_SAVED_REPLAY)


def find_pending(
    stages: ReplayStages, run: DryRun | None, proofs: Proofs, saved: Pending | None, actual: Snapshot
) -> Pending | None:
    """The pending files with their dry run; those of a saved replay as the comparison found them, as they cannot be run."""
    if stages.pending is None:
        return saved
    found = make_pending(stages.applied, stages.pending, run, (proofs.repair, proofs.adopt), PROJECT_ROLE)
    states = PendingStates(stages.applied.snapshot, stages.pending.snapshot, actual)
    lacks = any(lacks_rows(result, states) for result in found.dry_run or ())
    done = run.snapshot if run is not None and found.dry_run is not None else None
    return replace(found, lacks_rows=lacks, settled=_settled(states, done, proofs) if done else frozenset())


def _settled(states: PendingStates, done: Snapshot, proofs: Proofs) -> frozenset[Ref]:
    """References that differ in the database, and that after the dry run are as the pending files define them, under their new names."""
    both = states.actual.objects.keys() | states.before.objects.keys()
    differing = differing_refs(states.actual, states.before, both) - proofs.adopt.not_mirrored
    names = renamed_refs(states.before, states.after)
    now = {ref: other_name(ref, names) for ref in differing}
    still = differing_refs(done, states.after, now.values())
    return frozenset(ref for ref, name in now.items() if name not in still)
