"""Escape text for rich, and name the colours of severities."""

from __future__ import annotations

from rich import markup

from schemasync.core.text import visible

COLOURS = {"security": "bold red", "breaking": "red", "functional": "yellow", "performance": "cyan", "cosmetic": "dim"}


def escape(text: str) -> str:
    """Text that rich takes as it is, with every control character visible."""
    return markup.escape(visible(text))
