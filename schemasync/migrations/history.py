"""Read the history of migrations: `supabase_migrations.schema_migrations`."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import Any

import psycopg

PRESENT, EMPTY, ABSENT, UNREADABLE = "present", "empty", "absent", "unreadable"

_COLUMNS = """
    SELECT coalesce(array_agg(a.attname::text) FILTER (WHERE a.attnum > 0 AND NOT a.attisdropped), '{}')
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = 'supabase_migrations' AND c.relname = 'schema_migrations'"""
_BEGIN = ("BEGIN READ ONLY", "SET LOCAL statement_timeout = '60s'", "SET LOCAL lock_timeout = '5s'")
_OPTIONAL = {"name": "name::text", "statements": "statements::text[]"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row of the history; `name` and `statements` are None where older CLIs wrote none."""

    version: str
    name: str | None = None
    statements: tuple[str, ...] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class History:
    """The history table.

    Attributes:
        state: `present`, `empty`, `absent` (no such table) or `unreadable` (the role may not read it).
        rows: in order of version.
        reason: PostgreSQL's words, if unreadable.
    """

    state: str = ABSENT
    rows: tuple[Recorded, ...] = ()
    reason: str = ""

    @property
    def versions(self) -> frozenset[str]:
        """Versions that are recorded as run."""
        return frozenset(row.version for row in self.rows)


def read_history(connection: psycopg.Connection[Any]) -> History:
    """Read the history table with whichever columns it has.

    Source: supabase/cli `pkg/migration/history.go`; older CLIs made it with `version` alone.
    """
    for statement in _BEGIN:
        connection.execute(statement.encode())
    try:
        return _read(connection)
    except psycopg.Error as error:
        return History(UNREADABLE, reason=error.diag.message_primary or type(error).__name__)
    finally:
        with contextlib.suppress(psycopg.Error):
            connection.execute("ROLLBACK")


def _read(connection: psycopg.Connection[Any]) -> History:
    answer = connection.execute(_COLUMNS).fetchone()
    columns = set(answer[0]) if answer else set()
    if "version" not in columns:
        return History(ABSENT)
    extra = [_OPTIONAL.get(name, "") if name in columns else "NULL" for name in ("name", "statements")]
    query = f"SELECT version::text, {', '.join(extra)} FROM supabase_migrations.schema_migrations ORDER BY version"
    rows = connection.execute(query.encode()).fetchall()
    recorded = tuple(
        Recorded(version, name, tuple(statements) if statements is not None else None)
        for version, name, statements in rows
    )
    return History(PRESENT if recorded else EMPTY, recorded)
