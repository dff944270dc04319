"""Mask secrets in texts, in every spelling that a format or an encoding gives them."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, quote_plus

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
