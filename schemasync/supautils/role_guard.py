"""Protect the platform's roles: a file that changes them fails, and the change is undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from schemasync.core.sql import ident, literal
from schemasync.postgres.shadow import PROJECT_ROLE
from schemasync.supabase.supautils_config import RESERVED_MEMBERSHIPS, RESERVED_ROLES

GUARDED_ROLES = sorted(RESERVED_MEMBERSHIPS - {"supabase_admin", "supabase_functions_admin"})
"""Roles of which the project's role must not become a member; on the platform it is a member of `supabase_functions_admin`."""
SERVICE_OWNERS = ("supabase_auth_admin", "supabase_storage_admin", "supabase_realtime_admin")
"""Roles that own the services' objects; the project's role may get their rights for a file (`service_rights`)."""
_ADMIN_OPTION = 160000
"""First server version in which a role needs ADMIN OPTION on another role to alter it."""
_FACTS = (
    "rolname", "rolinherit", "rolcreaterole", "rolcreatedb", "rolcanlogin", "rolreplication", "rolbypassrls",
    "rolconnlimit", "rolvaliduntil", "rolpassword",
)  # fmt: skip
_FINGERPRINT = """
CREATE FUNCTION schemasync.role_fingerprint() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT md5(coalesce(string_agg(s.fact, ',' ORDER BY s.fact), '')) FROM (
        SELECT concat_ws(' ', {facts}) FROM pg_authid r WHERE r.oid = ANY ('{roles}'::oid[])
        UNION ALL
        SELECT concat_ws(' ', m.roleid, m.member) FROM pg_auth_members m WHERE m.roleid = ANY ('{guarded}'::oid[])
            AND NOT (m.member = {project} AND m.roleid = ANY ('{service_owners}'::oid[]))
    ) s (fact)
$$;
REVOKE ALL ON FUNCTION schemasync.role_fingerprint() FROM PUBLIC;
"""
_CHECK = """
CREATE FUNCTION schemasync.check_roles() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF schemasync.role_fingerprint() <> {fingerprint} THEN
        RAISE EXCEPTION 'permission denied to alter role' USING ERRCODE = '42501',
            DETAIL = 'The file changes the role postgres, or a role that Supabase reserves.';
    END IF;
    IF EXISTS (
        SELECT FROM pg_db_role_setting s, unnest(s.setconfig) c
        WHERE s.setrole IN (0, {project}) AND c ~ '^local_preload_libraries=.'
            AND s.setdatabase IN (0, (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))
    ) THEN
        RAISE EXCEPTION 'permission denied to set parameter "local_preload_libraries"' USING ERRCODE = '42501',
            DETAIL = 'No session of the role postgres could start any more.';
    END IF;
END
$$;
"""


