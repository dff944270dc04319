"""Record the state of the user's server before a run, and restore it afterwards; also after a killed run."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

import psycopg

from schemasync.core.sql import ident, literal
from schemasync.core.text import line
from schemasync.postgres.shadow import PROJECT_ROLE
from schemasync.postgres.shared_rows import SharedRows, end_file_rights, read_shared_rows, restore_shared_rows

Connection = psycopg.Connection[Any]
Connector = Callable[[str], Connection]

MARK = "schemasync_run_"
"""Prefix of the name of a role, the mark, whose comment records the server's state; the run's token follows it."""
PARAMETERS = """
SELECT p.parname, a.grantee::pg_catalog.regrole::text
FROM pg_catalog.pg_parameter_acl p, pg_catalog.aclexplode(p.paracl) a WHERE a.grantee <> 0
"""
ROLES = "SELECT rolname, oid::bigint FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY 1"
DATABASES = "SELECT datname FROM pg_catalog.pg_database ORDER BY 1"
MEMBERSHIPS = """
SELECT m.roleid::pg_catalog.regrole::text, m.member::pg_catalog.regrole::text, m.grantor::pg_catalog.regrole::text
FROM pg_catalog.pg_auth_members m ORDER BY 1, 2, 3
"""
SLOTS = "SELECT slot_name::text FROM pg_catalog.pg_replication_slots WHERE NOT temporary ORDER BY 1"
OWNERS = """
SELECT d.datname::text, r.rolname::text FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles r ON r.oid = d.datdba
WHERE NOT r.rolsuper ORDER BY 1
"""
"""Databases of which the migrations' role may be or become the owner."""


@dataclass(frozen=True, slots=True)
class ServerState:
    """State of the server before a run.

    Attributes:
        token: part of the names of this run's databases and of its mark.
        roles: names of all roles except PostgreSQL's own, and the OID of each, which no migration changes.
        databases: names of all databases.
        parameters: (parameter, role) of each `GRANT SET ON PARAMETER`.
        memberships: (role, member, grantor) of each `GRANT role TO member`.
        slots: names of replication slots, which keep the write-ahead log.
        owners: (database, owner) of each that no superuser owns; a superuser owns it during the run.
        rows: of the shared catalogs; not recorded in the mark.
    """

    token: str
    roles: dict[str, int]
    databases: list[str]
    parameters: list[tuple[str, str]]
    memberships: list[tuple[str, str, str]]
    slots: list[str]
    owners: list[tuple[str, str]]
    rows: SharedRows | None = field(default=None, repr=False)

    @property
    def prefix(self) -> str:
        """Prefix of this run's databases' names."""
        return prefix_of(self.token)

    @property
    def mark(self) -> str:
        """Name of the role that records the state."""
        return MARK + self.token


def prefix_of(token: str) -> str:
    """Prefix of a run's databases' names."""
    return f"schemasync_{token}_"


def record_state(connection: Connection, token: str) -> ServerState:
    """Record the server's state, and create the mark from which a later run can restore it."""
    state = ServerState(
        token,
        _roles(connection),
        [name for (name,) in connection.execute(DATABASES)],
        [(str(name), str(role)) for name, role in connection.execute(PARAMETERS)],
        [(str(role), str(member), str(grantor)) for role, member, grantor in connection.execute(MEMBERSHIPS)],
        [name for (name,) in connection.execute(SLOTS)],
        [(str(name), str(owner)) for name, owner in connection.execute(OWNERS)],
        read_shared_rows(connection),
    )
    known = {entry.name: getattr(state, entry.name) for entry in fields(state) if entry.name not in ("token", "rows")}
    text = json.dumps(known)
    with (
        connection.transaction()
    ):  # only a superuser can make or change a superuser, so no migration makes or changes a mark
        connection.execute(f"CREATE ROLE {state.mark} SUPERUSER NOLOGIN".encode())
        connection.execute(f"COMMENT ON ROLE {state.mark} IS {literal(text)}".encode())
        for name, _ in state.owners:
            connection.execute(f"ALTER DATABASE {ident(name)} OWNER TO CURRENT_USER".encode())
    return state


def leftover_states(connection: Connection) -> list[ServerState]:
    """States recorded by runs that were killed before they restored them."""
    query = """SELECT rolname, pg_catalog.shobj_description(oid, 'pg_authid') FROM pg_catalog.pg_roles
               WHERE rolname ~ %s AND rolsuper"""
    found = [(name.removeprefix(MARK), text) for name, text in connection.execute(query, (f"^{MARK}[0-9a-f]+$",))]
    return [_from_mark(token, json.loads(text)) for token, text in found if text]


def _from_mark(token: str, known: dict[str, Any]) -> ServerState:
    parameters = [(name, role) for name, role in known["parameters"]]
    memberships = [(role, member, grantor) for role, member, grantor in known["memberships"]]
    owners = [(name, owner) for name, owner in known["owners"]]
    return ServerState(token, known["roles"], known["databases"], parameters, memberships, known["slots"], owners)


def restore_state(connection: Connection, connect_to: Connector, state: ServerState) -> list[str]:
    """Drop the databases, roles and grants that the run created; drop the mark last.

    Returns:
        Names of dropped databases that the migrations made, or somebody else in the same time for a role of theirs.

    Args:
        connection: a superuser's.
        connect_to: connects to another of the server's databases.
        state: as it was before the run.
    """
    _rename_back(connection, state)
    _drop_slots(connection, state)
    _restore_rows(connection, state)
    came = [
        name for name, oid in _roles(connection).items() if name not in state.roles and oid not in state.roles.values()
    ]
    dropped = _drop_databases(connection, connect_to, state, came)
    for name, role in connection.execute(PARAMETERS).fetchall():
        if (name, role) not in state.parameters:
            connection.execute(f"REVOKE ALL ON PARAMETER {ident(name)} FROM {role}".encode())
    _restore_memberships(connection, state, came)
    _restore_rows(connection, state)  # once more: until its database was dropped, a migration may have run
    _restore_owners(connection, state)
    others = [role for role in came if role != state.mark]
    if others:
        connection.execute(f"DROP ROLE {', '.join(map(ident, others))}".encode())
    connection.execute(f"DROP ROLE IF EXISTS {state.mark}".encode())
    return [name for name in dropped if not name.startswith(state.prefix)]


