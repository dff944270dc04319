"""Hide the dependencies of a server's other databases on roles, so that DROP ROLE fails in one as it would on the target."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import psycopg

from schemasync.postgres.shadow import ADMIN, PLATFORM_DATABASE, ShadowServer

Connection = psycopg.Connection[Any]

_HIDE = """
DELETE FROM pg_catalog.pg_shdepend t USING pg_catalog.pg_database b, pg_catalog.pg_roles r
WHERE t.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND r.oid = t.refobjid AND r.rolname = ANY (%s)
      AND b.oid = t.dbid AND pg_catalog.starts_with(b.datname, %s) AND b.datname <> %s
RETURNING t::text
"""
_RESTORE = """
INSERT INTO pg_catalog.pg_shdepend SELECT (t.row).* FROM
    (SELECT x::pg_catalog.pg_shdepend AS row FROM pg_catalog.unnest(%s::text[]) x) t
WHERE EXISTS (SELECT FROM pg_catalog.pg_database b WHERE b.oid = (t.row).dbid)
"""
_PROJECTS_ROLES = (
    "SELECT oid::bigint, rolname::text FROM pg_catalog.pg_roles WHERE oid >= 16384 AND rolname <> ALL (%s)"
)
_OF_ROLES = {
    "pg_authid": "t.oid::bigint = o.oid",
    "pg_auth_members": "t.roleid::bigint = o.oid OR t.member::bigint = o.oid",
    "pg_db_role_setting": "t.setrole::bigint = o.oid",
    "pg_shdepend": "t.dbid = 0 AND t.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND t.refobjid::bigint = o.oid",
}
"""Catalog of the server → condition on the rows `t` of a role `o`."""


def hide_dependencies(admin: Connection, names: Sequence[str], server: ShadowServer, database: str) -> list[str]:
    """Remove what databases of this run other than one need roles for: the removed rows."""
    values = ([*names], server.prefix, server.real_name(database))
    return [text for (text,) in admin.execute(_HIDE.encode(), values)]


def restore_dependencies(admin: Connection, rows: Sequence[str]) -> None:
    """Write removed rows back, without those of databases that are gone."""
    admin.execute(_RESTORE.encode(), ([*rows],))


@contextlib.contextmanager
def droppable_roles(server: ShadowServer, database: str, kept: Collection[str]) -> Iterator[None]:
    """Let SQL in one database drop roles that others depend on; afterwards these roles are there again, with their OIDs.

    Args:
        server: with the databases of a replay's stages.
        database: in which the SQL runs.
        kept: roles that the SQL cannot drop.
    """
    with server.connect(PLATFORM_DATABASE, ADMIN) as admin:
        roles = dict(admin.execute(_PROJECTS_ROLES.encode(), ([*kept],)).fetchall())
        rows = {table: _rows(admin, table, [*roles]) for table in _OF_ROLES if roles}
        hidden = hide_dependencies(admin, [*roles.values()], server, database) if roles else []
    try:
        yield
    finally:
        if roles:
            with server.connect(PLATFORM_DATABASE, ADMIN) as admin, admin.transaction():
                _bring_back(admin, roles, rows)
                restore_dependencies(admin, hidden)


def _rows(admin: Connection, table: str, oids: Sequence[int]) -> dict[int, list[str]]:
    """Rows of a catalog, as text, by the OID of each role."""
    condition = _OF_ROLES[table].format("ARRAY[o.oid]")
    query = (
        f"SELECT o.oid, t::text FROM pg_catalog.{table} t, pg_catalog.unnest(%s::bigint[]) o (oid) WHERE {condition}"
    )
    found: dict[int, list[str]] = {}
    for oid, text in admin.execute(query.encode(), ([*oids],)):
        found.setdefault(oid, []).append(text)
    return found


def _bring_back(admin: Connection, roles: dict[int, str], rows: dict[str, dict[int, list[str]]]) -> None:
    """Insert the rows of roles that were dropped, if nothing else has their names by now."""
    now = dict(admin.execute(_PROJECTS_ROLES.encode(), ([],)).fetchall())
    gone = [oid for oid, name in roles.items() if oid not in now and name not in now.values()]
    for table, found in rows.items() if gone else ():
        texts = {text for oid in gone for text in found.get(oid, ())}
        missing = f"""
            SELECT (x::pg_catalog.{table}).* FROM pg_catalog.unnest(%s::text[]) x
            WHERE NOT EXISTS (SELECT FROM pg_catalog.{table} t WHERE t::text = x)"""
        admin.execute(f"INSERT INTO pg_catalog.{table} {missing}".encode(), (sorted(texts),))
