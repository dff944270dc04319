"""The report as one self-contained page: no network, light and dark, readable without scripts."""

from __future__ import annotations

import difflib
from functools import lru_cache

import jinja2

from schemasync.report.view import ReportView


def to_html(view: ReportView) -> str:
    """The whole report as a page."""
    return _environment().get_template("report.html.j2").render(view=view)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("schemasync.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["changes"] = changes
    return environment


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Two texts line by line: (`old`, a line of the database's), (`new`, of the migrations'), (`both`, of both)."""
    css = {"-": "old", "+": "new", " ": "both"}
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [(css[line[0]], line if line[0] != " " else f"  {line[2:]}") for line in lines if line[0] in css]
