"""Write the report as one self-contained HTML page that loads nothing and can be read without scripts."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from schemasync.core.text import begin_sentence, visible
from schemasync.report.formats.html_pack import Pack
from schemasync.report.formats.html_page import MIGRATION_STATUSES, make_page
from schemasync.report.formats.markdown import sentence
from schemasync.report.formats.side_by_side import side_by_side
from schemasync.report.view import diagram
from schemasync.report.view.model import ReportView

if TYPE_CHECKING:
    import jinja2


def to_html(view: ReportView) -> str:
    """The whole report as a page."""
    return environment().get_template("report.html.j2").render(page=make_page(view), view=view, pack=Pack())


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """The templates of pages, with the style and the script that they contain."""
    import jinja2  # noqa: PLC0415  a run that prints no page needs no templates

    loader = jinja2.PackageLoader("schemasync.report")
    made = jinja2.Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_visible,
    )
    style, script = (loader.get_source(made, name)[0].strip() for name in ("report.css", "report.js"))
    made.filters |= {
        "side_by_side": side_by_side,
        "slug": slug,
        "cut": cut,
        "coded": coded,
        "sentence": sentence,
    }
    made.globals |= {
        "style": Markup(style),  # noqa: S704 - a file of the package
        "script": Markup(script),  # noqa: S704 - likewise
        "content_security": content_security(style, script),
        "migration_statuses": MIGRATION_STATUSES,
        "drawing": diagram,
    }
    return made


def _visible(value: Any) -> Any:
    """Write control characters and those without a width as their numbers, in everything that a template prints."""
    if isinstance(value, Markup):
        return Markup(visible(value))  # noqa: S704 - the numbers need no escape
    return visible(value) if isinstance(value, str) else value


def content_security(style: str, script: str) -> str:
    """The Content-Security-Policy that allows this style and this script by their hashes, and nothing else."""
    hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    return (
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'".format(
            *hashes
        )
    )


def slug(text: str) -> str:
    """A status as the name of a class."""
    return text.lower().replace(" ", "-")


def cut(text: str, length: int) -> str:
    """The beginning of a text, up to a length."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def coded(text: str) -> Markup:
    """Write a sentence with a capital at its beginning, and text in backquotes as code."""
    pieces = begin_sentence(text).split("`")
    if len(pieces) % 2 == 0:
        return escape(text)
    parts = (Markup("<code>{}</code>").format(piece) if odd % 2 else escape(piece) for odd, piece in enumerate(pieces))
    return Markup("").join(parts)
