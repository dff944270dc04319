"""Make the view of a check's result, which every format lays out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from schemasync.core.text import each_text, mask_secrets, masked
from schemasync.kinds import KINDS
from schemasync.kinds._described import display_name
from schemasync.kinds._kind import Severity
from schemasync.migrations.status import DUPLICATE, EDITED, REMOTE_ONLY, RENUMBERED, UNRECORDED, MigrationStatus
from schemasync.replay.replay_result import ReplayResult
from schemasync.replay.results import FileResult
from schemasync.report.view.declared import declared_views
from schemasync.report.view.diagram import make_diagram
from schemasync.report.view.history import Past, past_of
from schemasync.report.view.inventory import Tree
from schemasync.report.view.model import AreaView, FindingView, MigrationView, ObjectView, ProblemView, ReportView
from schemasync.report.view.pending import PendingView, error_of, pending_view
from schemasync.report.view.problems import problem_view
from schemasync.report.view.rules import review_view
from schemasync.result import CheckResult
from schemasync.verdict.accepted import MIGRATION_KIND
from schemasync.verdict.areas import Score
from schemasync.verdict.deploy import FAILS, FAILS_ON_ROWS, NO_VERDICT, PUSH_REFUSES, DeployVerdict
from schemasync.verdict.exclusions import describe_excluded

__all__ = [
    "AreaView",
    "FindingView",
    "MigrationView",
    "ObjectView",
    "ProblemView",
    "ReportView",
    "make_replay_view",
    "make_view",
    "migration_view",
]


def make_view(
    outcome: CheckResult,
    previous: Mapping[str, Any] | None = None,
    now: dt.datetime | None = None,
    base: Mapping[str, Any] | None = None,
) -> ReportView:
    """Make the view of a result.

    Args:
        outcome: of `pipeline.check`.
        previous: an earlier report (JSON), for what is resolved since.
        now: time of the report, in UTC.
        base: last report (JSON) of the branch that the pull request is merged into, for what is new.
    """
    tree, past = Tree(outcome), past_of(previous)
    opened, areas = [problem.main.ref for problem in outcome.open], tree.areas()
    score = _score(outcome, areas)
    status, icon, headline = _headline(outcome)
    view = ReportView(
        generated=_written(now),
        project=outcome.settings.name or outcome.actual.database,
        target=outcome.actual.database,
        server_version=_numbers(outcome.versions[0]),
        status=status, icon=icon, headline=headline,
        percent=score.percent, made=score.made, good=score.good, areas=areas,
        problems=_problems(outcome, tree, past, past_of(base)),
        resolved=past.words(past.gone(opened)),
        remembered=past.remembered(opened),
        migrations=tuple(_migrations(outcome)),
        skipped=_skipped(outcome.replayed),
        diagnostics=_diagnostics(outcome),
        durations=outcome.durations,
        repair_sql=outcome.repair.plan.script(), repair_proven=outcome.repair.proven,
        adopt_sql=outcome.adopt.plan.script(), adopt_proven=outcome.adopt.proven,
        pending=_pending(outcome),
        history=outcome.history.state,
        diagram=make_diagram(outcome),
        deploy=outcome.deploy,
        review=review_view(outcome.review),
        declared=declared_views(outcome.declared, outcome.replayed.discovery.cli),
        base_known=base is not None,
        base=outcome.settings.other_branches.base,
        edited=_edited(outcome),
    )  # fmt: skip
    return each_text(view, lambda text: masked(text, outcome.secrets), lambda name: mask_secrets(name, outcome.secrets))


def make_replay_view(replayed: ReplayResult, name: str, why: str, now: dt.datetime | None = None) -> ReportView:
    """The report of a run that had no database to compare with.

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
    view = ReportView(
        generated=_written(now),
        project=name or "no database",
        target="",
        server_version=_numbers(replayed.snapshot.server_version),
        status="incomplete" if failed else "not compared",
        deploy=DeployVerdict(NO_VERDICT.word, why),
        icon="❌" if failed else "➖",
        headline=headline,
        percent=0, made=0, good=0, areas=(), problems=(), resolved=(),
        migrations=tuple(migration_view(result) for result in replayed.results),
        skipped=_skipped(replayed),
        diagnostics=(why, *_replay_notes(replayed), *_stand_ins(replayed)),
        durations={"replay": round(sum(result.seconds for result in replayed.results), 4)},
        repair_sql="", repair_proven=False, adopt_sql="", adopt_proven=False,
    )  # fmt: skip
    return each_text(view, masked)


