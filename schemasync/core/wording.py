"""Lists of names, numbers and sizes in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MOST = 5
"""Most names that a sentence lists, where nothing else is said."""


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def some(names: Sequence[str], conjunction: str = "and", most: int = MOST) -> str:
    """The first names, and the number of the others."""
    shown = names if len(names) <= most else (*names[:most], f"{len(names) - most} more")
    return listed(shown, conjunction)


def quoted(name: str) -> str:
    """A name in quotation marks if it has blanks, as the name of a policy may."""
    return f"“{name}”" if " " in name else name


def value_in_words(value: Any, *, shows_empty: bool = False) -> str:
    """An attribute's value: `yes`, `5`, `a, b`, of records `x integer, y text`; empty for None.

    Args:
        value: of a model.
        shows_empty: an empty member of a tuple leaves its comma.
    """
    if isinstance(value, tuple):
        words = [_member_in_words(member, shows_empty=shows_empty) for member in value]
        return ", ".join(words if shows_empty else filter(None, words))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _member_in_words(member: Any, *, shows_empty: bool) -> str:
    if isinstance(member, tuple):
        return " ".join(filter(None, map(value_in_words, member)))
    return value_in_words(member, shows_empty=shows_empty)


def with_article(noun: str) -> str:
    """`a view`, `an enum`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def another(attribute: str) -> str:
    """`another definition`, `other columns`: an attribute of a model that differs."""
    noun = attribute.replace("_", " ")
    is_plural = noun.endswith("s") and not noun.endswith("ss")
    return f"{'other' if is_plural else 'another'} {noun}"


def is_catalog_letter(value: object) -> bool:
    """Whether it is one of the letters by which the catalogs mean a property: `a` for GENERATED ALWAYS AS IDENTITY."""
    return isinstance(value, str) and len(value) == 1 and value.isalpha()


def number_in_words(value: float) -> str:
    """`1.2 million`, `3,000`."""
    for limit, word in ((1e9, "billion"), (1e6, "million")):
        if value >= limit:
            return f"{value / limit:.1f} {word}"
    return f"{value:,.0f}"


def rows_in_words(rows: float) -> str:
    """`about 1.2 million rows`, `about 1 row`."""
    return f"about {number_in_words(rows)} {'row' if round(rows) == 1 else 'rows'}"


def size_in_words(rows: float, size: float) -> str:
    """`about 1.2 million rows, 310.0 MB`.

    Args:
        rows: number of rows.
        size: in bytes.
    """
    return f"{rows_in_words(rows)}, {_bytes_in_words(size)}"


def _bytes_in_words(value: float) -> str:
    for limit, word in ((1 << 30, "GB"), (1 << 20, "MB")):
        if value >= limit:
            return f"{value / limit:.1f} {word}"
    return f"{value / 1024:.0f} kB"
