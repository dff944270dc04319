"""Make the view of a check's result, which every format lays out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemasync.core.masking import mask_secrets, masked
from schemasync.core.text import each_text
from schemasync.core.wording import some
from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name
from schemasync.kinds.kind import Severity
from schemasync.migrations.status import REMOTE_ONLY, MigrationStatus
from schemasync.replay.results import FileResult
from schemasync.replay.stage_result import StageResult
from schemasync.report.view.body_names import BodyNames
from schemasync.report.view.declared import declared_views
from schemasync.report.view.diagram import make_diagram
from schemasync.report.view.errors import error_view
from schemasync.report.view.fixes import PlanView, plan_view
from schemasync.report.view.history import PreviousReport, read_previous
from schemasync.report.view.history_notes import history_notes, replay_notes
from schemasync.report.view.inventory import Inventory
from schemasync.report.view.model import MigrationView, ReportView
from schemasync.report.view.not_compared import not_compared
from schemasync.report.view.objects import AreaView
from schemasync.report.view.pending import PendingView, pending_view
from schemasync.report.view.problem_view import ProblemView
from schemasync.report.view.problems import problem_view
from schemasync.report.view.remark import Remark
from schemasync.report.view.rules import review_view
from schemasync.report.view.stand_ins import stand_ins
from schemasync.result import CheckResult
from schemasync.supabase.automatic_grants import regime_sentence
from schemasync.verdict.areas import Score
from schemasync.verdict.check_status import CheckStatus
from schemasync.verdict.deploy_verdict import NO_VERDICT, DeployVerdict
from schemasync.verdict.exclusions import describe_excluded
from schemasync.verdict.problem import Problem


def make_view(
    result: CheckResult,
    previous: Mapping[str, Any] | None = None,
    now: dt.datetime | None = None,
    base: Mapping[str, Any] | None = None,
) -> ReportView:
    """Make the view of a result.

    Args:
        result: of `pipeline.check`.
        previous: an earlier report (JSON), for what is resolved since.
        now: time of the report, in UTC.
        base: last report (JSON) of the branch that the pull request is merged into, for what is new.
    """
    inventory, previous_report = Inventory(result), read_previous(previous)
    opened, areas = [problem.main.ref for problem in result.open], inventory.areas()
    score = _score(result, areas)
    view = ReportView(
        generated=_timestamp(now),
        project=result.settings.name or result.actual.database,
        target=result.actual.database,
        server_version=_version_text(result.versions[0]),
        status=result.status, icon=_ICONS.get(result.status, "✅"), headline=_headline(result),
        percent=score.percent, checks=score.checks, in_sync=score.in_sync, areas=areas,
        problems=_problems(result, inventory, previous_report, read_previous(base), _timestamp(now)[:10]),
        resolved=previous_report.described(previous_report.resolved_since(opened)),
        remembered=previous_report.remembered(opened),
        migrations=tuple(_migrations(result)), skipped=_skipped(result.replayed),
        diagnostics=_diagnostics(result), regime=regime_sentence(result.actual), durations=result.durations,
        repair=plan_view(result.repair.plan, proven=result.repair.proven),
        adopt=plan_view(result.adopt.plan, proven=result.adopt.proven),
        pending=_pending(result), history=result.history.state, diagram=make_diagram(result),
        deploy=result.deploy, review=review_view(result.review),
        declared=declared_views(result.declared, result.replayed.discovery.cli),
        base_known=base is not None,
        base=result.settings.other_branches.base,
        edited=result.edited,
        takes_baseline=result.settings.baseline == "target",
    )  # fmt: skip
    return each_text(view, lambda text: masked(text, result.secrets), lambda name: mask_secrets(name, result.secrets))


def make_replay_view(replayed: StageResult, name: str, why: str, now: dt.datetime | None = None) -> ReportView:
    """Make the view of a run that had no database to compare with.

    Args:
        replayed: all migrations, in the shadow.
        name: of the target.
        why: one sentence that says why nothing was compared.
        now: time of the report, in UTC.
    """
    failed = [result.migration.file for result in replayed.failed]
    count = len(replayed.results)
    if failed:
        headline = f"{len(failed)} of {count} migrations could not be replayed; nothing was compared with a database."
    else:
        headline = f"All {count} migrations replay; nothing was compared with a database."
    other_major = replayed.discovery.project.major_remark(replayed.snapshot.major)
    view = ReportView(
        generated=_timestamp(now),
        project=name or "no database",
        target="",
        server_version=_version_text(replayed.snapshot.server_version),
        status=CheckStatus.INCOMPLETE if failed else CheckStatus.NOT_COMPARED,
        deploy=DeployVerdict(NO_VERDICT.word, why),
        icon="❌" if failed else "➖",
        headline=headline,
        percent=0, checks=0, in_sync=0, areas=(), problems=(), resolved=(),
        migrations=tuple(migration_view(result) for result in replayed.results),
        skipped=_skipped(replayed),
        diagnostics=tuple(
            map(Remark, (*filter(None, (why, other_major)), *replay_notes(replayed), *stand_ins(replayed)))
        ),
        durations={"replay": round(sum(result.seconds for result in replayed.results), 4)},
        repair=PlanView(), adopt=PlanView(),
    )  # fmt: skip
    return each_text(view, masked)


def _timestamp(now: dt.datetime | None) -> str:
    return (now or dt.datetime.now(dt.UTC)).strftime("%Y-%m-%d %H:%M UTC")


def _version_text(version: int) -> str:
    """A server's version as PostgreSQL shows it: 17.5 of 170005."""
    return f"{version // 10000}.{version % 10000}"


