"""Refuse an external server that is not empty: migrations are replayed on an empty server only."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import psycopg

from schemasync.core.errors import PostgresError
from schemasync.postgres.shadow import ADMIN, PROJECT_ROLE
from schemasync.supabase.scope import MANAGED_SCHEMAS

Connection = psycopg.Connection[Any]

_HOSTED = re.compile(r"(^|\.)supabase\.(co|com|in|net|red)$")
HINT = "name a throwaway server, such as a service container of the job, and never the database that is checked"

PROJECT_SIGNS = """
SELECT n.nspname || '.' || c.relname
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE (n.nspname, c.relname) IN (('supabase_migrations', 'schema_migrations'), ('realtime', 'schema_migrations'))
ORDER BY 1
"""
"""Finds tables which show that migrations were pushed to a database, or that Supabase's services ran on it."""

FOREIGN_OBJECTS = """
SELECT DISTINCT name FROM (
    SELECT c.oid, 'pg_catalog.pg_class'::pg_catalog.regclass AS classid, n.nspname || '.' || c.relname AS name, n.nspname
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    UNION ALL
    SELECT p.oid, 'pg_catalog.pg_proc'::pg_catalog.regclass, n.nspname || '.' || p.proname, n.nspname
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    UNION ALL
    SELECT t.oid, 'pg_catalog.pg_type'::pg_catalog.regclass, n.nspname || '.' || t.typname, n.nspname
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype IN ('b', 'd', 'e', 'r') AND t.typcategory <> 'A'
    UNION ALL
    SELECT n.oid, 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.nspname, n.nspname
    FROM pg_catalog.pg_namespace n WHERE n.nspname <> 'public'
) found
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname <> ALL (%s::text[])
AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = found.classid AND d.objid = found.oid AND d.deptype = 'e'
)
ORDER BY 1 LIMIT 3
"""


def refuse_unless_empty(
    connection: Connection, connect_to: Callable[[str], Connection], databases: list[tuple[str, bool]]
) -> None:
    """Refuse a server on which migrations must not be replayed.

    Args:
        connection: to the server.
        connect_to: connects to another of its databases.
        databases: name of each database that is not ours, and whether it allows connections.

    Raises:
        PostgresError: the message names the objects found, or the missing right.
    """
    if _HOSTED.search(connection.info.host.lower()):
        raise PostgresError("the server for the shadow is a hosted Supabase project", HINT)
    row = connection.execute(
        "SELECT rolsuper, current_user::text, pg_catalog.pg_is_in_recovery() FROM pg_catalog.pg_roles WHERE rolname = current_user"
    ).fetchone()
    assert row
    if not row[0]:
        raise PostgresError(f"{row[1]} is not a superuser of the server for the shadow", HINT)
    if row[2]:
        raise PostgresError("the server for the shadow is a standby", HINT)
    _refuse_project_role(connection)
    for name, allows_connections in databases:
        if not allows_connections:
            raise PostgresError(f"database {name} of the server for the shadow does not allow connections", HINT)
        with connect_to(name) as inside:
            _refuse_contents(inside, name)


def _refuse_project_role(connection: Connection) -> None:
    """Refuse a superuser named `postgres`: migrations run as this role, and the bootstrap superuser cannot be demoted."""
    query = "SELECT FROM pg_catalog.pg_roles WHERE rolname = %s AND rolsuper"
    if connection.execute(query, (PROJECT_ROLE,)).fetchone() is not None:
        raise PostgresError(
            f"the role {PROJECT_ROLE} is a superuser of the server for the shadow; migrations run as this role, which must not be one",
            f"start the service container with `POSTGRES_USER: {ADMIN}` and name that user in the URL",
        )


def _refuse_contents(connection: Connection, database: str) -> None:
    signs = [name for (name,) in connection.execute(PROJECT_SIGNS.encode())]
    if signs:
        raise PostgresError(
            f"the server for the shadow looks like a real Supabase project: database {database} has {' and '.join(signs)}",
            HINT,
        )
    found = [name for (name,) in connection.execute(FOREIGN_OBJECTS.encode(), (sorted(MANAGED_SCHEMAS),))]
    if found:
        raise PostgresError(f"the server for the shadow is not empty: database {database} has {', '.join(found)}", HINT)
