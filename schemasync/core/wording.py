"""Lists of names in sentences."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 5
"""Most names that a sentence lists."""


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def some(names: Sequence[str]) -> str:
    """The first names, and the number of the others."""
    return listed(names) if len(names) <= MOST else f"{', '.join(names[:MOST])} and {len(names) - MOST} more"


def quoted(name: str) -> str:
    """A name in quotation marks if it has blanks, as the name of a policy may."""
    return f"“{name}”" if " " in name else name
