"""Mask secrets in texts, in every spelling that a format or an encoding gives them."""

from __future__ import annotations

import base64
import glob
import html
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, quote_plus

from schemasync.core.text import visible

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
    """Mask secrets in a text, in every spelling that a format or an encoding gives them, and where PostgreSQL cut a name."""
    known = frozenset(secrets)
    for spelling in _all_spellings(known):
        if spelling in text:
            text = text.replace(spelling, MASK)
    for secret in _long(known):
        text = _mask_beginnings(text, secret)
    return text


@lru_cache(maxsize=64)
def _all_spellings(secrets: frozenset[str]) -> tuple[str, ...]:
    """Longest first, as one may contain another."""
    parts = {part for secret in secrets for part in (secret, *secret.splitlines())} - {PUBLISHED}
    derived = (text for part in parts if len(part.strip()) >= SHORTEST for text in spellings(part))
    found = {text for text in derived if len(text.strip()) >= SHORTEST} - {PUBLISHED}
    return tuple(sorted(found, key=len, reverse=True))


_BEGINNING = 16
"""Fewest characters of a longer secret that are masked without the rest: names are cut at 63 bytes, and shared out among the parts
that PostgreSQL makes the name of a constraint of."""
_FOLDED = 8
"""Fewest characters of a secret that is also masked in small letters, as PostgreSQL folds a name that is not quoted."""


@lru_cache(maxsize=64)
def _long(secrets: frozenset[str]) -> tuple[str, ...]:
    """Passwords of which a beginning is masked; that of a connection string says nothing."""
    found = (secret for secret in secrets if len(secret) > _BEGINNING and "://" not in secret and "host=" not in secret)
    return tuple(sorted({case for secret in found for case in (secret, secret.lower())}))


def _mask_beginnings(text: str, secret: str) -> str:
    at = text.find(secret[:_BEGINNING])
    while at >= 0:
        end = at + _BEGINNING
        while end - at < len(secret) and text[end : end + 1] == secret[end - at]:
            end += 1
        text = f"{text[:at]}{MASK}{text[end:]}"
        at = text.find(secret[:_BEGINNING], at)
    return text


def spellings(secret: str) -> frozenset[str]:
    """Every spelling of a secret: in SQL, a URL, JSON, HTML, Markdown, Python, a pattern, hexadecimal digits and base64."""
    quote_doubled, *_ = _DOUBLED
    in_sql, in_identifier, escaped_ = (secret.translate(table) for table in _DOUBLED)
    plain = {
        secret, in_sql, in_identifier, escaped_, escaped_.translate(quote_doubled),
        secret.replace("\\", "\\\\").replace("'", "\\'"), repr(secret)[1:-1],
        html.escape(secret), html.escape(secret, quote=False), html.escape(secret).replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
        quote(secret, safe="", errors="surrogatepass"), quote(secret, errors="surrogatepass"),
        quote_plus(secret, errors="surrogatepass"), _MARKDOWN.sub(r"\\\1", secret), " ".join(secret.split()),
        glob.escape(secret),
        *((secret.lower(),) if len(secret) >= _FOLDED else ()),
    }  # fmt: skip
    lowered = {_PERCENT.sub(lambda found: found[0].lower(), text) for text in plain}
    inside = {json.dumps(text, ensure_ascii=ascii_)[1:-1] for text in plain for ascii_ in (False, True)}
    shown = {visible(text) for text in plain | inside}
    return frozenset(plain | lowered | inside | shown | _encoded(secret.encode(errors="surrogatepass"))) - {""}


_DOUBLED = tuple(str.maketrans({char: char * 2}) for char in "'\"\\")
"""Tables for `str.translate` that double single quotes, double quotes, and backslashes."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~])")
_PERCENT = re.compile(r"%[0-9A-F]{2}")
_SHORTEST_ENCODED = 6
"""Fewest bytes of a secret that is looked for within longer base64, where a few characters could stand by chance."""


def _encoded(data: bytes) -> set[str]:
    """Hexadecimal digits, and base64 of the bytes wherever they stand in a longer text."""
    found = {data.hex(), data.hex().upper(), base64.b64encode(data).decode()}
    if len(data) < _SHORTEST_ENCODED:
        return found
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


LONGEST_MESSAGE = 400
"""Characters of a message."""


def shortened(message: str, longest: int = LONGEST_MESSAGE) -> str:
    """Shorten a message of PostgreSQL's: it repeats what a migration raises, or the rest of a file where a string is not closed.

    Known secrets are masked first, so that none is cut in two.
    """
    text = without_known_secrets(message)
    return text if len(text) <= longest else text[: longest - 1] + "…"
