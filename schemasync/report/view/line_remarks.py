"""List everything that a report says about lines of files, for annotations and for SARIF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.source_line import SourceLine
from schemasync.core.text import capitalized
from schemasync.core.wording import listed
from schemasync.kinds.kind import Severity
from schemasync.report.view.advice import COMMON_ADVICE
from schemasync.report.view.errors import ErrorView
from schemasync.report.view.fixes import HAZARDS
from schemasync.report.view.model import ReportView
from schemasync.report.view.pending_changes import ChangeView
from schemasync.report.view.problem_view import ProblemView
from schemasync.report.view.rules import RuleView
from schemasync.verdict.deploy_verdict import TITLES

FAILURE, WARNING, NOTICE = "failure", "warning", "notice"
LEVELS = {Severity.SECURITY: FAILURE, Severity.BREAKING: FAILURE, Severity.FUNCTIONAL: WARNING}
"""Level of a remark by the severity of what it is about; others are notices."""
HELP = "https://github.com/schemasync/schemasync/blob/main/README.md#what-a-report-says"
"""Page that explains the remarks of `RULES`."""
RULES: Mapping[str, str] = {
    "missing": "The migrations define it, the database lacks it.",
    "extra": "The database has it, no migration defines it.",
    "partially-synced": "It differs between the database and the migrations.",
    "unknown": "A migration that names it could not be replayed.",
    "replay": "The migration could not be replayed.",
    "pending": "The migration will fail on the database.",
    "push-refuses": "supabase db push would refuse to run any migration.",
    "fails": "The migration will fail on the database.",
    "fails-on-rows": "The migration will fail on rows that the database has.",
    "push-risk": "A push can fail with some releases of the CLI, or after another pull request.",
    "row-risk": "The statement fails if the table has rows that do not fit.",
    "statement": "What a pending statement does to a database in use.",
    "pending-change": "What a pending migration changes.",
    "access": "Strangers gain access.",
    "declared": "The schema files declare it differently from the migrations.",
}
"""Rule of a remark → its meaning; the rules in `docs/rules` have pages of their own."""
_MOST_CHANGES = 100
"""Greatest number of lines with a remark on changes."""


@dataclass(frozen=True, slots=True)
class LineRemark:
    """One remark.

    Attributes:
        rule: its identity, a key of `RULES` or that of a rule in `docs/rules`.
        level: failure, warning or notice.
        title, text: in words.
        file, line: relative to the migrations folder.
        identity: equal for the same remark in two runs; empty if rule, file and text identify it.
        known: it is about a problem that the base branch had before.
    """

    rule: str
    level: str
    title: str
    text: str
    file: str
    line: int
    identity: str = ""
    known: bool = False


def line_remarks(view: ReportView) -> tuple[LineRemark, ...]:
    """All remarks, the most important first."""
    return (
        *_failures(view),
        *_review(view),
        *_push(view),
        *_rows(view),
        *_effects(view),
        *_declared(view),
        *_problems(view),
        *_changes(view),
    )


def _failures(view: ReportView) -> Iterator[LineRemark]:
    for error in filter(None, (item.error for item in view.failed)):
        yield LineRemark("replay", FAILURE, "The migration fails", _words(error), error.file, error.line or 1)
    if view.pending and view.pending.error:
        error = view.pending.error
        fails = FAILURE, "The migration will fail on the database"
        level, title = (WARNING, "The migration can fail on rows") if view.pending.lacks_rows else fails
        yield LineRemark("pending", level, title, _words(error), error.file, error.line or 1)
    elif view.deploy.blocks and (place := view.deploy.place):
        words = "\n".join(filter(None, (view.deploy.reason, view.deploy.command)))
        word = view.deploy.word
        yield LineRemark(word, FAILURE, TITLES[word], words, place.file, place.line)


def _words(error: ErrorView) -> str:
    return " ".join(filter(None, (error.message, error.hint, error.diagnosis)))


def _review(view: ReportView) -> Iterator[LineRemark]:
    yield from (remark_of(rule) for rule in view.review.broken if rule.file)
    told = view.review.told_by_rules
    for gain in view.review.access:
        if gain.ref in told or not gain.file:
            continue
        identity = f"access\x1f{gain.name}\x1f{','.join(gain.roles)}\x1f{','.join(gain.actions)}"
        title = "Strangers gain access"
        yield LineRemark("access", WARNING, title, gain.sentence, gain.file, gain.line, identity)


def remark_of(rule: RuleView) -> LineRemark:
    """The remark on a broken rule."""
    text, level = "\n".join(filter(None, (rule.sentence, rule.fix, rule.link))), LEVELS.get(rule.level, NOTICE)
    identity, title = f"{rule.id}\x1f{rule.file}\x1f{rule.name}", f"{rule.title} ({rule.id})"
    return LineRemark(rule.id, level, title, text, rule.file, rule.line, identity)


def _push(view: ReportView) -> Iterator[LineRemark]:
    for risk in view.deploy.risks:
        words = f"{capitalized(risk.sentence)}."
        yield LineRemark("push-risk", WARNING, "A push may be refused", words, risk.place.file, risk.place.line)


def _rows(view: ReportView) -> Iterator[LineRemark]:
    for risk in view.pending.risks if view.pending and not view.pending.error else ():
        size = f" ({risk.size})" if risk.size else ""
        unasked = "" if risk.asked else "; the dry run had none of your rows"
        text = f"It fails if {risk.name}{size} has {risk.on}{unasked}."
        level, title = (FAILURE, "Fails on rows") if risk.refused else (WARNING, "Can fail on rows")
        yield LineRemark("row-risk", level, title, text, risk.file, max(risk.line, 1))


def _effects(view: ReportView) -> Iterator[LineRemark]:
    """Pending statements that lock large tables, or rename."""
    for each in view.pending.effects if view.pending else ():
        if each.notable:
            lines = "lines" if each.last_line > each.line else "line"
            suggestion = f"\nInstead of the {lines}:\n{each.suggestion}" if each.suggestion else ""
            effects = "".join(f"{capitalized(effect)}. " for effect in each.effects)
            text = f"{effects}{each.advice}{suggestion}".strip()
            title = "What the statement does to a database in use"
            yield LineRemark("statement", NOTICE, title, text, each.file, max(each.line, 1))


def _declared(view: ReportView) -> Iterator[LineRemark]:
    for problem in view.declared_open:
        if problem.file:
            identity = f"declared\x1f{problem.id}\x1f{problem.status}"
            text = f"{problem.sentence} {problem.recommendation}"
            yield LineRemark("declared", WARNING, problem.title, text, problem.file, max(problem.line, 1), identity)


def _problems(view: ReportView) -> Iterator[LineRemark]:
    for problem in view.open:
        if problem.file:
            advice = "" if problem.recommendation in COMMON_ADVICE else problem.recommendation
            where = f"Scripts that settle it: report.html#p-{problem.id}." if _has_script(problem) else ""
            text = " ".join(filter(None, (problem.sentence, problem.impact, advice, where)))
            rule, level = problem.status.lower().replace(" ", "-"), LEVELS.get(problem.severity, NOTICE)
            identity = f"{problem.id}\x1f{problem.status}"
            known = problem.new is False
            yield LineRemark(rule, level, problem.title, text, problem.file, max(problem.line, 1), identity, known)


def _has_script(problem: ProblemView) -> bool:
    return any(not fix.accepts and fix.sql for fix in problem.fixes)


def _changes(view: ReportView) -> Iterator[LineRemark]:
    """Changes of the pending files, together for each line; a line with a hazard is a warning."""
    places: dict[SourceLine, list[ChangeView]] = defaultdict(list)
    for change in view.pending.changes if view.pending else ():
        if change.file:
            places[SourceLine(change.file, change.line)].append(change)
    for place, changes in list(places.items())[:_MOST_CHANGES]:
        is_risky = not set(HAZARDS.values()).isdisjoint(hazard for change in changes for hazard in change.hazards)
        level, text = WARNING if is_risky else NOTICE, capitalized(_changes_in_words(changes))
        yield LineRemark("pending-change", level, "Pending change", text, place.file, max(place.line, 1))


def _changes_in_words(changes: Sequence[ChangeView]) -> str:
    """`Drops column public.t.c. It loses data (about 3 rows, 8 kB).`, and the rights that roles gain."""
    sentences = [f"{', '.join(f'{change.action} {change.kind} {change.name}' for change in changes)}."]
    hazards = list(dict.fromkeys(hazard for change in changes for hazard in change.hazards))
    sizes = list(dict.fromkeys(change.size for change in changes if change.size))
    if hazards:
        size = f" ({'; '.join(sizes)})" if sizes else ""
        sentences.append(f"It {listed(hazards)}{size}.")
    return " ".join(dict.fromkeys([*sentences, *(sentence for change in changes for sentence in change.sentences)]))