def _rename_back(connection: Connection, state: ServerState) -> None:
    """Give roles of the server that a killed run or a migration renamed their names back; who has one of these meanwhile loses it."""
    now = _roles(connection)
    renamed = {name: oid for name, oid in state.roles.items() if oid in now.values() and now.get(name) != oid}
    for name in renamed.keys() & now.keys():
        connection.execute(f"ALTER ROLE {ident(name)} RENAME TO schemasync_away_{secrets.token_hex(8)}".encode())
    names = {oid: name for name, oid in _roles(connection).items()}
    for name, oid in renamed.items():
        connection.execute(f"ALTER ROLE {ident(names[oid])} RENAME TO {ident(name)}".encode())


def _roles(connection: Connection) -> dict[str, int]:
    """Names and OIDs of all roles except PostgreSQL's own."""
    return dict(connection.execute(ROLES).fetchall())


def _drop_slots(connection: Connection, state: ServerState) -> None:
    """Drop the replication slots that the run made."""
    for (name,) in connection.execute(SLOTS).fetchall():
        if name not in state.slots:
            connection.execute("SELECT pg_catalog.pg_drop_replication_slot(%s)", (name,))


def _drop_databases(connection: Connection, connect_to: Connector, state: ServerState, came: list[str]) -> list[str]:
    query = """SELECT d.datname, d.datistemplate FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles r ON r.oid = d.datdba
               WHERE pg_catalog.starts_with(d.datname, %s) OR (d.datname <> ALL (%s::text[]) AND NOT r.rolsuper
               AND (%s OR d.datdba::pg_catalog.regrole::text = ANY (%s::text[])))"""
    any_owner = connection.info.server_version < 160000  # noqa: PLR2004  a migration becomes any role, and leaves it again
    owners = list(_roles_of_migrations(connection, state, came))
    found = connection.execute(query, (state.prefix, state.databases, any_owner, owners)).fetchall()
    for number, (name, is_template) in enumerate(found):
        try:
            _drop_subscriptions(connection, connect_to, name)
            if is_template:  # a database whose drop was interrupted is none, and cannot be altered
                connection.execute(f"ALTER DATABASE {ident(name)} IS_TEMPLATE false".encode())
            connection.execute(f"DROP DATABASE {ident(name)} WITH (FORCE)".encode())
        except psycopg.Error as error:
            error.add_note(f"database {', '.join(line(left) for left, _ in found[number:])} is left")
            raise
    return [name for name, _ in found]


def _roles_of_migrations(connection: Connection, state: ServerState, came: list[str]) -> set[str]:
    """Quoted names of roles that a migration could become, so that they own what it made."""
    memberships = {*state.memberships, *connection.execute(MEMBERSHIPS).fetchall()}
    found = {PROJECT_ROLE, *map(ident, came)}
    while more := {role for role, member, _ in memberships if member in found} - found:
        found |= more
    return found


def _drop_subscriptions(connection: Connection, connect_to: Connector, database: str) -> None:
    """Drop subscriptions without their slots: a database with a subscription cannot be dropped."""
    query = """SELECT pg_catalog.quote_ident(s.subname) FROM pg_catalog.pg_subscription s
               JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = %s"""
    found = connection.execute(query, (database,)).fetchall()
    if not found:
        return
    with connect_to(database) as inside:
        triggers = inside.execute("SELECT pg_catalog.quote_ident(evtname) FROM pg_catalog.pg_event_trigger").fetchall()
        for (trigger,) in triggers:  # the migrations' code must not run as a superuser
            inside.execute(f"ALTER EVENT TRIGGER {trigger} DISABLE".encode())
        for (name,) in found:
            for words in ("DISABLE", "SET (slot_name = NONE)"):
                inside.execute(f"ALTER SUBSCRIPTION {name} {words}".encode())
            inside.execute(f"DROP SUBSCRIPTION {name}".encode())


def _restore_memberships(connection: Connection, state: ServerState, came: list[str]) -> None:
    """Revoke the memberships that the run granted between roles that stay, and grant those that it revoked."""
    new = set(map(ident, came))
    now = [tuple(row) for row in connection.execute(MEMBERSHIPS)]
    by_grantor = connection.info.server_version >= 160000  # noqa: PLR2004
    for membership in now:
        role, member, grantor = membership
        if membership not in state.memberships and new.isdisjoint((role, member)):
            by = f" GRANTED BY {grantor} CASCADE" if by_grantor else ""
            connection.execute(f"REVOKE {role} FROM {member}{by}".encode())
    granted = {(role, member) for role, member, _ in now}
    there = set(map(ident, _roles(connection)))
    for role, member, _ in state.memberships:
        if (role, member) not in granted and {role, member} <= there:
            connection.execute(f"GRANT {role} TO {member}".encode())


def _restore_rows(connection: Connection, state: ServerState) -> None:
    if state.rows is None:
        end_file_rights(connection)
    else:
        restore_shared_rows(connection, state.rows, state.mark)


def _restore_owners(connection: Connection, state: ServerState) -> None:
    there = _roles(connection)
    for name, owner in state.owners:
        if owner in there:
            connection.execute(f"ALTER DATABASE {ident(name)} OWNER TO {ident(owner)}".encode())
