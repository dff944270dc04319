"""Print the report on a terminal; colours repeat what words say."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.panel import Panel
from rich.syntax import Syntax
from rich.table import Table
from rich.tree import Tree

from schemasync.core.text import visible
from schemasync.report.formats.markdown import bar
from schemasync.report.formats.terminal_rules import print_review
from schemasync.report.formats.terminal_text import COLOURS, escape
from schemasync.report.view.fixes import FixView
from schemasync.report.view.model import ProblemView, ReportView
from schemasync.report.view.objects import AreaView, ObjectView
from schemasync.verdict.findings import SYNCED

SQL = Syntax("", "sql", theme="ansi_dark", background_color="default")
_INLINE_PARTS = 4


def print_report(view: ReportView, console: Console) -> None:
    """Print the whole report."""
    console.print(escape(view.deploy.headline), style="red" if view.deploy.blocks else "bold")
    for command in view.deploy.command.splitlines():
        console.print(escape(f"  {command}"), soft_wrap=True)
    for risk in view.deploy.risks:
        console.print(escape(f"⚠️ {risk.place}: {risk.sentence}."), soft_wrap=True)
    _print_pending(view, console)
    print_review(view.review, console)
    _print_declared(view, console)
    style = {"synced": "green", "incomplete": "magenta"}.get(view.status, "yellow")
    console.print(Panel(escape(f"{view.icon} {view.headline}"), style=style, expand=False))
    console.print(escape(f"{view.project} · PostgreSQL {view.server_version} · {view.generated}"), style="dim")
    console.print(_areas(view))
    for area in view.areas:
        _print_area(area, console)
    for item, *others in view.failures:
        _print_failed(item.file, dict(item.error or {}), console)
        _print_also([other.file for other in others], console)
    if view.open:
        console.rule("Problems", align="left")
    for problem in view.open:
        _print_problem(problem, console)
    _print_lists(view, console)
    console.print(f"Overall: {view.percent} %  ({view.in_sync} of {view.checks} checks in sync)", style="bold")
    stages = "  ".join(f"{stage} {seconds:.2f} s" for stage, seconds in view.durations.items())
    console.print(stages, style="dim")
    for note in view.diagnostics:
        console.print(escape(note), style="dim")


def _print_pending(view: ReportView, console: Console) -> None:
    if view.pending:
        console.rule("Pending migrations", align="left")
        console.print(escape(view.pending.headline), style="red" if view.pending.applies is False else "bold")
        for change in view.pending.changes:
            warnings = f": {', '.join(change.warnings)}" if change.warnings else ""
            console.print(
                escape(f"  {change.verb} {change.kind} {change.name} ({change.file}:{change.line}){warnings}")
            )
        for each in view.pending.effects:
            words = "; ".join((*each.effects, *each.rows))
            console.print(escape(f"  {each.file}:{each.line}: {words}. {each.advice}".rstrip()))
        for note in view.pending.notes:
            console.print(escape(f"  {note}"), style="dim")
        if view.pending.down:
            _print_fix(view.pending.down, console)
            console.print(
                escape(f"  {view.pending.down_note} Then record that they are not applied: {view.deploy.undo}"),
                soft_wrap=True,
            )


def _print_declared(view: ReportView, console: Console) -> None:
    if view.declared_open:
        console.rule("What the schema files declare", align="left")
    for problem in view.declared_open:
        place = f"  {problem.place}" if problem.place else ""
        console.print(f"⚠️ [bold]{escape(problem.title)}[/]{escape(place)}")
        console.print(f"   {escape(problem.sentence)}")
        for part in problem.parts:
            for name, old, new in part.attributes:
                values = f"{_short(old) or 'none'} → {_short(new) or 'none'}"
                console.print(f"   {escape(part.name)}, {escape(name)}: {escape(values)}")
        console.print(f"   Recommendation: {escape(problem.recommendation)}")
        for fix in problem.fixes:
            _print_fix(fix, console)


def _print_also(files: Sequence[str], console: Console) -> None:
    if files:
        console.print(escape(f"  the same in {', '.join(files)}"))


def _areas(view: ReportView) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("Area")
    table.add_column("In sync")
    table.add_column("Checks", justify="right")
    table.add_column("Open", justify="right")
    for area in view.areas:
        table.add_row(
            escape(area.name),
            f"{bar(area.percent)} {area.percent:>3} %",
            f"{area.in_sync}/{area.checks}",
            str(area.open),
        )
    return table


def _print_area(area: AreaView, console: Console) -> None:
    console.print()
    console.rule(escape(f"{area.name}: {area.percent} %"), align="left")
    for title, objects in area.groups:
        console.print(escape(title), style="bold")
        for item in objects:
            console.print(_object(item))


def _object(item: ObjectView) -> Tree:
    origin = f"  [dim]{escape(item.origin)}[/]" if item.origin else ""
    status = f"[{'green' if item.status == SYNCED else 'yellow'}]{item.status}[/]"
    tree = Tree(f"{item.icon} {escape(item.name)}  {status}{origin}", guide_style="dim")
    for section in item.sections:
        if all(part.status == SYNCED for part in section.items) and len(section.items) > _INLINE_PARTS:
            names = ", ".join(part.name for part in section.items)
            tree.add(f"✅ {escape(section.title)} ({len(section.items)}): [dim]{escape(names)}[/]")
            continue
        branch = tree.add(f"{escape(section.title)} ({len(section.items)})")
        for part in section.items:
            flag = "" if part.status == SYNCED else f"  [yellow]{part.status}[/]"
            branch.add(f"{part.icon} {escape(part.name)}{flag}  [dim]{escape(_short(part.text))}[/]")
    return tree


def _short(text: str) -> str:
    return text if len(text) <= 100 else text[:97] + "…"  # noqa: PLR2004


def _print_failed(file: str, error: dict[str, object], console: Console) -> None:
    where = f"{file}:{error['line']}:{error['column']}"
    console.print(f"❌ {escape(where)}  {escape(str(error['message']))}", style="red")
    for key in ("detail", "hint", "diagnosis"):
        if error.get(key):
            console.print(f"   {escape(str(error[key]))}")


def _print_problem(problem: ProblemView, console: Console) -> None:
    console.print()
    colour = COLOURS[problem.severity]
    console.print(
        f"{problem.number}. {problem.icon} {escape(problem.kind)} [bold]{escape(problem.name)}[/]"
        f"  {problem.status}  [{colour}]{problem.severity}[/]"
    )
    console.print(f"   {escape(problem.sentence)}")
    if problem.origin:
        console.print(f"   Migration: {escape(problem.origin)}")
    if problem.impact:
        console.print(f"   Impact: {escape(problem.impact)}")
    for name, old, new in problem.attributes:
        console.print(f"   {escape(name)}: {escape(_short(old) or 'none')} → {escape(_short(new) or 'none')}")
    console.print(f"   Recommendation: {escape(problem.recommendation)}")
    for fix in problem.fixes:
        if fix.option != "accept":
            _print_fix(fix, console)


def _print_fix(fix: FixView, console: Console) -> None:
    """Print a fix; a line of its SQL stays one line, however narrow the terminal is, so that it can be copied."""
    proof = "proven" if fix.proven else f"not proven: {fix.reason}"
    console.print(escape(f"   {fix.title} ({'; '.join((proof, *fix.warnings))}):"), style="dim")
    if fix.sql:
        console.print(SQL.highlight(visible(fix.sql.rstrip())), soft_wrap=True)


def _print_lists(view: ReportView, console: Console) -> None:
    if view.resolved:
        console.rule("Resolved since the last report", align="left")
        for name in view.resolved:
            console.print(f"✅ {escape(name)}", style="green")
    if view.accepted:
        console.rule("Accepted differences", align="left")
        for problem in view.accepted:
            console.print(f"☑ {escape(problem.kind)} {escape(problem.name)}: {escape(problem.accepted or '')}")
    console.rule("Action items", align="left")
    for title, problems in view.actions:
        console.print(escape(title), style="bold")
        for problem in problems:
            console.print(visible(f"  [ ] {problem.number}. {problem.kind} {problem.name}"), markup=False)
    if not view.actions:
        console.print("Nothing to do.")
    for file, reason in view.skipped:
        console.print(escape(f"skipped {file}: {reason}"), style="dim")
