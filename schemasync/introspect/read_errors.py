"""Explain why the catalogs could not be read, and what to do about it."""

from __future__ import annotations

import psycopg

from schemasync.core import sqlstates
from schemasync.core.errors import ConcurrentChangeError, IntrospectionError

NEEDS = "the role needs CONNECT on the database and nothing else; is the server PostgreSQL 15 or newer?"
_SHORT_TIMEOUT = "a setting of the role or of the database ends its sessions too soon: raise it, with ALTER ROLE or ALTER DATABASE … SET"
LOST = "the server, a pooler or the network closed it; run it again"
_HINTS: dict[str | None, str] = {
    None: LOST,
    sqlstates.ADMIN_SHUTDOWN: LOST,
    sqlstates.CRASH_SHUTDOWN: LOST,
    sqlstates.CANNOT_CONNECT_NOW: LOST,
    **dict.fromkeys(
        (
            sqlstates.IDLE_SESSION_TIMEOUT,
            sqlstates.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
            sqlstates.TRANSACTION_TIMEOUT,
        ),
        _SHORT_TIMEOUT,
    ),
    sqlstates.QUERY_CANCELED: "it took 60 s, as the server is busy or the schema very large, or an administrator canceled it; "
    "run it again",
    sqlstates.LOCK_NOT_AVAILABLE: "another session has held a lock for 5 s, as a migration or a dump that runs does; "
    "run it again after that",
}
"""Hints by SQLSTATE (None for a lost connection), where the rights of the role are not the cause."""
INCONSISTENT = sqlstates.INTERNAL_ERROR
"""SQLSTATE of catalog rows that refer to one that does not exist, or no longer does."""
_CHANGED = sqlstates.NAMES_NOTHING | {INCONSISTENT}
"""SQLSTATEs of PostgreSQL's functions about an object that was dropped meanwhile."""


def explained(error: psycopg.Error, what: str) -> IntrospectionError:
    """The error to raise: what could not be read, why, and what to do about it."""
    if error.sqlstate == sqlstates.CHARACTER_NOT_IN_REPERTOIRE:
        return not_utf8(what)
    reason = error.diag.message_primary or "the connection was lost"
    kind = ConcurrentChangeError if error.sqlstate in _CHANGED else IntrospectionError
    hint = _HINTS.get(error.sqlstate, NEEDS)
    return kind(f"the catalogs could not be read ({what}): {reason}", hint, error.sqlstate or "")


def not_utf8(what: str) -> IntrospectionError:
    """The error of a text that is not valid UTF-8."""
    return IntrospectionError(
        f"the catalogs hold a text that is not valid UTF-8 ({what})",
        "the database's encoding (SQL_ASCII) checks nothing; rename the object, or correct its definition or comment",
    )
