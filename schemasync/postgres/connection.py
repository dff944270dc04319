"""Connect to the target, with errors that contain no part of its URL."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemasync.core.errors import SchemasyncError, SettingsError, TargetError
from schemasync.core.masking import SHORTEST, mask_secrets, remember_secrets
from schemasync.postgres.libpq_environment import hidden_parameters
from schemasync.supabase.connection_errors import Endpoint, database_missing, endpoint, explain
from schemasync.supabase.pasted_url import check_parameters, cleaned_url, refuse_other_things

_SCHEME = re.compile(r"postgres(ql)?://")
OLDEST_MAJOR = 15
"""Oldest major version whose catalogs are read: the oldest one that Supabase offers."""
CONNECT_TIMEOUT = 15
"""Seconds for the connection to the target."""
KEEPALIVE: dict[str, Any] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""libpq's parameters that detect a broken connection, in seconds and milliseconds."""


@contextlib.contextmanager
def target(url: str, password: str = "", ssl_root_cert: Path | None = None) -> Iterator[psycopg.Connection[Any]]:
    """Connect to the target for the length of a `with` block.

    Nothing is set for the session, because a pooler may run each transaction on another server connection; the caller
    reads in one read-only transaction.

    Args:
        url: connection string, in any form that Supabase's dashboard shows.
        password: overrides the URL's.
        ssl_root_cert: file of a certificate authority; the server's certificate and host name are then verified.

    Raises:
        SettingsError: the URL is no connection string, or names a database that does not exist.
        TargetError: it cannot be reached, or is too old; the message contains no secret.
    """
    remember_secrets(secrets_of(url, password))
    known = conninfo(url, password, ssl_root_cert)
    try:
        connection = psycopg.connect(
            _with_environment(known),
            autocommit=True,
            prepare_threshold=None,
            connect_timeout=CONNECT_TIMEOUT,
            application_name="schemasync",
            client_encoding="UTF8",
            **KEEPALIVE,
        )
    except psycopg.Error as error:
        raise _unreachable(url, password, known, str(error)) from None
    try:
        require_supported(connection.info.server_version)
        yield connection
    finally:
        connection.close()


def require_supported(version: int) -> None:
    """Refuse a server whose catalogs lack what is read; Supabase offers no such server any more.

    Args:
        version: as `PQserverVersion` (140023).

    Raises:
        TargetError: it is older than PostgreSQL 15.
    """
    major = version // 10000
    if major < OLDEST_MAJOR:
        raise TargetError(
            f"the database runs PostgreSQL {major}, and schemasync reads PostgreSQL {OLDEST_MAJOR} and newer",
            "upgrade the server, or restore a dump of it into a newer one and compare that",
        )


@contextlib.contextmanager
def deadline(connection: psycopg.Connection[Any], seconds: float) -> Iterator[threading.Event]:
    """Cut a connection if a `with` block takes longer than this; then the event is set."""
    late = threading.Event()

    def end() -> None:
        late.set()
        cut(connection)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def cut(connection: psycopg.Connection[Any]) -> None:
    """Shut down the socket of a connection, so that a thread that waits for the server gets an error at once."""
    with contextlib.suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


def _with_environment(known: str) -> str:
    """The connection string with the parameters that libpq's environment variables set and it does not."""
    return make_conninfo(**{**hidden_parameters(), **conninfo_to_dict(known)})  # type: ignore[arg-type]


def endpoint_of(known: Mapping[str, object]) -> Endpoint:
    """Classify the endpoint of a connection string, given as its parameters."""
    return endpoint(*(str(known.get(key) or "") for key in ("host", "port", "user", "options")))


def _unreachable(url: str, password: str, known: str, message: str) -> SchemasyncError:
    parts = conninfo_to_dict(known)
    if database_missing(message):
        name = redact(str(parts.get("dbname") or ""), url, password)
        return SettingsError(f"the server has no database called {name}", "Supabase's database is called postgres")
    where = endpoint_of(parts)
    words = "; ".join(line.strip() for line in message.splitlines() if line.strip())
    reason, hint = explain(words, where)
    said = redact(words, url, password)
    text = f"the database cannot be reached: {reason} ({said})" if reason else f"the database cannot be reached: {said}"
    return TargetError(text, hint or "check the connection string; the README shows every form")


