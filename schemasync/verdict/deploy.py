"""Decide the deploy verdict: what `supabase db push` would do with this folder and this database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemasync.core import sqlstates
from schemasync.core.source_line import SourceLine
from schemasync.core.text import capitalized
from schemasync.core.wording import some
from schemasync.migrations.history import ABSENT, EMPTY, UNREADABLE, History
from schemasync.migrations.push import plan_push
from schemasync.migrations.status import INFERRED, UNRECORDED, MigrationStatus
from schemasync.verdict.cli_limits import CliLimit, limits_of
from schemasync.verdict.deploy_verdict import (
    APPLIES,
    FAILS,
    FAILS_ON_ROWS,
    MAY_FAIL_ON_ROWS,
    NOTHING,
    PUSH_REFUSES,
    UNKNOWN,
    DeployVerdict,
)
from schemasync.verdict.pending import Pending
from schemasync.verdict.push_obstacles import Obstacle, Push, PushRisk, obstacles, pull_risks
from schemasync.verdict.rows import judge_rows


def deploy_verdict(
    statuses: Sequence[MigrationStatus], history: History, pending: Pending | None, push: Push
) -> DeployVerdict:
    """Decide what a push would do.

    The first of these that is so: the history cannot be read; the database takes no push at all; the CLI refuses before a file
    of it can fail; a file fails; there is no history, so it is not known what ran; nothing is pending; the dry run decides.

    Args:
        statuses: of all migrations.
        history: of the target.
        pending: files that the target lacks, and their dry run on the mirror; None if there are none.
        push: how the team pushes.
    """
    verdict = _decide(statuses, history, pending, push)
    return replace(verdict, undo=_undo(pending, push)) if pending and pending.down else verdict


def _decide(
    statuses: Sequence[MigrationStatus], history: History, pending: Pending | None, push: Push
) -> DeployVerdict:
    plan = plan_push(statuses, history)
    files = tuple(item.file for item in plan.files)
    if history.state == UNREADABLE:
        return DeployVerdict(UNKNOWN, f"The history of migrations could not be read: {history.reason}.")
    unrecorded = history.state in (ABSENT, EMPTY) and any(item.status == INFERRED for item in statuses)
    found = () if unrecorded else obstacles(plan, statuses, push)
    limits = limits_of([result.migration for result in pending.replayed.results]) if pending else ()
    failing = _failure(pending, statuses, limits, push, files) if pending else None
    if pending and not found and (refusal := _refusal_of_all(history)):
        other = failing.reason if failing and not _is_read_only(pending) else ""
        return DeployVerdict(FAILS, " ".join(filter(None, (refusal, other))), files=files)
    if found and not _fails_before(failing, found, statuses):
        return _refusal(found, files)
    if failing:
        also = (obstacle.sentence for obstacle in found)
        commands = filter(None, (failing.command, *(obstacle.command for obstacle in found)))
        return replace(failing, reason=" ".join((failing.reason, *also)), command="\n".join(commands))
    if unrecorded:
        return _without_history(statuses, push, files)
    if pending is None:
        return DeployVerdict(NOTHING, "The database has all migrations of the folder.", files=files)
    old = "with a Supabase CLI before 2.109: "
    risks = [PushRisk(limit.place, f"{old}{limit.sentence}") for limit in limits]
    known = risks if push.cli.may_send_with_go else []
    return _dry_run_verdict(pending, files, (*known, *pull_risks(plan, push)), push)


def _is_read_only(pending: Pending) -> bool:
    """Whether the first file fails as its session may not write."""
    error = pending.failure.error if pending.failure else None
    return error is not None and error.sqlstate == sqlstates.READ_ONLY_SQL_TRANSACTION


def _refusal_of_all(history: History) -> str:
    """A sentence that says why the database refuses every push; empty if it does not."""
    if history.read_only:
        return f"The database {history.read_only}."
    return f"{capitalized(history.takes_no_rows)}." if history.takes_no_rows else ""


def _fails_before(
    failing: DeployVerdict | None, found: Sequence[Obstacle], statuses: Sequence[MigrationStatus]
) -> bool:
    """Whether the push stops at a file that fails before it comes to the first file that it refuses."""
    if (
        failing is None
        or failing.place is None
        or not failing.blocks
        or not all(obstacle.is_late for obstacle in found)
    ):
        return False
    order = {item.file: number for number, item in enumerate(statuses)}
    refused = min(order.get(obstacle.file, -1) for obstacle in found)
    return order.get(failing.place.file, refused) < refused


def _dry_run_verdict(
    pending: Pending, files: tuple[str, ...], risks: tuple[PushRisk, ...], push: Push
) -> DeployVerdict:
    """The verdict of a dry run that found no failure."""
    if pending.dry_run is None:
        reason = f"No dry run decides it: {pending.undecided}."
        return DeployVerdict(UNKNOWN, reason, files=files, risks=risks)
    command = _push(push)
    if by_rows := judge_rows(pending.rows):
        word = FAILS_ON_ROWS if by_rows.refused else MAY_FAIL_ON_ROWS
        command = "" if by_rows.refused else command
        return DeployVerdict(word, by_rows.sentence, command, place=by_rows.place, files=files, risks=risks)
    which = files[0] if len(files) == 1 else _count(len(files), "migration")
    looked = " and checked against rows" if pending.rows else ""
    otherwise = ", but not everything will be as the files define it" if pending.remarks else ""
    return DeployVerdict(
        APPLIES, f"{which}, tried on a copy of the schema{looked}{otherwise}.", command, files=files, risks=risks
    )


def _push(push: Push) -> str:
    return push.cli.push(*(["--include-all"] if push.include_all else []))


def _undo(pending: Pending, push: Push) -> str:
    versions = (result.migration.version for result in pending.replayed.results)
    return push.cli.repair("reverted", *dict.fromkeys(versions))


def _failure(
    pending: Pending,
    statuses: Sequence[MigrationStatus],
    limits: Sequence[CliLimit],
    push: Push,
    files: tuple[str, ...],
) -> DeployVerdict | None:
    """The verdict of a file that stops the push: one that the pinned CLI cannot send, or one that fails in the dry run."""
    if limits and push.cli.sends_with_go:
        release = ".".join(map(str, push.cli.version))
        reason = f"{limits[0].place}, with the Supabase CLI {release} that the project pins: {limits[0].sentence}."
        return DeployVerdict(FAILS, reason, place=limits[0].place, files=files)
    result = pending.failure
    if result is None or result.error is None:
        return None
    error, file = result.error, result.migration.file
    reason = f"{file}:{error.line}: {error.message} ({error.sqlstate})."
    ran = [item.version for item in statuses if item.status == UNRECORDED]
    command = ""
    if any(item.file == file and item.status == UNRECORDED for item in statuses):
        reason += " What the file does is in the database already; record it."
        command = push.cli.repair("applied", *ran)
    elif pending.lacks_rows:
        reason = f"{file}:{error.line} fails in the dry run, which has only the rows that migrations write, and may run with those of "
        reason += f"the database: {error.message} ({error.sqlstate}). Nothing after it was tried."
        return DeployVerdict(
            MAY_FAIL_ON_ROWS, reason, _push(push), place=SourceLine(file, error.line or 1), files=files
        )
    return DeployVerdict(FAILS, reason, command, place=SourceLine(file, error.line or 1), files=files)


def _without_history(statuses: Sequence[MigrationStatus], push: Push, files: tuple[str, ...]) -> DeployVerdict:
    """The verdict without a history: a push would run all files, although the database probably has their objects."""
    inferred = [item for item in statuses if item.status == INFERRED]
    ran = [item.version for item in inferred if not item.seems_not_run]
    absent = [item.file for item in inferred if item.seems_not_run]
    reason = (
        f"The database has no history of migrations, so a push would run {_all_of(len(files))} from the start, also "
        "those that ran in another way."
    )
    if absent:
        do, they = ("does", "it") if len(absent) == 1 else ("do", "they")
        reason += f" The database shows nothing of what {some(absent)} {do}: {they} may not have run."
    if ran:
        reason += (
            " Record those that ran first, then look again." if absent else " Record these first, then look again."
        )
    command = push.cli.repair("applied", *dict.fromkeys(ran)) if ran else ""
    return DeployVerdict(UNKNOWN, reason, command, files=files)


def _refusal(found: Sequence[Obstacle], files: tuple[str, ...]) -> DeployVerdict:
    """The verdict of a refused push, with all obstacles, so that they can be removed in one round."""
    file = next((obstacle.file for obstacle in found if obstacle.file), "")
    reason = " ".join(obstacle.sentence for obstacle in found)
    command = "\n".join(obstacle.command for obstacle in found if obstacle.command)
    return DeployVerdict(PUSH_REFUSES, reason, command, place=SourceLine(file, 1) if file else None, files=files)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _all_of(number: int) -> str:
    return "the one file" if number == 1 else f"all {number} files"
