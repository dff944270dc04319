"""The result of a check: data alone, without connections and functions, from which the report is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from schemasync.config.settings import Settings
from schemasync.config.toml_check import EDITED_FILE
from schemasync.core.fix import Fix
from schemasync.core.model import Ref, Snapshot
from schemasync.migrations.history import History
from schemasync.migrations.status import EDITED, MigrationStatus
from schemasync.prove.request import Proof
from schemasync.replay.results import FileResult
from schemasync.replay.stage_result import StageResult
from schemasync.rules.review import NO_REVIEW, Review
from schemasync.verdict.check_status import CheckStatus, status_in_sync
from schemasync.verdict.declared import Declared
from schemasync.verdict.deploy_verdict import NO_VERDICT, DeployVerdict
from schemasync.verdict.findings import Finding
from schemasync.verdict.pending import Pending
from schemasync.verdict.problem import Problem


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything that one check found.

    Attributes:
        settings: of the run.
        actual: state of the target.
        replayed: replay of the applied migrations; its snapshot is the expected state.
        scope: references that are compared.
        equivalent: of these, the objects whose texts differ and mean the same to PostgreSQL.
        problems: worst first.
        fixes: of each problem, by its identity.
        repair, adopt: plans for all problems, with their proofs.
        remarks: sentences about the configuration file, the schema files and the declared buckets.
        durations: seconds of each stage.
        history: the target's history of migrations.
        statuses: of all migrations.
        deploy: what `supabase db push` would do.
        pending: migrations that the target does not have yet; None if there are none.
        review: the rules that the pending migrations break, and the access that they open.
        declared: comparison of the schema files with all migrations.
        copied: objects that no migration creates, copied from the target.
        versions: server versions of the target and of the shadow (170011).
        secrets: texts that no report may show.
    """

    settings: Settings
    actual: Snapshot
    replayed: StageResult
    scope: frozenset[Ref]
    problems: tuple[Problem, ...]
    fixes: Mapping[str, tuple[Fix, ...]]
    repair: Proof
    adopt: Proof
    remarks: tuple[str, ...] = ()
    durations: Mapping[str, float] = field(default_factory=dict)
    history: History = field(default_factory=History)
    statuses: tuple[MigrationStatus, ...] = ()
    deploy: DeployVerdict = NO_VERDICT
    pending: Pending | None = None
    review: Review = NO_REVIEW
    declared: Declared = field(default_factory=Declared)
    copied: frozenset[Ref] = frozenset()
    versions: tuple[int, int] = (0, 0)
    equivalent: frozenset[Ref] = frozenset()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def failed(self) -> tuple[FileResult, ...]:
        """Applied files that could not be replayed, so that the comparison is incomplete.

        `roles.sql` counts only if the team pushes it.
        """
        not_pushed = self.not_pushed
        return tuple(result for result in self.replayed.failed if result not in not_pushed)

    @property
    def not_pushed(self) -> tuple[FileResult, ...]:
        """Files that failed although a push does not run them: `roles.sql` without `include_roles`."""
        roles = self.replayed.discovery.project.roles
        if roles is None or self.settings.include_roles:
            return ()
        return tuple(result for result in self.replayed.failed if result.migration.path == roles)

    @property
    def status(self) -> CheckStatus:
        """How the check ended."""
        if self.failed or (self.unreadable and not self.open):
            return CheckStatus.INCOMPLETE
        if self.open:
            return CheckStatus.DRIFT
        return status_in_sync(self.deploy, declared_differs=self.declared.count > 0)

    @property
    def edited(self) -> tuple[str, ...]:
        """Applied migrations that the pull request edits, and that the configuration does not accept as edited."""
        others, rules = self.settings.other_branches, self.settings.config.accept
        files = [item.file for item in self.statuses if item.status == EDITED]
        own = [file for file in files if others.files is None or file in others.changed]
        accepted = [rule.object for rule in rules if rule.kind == EDITED_FILE]
        return tuple(file for file in own if not any(fnmatchcase(file, pattern) for pattern in accepted))

    @property
    def unreadable(self) -> frozenset[Ref]:
        """Objects of the database or of the applied migrations that PostgreSQL cannot print, so that nothing compared them."""
        return frozenset((*self.actual.unreadable, *self.replayed.snapshot.unreadable))

    @property
    def open(self) -> tuple[Problem, ...]:
        """Problems that nobody accepted."""
        return tuple(problem for problem in self.problems if problem.accepted is None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of all problems, in the order of the problems."""
        return tuple(finding for problem in self.problems for finding in problem.findings)
