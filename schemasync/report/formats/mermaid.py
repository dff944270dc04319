"""Write the tables that differ as a Mermaid entity diagram, which GitHub draws in a comment."""

from __future__ import annotations

from schemasync.core.sync_status import SYNCED
from schemasync.report.view.diagram import Box, Diagram

MOST_TABLES = 8
"""Greatest number of tables of a diagram that is small enough for a comment."""


def diagram_source(diagram: Diagram | None) -> str:
    """The diagram's text; empty if there is none, or if it is too large for a comment."""
    if diagram is None or len(diagram.boxes) > MOST_TABLES or diagram.not_drawn:
        return ""
    lines = ["erDiagram"]
    for box in diagram.boxes:
        lines += [f'    "{_word(box.name)}" {{', *_columns(box), "    }"]
    for link in diagram.links:
        if all(link.ends):
            near, far = (_word(end) for end in link.ends)
            lines.append(f'    "{near}" }}o--|| "{far}" : "{_word(link.title.partition(":")[0])}"')
    return "\n".join(lines)


def _columns(box: Box) -> list[str]:
    """The columns, and other parts that differ with what is wrong with them."""
    lines = []
    for row in box.rows:
        badge = f" {', '.join(row.badge.split())}" if row.badge else ""
        state = "" if row.status == SYNCED else f' "{row.status.lower()}"'
        lines.append(f"        {_attribute(row.text.partition(' ')[0] or 'part')} {_attribute(row.name)}{badge}{state}")
    return lines


def _attribute(text: str) -> str:
    """The type or the name of an attribute, which begins with a letter and has no dots."""
    word = _word(text).replace(".", "_")
    return word if word[0].isalpha() else f"x{word}"


def _word(text: str) -> str:
    """A name with letters, digits, dots and underscores alone, as Mermaid has no way to escape others."""
    return "".join(char if char.isascii() and (char.isalnum() or char in "._") else "_" for char in text) or "_"
