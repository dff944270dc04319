"""Read the database to compare with once, from a URL or from a file that was saved from it."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg

from schemasync.core.errors import ConcurrentChangeError, IntrospectionError, TargetError
from schemasync.core.model import Snapshot
from schemasync.core.safe_files import is_file
from schemasync.introspect.read_errors import LOST
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.snapshot_file import DATABASE, SavedSnapshot, load, save
from schemasync.migrations.history import ABSENT, History, Recorded, read_history
from schemasync.postgres import connection

ATTEMPTS = 5
"""Attempts to read a schema that other sessions are changing."""
PAUSE = 0.1
"""Seconds of the first pause between two attempts; each further one is about twice as long."""
DEADLINE = 180
"""Seconds in which a database must have answered all queries."""


@dataclass(frozen=True, slots=True)
class Target:
    """All that is read of the target: its snapshot and its history of migrations."""

    snapshot: Snapshot
    history: History = field(default_factory=History)


def read_target(url: str, password: str = "", ssl_root_cert: Path | None = None) -> Target:
    """Read the target behind a URL; the connection is closed afterwards.

    Args:
        url: connection string, or a file that `save_target` wrote.
        password: overrides the URL's.
        ssl_root_cert: file of a certificate authority; the server's certificate and host name are then verified.

    Raises:
        TargetError: it cannot be reached; the message contains no secret.
        IntrospectionError: it cannot be read.
    """
    if is_file(url):
        saved = load(Path(url))
        return Target(saved.snapshot, _saved_history(saved.extra.get("history", {"state": ABSENT, "rows": []})))
    with connection.target(url, password, ssl_root_cert) as session:
        return read_session(session, url, password)


def read_session(session: psycopg.Connection[Any], url: str, password: str) -> Target:
    """Read the target that `session` is connected to.

    Args:
        session: of `connection.target`.
        url: a secret, which no error shows.
        password: as `url`.

    Raises:
        TargetError: the server is too old, the connection was lost, or the database did not answer in time.
        IntrospectionError: it cannot be read.
    """
    with connection.deadline(session, DEADLINE) as late:
        try:
            snapshot, history = _quiet_snapshot(session), read_history(session)
        except IntrospectionError as error:
            if late.is_set():
                raise TargetError(f"the database did not answer within {DEADLINE} s", "try again later") from None
            raise IntrospectionError(connection.redact(error.message, url, password), error.hint) from None
        except psycopg.Error:
            raise TargetError("the connection to the database was lost while it was read", LOST) from None
    return Target(snapshot, replace(history, reason=connection.redact(history.reason, url, password)))


def _quiet_snapshot(session: psycopg.Connection[Any]) -> Snapshot:
    """The snapshot; read again, after a pause of random length, if other sessions changed the schema meanwhile.

    If the same row was missing each time, nobody is changing anything: the object that refers to it is left out.

    Raises:
        ConcurrentChangeError: they did so each time.
        IntrospectionError: as `read_snapshot`.
    """
    messages: set[str] = set()
    for attempt in range(ATTEMPTS):
        lenient = attempt == ATTEMPTS - 1 and len(messages) == 1
        try:
            return read_snapshot(session, lenient=lenient)
        except ConcurrentChangeError as error:
            last = error
            messages.add(error.message)
            with contextlib.suppress(psycopg.Error):
                session.execute("ROLLBACK")
            time.sleep(PAUSE * (1 << attempt) * (1 + random.random()))  # noqa: S311
    raise ConcurrentChangeError(
        f"other sessions kept creating and dropping objects while the database was read ({ATTEMPTS} attempts): {last.message}",
        "run it again when no migration, restore or test is changing the schema",
    )


def save_target(path: Path, target: Target) -> None:
    """Save what was read of a database to a file that can be given in place of its URL.

    Raises:
        SettingsError: the file cannot be written.
    """
    history = target.history
    extra = {
        "state": history.state,
        "rows": [[row.version, row.name, row.statements] for row in history.rows],
        "reason": history.reason,
        "without_version": history.without_version,
        "faults": history.faults,
        "takes_no_rows": history.takes_no_rows,
        "read_only": history.read_only,
    }
    save(path, SavedSnapshot(target.snapshot, DATABASE, {"history": extra}))


def _saved_history(saved: Mapping[str, Any]) -> History:
    """The history of a file; one of an earlier release lacks the later keys."""
    recorded = (Recorded(v, name, tuple(text) if text is not None else None) for v, name, text in saved["rows"])
    return History(
        saved["state"],
        tuple(recorded),
        saved.get("reason", ""),
        without_version=saved.get("without_version", 0),
        faults=tuple(saved.get("faults", ())),
        takes_no_rows=saved.get("takes_no_rows", ""),
        read_only=saved.get("read_only", ""),
    )


def secrets_in(url: str, password: str = "") -> frozenset[str]:
    """Secrets in a target's settings, which no report may show; a file in place of a URL has none."""
    return connection.secrets_of(url, password) if url and not is_file(url) else frozenset()
