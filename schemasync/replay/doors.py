"""What Supabase lets the project's role do beyond plain PostgreSQL, and where it goes instead."""

from __future__ import annotations

import contextlib
import copy
import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import psycopg

from schemasync.postgres.shadow import PROJECT_ROLE
from schemasync.replay.statements import SourceStatement
from schemasync.supabase.extensions import ALLOWED
from schemasync.supabase.managed import MANAGED_SCHEMAS
from schemasync.supabase.platform import stub_sql
from schemasync.supabase.stubs import FIXED_SCHEMAS, STUB_VERSION, install_function, moved, schema_of

DOOR_ROLE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'schemasync_door') THEN
        CREATE ROLE schemasync_door NOLOGIN NOSUPERUSER BYPASSRLS;
        GRANT postgres, supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin TO schemasync_door;
    END IF;
END
$$"""


SERVICES = ("supabase_auth_admin", "supabase_storage_admin", "supabase_realtime_admin")
"""Roles that own what the services keep in the database."""
SERVICE_SCHEMAS = "auth, storage, realtime"
PARAMETERS = "GRANT SET ON PARAMETER session_replication_role, log_min_duration_statement, pgrst.db_schemas TO postgres"
"""Settings that supautils opens to the project's role."""

REACHING_OUT = frozenset({"http", "pg_cron", "pg_net"})
"""Always stand-ins, also where the server has them: a replay sends no request and schedules nothing.

pg_cron could only be made in one database of a server, and never in the mirror.
"""


@dataclass(frozen=True, slots=True)
class Call:
    """A statement as it is sent: its text, or a call of a door with parameters."""

    sql: str
    parameters: Sequence[Any] | None = None


class Doors:
    """The doors of one database.

    Args:
        admin: the superuser's connection to it; used only before untrusted SQL of a file runs.
    """

    def __init__(self, admin: psycopg.Connection[Any]) -> None:
        self._admin = admin
        self._token = secrets.token_urlsafe(24)
        self._stubs = stub_sql()
        self.stubbed: dict[str, str] = {}
        rows = admin.execute("SELECT name FROM pg_catalog.pg_available_extensions")
        self._available = {name for (name,) in rows} - REACHING_OUT

    def elsewhere(self, admin: psycopg.Connection[Any]) -> Doors:
        """The doors of a copy of the database, to which `admin` is connected as the superuser."""
        doors = copy.copy(self)
        doors._admin, doors.stubbed = admin, dict(self.stubbed)  # noqa: SLF001
        admin.execute(b"SET search_path = ''")
        admin.execute(b"SET session_replication_role = replica")
        return doors

    def install(self) -> None:
        """Make the bookkeeping of origins and the doors."""
        self._admin.execute(DOOR_ROLE.encode())
        self._admin.execute(b"SET search_path = ''")
        text = files("schemasync.replay").joinpath("bookkeeping.sql").read_text(encoding="utf-8")
        self._admin.execute(text.encode())
        self._admin.execute(install_function("schemasync").encode())
        digest = hashlib.sha256(self._token.encode()).digest()
        self._admin.execute("INSERT INTO schemasync.secret VALUES (%s)", (digest,))
        self._admin.execute(PARAMETERS.encode())
        self._admin.execute(b"SET session_replication_role = replica")

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """Rights that Supabase gave to the project's role once: those of the services, never a superuser's."""
        rows = self._admin.execute(
            "SELECT rolname FROM pg_catalog.pg_roles r WHERE rolname = ANY(%s) AND NOT EXISTS ("
            " SELECT FROM pg_catalog.pg_auth_members m WHERE m.roleid = r.oid AND m.member = %s::regrole)",
            (list(SERVICES), PROJECT_ROLE),
        )
        roles = ", ".join(name for (name,) in rows)
        self._admin.execute(f"GRANT {roles} TO {PROJECT_ROLE}".encode())
        self._admin.execute(f"GRANT CREATE ON SCHEMA {SERVICE_SCHEMAS} TO {PROJECT_ROLE}".encode())
        try:
            yield
        finally:
            self._admin.execute(f"REVOKE CREATE ON SCHEMA {SERVICE_SCHEMAS} FROM {PROJECT_ROLE}".encode())
            self._admin.execute(f"REVOKE {roles} FROM {PROJECT_ROLE}".encode())

    def call(self, statement: SourceStatement) -> Call:
        """The statement as it is to be sent."""
        tree = statement.tree
        match statement.node:
            case "create_extension_stmt" if tree.extname in ALLOWED:
                return self._create_extension(tree)
            case "create_policy_stmt" | "alter_policy_stmt" if tree.table.schemaname in MANAGED_SCHEMAS:
                return self._as_service(statement)
            case "drop_stmt" | "comment_stmt" if _managed_object(statement):
                return self._as_service(statement)
            case "drop_stmt" if _kind(tree.remove_type, tree, "remove_type") == "OBJECT_EXTENSION":
                return self._drop_extension(tree)
        return Call(statement.text)

    def _create_extension(self, tree: Any) -> Call:
        name, options = tree.extname, _options(tree)
        schema, stub = options.get("schema", ""), None
        if name not in self._available:
            schema = schema_of(name, schema)
            stub = moved(name, self._stubs.get(name, ""), schema)
            self.stubbed[name] = STUB_VERSION
        elif name in FIXED_SCHEMAS:
            schema = "" if name != "pg_net" else "extensions"
        parameters = (name, schema, tree.if_not_exists, "cascade" in options, stub, STUB_VERSION, self._token)
        return Call("SELECT schemasync.create_extension(%s, %s, %s, %s, %s, %s, %s)", parameters)

    def _drop_extension(self, tree: Any) -> Call:
        names = [item.string.sval for item in tree.objects]
        cascade = _kind(tree.behavior, tree, "behavior") == "DROP_CASCADE"
        return Call("SELECT schemasync.drop_extension(%s, %s, %s)", (names[0], cascade, self._token))

    def _as_service(self, statement: SourceStatement) -> Call:
        return Call("SELECT schemasync.as_service(%s, %s)", (statement.text, self._token))


def _options(tree: Any) -> dict[str, str]:
    return {item.def_elem.defname: item.def_elem.arg.string.sval for item in tree.options}


def _kind(value: int, tree: Any, field: str) -> str:
    """Name of a protobuf enumeration's value."""
    return str(tree.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number[value].name)


def _managed_object(statement: SourceStatement) -> bool:
    """DROP and COMMENT ON POLICY, and DROP TRIGGER, on a table of a managed schema."""
    tree = statement.tree
    if statement.node == "drop_stmt":
        kind = _kind(tree.remove_type, tree, "remove_type")
        lists = [item.list.items for item in tree.objects]
    else:
        kind = _kind(tree.objtype, tree, "objtype")
        lists = [tree.object.list.items]
    allowed = ("OBJECT_POLICY", "OBJECT_TRIGGER") if statement.node == "drop_stmt" else ("OBJECT_POLICY",)
    qualified = [[part.string.sval for part in items] for items in lists]
    on_tables = all(len(parts) > len(("schema", "table")) and parts[0] in MANAGED_SCHEMAS for parts in qualified)
    return kind in allowed and bool(qualified) and on_tables
