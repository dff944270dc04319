"""Review a pull request: make the context of the rules from a replay, check them, compare access."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from schemasync.config.schemasync_toml import RuleSetting
from schemasync.config.settings import Settings
from schemasync.core.model import Snapshot
from schemasync.core.trace import TracedStatement
from schemasync.expected.migration_source import ExpectedState
from schemasync.introspect.renamed import renamed_refs, under_names
from schemasync.migrations.statements import split
from schemasync.postgres.shadow import ShadowServer
from schemasync.replay.function_bodies import BrokenBody, newly_broken
from schemasync.replay.stage_result import StageResult
from schemasync.rules.access_gains import AccessGain, access_gains
from schemasync.rules.check import check_rules
from schemasync.rules.context import PendingStatement, RuleContext
from schemasync.rules.rule import Violation
from schemasync.supabase.scope import pending_refs
from schemasync.verdict.pending import Pending


class Review(NamedTuple):
    """Result of the review of a pull request.

    Attributes:
        violations: broken rules, worst first.
        access: what strangers gain, the widest first.
        remarks: sentences on comments that ignore nothing.
    """

    violations: tuple[Violation, ...] = ()
    access: tuple[AccessGain, ...] = ()
    remarks: tuple[str, ...] = ()


NO_REVIEW = Review()
"""Of a run without pending migrations."""


def review_pending(
    settings: Settings, server: ShadowServer, state: ExpectedState, actual: Snapshot, pending: Pending | None
) -> Review:
    """Check the rules on what the pending migrations change; a saved replay has no state before them to compare with."""
    stages = state.results
    if stages.pending is None or pending is None:
        return NO_REVIEW
    broken = newly_broken(server, state.stage, stages.pending)
    context = make_context(stages.applied, stages.pending, actual, pending.statements, broken, settings.large_table)
    return review(context, settings.config.rules)


def review(context: RuleContext, settings: Sequence[RuleSetting]) -> Review:
    """Check the rules with the project's levels, and compare who reaches what."""
    checked = check_rules(context, settings)
    return Review(checked.violations, access_gains(context), checked.remarks)


def make_context(
    applied: StageResult,
    pending: StageResult,
    actual: Snapshot,
    traced: tuple[TracedStatement, ...],
    broken: tuple[BrokenBody, ...],
    large_table: int,
) -> RuleContext:
    """The context of the rules.

    Args:
        applied: replay of the applied migrations.
        pending: replay of the pending ones on top of them.
        actual: the target, for the sizes of its tables.
        traced: the pending statements, as the dry run showed them.
        broken: function bodies that the pending migrations break.
        large_table: rows from which a table counts as large.
    """
    renames = renamed_refs(applied.snapshot, pending.snapshot)
    before = under_names(applied.snapshot, renames)
    return RuleContext(
        before=before,
        unrenamed=applied.snapshot,
        renames=renames,
        after=pending.snapshot,
        project=pending_refs(before, pending.snapshot, pending.origins.keys()),
        origins=pending.origins,
        applied_origins=applied.origins,
        results=pending.results,
        statements=tuple(
            PendingStatement(result.migration.file, statement)
            for result in pending.results
            for statement in split(result.migration.sql)[0]
        ),
        traced=traced,
        broken=broken,
        actual=actual,
        large_table=large_table,
    )
