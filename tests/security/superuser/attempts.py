"""Statements with which migrations try to become superuser, and the rights that they must not get."""

from __future__ import annotations

from schemasync.core.sql import literal
from schemasync.postgres.shadow import ADMIN, ShadowServer

WRITER = "GRANT pg_write_all_data TO postgres"


BECOME = "ALTER ROLE postgres SUPERUSER"


def rights(server: ShadowServer) -> list[str]:
    """Rights that the project's role must not have; it is made NOSUPERUSER again for the next test."""
    query = """
        SELECT 'superuser' FROM pg_roles WHERE rolname = 'postgres' AND rolsuper
        UNION ALL SELECT rolname FROM pg_roles WHERE pg_has_role('postgres', oid, 'MEMBER') AND rolname <> 'postgres'
            AND (rolsuper OR rolname ~ '^supabase_(auth|storage|realtime|etl|read|repl)|^dashboard_user$|^pgbouncer$'
                 OR rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'))"""
    with server.connect("template1", ADMIN) as admin:
        found = [name for (name,) in admin.execute(query.encode()).fetchall()]
        admin.execute(b"ALTER ROLE postgres NOSUPERUSER")
        return found


def hidden(statement: str) -> str:
    """The statement as dynamic SQL, in which no parser of ours sees it."""
    half = len(statement) // 2
    return f"DO $x$ BEGIN EXECUTE {literal(statement[:half])} || {literal(statement[half:])}; END $x$"
