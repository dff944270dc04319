"""Read the history of migrations: `supabase_migrations.schema_migrations`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

PRESENT, EMPTY, ABSENT, UNREADABLE = "present", "empty", "absent", "unreadable"

NAME = "supabase_migrations.schema_migrations"
_BEGIN = (
    "BEGIN READ ONLY",
    "SET LOCAL search_path = ''",
    "SET LOCAL statement_timeout = '60s'",
    "SET LOCAL lock_timeout = '5s'",
)
_RELATION = """
    SELECT c.relkind::text, c.relhasrules, pg_catalog.row_security_active(c.oid),
           EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid),
           ARRAY(SELECT a.attname::text || ' ' || pg_catalog.format_type(a.atttypid, NULL) FROM pg_catalog.pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'supabase_migrations' AND c.relname = 'schema_migrations'"""
_KINDS = {
    "v": "a view", "m": "a materialized view", "f": "a foreign table", "p": "a partitioned table", "S": "a sequence",
    "i": "an index", "I": "an index", "c": "a composite type",
}  # fmt: skip
_TEXT = ("text", "character varying")
_TYPES = {
    "version": (*_TEXT, "character", "bigint", "integer", "numeric"),
    "name": (*_TEXT, "name"),
    "statements": ("text[]", "character varying[]"),
}
"""Types of PostgreSQL's own, whose output and casts run no code of the database's users."""
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
        state: `present`, `empty`, `absent` (no such table) or `unreadable` (the role may not read it, or it is not the
            table that the Supabase CLI makes).
        rows: in order of version.
        reason: why it is unreadable.
        without_version: number of rows whose version is NULL; they are not among `rows`.
        faults: sentences about values that the CLI never writes.
    """

    state: str = ABSENT
    rows: tuple[Recorded, ...] = ()
    reason: str = ""
    without_version: int = 0
    faults: tuple[str, ...] = ()

    @property
    def versions(self) -> frozenset[str]:
        """Versions that are recorded as run."""
        return frozenset(row.version for row in self.rows)


def read_history(connection: psycopg.Connection[Any]) -> History:
    """Read the history table with whichever columns it has.

    Only a plain table of the expected types is read: a view or a foreign table of that name, or a policy, would run code of the database's users with the rights of the role that reads.

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
    answer = connection.execute(_RELATION).fetchone()
    if answer is None:
        return History(ABSENT)
    types = dict(column.split(" ", 1) for column in answer[-1])
    if refusal := _refusal(*answer[:-1]) or _wrong_types(types):
        return History(UNREADABLE, reason=refusal)
    extra = [_OPTIONAL[name] if name in types else "NULL" for name in _OPTIONAL]
    query = f"SELECT version::text, {', '.join(extra)} FROM ONLY {NAME} ORDER BY version"
    return history_of(connection.execute(query.encode()).fetchall())


def _refusal(kind: str, has_rules: bool, has_policies: bool, has_children: bool) -> str:  # noqa: FBT001
    """Why the relation is not read; empty if it is a table that runs nobody's code."""
    if kind != "r":
        return f"{NAME} is {_KINDS.get(kind, 'something else')}, not a plain table"
    if has_rules:
        return f"{NAME} has rules"
    if has_policies:
        return f"row level security of {NAME} holds for this role, and may hide rows from it"
    return f"other tables inherit from {NAME}" if has_children else ""


def _wrong_types(types: Mapping[str, str]) -> str:
    """Why the columns are not read; empty if they are those that the CLI makes."""
    if "version" not in types:
        return f"{NAME} has no column version"
    wrong = [
        f"{name} is of type {types[name]}" for name, known in _TYPES.items() if types.get(name, known[0]) not in known
    ]
    return f"{NAME}: its column {' and '.join(wrong)}" if wrong else ""


def history_of(rows: Iterable[Sequence[Any]]) -> History:
    """The history of rows (version, name, statements), with a sentence for each value that the CLI never writes."""
    recorded: list[Recorded] = []
    faults: list[str] = []
    without_version = 0
    for version, name, statements in rows:
        if version is None:
            without_version += 1
            continue
        fault = _fault(statements)
        if fault:
            faults.append(f"the history's statements of version {version} {fault}: what was run is not known")
        kept = None if fault or statements is None else tuple(statements)
        recorded.append(Recorded(version, name, kept))
    if without_version:
        rows_without = "a row" if without_version == 1 else f"{without_version} rows"
        faults.append(f"the history has {rows_without} without a version (NULL)")
    state = PRESENT if recorded or without_version else EMPTY
    return History(state, tuple(recorded), without_version=without_version, faults=tuple(faults))


def _fault(statements: Sequence[Any] | None) -> str:
    """Describe the fault in the recorded statements of one migration; empty if there is none."""
    if statements is None:
        return ""
    if any(isinstance(statement, list) for statement in statements):
        return "are an array of arrays"
    return "have a NULL among them" if any(statement is None for statement in statements) else ""
