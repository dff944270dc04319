"""Print paragraphs, headings and SQL with rich: indented and wrapped on a terminal, one line each elsewhere."""

from __future__ import annotations

from rich import markup
from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from schemasync.core.text import visible
from schemasync.kinds.kind import Severity

COLOURS = {
    Severity.SECURITY: "bold red",
    Severity.BREAKING: "red",
    Severity.FUNCTIONAL: "yellow",
    Severity.PERFORMANCE: "cyan",
    Severity.COSMETIC: "dim",
}
_SQL = Syntax("", "sql", theme="ansi_dark", background_color="default")


def escape(text: str) -> str:
    """Text that rich takes as it is, with every control character visible."""
    return markup.escape(visible(text))


def paragraph(console: Console, text: str, *, indent: int = 2, style: str = "") -> None:
    """Print a text; on a terminal, its further lines are indented like the first."""
    if not text:
        return
    words = Text(visible(text), style=style)
    for each in words.wrap(console, max(console.width - indent, 20)) if console.is_terminal else (words,):
        each.rstrip()
        console.print(Text(" " * indent) + each, soft_wrap=True, highlight=False)


def heading(console: Console, text: str) -> None:
    """Print an empty line and a heading."""
    console.print()
    console.print(Text(visible(text), style="bold underline"), soft_wrap=True, highlight=False)


def print_sql(console: Console, text: str, *, sql: bool = False) -> None:
    """Print lines as they are, never wrapped, so that they can be copied; SQL has colours where the terminal has."""
    lines = _SQL.highlight(visible(text)) if sql and console.color_system else Text(visible(text))
    lines.rstrip()
    console.print(lines, soft_wrap=True, highlight=False)