def conninfo(url: str, password: str = "", ssl_root_cert: Path | None = None) -> str:
    """Convert a URL, whose password need not be percent-encoded, to a connection string that libpq reads.

    The password ends at the last `@`; percent-encoded characters in it are decoded.

    Raises:
        SettingsError: it is no connection string, or a parameter has no possible value; the message contains no part of it.
    """
    url = cleaned_url(url)
    refuse_other_things(url)
    known = _parsed(url)
    if password:
        known["password"] = password
    if "[YOUR-PASSWORD]" in str(known.get("password") or ""):
        raise SettingsError(
            "the database URL still holds the placeholder for the password",
            "put the password there, or give it as database-password",
        )
    check_parameters(*(str(known.get(name) or "") for name in ("sslmode", "port")))
    if ssl_root_cert is not None:
        known["sslrootcert"] = str(ssl_root_cert)
        known.setdefault("sslmode", "verify-full")
    return make_conninfo(**known)


def _parsed(url: str) -> dict[str, Any]:
    url = _for_libpq(url)
    parts = _SCHEME.match(url)
    try:
        if not parts or _is_plain(url):
            return dict(conninfo_to_dict(url))
        credentials, at, rest = url[parts.end() :].rpartition("@")
        user, _, secret = credentials.partition(":")
        known: dict[str, Any] = dict(conninfo_to_dict(f"postgresql://{rest}"))
        if at:
            known["user"] = unquote(user)
        if secret:
            known["password"] = unquote(secret)
    except (psycopg.Error, ValueError):
        why = "" if parts or "=" in url else ": it does not begin with postgresql://"
        raise SettingsError(
            f"the database URL is not a connection string that PostgreSQL understands{why}",
            "it looks like postgresql://USER:PASSWORD@HOST:5432/postgres, or is a file that `schemasync snapshot` wrote",
        ) from None
    return known


def _for_libpq(url: str) -> str:
    """Remove query parameters that libpq does not know (`pgbouncer=true`)."""
    head, mark, query = url.rpartition("?")
    if not mark or not _SCHEME.match(head) or "@" in query:
        return url
    known = {item.keyword.decode() for item in psycopg.pq.Conninfo.get_defaults()}
    kept = [pair for pair in query.split("&") if pair.partition("=")[0] in known]
    return f"{head}?{'&'.join(kept)}" if kept else head


def _is_plain(url: str) -> bool:
    """Whether libpq parses the URL as meant: an unescaped password may end up in the host."""
    head = url if "@" not in url.partition("?")[0] else url.partition("?")[0]
    _, at, rest = head.rpartition("@")
    try:
        host = conninfo_to_dict(url).get("host")
        return not at or host == conninfo_to_dict(f"postgresql://{rest}").get("host")
    except (psycopg.Error, ValueError):
        return False


def secrets_of(url: str, password: str = "") -> frozenset[str]:
    """The URL and its password, as written and decoded; `core.masking` masks every spelling of them."""
    secrets = {url, password}
    url = cleaned_url(url)
    secrets.add(url)
    with contextlib.suppress(SchemasyncError):
        secrets.add(str(conninfo_to_dict(conninfo(url)).get("password") or ""))
    if parts := _SCHEME.match(url):
        raw = url[parts.end() :].rpartition("@")[0].partition(":")[2]
        secrets |= {raw, unquote(raw)}
    return frozenset(filter(None, secrets))


def _pieces(url: str) -> frozenset[str]:
    """Parts of a password that is not percent-encoded, which libpq may take for a host and quote."""
    url = cleaned_url(url)
    parts = _SCHEME.match(url)
    raw = url[parts.end() :].rpartition("@")[0].partition(":")[2] if parts else ""
    return frozenset(piece for piece in re.split(r"[@/:?#]", raw) if len(piece) >= SHORTEST)


def redact(text: str, url: str, password: str = "") -> str:
    """Mask the URL, its password and parts of the password in a message of libpq."""
    return mask_secrets(text, secrets_of(url, password) | _pieces(url))
