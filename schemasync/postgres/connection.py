"""Connects to the target: read-only in effect, with time limits, and never a word of its URL in an error."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemasync.errors import TargetError

_SCHEME = re.compile(r"postgres(ql)?://")
CONNECT_TIMEOUT = 15
"""Seconds for the connection to the target."""
LIMITS = ("SET default_transaction_read_only = on", "SET statement_timeout = '60s'", "SET lock_timeout = '5s'")


@contextlib.contextmanager
def target(url: str) -> Iterator[psycopg.Connection[Any]]:
    """Connect to the target for the length of a `with` block.

    Raises:
        TargetError: it cannot be reached, in words that hold no secret.
    """
    known = conninfo(url)
    try:
        connection = psycopg.connect(
            known,
            autocommit=True,
            prepare_threshold=None,
            connect_timeout=CONNECT_TIMEOUT,
            application_name="schemasync",
        )
    except psycopg.Error as error:
        raise TargetError(
            _explain(url, str(error)), "check the connection string; see the README's section on URLs"
        ) from None
    try:
        yield connection
    finally:
        connection.close()


def limit(connection: psycopg.Connection[Any]) -> None:
    """Make the session read-only and short-winded."""
    with connection.pipeline():
        for statement in LIMITS:
            connection.execute(statement.encode())


def _explain(url: str, message: str) -> str:
    reason = "; ".join(line.strip() for line in message.splitlines() if line.strip())
    return f"the target cannot be reached: {redact(reason, url)}"


def conninfo(url: str) -> str:
    """A connection string that libpq reads, from a URL whose password need not be encoded.

    The password ends at the last `@`; what is percent-encoded in it is decoded.

    Raises:
        TargetError: it is no connection string; the message holds nothing of it.
    """
    parts = _SCHEME.match(url)
    try:
        if not parts or _is_plain(url):
            return make_conninfo(**conninfo_to_dict(url))  # type: ignore[arg-type]
        credentials, at, rest = url[parts.end() :].rpartition("@")
        user, _, password = credentials.partition(":")
        known = conninfo_to_dict(f"postgresql://{rest}")
        if at:
            known["user"] = unquote(user)
        if password:
            known["password"] = unquote(password)
        return make_conninfo(**known)  # type: ignore[arg-type]
    except (psycopg.Error, ValueError):
        raise TargetError(
            "the database URL is no connection string that PostgreSQL understands",
            "it looks like postgresql://USER:PASSWORD@HOST:5432/postgres",
        ) from None


def _is_plain(url: str) -> bool:
    """Libpq reads the URL as it is meant: no part of a password has become the host's."""
    try:
        return "@" not in str(conninfo_to_dict(url).get("host") or "")
    except (psycopg.Error, ValueError):
        return False


def redact(text: str, url: str) -> str:
    """`text` without the URL and its password, in plain and URL-encoded form."""
    secrets = {url}
    with contextlib.suppress(TargetError):
        password = str(conninfo_to_dict(conninfo(url)).get("password") or "")
        secrets |= {password, quote(password, safe=""), quote(password)}
    if parts := _SCHEME.match(url):
        raw = url[parts.end() :].rpartition("@")[0].partition(":")[2]
        secrets |= {raw, unquote(raw)}
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, "***")
    return text
