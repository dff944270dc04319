"""Print the report on a terminal: what differs, then the verdict; colours repeat what words say."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from schemasync.core.fix import FixDirection
from schemasync.core.text import begin_sentence
from schemasync.report.formats.comment_problem import pending_remarks, problem_text, remarks
from schemasync.report.formats.terminal_inventory import print_inventory
from schemasync.report.formats.terminal_rules import print_review
from schemasync.report.formats.terminal_text import COLOURS, heading, paragraph, print_sql
from schemasync.report.view.changed_lines import changed_lines
from schemasync.report.view.declared import DeclaredView
from schemasync.report.view.errors import ErrorView
from schemasync.report.view.fixes import FixView
from schemasync.report.view.model import ReportView
from schemasync.report.view.pending import PendingView
from schemasync.report.view.problem_view import ProblemView
from schemasync.verdict.check_status import CheckStatus

_LONGEST_VALUE = 100


def print_report(view: ReportView, console: Console, *, everything: bool = False, quiet: bool = False) -> None:
    """Print the report.

    Args:
        view: the report.
        console: to print on; lines are wrapped only on a terminal, and SQL never is.
        everything: print the objects that are in sync, too.
        quiet: print nothing but the two sentences of the verdict, with the command.
    """
    if not quiet:
        _print_details(view, console, everything=everything)
    paragraph(console, view.deploy.headline, style="red" if view.deploy.blocks else "bold")
    if view.deploy.command:
        paragraph(console, f"{view.deploy.purpose}:", indent=4)
    for command in view.deploy.command.splitlines():
        print_sql(console, f"    {command}")
    style = {CheckStatus.SYNCED: "green", CheckStatus.INCOMPLETE: "magenta"}.get(view.status, "bold yellow")
    paragraph(console, f"{view.icon} {view.headline}", style=style)


def _print_details(view: ReportView, console: Console, *, everything: bool) -> None:
    stages = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in view.durations.items())
    paragraph(console, f"{view.project}, PostgreSQL {view.server_version}, {view.generated}: {stages}", style="dim")
    _print_pending(view, console)
    print_review(view.review, console)
    if view.declared_open:
        heading(console, "What the schema files declare")
    for problem in view.declared_open:
        _print_declared(problem, console)
    if everything:
        print_inventory(view, console)
    _print_failures(view, console)
    if view.open:
        heading(console, "Problems")
    for each in view.open:
        _print_problem(each, view, console)
    if view.open:
        console.print()
        paragraph(console, "For one problem alone; its ID is the last word below its title:", style="dim")
        for command in ("fix --only ID", "adopt --only ID", "accept ID --reason TEXT"):
            print_sql(console, f"    schemasync {command}")
    _print_lists(view, console)
    console.print()


def _print_pending(view: ReportView, console: Console) -> None:
    pending = view.pending
    if pending is None:
        return
    heading(console, "What the pending migrations do")
    for each in changed_lines(view):
        place = f"{each.file}:{each.line}  " if each.file else ""
        changes = [
            ", ".join((f"{change.action} {change.kind} {change.name}", *each.warnings_of(change)))
            for change in each.changes
        ]
        paragraph(console, f"{place}{'; '.join(changes)}".rstrip())
        for words in (*each.effects, *each.rows, *((each.advice,) if each.advice else ()), *each.access):
            paragraph(console, words, indent=4)
    if pending.error:
        _print_error(pending, pending.error, console, with_hints=not view.deploy.command)
    for risk in view.deploy.risks:
        paragraph(console, f"⚠️ {risk.place}: {risk.sentence}.")
    for note in pending_remarks(view):
        paragraph(console, note, style="dim")
    if pending.down:
        _print_fix(pending.down, pending.down.title, console)
    if pending.down and pending.down.sql:
        paragraph(console, f"{pending.down_note} Then record that they are not applied:", indent=4)
        print_sql(console, f"    {view.deploy.undo}")


def _print_error(pending: PendingView, error: ErrorView, console: Console, *, with_hints: bool) -> None:
    """Print the error of the file that will fail; the hints stand in the verdict's command where there is one."""
    blame = f"See problem {', '.join(map(str, pending.blame))}." if pending.blame else ""
    hints = (error.hint, error.diagnosis) if with_hints else ()
    paragraph(console, f"❌ {error.file}:{error.line}: {error.message}", style="red")
    for sentence in filter(None, (error.detail, *hints, blame)):
        paragraph(console, sentence, indent=4)


