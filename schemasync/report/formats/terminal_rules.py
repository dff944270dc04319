"""The rules that a pull request breaks, and the access that it opens, for a terminal."""

from __future__ import annotations

from rich import markup
from rich.console import Console

from schemasync.core.text import visible
from schemasync.report.view.rules import ReviewView

COLOURS = {"security": "bold red", "breaking": "red", "functional": "yellow", "performance": "cyan", "cosmetic": "dim"}


def print_review(view: ReviewView, console: Console) -> None:
    """Print nothing where nothing is broken and nobody gains anything."""
    if view.access:
        console.rule("Who gains access", align="left")
        for gain in view.access:
            console.print(_shown(f"  {gain.sentence}"), style="bold red" if gain.every_row else "")
    if view.rules:
        console.rule("Rules", align="left")
    for rule in view.broken:
        console.print(f"  [{COLOURS[rule.level]}]{rule.level}[/] {_shown(f'{rule.id} {rule.file}:{rule.line}')}")
        console.print(_shown(f"    {rule.sentence}"))
        if rule.fix:
            console.print(_shown(f"    {rule.fix}"), soft_wrap=True)
    for rule in view.ignored:
        console.print(_shown(f"  accepted {rule.id} {rule.file}:{rule.line}: {rule.ignored}"), style="dim")


def _shown(text: str) -> str:
    return markup.escape(visible(text))