def _skipped(replayed: StageResult) -> tuple[tuple[str, str], ...]:
    return tuple((skipped.file, skipped.reason) for skipped in replayed.discovery.skipped)


def _score(result: CheckResult, areas: Collection[AreaView]) -> Score:
    still_open = (
        len(result.open) + len(result.failed) + result.deploy.blocks + result.declared.count + len(result.unreadable)
    )
    return Score(sum(area.checks for area in areas), sum(area.in_sync for area in areas), still_open)


def _problems(
    result: CheckResult, inventory: Inventory, previous_report: PreviousReport, base: PreviousReport, today: str
) -> tuple[ProblemView, ...]:
    """All problems; those that the base branch's last report had, as serious as they are now, are not new."""
    bodies = BodyNames(result.open, result.actual, result.replayed.snapshot)
    views = (
        problem_view(number, problem, result, inventory, bodies) for number, problem in enumerate(result.problems, 1)
    )
    return tuple(
        replace(
            view,
            since=previous_report.of(view.ref) if view.accepted is None else "",
            new=view.accepted is None and not base.had([part.ref for part in view.parts], view.severity)
            if base.known
            else None,
            first_seen="" if view.accepted is not None else _first_seen(view, (previous_report, base), today),
        )
        for view in views
    )


def _first_seen(view: ProblemView, reports: Iterable[PreviousReport], today: str) -> str:
    """The oldest date at which one of the earlier reports has a problem; today if none has it."""
    return min(today, *(report.first_seen.get(view.ref, today) for report in reports))


def _pending(result: CheckResult) -> PendingView | None:
    if result.pending is None:
        return None
    return pending_view(result.pending, result.statuses, tuple(enumerate(result.problems, 1)), result.actual)


_FILES_NAMED = 3
_COPIES_NAMED = 10
_ICONS = {
    CheckStatus.INCOMPLETE: "❔",
    CheckStatus.DRIFT: "🔴",
    CheckStatus.DECLARED_DIFFERS: "⚠️",
}
"""Emoji of a status; that of all others is the one of a database in sync."""


def _headline(result: CheckResult) -> str:
    """One sentence on the database."""
    match result.status:
        case CheckStatus.INCOMPLETE:
            return f"The check is incomplete: {_what_is_unknown(result)}."
        case CheckStatus.DRIFT:
            return f"The database differs from the migrations: {_open_words(result.open)}."
        case status:
            but = ", but for what is accepted" if result.problems else ""
            said = f"The database is what the migrations say{but}."
            return f"{said} {_declared_words(result)}" if status == CheckStatus.DECLARED_DIFFERS else said


