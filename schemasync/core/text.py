"""Make texts from outside safe to display, and mask secrets in them."""

from __future__ import annotations

import base64
import dataclasses
import html
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast
from urllib.parse import quote, quote_plus

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""Control characters, those without width, those that change the direction of writing, unusual line ends, lone surrogates."""
_SECRETS = re.compile(
    r"eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}"  # a JSON web token, such as Supabase's anon and service_role keys
    r"|\bsb_(?:secret|publishable)_[\w-]{10,}|\bsbp_[0-9a-f]{20,}|\b(?:sk|rk|whsec)_(?:live|test)?_?[0-9A-Za-z]{16,}"
    r"|\bgh[pousr]_[0-9A-Za-z]{20,}|\bxox[baprs]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b"
    r"|(?<=[Bb]earer )[^\s'\"<>]{8,}|(?<=://)[^\s/:@'\"]+:[^\s/@'\"]+(?=@)"
)
MASK = "***"
PUBLISHED = "postgres"
"""The password of Supabase's local stack, and the name of a role and a database: masking it would hide no secret."""
SHORTEST = 4
"""Fewest characters of a secret that is masked; a shorter one would be found in every text."""


def visible(text: str) -> str:
    """Replace control characters, those that change the direction of writing, and unusual line ends by their numbers."""
    return _INVISIBLE.sub(lambda found: escaped(found[0]), text)


def json_text(value: Any) -> str:
    """A value as indented JSON; only invisible characters are escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return _INVISIBLE.sub(lambda found: escaped(found[0]), text) + "\n"


def escaped(char: str) -> str:
    """A character as JSON escapes it, by its number in UTF-16; one beyond 16 bits as a pair."""
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def line(text: str) -> str:
    """Put a text on one line, all of it visible."""
    return visible(" ".join(text.split()))


def capitalized(text: str) -> str:
    """The text with its first letter in upper case."""
    return f"{text[:1].upper()}{text[1:]}"


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """Mask secrets in a text, and anything that looks like a key or a token of a well-known service."""
    return _SECRETS.sub(MASK, mask_secrets(text, secrets))


def mask_secrets(text: str, secrets: Iterable[str]) -> str:
    """Mask secrets in a text, in every spelling that a format or an encoding gives them."""
    for spelling in _all_spellings(frozenset(secrets)):
        if spelling in text:
            text = text.replace(spelling, MASK)
    return text


@lru_cache(maxsize=64)
def _all_spellings(secrets: frozenset[str]) -> tuple[str, ...]:
    """Longest first, as one may contain another."""
    found = {text for secret in secrets - {PUBLISHED} if len(secret) >= SHORTEST for text in spellings(secret)}
    return tuple(sorted(found, key=len, reverse=True))


def spellings(secret: str) -> frozenset[str]:
    """Every spelling of a secret: in SQL, a URL, JSON, HTML, Markdown, Python, hexadecimal digits and base64."""
    quote_doubled, *_ = _DOUBLED
    in_sql, in_identifier, escaped_ = (secret.translate(table) for table in _DOUBLED)
    plain = {
        secret, in_sql, in_identifier, escaped_, escaped_.translate(quote_doubled),
        secret.replace("\\", "\\\\").replace("'", "\\'"), repr(secret)[1:-1],
        html.escape(secret), html.escape(secret, quote=False), html.escape(secret).replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
        quote(secret, safe="", errors="surrogatepass"), quote(secret, errors="surrogatepass"),
        quote_plus(secret, errors="surrogatepass"), _MARKDOWN.sub(r"\\\1", secret),
    }  # fmt: skip
    lowered = {_PERCENT.sub(lambda found: found[0].lower(), text) for text in plain}
    inside = {json.dumps(text, ensure_ascii=ascii_)[1:-1] for text in plain for ascii_ in (False, True)}
    return frozenset(plain | lowered | inside | _encoded(secret.encode(errors="surrogatepass")))


_DOUBLED = tuple(str.maketrans({char: char * 2}) for char in "'\"\\")
"""Tables for `str.translate` that double single quotes, double quotes, and backslashes."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~])")
_PERCENT = re.compile(r"%[0-9A-F]{2}")
_SHORTEST_ENCODED = 6
"""Fewest bytes of a secret that is looked for within encoded data, where a few characters could stand by chance."""


def _encoded(data: bytes) -> set[str]:
    """Hexadecimal digits, and base64 of the bytes wherever they stand in a longer text."""
    if len(data) < _SHORTEST_ENCODED:
        return set()
    found = {data.hex(), data.hex().upper(), base64.b64encode(data).decode()}
    for before in range(3):  # the first and the last digits hold bits of the bytes around, so they are left out
        digits = base64.b64encode(b"\0" * before + data).decode().rstrip("=")
        start, end = (0, 2, 3)[before], (before + len(data)) * 8 // 6
        found.add(digits[start:end])
    return found | {text.replace("+", "-").replace("/", "_") for text in found}


_known_secrets: set[str] = set()
"""Secrets that this process has connected with."""


def remember_secrets(secrets: Iterable[str]) -> None:
    """Let `without_known_secrets` mask these from now on."""
    _known_secrets.update(secrets)


def without_known_secrets(text: str) -> str:
    """Mask every secret that this process has connected with."""
    return mask_secrets(text, _known_secrets) if _known_secrets else text


Value = TypeVar("Value")


def each_text(value: Value, change: Callable[[str], str], change_name: Callable[[str], str] = str) -> Value:
    """Change every text in a frozen value; equal texts are changed once, so their results are equal.

    Args:
        value: of dataclasses, mappings and tuples.
        change: for texts.
        change_name: for texts in named tuples (references), which tell objects apart.
    """
    return cast("Value", _each_text(value, lru_cache(maxsize=None)(change), lru_cache(maxsize=None)(change_name)))


def _each_text(value: Any, change: Callable[[str], str], change_name: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value) if type(value) is str else value
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            return type(value)(*(_each_text(item, change_name, change_name) for item in value))
        return tuple(_each_text(item, change, change_name) for item in value)
    if isinstance(value, Mapping):
        return {key: _each_text(item, change, change_name) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {name: getattr(value, name) for name in _initial(type(value))}
        changed = {name: new for name, old in fields.items() if (new := _each_text(old, change, change_name)) != old}
        return dataclasses.replace(value, **changed) if changed else value
    return value


@lru_cache
def _initial(kind: type[Any]) -> tuple[str, ...]:
    """Names of the fields that the constructor of a dataclass takes."""
    return tuple(field.name for field in dataclasses.fields(kind) if field.init)
