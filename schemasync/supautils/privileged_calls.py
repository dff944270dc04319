"""What Supabase lets the project's role do beyond plain PostgreSQL, and where it goes instead."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import psycopg

from schemasync.migrations.statements import SourceStatement
from schemasync.postgres.shadow import PROJECT_ROLE
from schemasync.supabase.extensions import ALLOWED, REACHING_OUT
from schemasync.supabase.platform import stub_sql, webhooks_sql
from schemasync.supabase.stubs import FIXED_SCHEMAS, STUB_VERSION, install_function, install_stub
from schemasync.supabase.supautils_config import PARAMETERS, VECTOR_PARAMETERS
from schemasync.supautils.do_block_calls import with_doors
from schemasync.supautils.statement_calls import (
    DYNAMIC,
    SUBSCRIPTIONS,
    Call,
    door,
    on_service_table,
    rebuilds_indexes,
    refusal,
    role_rights,
)

__all__ = ["Call", "Doors"]

LEND = "SELECT schemasync.lend(%s)"
HOLD = "SELECT schemasync.hold_index_options(%s)"
SERVICES = ("supabase_auth_admin", "supabase_storage_admin", "supabase_realtime_admin")
"""Roles that own what the services keep in the database."""
SERVICE_SCHEMAS = "auth, storage, realtime"


MARK = "INSERT INTO schemasync.marks (id, apart) VALUES (%s, %s)"
"""What comes after it is the statement's that has the number."""
MARK_TEXT = MARK.replace("%s", "$1", 1).replace("%s", "$2").encode()
"""The same as it arrives."""
NOBODY = 0
"""The number of no statement: what comes after it is no migration's."""


_FREE_RIGHTS = 160000
"""Server version from which on who has BYPASSRLS and CREATEROLE gives them without a superuser."""


