"""Hide the dependencies of a server's other databases on roles, so that DROP ROLE fails in one as it would on the target."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg

from schemasync.postgres.shadow import ADMIN, PLATFORM_DATABASE, PROJECT_ROLE, ShadowServer
from schemasync.postgres.shared_rows import GRANTOR_DEPENDS, insert_rows, restore_roles
from schemasync.supabase.supautils_config import RESERVED_ROLES

Connection = psycopg.Connection[Any]

UNCHANGED = RESERVED_ROLES | {ADMIN, PROJECT_ROLE}
"""Roles that stay as they are: everything is run with them, and files that change them are refused."""
_DATABASE = """
CASE WHEN {row}.classid = 'pg_catalog.pg_database'::pg_catalog.regclass AND {row}.deptype = 'a' THEN {row}.objid ELSE {row}.dbid END
"""
"""The database that needs a role: for its objects, or for the privileges on itself."""
_HIDE = f"""
DELETE FROM pg_catalog.pg_shdepend t USING pg_catalog.pg_database b, pg_catalog.pg_roles r
WHERE t.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND r.oid = t.refobjid
      AND r.rolname = ANY (%s) AND r.oid::bigint <> ALL (%s::bigint[])
      AND b.oid = {_DATABASE.format(row="t")} AND pg_catalog.starts_with(b.datname, %s) AND b.datname <> %s
RETURNING t::text
"""
_RESTORE = f"""
INSERT INTO pg_catalog.pg_shdepend SELECT (t.row).* FROM
    (SELECT x::pg_catalog.pg_shdepend AS row FROM pg_catalog.unnest(%s::text[]) x) t
WHERE EXISTS (SELECT FROM pg_catalog.pg_database b WHERE b.oid = {_DATABASE.format(row="(t.row)")})
"""
_ROLES = """
SELECT r.oid::bigint, r.rolname::text, t::text FROM pg_catalog.pg_authid t JOIN pg_catalog.pg_roles r ON r.oid = t.oid
WHERE r.oid >= 16384 AND r.rolname <> ALL (%s) AND r.oid::bigint <> ALL (%s::bigint[])
"""


def hide_dependencies(admin: Connection, names: Sequence[str], server: ShadowServer, database: str) -> list[str]:
    """Remove what databases of this run other than one need the run's roles for: the removed rows."""
    values = ([*names], [*server.foreign_roles], server.prefix, server.real_name(database))
    return [text for (text,) in admin.execute(_HIDE.encode(), values)]


def restore_dependencies(admin: Connection, rows: Sequence[str]) -> None:
    """Write removed rows back, without those of databases that are gone."""
    admin.execute(_RESTORE.encode(), ([*rows],))


@contextlib.contextmanager
def droppable_roles(server: ShadowServer, database: str) -> Iterator[None]:
    """Let SQL in one database drop roles of the run that others depend on; afterwards they are as before, with their OIDs.

    A role that has come stays, under another name if it has that of one of them.

    Args:
        server: with the databases of a replay's stages.
        database: in which the SQL runs.
    """
    with server.connect(PLATFORM_DATABASE, ADMIN) as admin:
        found = admin.execute(_ROLES.encode(), ([*UNCHANGED], [*server.foreign_roles])).fetchall()
        roles = {oid: row for oid, _, row in found}
        rows = _rows_of_roles(admin, [*roles])
        hidden = hide_dependencies(admin, [name for _, name, _ in found], server, database)

    def restore() -> None:
        with server.connect(PLATFORM_DATABASE, ADMIN) as admin, admin.transaction():
            _bring_back(admin, roles, rows)
            restore_dependencies(admin, hidden)

    try:
        yield
    except BaseException:
        with contextlib.suppress(psycopg.Error):  # where the server is gone, that is not the error to tell
            restore()
        raise
    restore()


def _catalogs(version: int) -> dict[str, str]:
    """Catalog of the server → condition on its rows `t` that DROP ROLE removes with a role `o`, and that can still be true."""
    there = "(SELECT r.oid FROM pg_catalog.pg_roles r)"
    found = {
        "pg_auth_members": f"o.oid IN (t.roleid, t.member) AND t.roleid IN {there} AND t.member IN {there}",
        "pg_db_role_setting": "t.setrole = o.oid",
        "pg_shdescription": "t.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND t.objoid = o.oid",
    }
    if version >= GRANTOR_DEPENDS:
        memberships = "(SELECT m.oid FROM pg_catalog.pg_auth_members m WHERE o.oid IN (m.roleid, m.member))"
        is_membership = "t.classid = 'pg_catalog.pg_auth_members'::pg_catalog.regclass"
        found["pg_shdepend"] = f"{is_membership} AND t.objid IN {memberships}"
    return {
        catalog: f"EXISTS (SELECT FROM pg_catalog.unnest(%(roles)s::bigint[]::oid[]) o (oid) WHERE {condition})"
        for catalog, condition in found.items()
    }


def _rows_of_roles(admin: Connection, roles: Sequence[int]) -> dict[str, list[str]]:
    """Rows about roles, as text, by catalog."""
    return {
        catalog: [text for (text,) in admin.execute(
            f"SELECT t::text FROM pg_catalog.{catalog} t WHERE {condition}".encode(), {"roles": roles}
        )]
        for catalog, condition in _catalogs(admin.info.server_version).items()
    }  # fmt: skip


def _bring_back(admin: Connection, roles: Mapping[int, str], rows: Mapping[str, Sequence[str]]) -> None:
    """Give roles their names and attributes back, and those that were dropped all that they had.

    Args:
        admin: in a transaction.
        roles: OID → row.
        rows: about them, by catalog.
    """
    there = {oid for (oid,) in admin.execute("SELECT oid::bigint FROM pg_catalog.pg_roles")}
    dropped = [oid for oid in roles if oid not in there]
    restore_roles(admin, [*roles.values()])
    for catalog, condition in _catalogs(admin.info.server_version).items():
        insert_rows(admin, catalog, rows[catalog], condition, {"roles": dropped})