@dataclass(frozen=True, slots=True)
class RoleGuard:
    """State of the protected roles before the first file.

    Attributes:
        roles: (OID, their attributes) of the project's role and the reserved ones: it has ADMIN OPTION on some of these.
        guarded: OIDs of the roles whose memberships are reserved, before PostgreSQL 16.
        rows: catalog → its rows about these roles, as text.
    """

    roles: tuple[tuple[Any, ...], ...]
    guarded: tuple[int, ...]
    rows: Mapping[str, tuple[str, ...]]

    @classmethod
    def install(cls, admin: psycopg.Connection[Any]) -> RoleGuard:
        """Create `schemasync.check_roles()`; before PostgreSQL 16, also prevent memberships in reserved roles."""
        before_16 = admin.info.server_version < _ADMIN_OPTION
        if before_16:
            _close_memberships(admin)
        names = [PROJECT_ROLE, *sorted(RESERVED_ROLES)]
        rows = admin.execute(
            f"SELECT oid::bigint, {_columns()} FROM pg_catalog.pg_authid WHERE rolname = ANY (%s)", (names,)
        )
        roles = tuple(rows.fetchall())
        guarded = tuple(_oids(admin, GUARDED_ROLES)) if before_16 else ()
        guard = cls(roles, guarded, _rows_about(admin, [oid for oid, *_ in roles]))
        guard._make_check(admin)
        return guard

    def _make_check(self, admin: psycopg.Connection[Any]) -> None:
        facts = ", ".join(f"r.{fact}" for fact in _FACTS).replace(
            "r.rolvaliduntil", "nullif(r.rolvaliduntil, 'infinity')"
        )
        [project] = _oids(admin, [PROJECT_ROLE])
        text = _FINGERPRINT.format(
            facts=facts, roles=_array(row[0] for row in self.roles), guarded=_array(self.guarded), project=project,
            service_owners=_array(_oids(admin, SERVICE_OWNERS)),
        )  # fmt: skip
        admin.execute(text.encode())
        admin.execute(_CHECK.format(fingerprint=literal(_fingerprint(admin)), project=project).encode())

    def restore(self, admin: psycopg.Connection[Any]) -> psycopg.Error | None:
        """Restore the roles if a file has committed changes of them; returns the error of these changes, if there are any."""
        try:
            admin.execute(b"SELECT schemasync.check_roles()")
        except psycopg.errors.InsufficientPrivilege as error:
            self._restore(admin)
            return error
        return None

    def _restore(self, admin: psycopg.Connection[Any]) -> None:
        changes = ", ".join(f"{fact} = %s" for fact in _FACTS).replace(
            "rolvaliduntil = %s", "rolvaliduntil = %s::timestamptz"
        )
        self._restore_dropped(admin)
        for oid, *facts in self.roles:
            admin.execute(f"UPDATE pg_catalog.pg_authid SET {changes} WHERE oid = %s".encode(), (*facts, oid))
        admin.execute(
            "DELETE FROM pg_catalog.pg_auth_members m WHERE m.roleid = ANY (%s::bigint[]::oid[]) AND NOT (m.member = %s::regrole"
            " AND m.roleid::regrole::text = ANY (%s))",
            (list(self.guarded), PROJECT_ROLE, list(SERVICE_OWNERS)),
        )
        for whose in (f"ROLE {PROJECT_ROLE}", f"ROLE {PROJECT_ROLE} IN DATABASE {{0}}", "DATABASE {0}"):
            admin.execute(f"ALTER {whose.format(ident(admin.info.dbname))} RESET local_preload_libraries".encode())

    def _restore_dropped(self, admin: psycopg.Connection[Any]) -> None:
        """Create the roles again that are gone, under their old OIDs, and free the names of all."""
        oids, names = [oid for oid, *_ in self.roles], [name for _, name, *_ in self.roles]
        there = {
            oid
            for (oid,) in admin.execute("SELECT oid::bigint FROM pg_catalog.pg_authid WHERE oid = ANY (%s)", (oids,))
        }
        admin.execute(
            "UPDATE pg_catalog.pg_authid SET rolname = 'schemasync_renamed_' || oid WHERE rolname = ANY (%s)", (names,)
        )
        dropped = [oid for oid in oids if oid not in there]
        for catalog, about in _ROWS_ABOUT.items() if dropped else ():
            admin.execute(
                f"INSERT INTO pg_catalog.{catalog} SELECT (u.row_text::pg_catalog.{catalog}).* FROM unnest(%(rows)s::text[])"
                f" u (row_text), LATERAL (SELECT (u.row_text::pg_catalog.{catalog}).*) t WHERE {about}".encode(),
                {"rows": list(self.rows[catalog]), "roles": dropped},
            )


_ROWS_ABOUT = {
    "pg_authid": "t.oid = ANY (%(roles)s)",
    "pg_auth_members": "t.roleid = ANY (%(roles)s) OR t.member = ANY (%(roles)s)",
    "pg_db_role_setting": "t.setrole = ANY (%(roles)s)",
}
"""Catalog → condition of its rows about some roles."""


def _rows_about(admin: psycopg.Connection[Any], roles: Sequence[int]) -> dict[str, tuple[str, ...]]:
    """The rows about some roles, as text, by catalog."""
    found = {}
    for catalog, about in _ROWS_ABOUT.items():
        rows = admin.execute(
            f"SELECT t::text FROM pg_catalog.{catalog} t WHERE {about}".encode(), {"roles": list(roles)}
        )
        found[catalog] = tuple(text for (text,) in rows)
    return found


def _columns() -> str:
    return ", ".join(_FACTS).replace("rolname", "rolname::text").replace("rolvaliduntil", "rolvaliduntil::text")


def _fingerprint(admin: psycopg.Connection[Any]) -> str:
    row = admin.execute("SELECT schemasync.role_fingerprint()").fetchone()
    return str(row[0]) if row else ""


def _oids(admin: psycopg.Connection[Any], names: Any) -> list[int]:
    rows = admin.execute(
        "SELECT oid::bigint FROM pg_catalog.pg_roles WHERE rolname = ANY (%s) ORDER BY 1", (list(names),)
    )
    return [oid for (oid,) in rows]


def _array(oids: Any) -> str:
    return "{" + ",".join(map(str, oids)) + "}"


def _close_memberships(admin: psycopg.Connection[Any]) -> None:
    """Revoke the project role's memberships in reserved roles, which older images have, and prevent new ones."""
    rows = admin.execute(
        "SELECT roleid::regrole::text FROM pg_catalog.pg_auth_members"
        " WHERE member = %s::regrole AND roleid = ANY (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = ANY (%s))",
        (PROJECT_ROLE, GUARDED_ROLES),
    )
    for (role,) in rows.fetchall():
        admin.execute(f"REVOKE {role} FROM {PROJECT_ROLE}".encode())
    admin.execute("SELECT schemasync.guard_memberships(%s)", (GUARDED_ROLES,))
