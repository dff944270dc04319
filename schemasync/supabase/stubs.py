"""Stand-ins for extensions that the shadow server lacks, registered as if they were installed."""

from __future__ import annotations

from typing import Any

import psycopg

STUB_VERSION = "0.0-schemasync-stub"
"""Version that `pg_extension` shows for a stand-in, so that the report can name it."""
FIXED_SCHEMAS = {
    "pg_cron": "pg_catalog",
    "pg_graphql": "graphql",
    "pg_net": "extensions",
    "pgmq": "pgmq",
    "supabase_vault": "vault",
}
"""Where Supabase puts an extension whatever the migration says; all others are in `extensions`."""

_MEMBERS = (
    ("pg_class", "relkind IN ('r', 'v', 'm', 'S', 'p', 'c')"),
    ("pg_proc", "true"),
    ("pg_type", "typtype IN ('b', 'd', 'e', 'r') AND typelem = 0"),
    ("pg_namespace", "true"),
    ("pg_operator", "true"),
    ("pg_opclass", "true"),
    ("pg_opfamily", "true"),
    ("pg_cast", "true"),
)


def install_stub(connection: psycopg.Connection[Any], name: str, text: str, schema: str | None = None) -> None:
    """Run a stand-in's SQL and make PostgreSQL believe that it is the extension.

    What the SQL creates becomes a member in `pg_depend`, so that `CREATE EXTENSION IF NOT EXISTS` passes,
    `DROP EXTENSION` removes it, and no comparison takes it for the project's own.

    Args:
        connection: the superuser's, in autocommit mode.
        name: of the extension.
        text: SQL with qualified names.
        schema: to show as the extension's schema; by default where Supabase has it.
    """
    with connection.transaction():
        connection.execute("SET LOCAL search_path = ''")
        connection.execute("SET LOCAL allow_system_table_mods = on")
        mark = _next_oid(connection)
        connection.execute(text.encode())
        connection.execute(
            """INSERT INTO pg_catalog.pg_extension
                   (oid, extname, extowner, extnamespace, extrelocatable, extversion)
               SELECT pg_catalog.lo_creat(-1), %s, r.oid, n.oid, false, %s
               FROM pg_catalog.pg_roles r, pg_catalog.pg_namespace n
               WHERE r.rolname = current_user AND n.nspname = %s""",
            (name, STUB_VERSION, schema or FIXED_SCHEMAS.get(name, "extensions")),
        )
        connection.execute(
            "SELECT pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata WHERE oid >= %s", (mark,)
        )
        for table, condition in _MEMBERS:
            connection.execute(
                f"""INSERT INTO pg_catalog.pg_depend
                        (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
                    SELECT 'pg_catalog.{table}'::pg_catalog.regclass, t.oid, 0,
                           'pg_catalog.pg_extension'::pg_catalog.regclass, e.oid, 0, 'e'
                    FROM pg_catalog.{table} t, pg_catalog.pg_extension e
                    WHERE e.extname = %s AND t.oid >= %s AND {condition}""".encode(),
                (name, mark),
            )


def _next_oid(connection: psycopg.Connection[Any]) -> int:
    """An OID that is smaller than those of all objects made from now on."""
    row = connection.execute("SELECT pg_catalog.lo_creat(-1)").fetchone()
    assert row
    connection.execute("SELECT pg_catalog.lo_unlink(%s::oid)", (row[0],))
    return int(row[0])
