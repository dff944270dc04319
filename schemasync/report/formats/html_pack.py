"""Pack the parts of a page that become elements when its script runs, as compressed JSON."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from schemasync.core.text import visible


@dataclass(slots=True)
class Pack:
    """HTML that was escaped when the report was made, in the order in which the page refers to it.

    Attributes:
        rows: rows of the list of problems after the first ones.
        parts: details that become elements when they are opened.
    """

    rows: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def row(self, html: Markup) -> Markup:
        """Pack a row of the list of problems; nothing stands in its place."""
        self.rows.append(visible(html))
        return Markup()

    def script(self, html: Markup) -> Markup:
        """Pack details; in their place stands their number."""
        self.parts.append(visible(html))
        return Markup(f'<script type="text/plain">{len(self.parts) - 1}</script>')  # noqa: S704 - a number

    def content(self, words: list[dict[str, Any]]) -> Markup:
        """Everything as base64 of gzip of JSON; the same content is the same text.

        Args:
            words: values of each problem for the page's filters.
        """
        content = {"rows": "".join(self.rows), "parts": self.parts, "words": words}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        packed = gzip.compress(text.encode("utf-8", "replace"), 6, mtime=0)
        return Markup(base64.b64encode(packed).decode())  # noqa: S704 - base64 has no markup
