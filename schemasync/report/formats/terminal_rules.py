"""Print the rules that a pull request breaks, and the access that strangers gain, on a terminal."""

from __future__ import annotations

from rich.console import Console

from schemasync.report.formats.terminal_text import COLOURS, heading, paragraph, print_sql
from schemasync.report.view.rules import ReviewView


def print_review(view: ReviewView, console: Console) -> None:
    """Print broken rules and access to every row, each with a heading; nothing if there are none."""
    if view.access_without_rule:
        heading(console, "Who gains access")
        for gain in view.access_without_rule:
            paragraph(console, gain.sentence, style="bold red")
    if view.rules:
        heading(console, "Rules")
    for rule in view.broken:
        paragraph(console, f"{rule.level}: {rule.id} {rule.place}".rstrip(), style=COLOURS[rule.level])
        for sentence in [gain.sentence for gain in view.gains_of(rule)] or [rule.sentence]:
            paragraph(console, sentence, indent=4)
        if rule.fix:
            print_sql(console, rule.fix, sql=True)
    for rule in view.ignored:
        paragraph(console, f"accepted {rule.id} {rule.place}: {rule.ignored}", style="dim")
