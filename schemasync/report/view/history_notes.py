"""Remarks on the history of migrations, on how the files count, and on files that failed without effect on the comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemasync.core.sql import WRITABLE
from schemasync.migrations.history import ABSENT, EMPTY, UNREADABLE
from schemasync.migrations.status import (
    DUPLICATE,
    EDITED,
    INFERRED,
    REMOTE_ONLY,
    RENUMBERED,
    UNRECORDED,
    MigrationStatus,
)
from schemasync.replay.stage_result import StageResult
from schemasync.report.view.remark import HISTORY, Remark
from schemasync.result import CheckResult


def history_notes(result: CheckResult) -> Iterable[Remark]:
    """Remarks on the history of migrations, and on files that failed without effect on the comparison."""
    reasons = {
        ABSENT: "the database has no history of migrations (supabase_migrations.schema_migrations)",
        EMPTY: "the database's history of migrations is empty",
        UNREADABLE: f"the history of migrations could not be read ({result.history.reason})",
    }
    if result.history.state in reasons:
        text = f"{reasons[result.history.state]}: {_without_history(result.statuses)}"
        yield Remark(text, topic=HISTORY if result.history.state == ABSENT else "")
    yield from map(Remark, result.history.faults)
    if result.history.read_only and result.open:
        unless = ", unless it ends that itself" if WRITABLE[0] in result.repair.plan.preamble else ""
        yield Remark(
            f"the database {result.history.read_only}: until that ends, neither a push nor a script changes it{unless}"
        )
    yield from map(Remark, result.settings.other_branches.notes)
    for each in result.not_pushed:
        if each.error:
            reason = f"line {each.error.line}: {each.error.message}"
            yield Remark(f"{each.migration.file} fails ({reason}); a push runs it only with --include-roles")
    yield from map(Remark, replay_notes(result.replayed))
    for item in result.statuses:
        if item.note and item.status in (EDITED, REMOTE_ONLY, RENUMBERED, DUPLICATE, UNRECORDED):
            yield Remark(f"{item.file}: {item.note}", file=item.file)


def _without_history(statuses: Sequence[MigrationStatus]) -> str:
    """How the files count on a database whose history says nothing of them."""
    applied = sum(1 for item in statuses if item.status == INFERRED)
    if applied == len(statuses):
        return "every file counts as applied"
    if not applied:
        return "every file counts as pending"
    return "files that the pull request adds count as pending, and every other one as applied"


def replay_notes(replayed: StageResult) -> Iterable[str]:
    """Remarks on files that ran only in a special way."""
    return (f"{result.migration.file}, {result.notice}" for result in replayed.results if result.notice)