def _what_is_unknown(result: CheckResult) -> str:
    if not result.failed:
        names = f"{len(result.unreadable)} objects" if len(result.unreadable) > 1 else "one object"
        return f"{names} could not be read"
    return f"{some([each.migration.file for each in result.failed], most=_FILES_NAMED)} could not be replayed"


def _open_words(problems: Sequence[Problem]) -> str:
    """`1 problem, about security`, `3 problems, 2 about security`."""
    secure = sum(1 for problem in problems if problem.severity == Severity.SECURITY)
    if len(problems) == 1:
        return "1 problem, about security" if secure else "1 problem"
    about = f", {'all' if secure == len(problems) else secure} about security" if secure else ""
    return f"{len(problems)} problems{about}"


def _declared_words(result: CheckResult) -> str:
    found = result.declared
    if found.failed:
        return "Not all schema files run."
    count = "1 difference" if found.count == 1 else f"{found.count} differences"
    return f"The schema files declare another schema: {count}."


def _diagnostics(result: CheckResult) -> tuple[Remark, ...]:
    return (
        *map(Remark, (*result.remarks, *result.review.remarks)),
        *history_notes(result),
        *map(Remark, _replay_remarks(result)),
        *_plan_remarks(result),
    )


def _replay_remarks(result: CheckResult) -> Iterator[str]:
    """Sentences on how the files were replayed, and on what was compared less for it."""
    if result.pending and result.pending.unplanned:
        yield f"whether the pending migrations lose data is not known: {result.pending.unplanned}"
    copied = sorted(
        display_name(ref) for ref in result.copied if not KINDS[ref.kind].satellite and KINDS[ref.kind].parent is None
    )
    if copied:
        yield (
            f"created by no migration, so copied from the database: {some(copied, most=_COPIES_NAMED)}; elsewhere the folder runs when a migration creates "
            "them before the first one that names them"
        )
    yield from stand_ins(result.replayed)
    yield from not_compared(result)
    target, shadow = (version // 10000 for version in result.versions)
    if target != shadow:
        yield f"this check ran on PostgreSQL {shadow}, but the database runs {target}"


def _plan_remarks(result: CheckResult) -> Iterator[Remark]:
    """Remarks on a plan for all problems that is not proven, or leaves some out."""
    for word, proof in (("repair", result.repair), ("adoption", result.adopt)):
        if not proof.proven:
            what = f"the {word} plan is not proven" if proof.plan.statements else f"there is no {word} plan"
            yield Remark(f"{what}: {proof.reason}", reason=proof.reason)
        elif proof.excluded:
            reason = describe_excluded(proof.excluded)
            yield Remark(f"the {word} plan leaves out what could not be proven: {reason}", reason=reason)


def migration_view(result: FileResult, status: MigrationStatus | None = None) -> MigrationView:
    """Make the view of one file, with its status in the target's history."""
    item, error = result.migration, error_view(result)
    more = (status.status, status.note, status.diff) if status else ()
    return MigrationView(item.file, item.version, item.name, result.status, round(result.seconds, 4), error, *more)


def _migrations(result: CheckResult) -> Iterable[MigrationView]:
    """Every file that ran, then the migrations that only the database records."""
    statuses = {item.file: item for item in result.statuses}
    files = (*result.replayed.results, *(result.pending.replayed.results if result.pending else ()))
    not_pushed = result.not_pushed
    for each in files:
        if each not in not_pushed:
            yield migration_view(each, statuses.get(each.migration.file))
    for item in result.statuses:
        if item.status == REMOTE_ONLY:
            text = ";\n".join(item.statements)
            yield MigrationView(
                item.file, item.version, item.name, "not in the folder", 0.0, None, REMOTE_ONLY, item.note, text
            )
