"""Recommend how a problem is settled: by a script, a migration that is recorded or merged, or the push of a pending file."""

from __future__ import annotations

from schemasync.core.fix import FixDirection
from schemasync.core.model import Ref
from schemasync.core.sql import Hazard
from schemasync.core.sync_status import EXTRA, MISSING, UNKNOWN
from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name
from schemasync.kinds.kind import Severity
from schemasync.migrations import status
from schemasync.report.view.fixes import FixView
from schemasync.result import CheckResult
from schemasync.verdict.findings import MigrationCause
from schemasync.verdict.pending import Pending
from schemasync.verdict.problem import Problem

UNDO_BY_HAND = "undo what was done by hand, or let the file allow for it"
RUN_MISSING = "Run the SQL below: the migrations define it, the database lacks it."
PUSH_FILE = "Push the file once the history records those that ran, or run the SQL below."
RUN_CHANGED = "Run the SQL below to bring the database back to the migrations, or adopt the change into a migration."
KEEP_OR_DROP = "Keep it and adopt it into a migration, or drop it if nothing needs it."
COMMON_ADVICE = (RUN_MISSING, RUN_CHANGED, KEEP_OR_DROP)
"""Recommendations that say no more than the scripts below them."""


def recommendation(problem: Problem, fixes: tuple[FixView, ...], unproven: str, result: CheckResult) -> str:
    """Advice; it mentions SQL only where SQL is shown."""
    if problem.status == UNKNOWN:
        return "Correct the migration that could not be replayed."
    advice = _advice(problem, fixes, unproven, result)
    is_explained = problem.migration is not None and problem.migration.status != status.PENDING
    if problem.pending_file and result.pending and not is_explained:
        return _beside_pending(advice, problem, result.pending)
    return advice


def _advice(problem: Problem, fixes: tuple[FixView, ...], unproven: str, result: CheckResult) -> str:
    """Advice where no pending file changes the same objects."""
    main, repairs = problem.main, [fix for fix in fixes if fix.direction == FixDirection.REPAIR and fix.sql]
    if problem.migration is not None and (advice := _migration_advice(problem.migration, result)):
        return advice
    if problem.renamed_to is not None:
        return _rename_advice(problem, problem.renamed_to, repairs[0] if repairs else None)
    if problem.status == EXTRA:
        if problem.severity == Severity.SECURITY:
            return "Drop it, unless it is meant to be there: then adopt it into a migration."
        return KEEP_OR_DROP
    if not repairs or not repairs[0].proven:
        return _unproven_advice(fixes, unproven)
    if file_not_run(problem, result):
        return PUSH_FILE
    return RUN_MISSING if main.status == MISSING else RUN_CHANGED


def file_not_run(problem: Problem, result: CheckResult) -> str:
    """The file that defines what is missing and of which the database has nothing, where no history says what ran; else empty."""
    unrun = {item.file for item in result.statuses if item.seems_not_run}
    file = problem.origin.file if problem.origin and problem.status == MISSING else ""
    return file if file in unrun else ""


def _rename_advice(problem: Problem, now: Ref, repair: FixView | None) -> str:
    """Advice on an object that has another name in the database; not each can be renamed (a column of a typed table)."""
    what, doing, done = (
        ("Move", "Moving", "moved to another schema") if problem.moved else ("Rename", "Renaming", "renamed")
    )
    alike = "is almost the same" if problem.beside_rename else "has the same definition"
    guess = f"It may have been {done} by hand: the database has {display_name(now)}, which {alike}."
    loses = repair is not None and str(Hazard.DATA_LOSS) in repair.hazards
    renames = problem.rename is not None or (KINDS[now.kind].ddl.rename is not None and not loses)
    if repair and not renames:
        return f"{guess} {doing} it back keeps what belongs to it; the SQL below drops it and makes it again."
    keeps = "" if problem.severity == Severity.COSMETIC else f" A {what.lower()} keeps its data."
    return f"{guess} {what} it back, or in a new migration.{keeps}"


def _unproven_advice(fixes: tuple[FixView, ...], unproven: str) -> str:
    """The reason why no repair is proven; each format may leave out the script itself."""
    if any(fix.direction == FixDirection.REPAIR and fix.sql for fix in fixes):
        words = "The repair could not be proven on a mirror of the database"
    else:
        words = (
            "No script repairs it"
            if any(fix.proven and fix.direction == FixDirection.ADOPT for fix in fixes)
            else "No script settles it"
        )
    return f"{words}: {unproven}." if unproven else f"{words}."


def _migration_advice(migration: MigrationCause, result: CheckResult) -> str:
    """Advice where a migration is the cause; empty where a script settles the problem."""
    cli, others = result.replayed.discovery.cli, result.settings.other_branches
    file, version = migration.file, migration.version
    match migration.status:
        case status.REMOTE_ONLY if place := others.place_of(file):
            return f"This branch lacks {file}, which ran on the database and which {place} has: merge it."
        case status.REMOTE_ONLY if others.files is not None:
            lacks = f"This branch and {others.base} lack {file}, which ran on the database"
            return f"{lacks}: write it into the folder with {cli.fetch()}."
        case status.REMOTE_ONLY:
            return (
                f"This branch lacks {file}, which ran on the database: merge the base branch if it has the file, "
                f"or write it with {cli.fetch()}."
            )
        case status.EDITED:
            return (
                f"Undo the edit of {file} and put the change into a new migration; or repair the database and record the "
                f"file as it is now: {cli.repair('reverted', version)} and {cli.repair('applied', version)}."
            )
        case status.UNRECORDED:
            return f"Record the migration: {cli.repair('applied', version)}."
    return ""


def settling_file(problem: Problem, pending: Pending | None) -> str:
    """The pending file after whose push the database is as the migrations say, as the dry run shows; empty if there is none."""
    return problem.pending_file if pending and problem.refs <= pending.settled else ""


def _beside_pending(advice: str, problem: Problem, pending: Pending) -> str:
    """Advice where a pending file changes the problem's objects as well, by what its dry run showed.

    Args:
        advice: where none does.
        problem: with such a file.
        pending: with its dry run.
    """
    file, failed = problem.pending_file, pending.failure
    if settling_file(problem, pending):
        return f"{file} settles it: once it is pushed, the database is as the migrations say."
    if failed is not None and failed.migration.file == file and not problem.refs.isdisjoint(pending.blame):
        return f"{file} fails because of it{f': {UNDO_BY_HAND}.' if problem.is_pending else f'. {advice}'}"
    does = "makes the same change" if problem.is_pending else "touches the same objects"
    ran = any(each.migration.file == file and not each.error for each in pending.dry_run or ())
    if not ran:
        return f"{file} {does}, and may fail because of it: {UNDO_BY_HAND}."
    return f"{file} {does}: push it first, and settle what is left then."
