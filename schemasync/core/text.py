"""Make texts from outside safe to display, and mask secrets in them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_SECRETS = re.compile(
    r"eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}"  # a JSON web token, such as Supabase's anon and service_role keys
    r"|\bsb_(?:secret|publishable)_[\w-]{10,}|\bsbp_[0-9a-f]{20,}|\b(?:sk|rk|whsec)_(?:live|test)?_?[0-9A-Za-z]{16,}"
    r"|\bgh[pousr]_[0-9A-Za-z]{20,}|\bxox[baprs]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b"
    r"|(?<=[Bb]earer )[^\s'\"<>]{8,}|(?<=://)[^\s/:@'\"]+:[^\s/@'\"]+(?=@)"
)
MASK = "***"
SHORTEST = 4
"""Fewest characters of a secret that is masked; a shorter one would be found in every text."""


def visible(text: str) -> str:
    """Replace control characters, those that change the direction of writing, and unusual line ends by their numbers."""
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def line(text: str) -> str:
    """Put a text on one line, all of it visible."""
    return visible(" ".join(text.split()))


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """Mask secrets in a text, and anything that looks like a key or a token of a well-known service."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST:
            text = text.replace(secret, MASK)
    return _SECRETS.sub(MASK, text)


Value = TypeVar("Value")


def each_text(value: Value, change: Callable[[str], str]) -> Value:
    """Change every text in a frozen value; named tuples (references) stay as they are.

    Equal texts are changed once, so their results are equal.
    """
    return cast("Value", _each_text(value, lru_cache(maxsize=None)(change)))


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value) if type(value) is str else value
    if isinstance(value, tuple):
        return value if hasattr(value, "_fields") else tuple(_each_text(item, change) for item in value)
    if isinstance(value, Mapping):
        return {key: _each_text(item, change) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {name: getattr(value, name) for name in _initial(type(value))}
        changed = {name: new for name, old in fields.items() if (new := _each_text(old, change)) != old}
        return dataclasses.replace(value, **changed) if changed else value
    return value


@lru_cache
def _initial(kind: type[Any]) -> tuple[str, ...]:
    """Names of the fields that the constructor of a dataclass takes."""
    return tuple(field.name for field in dataclasses.fields(kind) if field.init)