class Doors:
    """The doors of one database.

    Args:
        admin: the superuser's connection to it; used only before untrusted SQL of a file runs.
    """

    def __init__(self, admin: psycopg.Connection[Any]) -> None:
        self._admin = admin
        self.stubbed: dict[str, str] = {}
        self._open = False
        self._older = admin.info.server_version < _FREE_RIGHTS
        rows = admin.execute(
            "SELECT name FROM pg_catalog.pg_available_extensions WHERE default_version <> %s", (STUB_VERSION,)
        )
        self._available = {name for (name,) in rows} - REACHING_OUT

    @property
    def admin(self) -> psycopg.Connection[Any]:
        """The superuser's connection."""
        return self._admin

    def elsewhere(self, admin: psycopg.Connection[Any]) -> Doors:
        """The doors of a copy of the database, to which `admin` is connected as the superuser."""
        doors = copy.copy(self)
        doors._admin, doors.stubbed = admin, dict(self.stubbed)  # noqa: SLF001
        admin.execute(b"SET search_path = ''")
        admin.execute(b"SET session_replication_role = replica")
        return doors

    def install(self) -> None:
        """Make the bookkeeping of origins and the doors."""
        self._admin.execute(b"SET search_path = ''")
        for package, name in (
            ("schemasync.replay", "bookkeeping.sql"),
            ("schemasync.supautils", "privileged_calls.sql"),
        ):
            text = files(package).joinpath(name).read_text(encoding="utf-8")
            self._admin.execute(text.encode())
        self._admin.execute(install_function("schemasync").encode())
        self._offer_extensions()
        self._admin.execute(
            f"GRANT SET ON PARAMETER {', '.join(PARAMETERS + VECTOR_PARAMETERS)} TO {PROJECT_ROLE}".encode()
        )
        self._admin.execute(f"ALTER ROLE {PROJECT_ROLE} SET temp_file_limit = '4GB'".encode())
        self._admin.execute(b"SET session_replication_role = replica")

    def conceal(self) -> None:
        """What `api.auto_expose_new_tables = false` takes from the API's roles on objects to come."""
        for rights in (
            "SELECT, INSERT, UPDATE, DELETE ON TABLES",
            "USAGE, SELECT ON SEQUENCES",
            "EXECUTE ON FUNCTIONS",
        ):
            self._admin.execute(
                f"ALTER DEFAULT PRIVILEGES FOR ROLE {PROJECT_ROLE} IN SCHEMA public REVOKE {rights}"
                " FROM anon, authenticated, service_role".encode()
            )

    def hook(self) -> None:
        """Make what Database Webhooks bring, once: pg_net and the schema `supabase_functions`."""
        there = self._admin.execute(
            "SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'supabase_functions'"
        ).fetchone()
        if there is not None:
            return
        self._admin.execute(MARK, (NOBODY, True))
        self._admin.execute(b"SELECT schemasync.tame()")
        if self._admin.execute("SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_net'").fetchone() is None:
            install_stub(self._admin, "pg_net", stub_sql()["pg_net"])
            self.stubbed["pg_net"] = STUB_VERSION
        self._admin.execute(webhooks_sql().encode())

    def _offer_extensions(self) -> None:
        names, stubs = sorted(ALLOWED), stub_sql()
        homes = [FIXED_SCHEMAS.get(name) for name in names]
        texts = [None if name in self._available else stubs.get(name, "") for name in names]
        self._admin.execute(
            "INSERT INTO schemasync.extension SELECT name, home, %s, definition"
            " FROM ROWS FROM (unnest(%s::text[]), unnest(%s::text[]), unnest(%s::text[])) t (name, home, definition)",
            (STUB_VERSION, names, homes, texts),
        )

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """Rights that Supabase gave to the project's role once: those of the services, never a superuser's."""
        self._admin.execute(b"SELECT schemasync.tame()")
        rows = self._admin.execute(
            "SELECT rolname FROM pg_catalog.pg_roles r WHERE rolname = ANY(%s) AND NOT EXISTS ("
            " SELECT FROM pg_catalog.pg_auth_members m WHERE m.roleid = r.oid AND m.member = %s::regrole)",
            (list(SERVICES), PROJECT_ROLE),
        )
        roles = ", ".join(name for (name,) in rows)
        self._admin.execute(f"GRANT {roles} TO {PROJECT_ROLE}".encode())
        self._admin.execute(f"GRANT CREATE ON SCHEMA {SERVICE_SCHEMAS} TO {PROJECT_ROLE}".encode())
        self._open = True
        try:
            yield
        finally:
            self._open = False
            self._admin.execute(b"SELECT schemasync.tame()")
            self._admin.execute(f"REVOKE CREATE ON SCHEMA {SERVICE_SCHEMAS} FROM {PROJECT_ROLE}".encode())
            self._admin.execute(f"REVOKE {roles} FROM {PROJECT_ROLE}".encode())

    def call(self, statement: SourceStatement) -> Call:
        """The statement as it is to be sent."""
        if refused := refusal(statement):
            return Call("SELECT schemasync.refuse(%s, %s)", refused)
        if statement.node in SUBSCRIPTIONS:
            return Call("SELECT schemasync.subscribe(%s)", (statement.text,))
        if statement.node == "create_extension_stmt" and statement.tree.extname in ALLOWED - self._available:
            self.stubbed[statement.tree.extname] = STUB_VERSION
        imitated = "vector" not in self._available
        found = door(statement, imitated=imitated) or with_doors(statement, imitated=imitated, older=self._older)
        return found or Call(statement.text)

    def calls(self, statement: SourceStatement, *, dynamic: bool = False) -> tuple[Call, ...]:
        """The statement with all that goes before and after it, in one transaction; see `around`."""
        if self._older and not refusal(statement) and (parts := role_rights(statement)):
            return (Call(parts[0]), parts[1]) if parts[0] else (parts[1],)
        around = self.around(statement, dynamic=dynamic)
        return (around[0], self.call(statement), around[1]) if around else (self.call(statement),)

    def around(self, statement: SourceStatement, *, dynamic: bool = False) -> tuple[Call, Call] | None:
        """What lends the services' rights to a statement, and takes them back, or the like; None if it needs none.

        Args:
            statement: as it stands in the file.
            dynamic: what a DO block or a function runs may need them.
        """
        if "vector" in self.stubbed and rebuilds_indexes(statement):
            return Call(HOLD, (True,)), Call(HOLD, (False,))
        if self._open:
            return None  # they are lent to the whole file
        if on_service_table(statement) or (dynamic and statement.node in DYNAMIC):
            return Call(LEND, (True,)), Call(LEND, (False,))
        return None
