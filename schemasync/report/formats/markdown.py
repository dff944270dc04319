"""Write the report as Markdown, and escape texts for Markdown: names in them may come from anybody."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from schemasync.core.text import begin_sentence, line, visible
from schemasync.report.view.model import ReportView

if TYPE_CHECKING:
    import jinja2


def to_markdown(view: ReportView) -> str:
    """The full report as GitHub-flavoured Markdown."""
    text = environment().get_template("report.md.j2").render(view=view)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """The templates, with the filters that escape."""
    import jinja2  # noqa: PLC0415  a run that prints no Markdown needs no templates

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("schemasync.report"),
        autoescape=False,  # noqa: S701  Markdown; every value goes through a filter below
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    filters: dict[str, Callable[..., str]] = {
        "code": code, "text": plain, "inline": inline, "fence": fence, "sentence": sentence,
        "begin": begin_sentence,
    }  # fmt: skip
    environment.filters.update(filters)
    return environment


def code(value: str) -> str:
    """A code span, whatever backticks, pipes and line breaks the value holds."""
    flat = line(str(value)) or " "
    runs = [len(run) for run in re.findall(r"`+", flat)]
    ticks = "`" * (max(runs, default=0) + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{ticks}{pad}{flat}{pad}{ticks}".replace("|", "\\|")


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~]|&(?=[#\w]))")
"""Markdown's own characters, and `&` before what may be a character's name: `&commat;x` would mention x."""
_MENTION = re.compile(
    r"@(?=[\w-])|#(?=\w)|\bGH-(?=\d)|\bwww(?=\.)|\bmailto(?=:)|\b[0-9a-f]{20}(?=[0-9a-f]{20}\b)", re.IGNORECASE
)
"""Texts that GitHub turns into links or mentions: people, issues, addresses, commits."""


def plain(value: str) -> str:
    """Running text: Markdown's own characters are escaped; mentions and issue numbers are no links, `$a$` is no formula.

    Source: GitHub's documentation, "Writing mathematical expressions", for the dollar sign.
    """
    flat = _MENTION.sub(lambda m: f"{m[0]}\u2060", _SPECIAL.sub(r"\\\1", line(str(value))))
    return flat.replace("://", ":\u2060//").replace("$", "<span>$</span>")


def sentence(text: str) -> str:
    """The text with a full stop at its end, so that another sentence can follow."""
    return text if not text or text.endswith((".", "!", "?", ":")) else f"{text}."


def inline(value: str) -> str:
    """Text between tags, where Markdown is not read but HTML is."""
    flat = _MENTION.sub(lambda m: f"{m[0]}\u2060", line(str(value)))
    return html.escape(flat, quote=False).replace("`", "&#96;")


def fence(value: str, language: str = "sql") -> str:
    """A fenced block whose fence is longer than any in the value."""
    value = visible(value)
    runs = [len(run) for run in re.findall(r"`{3,}", value)]
    ticks = "`" * (max(runs, default=2) + 1)
    return f"{ticks}{language}\n{value.rstrip()}\n{ticks}"


_HTML_COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)
_AT = re.compile(r"@(?=[\w&-])")
_CHARACTER = re.compile(r"&(?:#[xX][0-9a-fA-F]+|#[0-9]+|\w+(?=;));?")
"""A character's number or name in HTML."""


def harmless(markdown: str) -> str:
    """Remove hidden parts and break mentions in a document that a stranger wrote."""
    while (shorter := _HTML_COMMENT.sub("", markdown)) != markdown:  # the rest may form another comment
        markdown = shorter
    markdown = _CHARACTER.sub(lambda found: "@" if html.unescape(found[0]) == "@" else found[0], markdown)
    return _AT.sub("@\u2060", markdown.replace("<!--", "&lt;!--")).strip() + "\n"
