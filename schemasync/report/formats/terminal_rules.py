"""Print the rules that a pull request breaks, and the access that strangers gain, on a terminal."""

from __future__ import annotations

from rich.console import Console

from schemasync.report.formats.terminal_text import COLOURS, escape
from schemasync.report.view.rules import ReviewView


def print_review(view: ReviewView, console: Console) -> None:
    """Print broken rules and gained access, each with a heading; nothing if there are none."""
    if view.access:
        console.rule("Who gains access", align="left")
        for gain in view.access:
            console.print(escape(f"  {gain.sentence}"), style="bold red" if gain.every_row else "")
    if view.rules:
        console.rule("Rules", align="left")
    for rule in view.broken:
        console.print(f"  [{COLOURS[rule.level]}]{rule.level}[/] {escape(f'{rule.id} {rule.file}:{rule.line}')}")
        console.print(escape(f"    {rule.sentence}"))
        if rule.fix:
            console.print(escape(f"    {rule.fix}"), soft_wrap=True)
    for rule in view.ignored:
        console.print(escape(f"  accepted {rule.id} {rule.file}:{rule.line}: {rule.ignored}"), style="dim")