def _written(now: dt.datetime | None) -> str:
    return (now or dt.datetime.now(dt.UTC)).strftime("%Y-%m-%d %H:%M UTC")


def _numbers(version: int) -> str:
    """A server's version as PostgreSQL shows it: 17.5 of 170005."""
    return f"{version // 10000}.{version % 10000}"


def _skipped(replayed: ReplayResult) -> tuple[tuple[str, str], ...]:
    return tuple((skipped.file, skipped.reason) for skipped in replayed.discovery.skipped)


def _replay_notes(replayed: ReplayResult) -> Iterable[str]:
    return (f"{result.migration.file}, {result.notice}" for result in replayed.results if result.notice)


def _stand_ins(replayed: ReplayResult) -> Iterable[str]:
    return (f"{extension}: a stand-in was used for this extension" for extension in replayed.stubbed)


def _score(outcome: CheckResult, areas: Collection[AreaView]) -> Score:
    still_open = len(outcome.open) + len(outcome.failed) + outcome.deploy.blocks + outcome.declared.count
    return Score(sum(area.made for area in areas), sum(area.good for area in areas), still_open)


def _problems(outcome: CheckResult, tree: Tree, past: Past, base: Past) -> tuple[ProblemView, ...]:
    """All problems; one that the base branch's last report had is not the pull request's."""
    views = (problem_view(number, problem, outcome, tree, past) for number, problem in enumerate(outcome.problems, 1))
    if not base.known:
        return tuple(views)
    return tuple(replace(view, new=view.accepted is None and view.ref not in base.open) for view in views)


def _edited(outcome: CheckResult) -> tuple[str, ...]:
    """Applied migrations that the pull request edits, and that the configuration does not accept as edited."""
    others, rules = outcome.settings.other_branches, outcome.settings.config.accept
    files = [item.file for item in outcome.statuses if item.status == EDITED]
    own = [file for file in files if others.files is None or file in others.changed]
    accepted = [rule.object for rule in rules if rule.kind == MIGRATION_KIND]
    return tuple(file for file in own if not any(fnmatchcase(file, pattern) for pattern in accepted))


def _pending(outcome: CheckResult) -> PendingView | None:
    if outcome.pending is None:
        return None
    return pending_view(outcome.pending, outcome.statuses, tuple(enumerate(outcome.problems, 1)), outcome.actual)


_BLOCKED = {PUSH_REFUSES: "push-refuses", FAILS: "pending-failure", FAILS_ON_ROWS: "pending-failure"}
"""Statuses of a database that is in sync with the applied migrations, where a push would end in an error."""


def _headline(outcome: CheckResult) -> tuple[str, str, str]:
    open_ = outcome.open
    if outcome.failed:
        names = ", ".join(result.migration.file for result in outcome.failed[:3])
        more = f" and {len(outcome.failed) - 3} more" if len(outcome.failed) > 3 else ""  # noqa: PLR2004
        return "incomplete", "❔", f"The check is incomplete: {names}{more} could not be replayed."
    if not open_:
        status = _BLOCKED.get(outcome.deploy.word, "synced")
        but = ", but for what is accepted" if outcome.problems else ""
        said = f"The database is what the migrations say{but}."
        if outcome.declared.count and status == "synced":
            return "declared-differs", "⚠️", f"{said} {_declared_words(outcome)}"
        return status, "✅", said
    noun = "problem" if len(open_) == 1 else "problems"
    secure = sum(1 for problem in open_ if problem.severity == Severity.SECURITY)
    about = f", {'all' if secure == len(open_) else secure} about security" if secure and len(open_) > 1 else ""
    about = ", about security" if secure == len(open_) == 1 else about
    return "drift", "🔴", f"The database differs from the migrations: {len(open_)} {noun}{about}."


