"""Use a server that the user names, such as a service container; remove our databases and roles afterwards."""

from __future__ import annotations

import contextlib
import secrets
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemasync.core.errors import PostgresError, SettingsError
from schemasync.core.masking import remember_secrets, shortened
from schemasync.core.sql import ident, literal
from schemasync.core.text import line
from schemasync.postgres.connection import KEEPALIVE, conninfo, deadline, redact, secrets_of
from schemasync.postgres.external_cleanup import (
    Connector,
    ServerState,
    leftover_states,
    prefix_of,
    record_state,
    restore_state,
)
from schemasync.postgres.external_preflight import refuse_unless_empty
from schemasync.postgres.libpq_environment import connect_isolated
from schemasync.postgres.scram import random_password, verifier
from schemasync.postgres.shadow import ADMIN, PLATFORM_DATABASE, PROJECT_ROLE, SHADOW_DATABASE, ShadowServer
from schemasync.postgres.signals import deferred_signals, ignore_repeated_signals
from schemasync.supabase.platform import install_cluster, install_database

Connection = psycopg.Connection[Any]

CONNECT_TIMEOUT = 15
"""Seconds for the connection to the server."""
LOCK = 0x5C8E3A
"""Key of the advisory lock that lets one run at a time use the server."""
LOCK_TIMEOUT = 60.0
"""Seconds to wait for another run."""
CLEANUP_TIMEOUT = 30.0
"""Seconds for the whole clean-up, which is cut then."""
CLEANUP_STATEMENT_TIMEOUT = 10.0
"""Seconds for each of its statements: DROP DATABASE waits for every client that has not yet sent its password."""
_LATER = "a later run on this server removes what is left"


@contextlib.contextmanager
def external(url: str) -> Iterator[ShadowServer]:
    """Use a server for the length of a `with` block; remove everything created there at the end.

    Args:
        url: a superuser's connection string; a secret. The server may have Supabase's roles (its image does), but no project.

    Raises:
        PostgresError: the server cannot be reached or must not be used; the message contains no part of the URL.
    """
    started = time.perf_counter()
    sessions: set[int] = set()

    def connect_to(database: str = "") -> Connection:
        connection = _connect(url, database)
        sessions.add(connection.info.backend_pid)
        return connection

    with ignore_repeated_signals(), connect_to() as guard:
        _lock(guard)
        leftovers = leftover_states(guard)
        refuse_unless_empty(guard, connect_to, _databases(guard, leftovers))
        for leftover in leftovers:
            _restore(connect_to, leftover)
        state: ServerState | None = None
        try:
            with deferred_signals():
                state = record_state(guard, secrets.token_hex(4))
            server = _create_databases(connect_to, state)
            yield replace(server, boot_seconds=time.perf_counter() - started)
        finally:
            if state is not None:
                with deferred_signals():
                    _clean_up(connect_to, state, sessions - {guard.info.backend_pid})


def _connect(url: str, database: str = "") -> Connection:
    if not url:
        raise PostgresError(
            "no URL of a server for the shadow is given", "set `shadow-url`, or use `postgres: embedded`"
        )
    remember_secrets(secrets_of(url))
    try:
        known = conninfo_to_dict(conninfo(url)) | ({"dbname": database} if database else {})
        return connect_isolated(
            make_conninfo(**known),  # type: ignore[arg-type]
            autocommit=True,
            prepare_threshold=None,
            connect_timeout=CONNECT_TIMEOUT,
            application_name="schemasync",
            client_encoding="UTF8",
            **KEEPALIVE,
        )
    except SettingsError:
        raise PostgresError(
            "the URL of the server for the shadow is no connection string that can be used",
            "it looks like postgresql://USER:PASSWORD@HOST:5432/postgres",
        ) from None
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
            raise PostgresError("another run is using the server for the shadow", "give each job a server of its own")
        time.sleep(0.5)


