"""Print every object with its state on a terminal, for `--all`."""

from __future__ import annotations

from rich.console import Console
from rich.tree import Tree

from schemasync.core.sync_status import SYNCED
from schemasync.report.formats.terminal_text import escape, heading
from schemasync.report.view.model import ReportView
from schemasync.report.view.objects import ObjectView

_INLINE_PARTS = 4
_LONGEST = 100


def print_inventory(view: ReportView, console: Console) -> None:
    """Print the objects of each area, with their parts."""
    for area in view.areas:
        heading(console, f"{area.name}: {area.in_sync} of {area.checks} checks in sync")
        for title, objects in area.groups:
            console.print(escape(title), style="bold", highlight=False)
            for item in objects:
                console.print(_object(item), highlight=False)


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
            text = part.text if len(part.text) <= _LONGEST else f"{part.text[: _LONGEST - 3]}…"
            branch.add(f"{part.icon} {escape(part.name)}{flag}  [dim]{escape(text)}[/]")
    return tree
