"""Install and use privileged calls: SQL functions that do what Supabase lets the project's role do beyond PostgreSQL."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import psycopg

from schemasync.core.sql import literal
from schemasync.migrations.statements import SourceStatement
from schemasync.postgres.event_triggers import silent_event_triggers
from schemasync.postgres.shadow import PROJECT_ROLE
from schemasync.supabase.automatic_grants import REVOCATIONS
from schemasync.supabase.extensions import ALLOWED, ALWAYS_STUBS
from schemasync.supabase.platform import stub_sql, webhooks_sql
from schemasync.supabase.stubs import (
    FIXED_SCHEMAS,
    RELOCATABLE,
    STUB_COMMENT,
    install_function,
    install_stub,
    stub_version,
)
from schemasync.supabase.supautils_config import PARAMETERS, SERVICE_SCHEMAS, VECTOR_PARAMETERS
from schemasync.supautils.default_privileges import alter_defaults, default_grants
from schemasync.supautils.do_block_calls import may_handle_refusal, rewrite_do_block
from schemasync.supautils.role_guard import RoleGuard
from schemasync.supautils.statement_calls import (
    DYNAMIC,
    SUBSCRIPTIONS,
    Call,
    in_own_database,
    on_service_table,
    rebuilds_indexes,
    refusal,
    role_rights,
    wrapper_for,
)

__all__ = ["NO_VERSIONS", "Call", "PrivilegedCalls"]

GRANT_SERVICE_ROLES = "SELECT schemasync.grant_service_roles(%s)"
DETACH_INDEX_OPTIONS = "SELECT schemasync.detach_index_options(%s)"
_SERVICE_SCHEMAS = ", ".join(sorted(SERVICE_SCHEMAS))
_VAULT = (
    "SELECT pg_catalog.to_regclass('vault.secrets'), pg_catalog.to_regprocedure('vault._crypto_aead_det_noncegen()')"
)
_ON_SECRETS = ("INSERT, UPDATE ON vault.secrets", "EXECUTE ON FUNCTION vault._crypto_aead_det_noncegen()")
"""Privileges that Supabase Vault gave to the project's role until 2025; a column's default calls the function."""


MARK = "INSERT INTO schemasync.marks (id, own_transaction) VALUES (%s, %s)"
"""Writes the mark before a statement: catalog rows that are written after it belong to the statement of this number."""
MARK_TEXT = MARK.replace("%s", "$1", 1).replace("%s", "$2").encode()
"""The same, with the parameters as the server receives them."""
NOBODY = 0
"""Number of the first mark after which catalog rows belong to no migration; further ones count downwards."""
_FORGET_LOG = (
    "DELETE FROM schemasync.log l USING schemasync.marks m"
    " WHERE m.id = %s AND l.xmin::text::bigint > m.xmin::text::bigint"
)
"""Removes the commands that were logged after a mark."""


_CREATEROLE_SUFFICES = 160000
"""First server version in which a role with CREATEROLE can give its own attributes (BYPASSRLS) to others."""


NO_VERSIONS: Mapping[str, str] = MappingProxyType({})


class PrivilegedCalls:
    """The privileged calls of one database.

    Args:
        admin: the superuser's connection to it; used only before untrusted SQL of a file runs.
        versions: of the target's extensions, which stubs report.
    """

    def __init__(self, admin: psycopg.Connection[Any], versions: Mapping[str, str] = NO_VERSIONS) -> None:
        self._admin = admin
        self._versions = versions
        self.stub_extensions: dict[str, str] = {}
        self._open = False
        self._nobody = NOBODY
        self.database = admin.info.dbname
        self._roles: RoleGuard | None = None
        self._before_16 = admin.info.server_version < _CREATEROLE_SUFFICES
        rows = admin.execute(
            "SELECT name FROM pg_catalog.pg_available_extensions WHERE NOT starts_with(coalesce(comment, ''), %s)",
            (STUB_COMMENT,),
        )
        self._available = {name for (name,) in rows} - ALWAYS_STUBS

    @property
    def admin(self) -> psycopg.Connection[Any]:
        """The superuser's connection."""
        return self._admin

    def is_stub(self, extension: str) -> bool:
        """Whether the server lacks an extension that Supabase allows, so that a stub stands for it."""
        return extension in ALLOWED - self._available

    def for_copy(self, admin: psycopg.Connection[Any]) -> PrivilegedCalls:
        """The privileged calls of a copy of the database, to which `admin` is connected as the superuser."""
        privileged_calls = copy.copy(self)
        privileged_calls._admin, privileged_calls.stub_extensions = admin, dict(self.stub_extensions)  # noqa: SLF001
        privileged_calls.database = admin.info.dbname
        privileged_calls.prepare_session()
        return privileged_calls

    def prepare_session(self) -> None:
        """Set up the superuser's session: an empty search_path, and no triggers of the project."""
        self._admin.execute(b"SET search_path = ''")
        self._admin.execute(b"SET session_replication_role = replica")

    def install(self) -> None:
        """Create the bookkeeping of origins and the functions of the privileged calls."""
        self._admin.execute(b"SET search_path = ''")
        self._run_file("schemasync.replay", "bookkeeping.sql")
        self._offer_extensions()
        self._run_file("schemasync.supautils", "privileged_calls.sql")
        self._admin.execute(install_function("schemasync").encode())
        self._set_versions()
        self._roles = RoleGuard.install(self._admin)
        self._admin.execute(
            f"GRANT SET ON PARAMETER {', '.join(PARAMETERS + VECTOR_PARAMETERS)} TO {PROJECT_ROLE}".encode()
        )
        self._admin.execute(f"ALTER ROLE {PROJECT_ROLE} SET temp_file_limit = '4GB'".encode())
        self._admin.execute(b"SET session_replication_role = replica")

    def _set_versions(self) -> None:
        """Let the platform's stubs report the versions that the target has."""
        stubs = [name for name in self._versions if self.is_stub(name)]
        if stubs:
            with self._admin.transaction():
                self._admin.execute(b"SET LOCAL allow_system_table_mods = on")
                self._admin.execute(
                    "UPDATE pg_catalog.pg_extension e SET extversion = v.version"
                    " FROM unnest(%s::text[], %s::text[]) v (name, version)"
                    " WHERE e.extname = v.name AND e.extversion <> v.version",
                    (stubs, [self._versions[name] for name in stubs]),
                )

    def _run_file(self, package: str, name: str) -> None:
        self._admin.execute(files(package).joinpath(name).read_text(encoding="utf-8").encode())

    def restore_roles(self) -> psycopg.Error | None:
        """Undo changes of the platform's roles that a file has committed; returns the error of these changes, if there are any."""
        return self._roles.restore(self._admin) if self._roles is not None else None

    def hide_new_tables(self) -> tuple[str, ...]:
        """Revoke default privileges from the API's roles, as `api.auto_expose_new_tables = false` does.

        Returns:
            The default privileges that were there, as what `show_new_tables` grants again.
        """
        found = default_grants(self._admin)
        self._alter_default_privileges(REVOCATIONS)
        return found

    def show_new_tables(self, grants: Iterable[str]) -> None:
        """Grant the default privileges again that `hide_new_tables` found."""
        self._alter_default_privileges(grants)

    def _alter_default_privileges(self, changes: Iterable[str]) -> None:
        self._mark_nobody()
        alter_defaults(self._admin, changes)

    def install_webhooks(self) -> None:
        """Create the objects of Database Webhooks, once: pg_net and the schema `supabase_functions`."""
        there = self._admin.execute(
            "SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'supabase_functions'"
        ).fetchone()
        if there is not None:
            return
        self._mark_nobody()
        with silent_event_triggers(self._admin):
            if self._admin.execute("SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_net'").fetchone() is None:
                install_stub(self._admin, "pg_net", stub_sql()["pg_net"])
                self.stub_extensions["pg_net"] = stub_version("pg_net")
            self._admin.execute(webhooks_sql().encode())

    @contextlib.contextmanager
    def outside_migrations(self) -> Iterator[None]:
        """Run statements of the project's role that belong to no migration, in a `with` block."""
        mark = self._nobody
        self._mark_nobody()
        try:
            yield
        finally:
            self._admin.execute(_FORGET_LOG, (mark,))

    def _mark_nobody(self) -> None:
        """Write a mark after which catalog rows belong to no migration."""
        self._admin.execute(MARK, (self._nobody, True))
        self._nobody -= 1

    def _offer_extensions(self) -> None:
        """Create the function that returns the extensions which Supabase allows."""
        stubs = stub_sql()
        rows = [
            (
                name,
                FIXED_SCHEMAS.get(name),
                self._versions.get(name) or stub_version(name),
                None if name in self._available else stubs.get(name, ""),
                "yes" if name in RELOCATABLE else None,
            )
            for name in sorted(ALLOWED)
        ]
        values = ",\n".join(f"({', '.join(map(_text, row))})" for row in rows)
        self._admin.execute(
            f"CREATE FUNCTION schemasync.offered_extensions() RETURNS TABLE (name text, home text, version text,"
            f" definition text, relocatable text) LANGUAGE sql AS {literal(f'VALUES {values}')};"
            "REVOKE ALL ON FUNCTION schemasync.offered_extensions() FROM PUBLIC".encode()
        )

    @contextlib.contextmanager
    def service_rights(self) -> Iterator[None]:
        """Grant the service roles to the project's role for a `with` block, as Supabase did in the past; never a superuser's rights."""
        with silent_event_triggers(self._admin):
            self._admin.execute(b"SELECT schemasync.set_service_memberships(true)")
            self._admin.execute(f"GRANT CREATE ON SCHEMA {_SERVICE_SCHEMAS} TO {PROJECT_ROLE}".encode())
            self._on_secrets("GRANT", "TO")
        self._open = True
        try:
            yield
        finally:
            self._open = False
            with silent_event_triggers(self._admin):
                self._admin.execute(f"REVOKE CREATE ON SCHEMA {_SERVICE_SCHEMAS} FROM {PROJECT_ROLE}".encode())
                self._on_secrets("REVOKE", "FROM")
                self._admin.execute(b"SELECT schemasync.revoke_service_roles()")

    def _on_secrets(self, verb: str, preposition: str) -> None:
        """Grant or revoke the privileges on what exists of Supabase Vault: a migration can drop its extension."""
        there = self._admin.execute(_VAULT).fetchone() or (None, None)
        for found, privileges in zip(there, _ON_SECRETS, strict=True):
            if found is not None:
                self._admin.execute(f"{verb} {privileges} {preposition} {PROJECT_ROLE}".encode())

    def _call(self, statement: SourceStatement) -> Call:
        """The statement as it is sent: unchanged, or as a privileged call."""
        if refused := refusal(statement):
            return Call("SELECT schemasync.refuse(%s, %s)", refused)
        if statement.node in SUBSCRIPTIONS:
            return Call("SELECT schemasync.subscribe(%s)", (statement.text,))
        if statement.node == "create_extension_stmt" and self.is_stub(statement.tree.extname):
            self.stub_extensions[statement.tree.extname] = stub_version(statement.tree.extname)
        stub_vector = "vector" not in self._available
        found = (
            wrapper_for(statement, stub_vector=stub_vector)
            or in_own_database(statement, self.database)
            or rewrite_do_block(statement, stub_vector=stub_vector, before_16=self._before_16, database=self.database)
        )
        return found or Call(statement.text)

    def for_statement(self, statement: SourceStatement, *, dynamic: bool = False) -> tuple[Call, ...]:
        """The statement, and the calls before and after it; all of them must run in one transaction."""
        if self._before_16 and not refusal(statement) and (parts := role_rights(statement)):
            return (Call(parts[0]), parts[1]) if parts[0] else (parts[1],)
        wrapped = self._wrap(statement, dynamic=dynamic)
        return (wrapped[0], self._call(statement), wrapped[1]) if wrapped else (self._call(statement),)

    def _wrap(self, statement: SourceStatement, *, dynamic: bool = False) -> tuple[Call, Call] | None:
        """The calls before and after a statement that needs the service roles' rights, or indexes without options.

        Args:
            statement: as it stands in the file.
            dynamic: statements inside a DO block or a function may need the rights.
        """
        if "vector" in self.stub_extensions and rebuilds_indexes(statement):
            return Call(DETACH_INDEX_OPTIONS, (True,)), Call(DETACH_INDEX_OPTIONS, (False,))
        if self._open:
            return None  # the whole file has them
        if on_service_table(statement) or may_handle_refusal(statement) or (dynamic and statement.node in DYNAMIC):
            return Call(GRANT_SERVICE_ROLES, (True,)), Call(GRANT_SERVICE_ROLES, (False,))
        return None


def remove(admin: psycopg.Connection[Any]) -> None:
    """Remove bookkeeping and privileged calls from a database, without running the project's event triggers as superuser."""
    if admin.execute("SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'schemasync'").fetchone() is None:
        return
    admin.execute(b"SET session_replication_role = replica")
    with silent_event_triggers(admin):
        admin.execute(b"DROP SCHEMA schemasync CASCADE")


def _text(value: str | None) -> str:
    return "NULL::text" if value is None else literal(value)