def _databases(connection: Connection, leftovers: list[ServerState]) -> list[tuple[str, bool]]:
    """(name, allows connections) of all databases except `template0`, which nobody writes to, and those of killed runs."""
    ours = tuple(prefix_of(state.token) for state in leftovers)
    rows = connection.execute(
        "SELECT datname::text, datallowconn FROM pg_catalog.pg_database WHERE datname <> 'template0' ORDER BY 1"
    )
    return [(name, allows_connections) for name, allows_connections in rows if not name.startswith(ours or ("\0",))]


def _clean_up(connect_to: Connector, state: ServerState, sessions: Collection[int]) -> None:
    """Restore the state at the end of a run, whose result does not depend on it; say what is left."""
    try:
        _restore(connect_to, state, sessions)
    except PostgresError as error:
        print(f"{error.message}; {_LATER}", file=sys.stderr)


def _restore(connect_to: Connector, state: ServerState, sessions: Collection[int] = ()) -> None:
    """Restore the state in bounded time, from a session of its own.

    Raises:
        PostgresError: it cannot be restored; the mark stays, so that a later run tries again.
    """

    def connect(database: str = "") -> Connection:
        connection = connect_to(database)
        connection.execute(f"SET statement_timeout = {CLEANUP_STATEMENT_TIMEOUT * 1000:.0f}".encode())
        return connection

    with connect() as connection, deadline(connection, CLEANUP_TIMEOUT) as late:
        try:
            _end_sessions(connection, sessions)
            dropped = restore_state(connection, connect, state)
        except psycopg.Error as error:
            known = error.diag.message_primary or (str(error).splitlines() or ["it does not answer"])[0]
            reason = f"it took more than {CLEANUP_TIMEOUT:g} seconds" if late.is_set() else line(shortened(known))
            left = "".join(f"{note}: " for note in getattr(error, "__notes__", ()))
            raise PostgresError(f"the server for the shadow cannot be cleaned up: {left}{reason}", _LATER) from None
    if dropped:
        names = ", ".join(map(line, dropped))
        print(f"dropped from the server for the shadow, as they came during the run: {names}", file=sys.stderr)


def _end_sessions(connection: Connection, sessions: Collection[int]) -> None:
    """End sessions that an interrupted run has left, before they create something that the clean-up would miss."""
    query = """SELECT pg_catalog.pg_terminate_backend(a.pid) FROM pg_catalog.pg_stat_activity a
               WHERE a.pid = ANY (%s) AND a.pid <> pg_catalog.pg_backend_pid() AND a.application_name = 'schemasync'"""
    while connection.execute(query, (list(sessions),)).fetchall():
        time.sleep(0.02)


def _create_databases(connect_to: Callable[[], Connection], state: ServerState) -> ShadowServer:
    """Create the roles that are missing, and the databases with the platform."""
    platform = state.prefix + PLATFORM_DATABASE
    shadow = state.prefix + SHADOW_DATABASE
    with connect_to() as connection:
        connection.execute(f"CREATE DATABASE {ident(platform)} TEMPLATE template0 ENCODING 'UTF8'".encode())
        if ADMIN not in state.roles:
            connection.execute(
                f"CREATE ROLE {ADMIN} SUPERUSER LOGIN CREATEDB CREATEROLE REPLICATION BYPASSRLS".encode()
            )
        install_cluster(connection)
        info = connection.info
        admin_password = info.password if info.user == ADMIN else ""
        if not admin_password:
            admin_password = random_password()
            connection.execute(f"ALTER ROLE {ADMIN} PASSWORD {literal(verifier(admin_password))}".encode())
        password = random_password()
        stored = verifier(password)
        connection.execute(f"ALTER ROLE {PROJECT_ROLE} PASSWORD {literal(stored)}".encode())
        server = ShadowServer(
            info.host, info.port, info.server_version, password, prefix=state.prefix,
            admin_password=admin_password, verifier=stored, foreign_roles=frozenset(state.roles.values()),
        )  # fmt: skip
    with server.connect(PLATFORM_DATABASE, ADMIN) as connection:
        install_database(connection)
    with connect_to() as connection:
        connection.execute(f"CREATE DATABASE {ident(shadow)} TEMPLATE {ident(platform)} OWNER {PROJECT_ROLE}".encode())
    return server
