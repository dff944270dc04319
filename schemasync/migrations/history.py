"""Read the history of migrations: `supabase_migrations.schema_migrations`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg

from schemasync.introspect.session import reading_settings
from schemasync.supabase.roles import PROJECT_ROLE

PRESENT, EMPTY, ABSENT, UNREADABLE = "present", "empty", "absent", "unreadable"

NAME = "supabase_migrations.schema_migrations"
MOST_ROWS = 100_000
MOST_BYTES = 64 << 20
"""Limits of what is read: rows, and bytes of statements, of the newest versions."""
_RELATION = """
    SELECT c.relkind::text, c.relhasrules, pg_catalog.row_security_active(c.oid),
           EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid),
           ARRAY(SELECT a.attname::text || ' ' || pg_catalog.format_type(a.atttypid, NULL)
                     || CASE WHEN a.attgenerated <> '' THEN ' (generated)'
                             WHEN a.atttypid >= 16384 THEN ' (a type of the database''s own)' ELSE '' END FROM pg_catalog.pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
           ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND NOT a.atthasdef
                       AND a.attidentity = '' AND a.attname <> ALL ('{version,name,statements}')
                       AND NOT EXISTS (SELECT FROM pg_catalog.pg_type y WHERE y.oid = a.atttypid AND y.typdefault IS NOT NULL)
                       AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal)
                 ORDER BY a.attnum)
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
"""Built-in types of the columns; their output functions and casts run no code of the database's users."""
_TAKES_NO_CHANGES = """
    SELECT pg_catalog.pg_is_in_recovery(), session_user::pg_catalog.text, p.setting::pg_catalog.bool, p.source,
        ARRAY(SELECT ARRAY[pg_catalog.split_part(o, '=', 2)::pg_catalog.bool::pg_catalog.text,
                           CASE WHEN s.setrole = 0 AND s.setdatabase = 0 THEN 'global'
                                WHEN s.setrole = 0 THEN 'database'
                                WHEN s.setdatabase = 0 THEN 'user' ELSE 'database user' END]
              FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) o
              WHERE pg_catalog.split_part(o, '=', 1) = p.name
                    AND s.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))
                    AND s.setrole IN (0, (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = coalesce(%s, session_user)))
              ORDER BY s.setrole <> 0 DESC, s.setdatabase <> 0 DESC LIMIT 1)
    FROM pg_catalog.pg_settings p WHERE p.name = 'default_transaction_read_only'"""
