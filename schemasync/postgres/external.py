"""A shadow on a server that the user names, such as a service container: databases and roles of ours, removed again."""

from __future__ import annotations

import contextlib
import functools
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemasync.core.errors import PostgresError, TargetError
from schemasync.core.sql import ident, literal
from schemasync.postgres.connection import conninfo, redact
from schemasync.postgres.external_cleanup import Before, arrive, leave, leftovers, prefix_of
from schemasync.postgres.external_preflight import refuse_unless_vacant
from schemasync.postgres.shadow import ADMIN, PLATFORM_DATABASE, PROJECT_ROLE, SHADOW_DATABASE, ShadowServer
from schemasync.postgres.signals import stopped_once, uninterrupted
from schemasync.supabase.platform import install_cluster, install_database

Connection = psycopg.Connection[Any]

CONNECT_TIMEOUT = 15
"""Seconds for the connection to the server."""
LOCK = 0x5C8E3A
"""Key of the advisory lock: one run at a time."""
LOCK_TIMEOUT = 60.0
"""Seconds to wait for another run."""


@contextlib.contextmanager
def lent(url: str) -> Iterator[ShadowServer]:
    """Use a server for the length of a `with` block; what was made there is removed at the end.

    Args:
        url: a superuser's connection string; a secret. The server may hold Supabase's roles (its image), no project.

    Raises:
        PostgresError: the server can't be reached, or must not be used; the message holds nothing of the URL.
    """
    started = time.perf_counter()
    reach = functools.partial(_connect, url)
    with stopped_once(), reach() as guard:
        _lock(guard)
        remains = leftovers(guard)
        refuse_unless_vacant(guard, reach, _databases(guard, remains))
        for killed in remains:
            leave(guard, reach, killed)
        before = arrive(guard, secrets.token_hex(4))
        try:
            server = _furnish(url, before)
            yield replace(server, boot_seconds=time.perf_counter() - started)
        finally:
            with uninterrupted(), reach() as connection:
                leave(connection, reach, before)


def _connect(url: str, database: str = "") -> Connection:
    if not url:
        raise PostgresError(
            "no URL of a server for the shadow is given", "set `shadow-url`, or use `postgres: embedded`"
        )
    try:
        known = conninfo_to_dict(conninfo(url)) | ({"dbname": database} if database else {})
        return psycopg.connect(
            make_conninfo(**known),  # type: ignore[arg-type]
            autocommit=True,
            prepare_threshold=None,
            connect_timeout=CONNECT_TIMEOUT,
            application_name="schemasync",
            client_encoding="UTF8",
        )
    except TargetError as error:
        raise PostgresError("the URL of the server for the shadow is no connection string", error.hint) from None
    except psycopg.Error as error:
        reason = redact("; ".join(str(error).split("\n")).strip("; "), url)
        raise PostgresError(
            f"the server for the shadow cannot be reached: {reason}",
            "check `shadow-url`; a service container answers by its name when the job itself runs in a container",
        ) from None


def _lock(connection: Connection) -> None:
    deadline = time.monotonic() + LOCK_TIMEOUT
    while True:
        row = connection.execute("SELECT pg_catalog.pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
        if row and row[0]:
            return
        if time.monotonic() > deadline:
            raise PostgresError("another run uses the server for the shadow", "give each job a server of its own")
        time.sleep(0.5)


def _databases(connection: Connection, remains: list[Before]) -> list[tuple[str, bool]]:
    """All but `template0`, which nobody can have written to, and what earlier runs left."""
    ours = tuple(prefix_of(before.token) for before in remains)
    rows = connection.execute(
        "SELECT datname::text, datallowconn FROM pg_catalog.pg_database WHERE datname <> 'template0' ORDER BY 1"
    )
    return [(name, open_) for name, open_ in rows if not name.startswith(ours or ("\0",))]


def _furnish(url: str, before: Before) -> ShadowServer:
    """Roles, unless they are there, and the databases."""
    platform = before.prefix + PLATFORM_DATABASE
    shadow = before.prefix + SHADOW_DATABASE
    with _connect(url) as connection:
        connection.execute(f"CREATE DATABASE {ident(platform)} TEMPLATE template0 ENCODING 'UTF8'".encode())
        if ADMIN not in before.roles:
            connection.execute(
                f"CREATE ROLE {ADMIN} SUPERUSER LOGIN CREATEDB CREATEROLE REPLICATION BYPASSRLS".encode()
            )
        install_cluster(connection)
        known = connection.info
        password = known.password if known.user == ADMIN and known.password else secrets.token_urlsafe(24)
        for role in (ADMIN, PROJECT_ROLE):
            connection.execute(f"ALTER ROLE {ident(role)} PASSWORD {literal(password)}".encode())
        server = ShadowServer(known.host, known.port, known.server_version, password, prefix=before.prefix)
    with server.connect(PLATFORM_DATABASE, ADMIN) as connection:
        install_database(connection)
    with _connect(url) as connection:
        connection.execute(f"CREATE DATABASE {ident(shadow)} TEMPLATE {ident(platform)} OWNER {PROJECT_ROLE}".encode())
    return server
