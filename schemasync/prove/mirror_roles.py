"""Make mirrors on the shadow server, together with the roles of the database that they are copied from.

A plan that runs on a mirror can create, alter and drop roles, which belong to the server. So the rows of the catalogs of
roles are kept for each state, and put back before the next mirror is made. While a plan runs, other databases' dependencies
on a project's roles are taken out of `pg_shdepend`: DROP ROLE then fails for the same reasons as on the target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg

from schemasync.core.compare import differing_refs
from schemasync.core.model import Ref, Snapshot
from schemasync.postgres.shadow import ADMIN, PLATFORM_DATABASE, SHADOW_DATABASE
from schemasync.prove.mirror import MIRROR_DATABASE, TARGET_COPY, make_mirror
from schemasync.prove.server_roles import SERVER_WIDE, ServerRoles, role_names

Connection = psycopg.Connection[Any]
Rows = Mapping[str, frozenset[str]]

_CATALOGS = {
    "pg_authid": "true",
    "pg_auth_members": "true",
    "pg_db_role_setting": "t.setdatabase = 0",
    "pg_shdepend": "t.dbid = 0 AND t.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass",
}
"""Catalogs of the server, and condition on their rows `t` that belong to a state of its roles."""
_HIDE = """
DELETE FROM pg_catalog.pg_shdepend t USING pg_catalog.pg_database b, pg_catalog.pg_roles r
WHERE t.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND r.oid = t.refobjid AND r.rolname = ANY (%s)
      AND b.oid = t.dbid AND pg_catalog.starts_with(b.datname, %s) AND b.datname <> %s
RETURNING t::text
"""
_SHOW = """
INSERT INTO pg_catalog.pg_shdepend SELECT (t.row).* FROM
    (SELECT x::pg_catalog.pg_shdepend AS row FROM pg_catalog.unnest(%s::text[]) x) t
WHERE EXISTS (SELECT FROM pg_catalog.pg_database b WHERE b.oid = (t.row).dbid)
"""


@dataclass(slots=True)
class MirrorRoles:
    """Mirrors and their roles.

    Attributes:
        roles: of the shadow server.
        actual: the target.
        scope: references that are compared.
    """

    roles: ServerRoles
    actual: Snapshot
    scope: frozenset[Ref]
    _states: dict[str, Rows] = field(default_factory=dict)
    _hidden: list[str] = field(default_factory=list)
    _differs: bool = False

    def start(self, *templates: str) -> None:
        """Give the server the roles that a replay led to; `finish` must follow.

        Args:
            templates: databases that have these roles; the shadow database if none is named.
        """
        self._states[""] = self._rows()
        differing = differing_refs(
            self.actual, self.roles.expected, frozenset(r for r in self.scope if r.kind in SERVER_WIDE)
        )
        self._differs = self.roles.restore() or bool(differing)
        self._states |= dict.fromkeys(templates or (SHADOW_DATABASE,), self._rows())

    def copy_target(self) -> bool:
        """Give the server the roles of the target, for its copy; whether something had to be done."""
        changed = self.roles.copy(self.actual, self.scope)
        self._differs |= changed
        self._states[TARGET_COPY] = self._rows()
        return changed

    def finish(self) -> None:
        """Give the server the roles that it had at the start."""
        if self._differs:
            self._put("")

    def make(self, template: str, name: str = MIRROR_DATABASE) -> None:
        """Copy a database to a fresh mirror, and give the server the roles that belong to it."""
        if self._differs:
            self._put(template)
        make_mirror(self.roles.server, template, name)
        self.focus(name)

    def put_back(self, template: str, name: str) -> None:
        """Go back to the roles of a mirror that was made before the last one."""
        if self._differs:
            self._put(template)
        self.focus(name)

    def focus(self, name: str) -> None:
        """Let only one database's dependencies on roles count."""
        if not self._differs:
            return
        names = sorted(role_names(self.actual) ^ role_names(self.roles.expected))
        server = self.roles.server
        with self._admin() as admin, admin.transaction():
            self._show(admin)
            self._hidden = [text for (text,) in admin.execute(_HIDE, (names, server.prefix, server.real_name(name)))]

    def _admin(self) -> Connection:
        return self.roles.server.connect(PLATFORM_DATABASE, ADMIN)

    def _show(self, admin: Connection) -> None:
        admin.execute(_SHOW, (self._hidden,))
        self._hidden = []

    def _rows(self) -> Rows:
        with self._admin() as admin:
            return {table: _read(admin, table) for table in _CATALOGS}

    def _put(self, state: str) -> None:
        """Put the rows of a state back; a role has the OID again that the databases know it by."""
        with self._admin() as admin, admin.transaction():
            self._show(admin)
            for table, rows in self._states[state].items():
                there = _read(admin, table)
                gone = sorted(there - rows)
                admin.execute(
                    f"DELETE FROM pg_catalog.{table} t WHERE {_CATALOGS[table]} AND t::text = ANY (%s)".encode(),
                    (gone,),
                )
                missing = f"SELECT (x::pg_catalog.{table}).* FROM pg_catalog.unnest(%s::text[]) x"
                admin.execute(f"INSERT INTO pg_catalog.{table} {missing}".encode(), (sorted(rows - there),))


def _read(admin: Connection, table: str) -> frozenset[str]:
    query = f"SELECT t::text FROM pg_catalog.{table} t WHERE {_CATALOGS[table]}"
    return frozenset(text for (text,) in admin.execute(query.encode()))
