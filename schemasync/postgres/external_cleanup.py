"""A guest on somebody's server: remembers what was there, and leaves it like that, even after being killed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg

from schemasync.core.sql import ident, literal

Connection = psycopg.Connection[Any]
Reach = Callable[[str], Connection]

MARK = "schemasync_run_"
"""Start of the name of a role whose comment remembers what was there; the rest of its name is in our databases'."""
FILE_ROLES = ("pg_execute_server_program", "pg_read_server_files", "pg_write_server_files")
"""Roles that the platform makes look like superusers before PostgreSQL 16 (cluster.sql)."""
PARAMETERS = """
SELECT p.parname, a.grantee::pg_catalog.regrole::text
FROM pg_catalog.pg_parameter_acl p, pg_catalog.aclexplode(p.paracl) a WHERE a.grantee <> 0
"""
ROLES = "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY 1"
DATABASES = "SELECT datname FROM pg_catalog.pg_database ORDER BY 1"
SETTINGS = "SELECT setrole, setconfig FROM pg_catalog.pg_db_role_setting WHERE setdatabase = 0"
PASSWORDS = "SELECT rolname, rolpassword FROM pg_catalog.pg_authid WHERE rolname !~ '^pg_'"


@dataclass(frozen=True, slots=True)
class Before:
    """What was there.

    Attributes:
        token: names this run's databases and its mark.
        roles: all but PostgreSQL's own.
        databases: all.
        parameters: (setting, role) of `GRANT SET ON PARAMETER`.
        settings: `ALTER ROLE … SET` for all databases; not in the mark.
        passwords: of roles, as PostgreSQL keeps them; not in the mark.
    """

    token: str
    roles: list[str]
    databases: list[str]
    parameters: list[tuple[str, str]]
    settings: list[tuple[Any, ...]] | None = field(default=None, repr=False)
    passwords: dict[str, str | None] = field(default_factory=dict, repr=False)

    @property
    def prefix(self) -> str:
        """Start of our databases' names."""
        return prefix_of(self.token)


def prefix_of(token: str) -> str:
    """Start of a run's databases' names."""
    return f"schemasync_{token}_"


def arrive(connection: Connection, token: str) -> Before:
    """Look around, and leave the mark by which a later run can tidy up."""
    before = Before(
        token,
        [name for (name,) in connection.execute(ROLES)],
        [name for (name,) in connection.execute(DATABASES)],
        [(str(name), str(role)) for name, role in connection.execute(PARAMETERS)],
        connection.execute(SETTINGS).fetchall(),
        dict(connection.execute(PASSWORDS).fetchall()),
    )
    known = asdict(before)
    text = json.dumps({name: known[name] for name in ("roles", "databases", "parameters")})
    with connection.transaction():
        connection.execute(f"CREATE ROLE {MARK}{token}".encode())
        connection.execute(f"COMMENT ON ROLE {MARK}{token} IS {literal(text)}".encode())
    return before


def leftovers(connection: Connection) -> list[Before]:
    """What runs found that were killed before they could tidy up."""
    query = "SELECT rolname, pg_catalog.shobj_description(oid, 'pg_authid') FROM pg_catalog.pg_roles WHERE rolname ~ %s"
    found = [(name.removeprefix(MARK), text) for name, text in connection.execute(query, (f"^{MARK}[0-9a-f]+$",))]
    return [_from_mark(token, json.loads(text)) for token, text in found if text]


def _from_mark(token: str, known: dict[str, Any]) -> Before:
    parameters = [(name, role) for name, role in known["parameters"]]
    return Before(token, known["roles"], known["databases"], parameters)


def leave(connection: Connection, reach: Reach, before: Before) -> None:
    """Remove what came since: databases of ours and of the migrations' roles, roles, grants; the mark goes last.

    Args:
        connection: the superuser's.
        reach: connects to another of the server's databases.
        before: what was there.
    """
    came = [name for (name,) in connection.execute(ROLES) if name not in before.roles]
    _drop_databases(connection, reach, before, came)
    for name, role in connection.execute(PARAMETERS).fetchall():
        if (name, role) not in before.parameters:
            connection.execute(f"REVOKE ALL ON PARAMETER {ident(name)} FROM {role}".encode())
    _restore_roles(connection, before)
    mark = f"{MARK}{before.token}"
    others = [role for role in came if not role.startswith(MARK)]
    if others:
        connection.execute(f"DROP ROLE {', '.join(map(ident, others))}".encode())
    connection.execute(f"DROP ROLE IF EXISTS {mark}".encode())


def _drop_databases(connection: Connection, reach: Reach, before: Before, came: list[str]) -> None:
    query = """SELECT d.datname FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles r ON r.oid = d.datdba
               WHERE pg_catalog.starts_with(d.datname, %s)
               OR (d.datname <> ALL (%s::text[]) AND (r.rolname = 'postgres' OR r.rolname = ANY (%s::text[])))"""
    for (name,) in connection.execute(query, (before.prefix, before.databases, came)).fetchall():
        _drop_subscriptions(connection, reach, name)
        connection.execute(f"ALTER DATABASE {ident(name)} IS_TEMPLATE false".encode())
        connection.execute(f"DROP DATABASE {ident(name)} WITH (FORCE)".encode())


def _drop_subscriptions(connection: Connection, reach: Reach, database: str) -> None:
    """They keep their database from being dropped; none of theirs is on any publisher."""
    query = """SELECT pg_catalog.quote_ident(s.subname) FROM pg_catalog.pg_subscription s
               JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = %s"""
    found = connection.execute(query, (database,)).fetchall()
    if not found:
        return
    with reach(database) as inside:
        triggers = inside.execute("SELECT pg_catalog.quote_ident(evtname) FROM pg_catalog.pg_event_trigger").fetchall()
        for (trigger,) in triggers:  # none of the migrations' code may run as the superuser
            inside.execute(f"ALTER EVENT TRIGGER {trigger} DISABLE".encode())
        for (name,) in found:
            for words in ("DISABLE", "SET (slot_name = NONE)"):
                inside.execute(f"ALTER SUBSCRIPTION {name} {words}".encode())
            inside.execute(f"DROP SUBSCRIPTION {name}".encode())


def _restore_roles(connection: Connection, before: Before) -> None:
    if connection.info.server_version < 160000:  # noqa: PLR2004
        query = "UPDATE pg_catalog.pg_authid SET rolsuper = false WHERE rolname = ANY (%s::text[]) AND rolsuper"
        connection.execute(query, (list(FILE_ROLES),))
    if before.settings is None:
        return
    with connection.transaction():
        connection.execute("DELETE FROM pg_catalog.pg_db_role_setting WHERE setdatabase = 0")
        for role, setting in before.settings:
            connection.execute("INSERT INTO pg_catalog.pg_db_role_setting VALUES (0, %s, %s::text[])", (role, setting))
    for name, now in connection.execute(PASSWORDS).fetchall():
        old = before.passwords.get(name, now)
        if old != now:
            word = "NULL" if old is None else literal(old)
            connection.execute(f"ALTER ROLE {ident(name)} PASSWORD {word}".encode())
