"""Make mirrors on the shadow server, together with the roles of the database that they are copied from.

A plan that runs on a mirror can create, alter and drop roles, which belong to the server. So the rows of the role catalogs are
saved for each state, and written back before the next mirror is made. While a plan runs, the dependencies of other databases
on the project's roles are removed from `pg_shdepend`, so that DROP ROLE fails for the same reasons as on the target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg

from schemasync.core.compare import differing_refs
from schemasync.core.model import Ref, Snapshot
from schemasync.postgres.role_dependencies import hide_dependencies, restore_dependencies
from schemasync.postgres.shadow import ADMIN, PLATFORM_DATABASE, SHADOW_DATABASE
from schemasync.prove.mirror import MIRROR_DATABASE, TARGET_COPY, make_mirror
from schemasync.prove.server_roles import SERVER_WIDE, ServerRoles, role_names

Connection = psycopg.Connection[Any]
Rows = Mapping[str, frozenset[str]]

_CATALOGS = {
    "pg_authid": "true",
    "pg_auth_members": "true",
    "pg_db_role_setting": "t.setdatabase = 0",
    "pg_shdepend": "t.dbid = 0 AND t.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass"
    " AND t.classid <> 'pg_catalog.pg_database'::pg_catalog.regclass",
}
"""Catalog of the server → condition on those of its rows `t` that belong to the state of its roles."""


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
        """Give the server the roles that the replay led to; `finish` must be called afterwards.

        Args:
            templates: databases that have these roles; the shadow database if none is named.
        """
        self._states[""] = self._rows()
        differing = differing_refs(
            self.actual, self.roles.expected, frozenset(r for r in self.scope if r.kind in SERVER_WIDE)
        )
        self._differs = self.roles.restore() or bool(differing)
        self._states |= dict.fromkeys(templates or (SHADOW_DATABASE,), self._rows())

    def copy_target_roles(self) -> bool:
        """Give the server the roles of the target, and save them for copies of the mirror; whether that changed any."""
        changed = self.roles.copy(self.actual, self.scope)
        self._differs |= changed
        self._states[TARGET_COPY] = self._rows()
        return changed

    def finish(self) -> None:
        """Give the server the roles that it had at the start."""
        if self._differs:
            self._write_rows("")

    def make(self, template: str, name: str = MIRROR_DATABASE) -> None:
        """Copy a database to a fresh mirror, and give the server the roles that belong to it."""
        if self._differs:
            self._write_rows(template)
        make_mirror(self.roles.server, template, name)
        self.hide_other_dependencies(name)

    def restore_roles(self, template: str, name: str) -> None:
        """Give the server the roles of a mirror that was made before the last one."""
        if self._differs:
            self._write_rows(template)
        self.hide_other_dependencies(name)

    def hide_other_dependencies(self, name: str) -> None:
        """Remove from `pg_shdepend` what databases other than this one need roles for, until the next mirror is made."""
        if not self._differs:
            return
        names = sorted(role_names(self.actual) ^ role_names(self.roles.expected))
        server = self.roles.server
        with self._admin() as admin, admin.transaction():
            self._restore_dependencies(admin)
            self._hidden = hide_dependencies(admin, names, server, name)

    def _admin(self) -> Connection:
        return self.roles.server.connect(PLATFORM_DATABASE, ADMIN)

    def _restore_dependencies(self, admin: Connection) -> None:
        restore_dependencies(admin, self._hidden)
        self._hidden = []

    def _rows(self) -> Rows:
        with self._admin() as admin:
            return {table: _read(admin, table) for table in _CATALOGS}

    def _write_rows(self, state: str) -> None:
        """Write the rows of a saved state back, with their OIDs, by which the databases know the roles."""
        with self._admin() as admin, admin.transaction():
            self._restore_dependencies(admin)
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
