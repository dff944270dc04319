"""Compare the schema that files declare with the one that the migrations create, and group the differences into problems.

Input: the stages of the replay. Output: a `Declared`. The migrations take the place of the database ("actual"), the files that
of the migrations ("expected"): no migration creates a `MISSING` object, and no file declares an `EXTRA` one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemasync.config.schemasync_toml import AcceptRule
from schemasync.core.compare import compare
from schemasync.core.fix import Fix
from schemasync.core.model import Ref, Snapshot
from schemasync.core.sync_status import SyncStatus
from schemasync.kinds import KINDS
from schemasync.kinds.catalog import PG_EXTENSION
from schemasync.replay.results import FileResult
from schemasync.replay.stage_result import ReplayStages, StageResult
from schemasync.supabase.config_toml import Project
from schemasync.supabase.scope import in_scope, project_refs
from schemasync.verdict.accepted import accept
from schemasync.verdict.findings import Finding, make_findings
from schemasync.verdict.problem import Problem
from schemasync.verdict.problems import make_problems


@dataclass(frozen=True, slots=True)
class Declared:
    """The declared schema files, compared with all migrations together.

    Attributes:
        problems: worst first.
        failed: files that do not run; nothing is compared then.
        fixes: of each problem, by its identity: `repair` is the migration that is missing.
        scope: references that are compared.
        remarks: sentences on the files.
        files: their names.
    """

    problems: tuple[Problem, ...] = ()
    failed: tuple[FileResult, ...] = ()
    fixes: Mapping[str, tuple[Fix, ...]] = field(default_factory=dict)
    scope: frozenset[Ref] = frozenset()
    remarks: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Problem, ...]:
        """Problems that nobody accepted."""
        return tuple(problem for problem in self.problems if problem.accepted is None)

    @property
    def count(self) -> int:
        """Number of things to settle: open problems, and files that do not run."""
        return len(self.open) + len(self.failed)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of all problems."""
        return tuple(finding for problem in self.problems for finding in problem.findings)


def find_declared(stages: ReplayStages, rules: Sequence[AcceptRule], schemas: Collection[str]) -> Declared:
    """Compare the declared schema with all migrations together.

    Args:
        stages: results of the replay.
        rules: accepted differences.
        schemas: if any are named, only these are compared.
    """
    declared, migrated = stages.declared, stages.pending or stages.applied
    remarks = _remarks(stages)
    if declared is None or declared.failed:
        return Declared(failed=declared.failed if declared else (), remarks=remarks)
    if stages.applied.failed or migrated.failed:
        remark = "the schema files were not compared with the migrations, as not all of these could be replayed"
        return Declared(remarks=(*remarks, remark))
    scope = _scope(migrated, declared, schemas)
    changes = in_scope(compare(migrated.snapshot, declared.snapshot), scope)
    origins = {**stages.applied.origins, **migrated.origins, **declared.origins}
    findings = make_findings(changes, migrated.snapshot, declared.snapshot, origins)
    findings, _ = accept(findings, rules, dt.datetime.now(dt.UTC).date())
    problems = make_problems(findings, migrated.snapshot, declared.snapshot, {})
    files = tuple(migration.file for migration in stages.schemas.files)
    return Declared(problems, scope=scope, remarks=remarks, files=files)


def with_proofs(found: Declared, equivalent: Collection[Ref], fixes: Sequence[tuple[Fix, ...]]) -> Declared:
    """Add the fixes, and remove problems whose texts were found to mean the same."""
    kept = {
        problem.id: proven
        for problem, proven in zip(found.problems, fixes, strict=True)
        if not problem.refs <= frozenset(equivalent)
    }
    problems = tuple(problem for problem in found.problems if problem.id in kept)
    return replace(found, problems=problems, fixes=kept)


def declared_title(problem: Problem) -> str:
    """The problem in words."""
    are, them = ("are", "them") if problem.is_plural else ("is", "it")
    match problem.status:
        case SyncStatus.MISSING:
            return f"{problem.subject} {are} declared, and no migration creates {them}"
        case SyncStatus.EXTRA:
            return f"{problem.subject} {are} created by the migrations, and not declared"
    return f"{problem.subject} {are} declared differently from what the migrations create"


def declared_sentence(problem: Problem) -> str:
    """The consequence of a problem, in one sentence."""
    them = "them" if problem.parts else "it"
    match problem.status:
        case SyncStatus.MISSING:
            return f"A database that has all migrations lacks {them}."
        case SyncStatus.EXTRA:
            return f"The next migration that the CLI writes from the schema files drops {them}."
    return f"The next migration that the CLI writes from the schema files changes {them}."


def _scope(migrated: StageResult, declared: StageResult, schemas: Collection[str]) -> frozenset[Ref]:
    """References that are compared: no rows and no roles; an extension only where it is declared."""
    touched = {**migrated.origins, **declared.origins}.keys()
    found = project_refs(migrated.snapshot, declared.snapshot, touched, schemas)
    return frozenset(ref for ref in found if _is_compared(ref, declared.snapshot))


def _is_compared(ref: Ref, declared: Snapshot) -> bool:
    catalog = KINDS[ref.subject.kind].catalog
    if catalog.table or catalog.server_wide or KINDS[ref.kind].catalog.server_wide:
        return False
    return catalog.oid != PG_EXTENSION or ref.subject in declared.objects


def _remarks(stages: ReplayStages) -> tuple[str, ...]:
    """Sentences on patterns that match nothing, and on files that need others which are ordered after them."""
    schemas = stages.schemas
    remarks = [f"db.migrations.schema_paths: no file matches {pattern}" for pattern in schemas.unmatched]
    if schemas.is_ordered and stages.declared:
        late = [result for result in stages.declared.results if result.notice and not result.error]
        remarks += [f"the schema file {result.migration.file} {result.notice}" for result in late]
    return tuple(remarks)


def bucket_remarks(project: Project, present: Collection[str]) -> tuple[str, ...]:
    """A remark on buckets of `config.toml` that the database lacks: `supabase db push` does not create them."""
    names = sorted(name for name in project.buckets if name not in present)
    if not names:
        return ()
    return (
        f"config.toml declares buckets that the database lacks: {', '.join(names)}; `supabase seed buckets` makes them",
    )
