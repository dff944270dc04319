"""The server's estimates of tables in words."""

from __future__ import annotations

PAGE = 8192


def size_in_words(rows: float, size: float) -> str:
    """`about 1.2 million rows, 310 MB`.

    Args:
        rows: number of rows.
        size: in bytes.
    """
    noun = "row" if round(rows) == 1 else "rows"
    return f"about {_number(rows)} {noun}, {_bytes(size)}"


def _number(value: float) -> str:
    for limit, word in ((1e9, "billion"), (1e6, "million")):
        if value >= limit:
            return f"{value / limit:.1f} {word}"
    return f"{value:,.0f}"


def _bytes(value: float) -> str:
    for limit, word in ((1 << 30, "GB"), (1 << 20, "MB")):
        if value >= limit:
            return f"{value / limit:.1f} {word}"
    return f"{value / 1024:.0f} kB"