"""SELECT whether it is a replica, the session's role, setting and source, and a role's setting (value, source), if it has one."""
_BY_SERVER = ("configuration file", "command line", "environment variable")
"""Sources of a parameter (`pg_settings.source`) that count for every session."""
_READ_ONLY_BY = {
    "global": "for all roles, by ALTER ROLE ALL SET",
    "database": "by ALTER DATABASE … SET",
    "user": "for the role {role}, by ALTER ROLE … SET",
    "database user": "for the role {role}, by ALTER ROLE … IN DATABASE … SET",
    "client": "for this connection, by its own options",
    **dict.fromkeys(_BY_SERVER, "by a setting of the server, as Supabase makes it while its disk is nearly full"),
}
"""Sources of the setting in words."""
_OPTIONAL = {"name": "name::text", "statements": "statements::text[]"}
_ABSENT = {"name": "NULL::text", "statements": "NULL::text[]"}


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
        takes_no_rows: why a push cannot write its row; empty if it can.
        read_only: why the database takes no changes at present; empty if it does.
    """

    state: str = ABSENT
    rows: tuple[Recorded, ...] = ()
    reason: str = ""
    without_version: int = 0
    faults: tuple[str, ...] = ()
    takes_no_rows: str = ""
    read_only: str = ""

    @property
    def versions(self) -> frozenset[str]:
        """Versions that are recorded as run."""
        return frozenset(row.version for row in self.rows)


def read_history(connection: psycopg.Connection[Any]) -> History:
    """Read the history table with whichever columns it has.

    Only a plain table with columns of the expected types is read: a view, a foreign table or a policy would run code of
    the database's users with the rights of the reading role.

    Source: supabase/cli `pkg/migration/history.go`; older CLIs made it with `version` alone.
    """
    for statement in ("BEGIN READ ONLY", *reading_settings(connection.info.server_version)):
        connection.execute(statement.encode())
    try:
        return replace(_read(connection), read_only=why_read_only(connection, PROJECT_ROLE))
    except (psycopg.errors.CharacterNotInRepertoire, UnicodeDecodeError):
        return History(UNREADABLE, reason=f"{NAME} holds a text that is not valid UTF-8")
    except psycopg.Error as error:
        return History(UNREADABLE, reason=error.diag.message_primary or "the connection was lost")
    finally:
        with contextlib.suppress(psycopg.Error):
            connection.execute("ROLLBACK")


def why_read_only(connection: psycopg.Connection[Any], role: str | None = None) -> str:
    """Why the database refuses changes, in words that follow its name; empty if it takes them.

    Args:
        connection: to the database.
        role: whose sessions are meant; None for this one. A role that only reads may well be read-only, and a connection make
            itself so; both hide what the server's own setting says.
    """
    answer = connection.execute(_TAKES_NO_CHANGES, (role,)).fetchone()
    is_replica, own, value, source, stored = answer or (False, "", False, "", [])
    if is_replica:
        return "is a replica, which takes no changes"
    if role is not None:
        value, source = (stored[0][0] == "true", stored[0][1]) if stored else (value and source in _BY_SERVER, source)
    if not value:
        return ""
    by = _READ_ONLY_BY.get(source, "for this connection").format(role=role or own)
    return f"is read-only (default_transaction_read_only) {by}"


def _read(connection: psycopg.Connection[Any]) -> History:
    answer = connection.execute(_RELATION).fetchone()
    if answer is None:
        return History(ABSENT)
    *facts, columns, required = answer
    types = dict(column.split(" ", 1) for column in columns)
    if refusal := _refusal(*facts) or _wrong_types(types):
        return History(UNREADABLE, reason=refusal)
    extra = [_OPTIONAL[name] if name in types else _ABSENT[name] for name in _OPTIONAL]
    rows = connection.execute(_rows(*extra).encode()).fetchall()
    cut = len(rows) > MOST_ROWS
    history = history_of(row[:-1] for row in reversed(rows[:MOST_ROWS]))
    faults = [f"the history has more than {MOST_ROWS:,} rows: older ones were not read"] if cut else []
    if left_out := sum(1 for row in rows[:MOST_ROWS] if row[-1]):
        faults.append(
            f"the history holds more than {MOST_BYTES >> 20} MB of statements: those of the {left_out:,} oldest of the"
            " versions that were read were left out, so whether these files were edited is not known"
        )
    return replace(history, faults=(*history.faults, *faults), takes_no_rows=_why_no_rows(required))


def _why_no_rows(required: Sequence[str]) -> str:
    """Why a row of version, name and statements is refused, for the names of other columns that need a value."""
    if not required:
        return ""
    return f"the history takes no row of a push: column {required[0]} of {NAME} is NOT NULL and has no default"


def _rows(name: str, statements: str) -> str:
    """SELECT of the newest rows, newest first; the last column tells whether the statements were left out."""
    size = "pg_catalog.octet_length(r.statements::text)"
    return f"""
        SELECT t.version, t.name, CASE WHEN t.used <= {MOST_BYTES} THEN t.statements END, t.used > {MOST_BYTES}
        FROM (SELECT r.version::text, r.name, r.statements, r.version AS key,
                     coalesce(sum({size}) OVER (ORDER BY r.version DESC ROWS UNBOUNDED PRECEDING), 0) AS used
              FROM (SELECT version, {name} AS name, {statements} AS statements FROM ONLY {NAME}) r) t
        ORDER BY t.key DESC LIMIT {MOST_ROWS + 1}"""


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