def _declared_words(outcome: CheckResult) -> str:
    found = outcome.declared
    if found.failed:
        return "The schema files do not all run."
    count = "1 difference" if found.count == 1 else f"{found.count} differences"
    return f"The schema files declare it otherwise: {count}."


def _diagnostics(outcome: CheckResult) -> tuple[str, ...]:
    notes = [*outcome.remarks, *outcome.review.remarks, *_history_notes(outcome)]
    borrowed = sorted(
        display_name(ref)
        for ref in outcome.borrowed
        if not KINDS[ref.kind].satellite and KINDS[ref.kind].parent is None
    )
    if borrowed:
        some = ", ".join(borrowed[:10]) + (f" and {len(borrowed) - 10} more" if len(borrowed) > 10 else "")  # noqa: PLR2004
        notes.append(f"made outside the migrations and borrowed from the database: {some}")
    notes += _stand_ins(outcome.replayed)
    notes += [f"not compared: {item.description} ({item.reason})" for item in outcome.actual.unmodeled]
    target, shadow = (version // 10000 for version in outcome.versions)
    if target != shadow:
        notes.append(f"the shadow runs PostgreSQL {shadow}, the database {target}")
    for word, proof in (("repair", outcome.repair), ("adoption", outcome.adopt)):
        if not proof.proven:
            notes.append(f"the {word} plan is not proven: {proof.reason}")
        elif proof.left_out:
            notes.append(f"the {word} plan leaves out what could not be proven: {describe_excluded(proof.left_out)}")
    return tuple(notes)


def _history_notes(outcome: CheckResult) -> Iterable[str]:
    """Remarks on the history of migrations that no finding contains."""
    reasons = {
        "absent": "the database has no history of migrations (supabase_migrations.schema_migrations): "
        "every file counts as applied",
        "empty": "the database's history of migrations is empty: every file counts as applied",
        "unreadable": f"the history of migrations could not be read ({outcome.history.reason}): "
        "every file counts as applied",
    }
    if outcome.history.state in reasons:
        yield reasons[outcome.history.state]
    yield from outcome.history.faults
    yield from outcome.settings.other_branches.notes
    for result in outcome.not_pushed:
        if result.error:
            reason = f"line {result.error.line}: {result.error.message}"
            yield f"{result.migration.file} fails ({reason}); a push runs it only with --include-roles"
    yield from _replay_notes(outcome.replayed)
    for item in outcome.statuses:
        if item.note and item.status in (EDITED, REMOTE_ONLY, RENUMBERED, DUPLICATE, UNRECORDED):
            yield f"{item.file}: {item.note}"


def migration_view(result: FileResult, status: MigrationStatus | None = None) -> MigrationView:
    """Make the view of one file, with its status in the target's history."""
    item, words = result.migration, error_of(result)
    if words:
        del words["file"]
    more = (status.status, status.note, status.diff) if status else ()
    return MigrationView(item.file, item.version, item.name, result.status, round(result.seconds, 4), words, *more)


def _migrations(outcome: CheckResult) -> Iterable[MigrationView]:
    """Every file that ran, then what only the database knows of."""
    statuses = {item.file: item for item in outcome.statuses}
    results = (*outcome.replayed.results, *(outcome.pending.replayed.results if outcome.pending else ()))
    for result in results:
        if result in outcome.not_pushed:
            continue
        yield migration_view(result, statuses.get(result.migration.file))
    for item in outcome.statuses:
        if item.status == REMOTE_ONLY:
            text = ";\n".join(item.statements)
            yield MigrationView(
                item.file, item.version, item.name, "not in the folder", 0.0, None, REMOTE_ONLY, item.note, text
            )