def _print_declared(problem: DeclaredView, console: Console) -> None:
    place = f"  {problem.place}" if problem.place else ""
    paragraph(console, f"⚠️ {problem.title}{place}", style="bold")
    paragraph(console, problem.sentence, indent=4)
    for part in problem.parts:
        for name, old, new in part.attributes:
            paragraph(console, f"{part.name}, {name}: {_short(old)} → {_short(new)}", indent=4)
    paragraph(console, problem.recommendation, indent=4)
    for fix in problem.fixes:
        _print_fix(fix, fix.title, console)


def _print_failures(view: ReportView, console: Console) -> None:
    """Print the files that could not be replayed, those with the same reason together."""
    if view.replay_failures:
        heading(console, "Migrations that could not be replayed")
    for item, *others in view.replay_failures:
        if item.error:
            _print_failed(item.error, [other.file for other in others], console)
    if view.failure_advice:
        paragraph(console, view.failure_advice, indent=4)


def _print_failed(error: ErrorView, others: Sequence[str], console: Console) -> None:
    paragraph(console, f"❌ {error.file}:{error.line}:{error.column}  {error.message}", style="red")
    for sentence in filter(None, (error.detail, error.hint, error.diagnosis)):
        paragraph(console, sentence, indent=4)
    if others:
        paragraph(console, f"the same in {', '.join(others)}", indent=4)


def _print_problem(problem: ProblemView, view: ReportView, console: Console) -> None:
    """Print one problem: what it is, where, whom it concerns, and the script that most people want."""
    said = problem_text(problem, view.deploy, exposed=False, command_at="at the end")
    colour = COLOURS[problem.severity]
    console.print()
    paragraph(console, f"{problem.number}. {problem.title}", style=colour)
    place = "" if problem.is_explained else problem.origin
    paragraph(console, " · ".join(filter(None, (problem.severity, place, problem.id))), indent=4, style="dim")
    paragraph(console, " ".join(said.sentences), indent=4)
    for name, old, new in said.attributes:
        paragraph(console, f"{name}: {_short(old)} → {_short(new)}", indent=4)
    if said.diff:
        print_sql(console, said.diff)
    if said.main:
        _print_fix(said.main, "To repair" if said.main.direction == FixDirection.REPAIR else "To adopt", console)
    elif said.reason:
        paragraph(console, said.reason, indent=4)


def _short(text: str) -> str:
    text = text or "none"
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 3] + "…"


def _print_fix(fix: FixView, title: str, console: Console) -> None:
    """Print a script; a line of its SQL stays one line, however narrow the terminal is, so that it can be copied."""
    proof = fix.proof if fix.proven else f"not proven: {fix.reason}"
    paragraph(console, f"{title} ({'; '.join((proof, *fix.warnings))}):", indent=4, style="dim")
    if fix.sql:
        print_sql(console, fix.sql.rstrip(), sql=True)


def _print_lists(view: ReportView, console: Console) -> None:
    if view.resolved:
        heading(console, "Resolved since the last report")
    for name in view.resolved:
        paragraph(console, f"✅ {name}", style="green")
    if view.accepted:
        heading(console, "Accepted differences")
    for problem in view.accepted:
        paragraph(console, f"☑ {problem.title}: {problem.accepted or ''}")
    if view.open and len(view.areas) > 1:
        heading(console, "Areas")
        for area in view.areas:
            still = f", {area.open} open" if area.open else ""
            paragraph(console, f"{area.name}: {area.percent} % in sync{still}")
    notes = remarks(view)
    if notes:
        heading(console, "Remarks")
    for note in notes:
        paragraph(console, begin_sentence(note), style="dim")
