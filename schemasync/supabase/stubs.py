"""Install stub extensions in place of those that the shadow server lacks; the report calls them stand-ins."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import psycopg

STUB_VERSION = "0.0-schemasync-stub"
"""Version of a stub in `pg_extension`, by which it is recognized."""
FIXED_SCHEMAS = {
    "pg_cron": "pg_catalog",
    "pg_graphql": "graphql",
    "pg_net": "extensions",
    "pg_tle": "pgtle",
    "pgmq": "pgmq",
    "pgsodium": "pgsodium",
    "postgis_tiger_geocoder": "tiger",
    "postgis_topology": "topology",
    "supabase_vault": "vault",
}
"""Extension → the schema in which Supabase installs it, even if a migration names another one."""
CONTROL_SCHEMAS = {name: schema for name, schema in FIXED_SCHEMAS.items() if schema != "extensions"}
"""Those of `FIXED_SCHEMAS` whose control file names the schema; Supabase's own scripts place the others."""
OWN_SCHEMA = "extensions."
"""Qualifier in the SQL of a stub that is replaced by the schema which CREATE EXTENSION names."""


def install_function(home: str) -> str:
    """SQL of the function, in the schema `home`, that installs a stub."""
    text = files("schemasync.supabase.platform").joinpath("install_stub.sql").read_text(encoding="utf-8")
    return text.replace("HOME", home)


def schema_of(name: str, written: str) -> str:
    """Schema in which Supabase installs an extension: its fixed one, else the one that is written, else `public`."""
    return FIXED_SCHEMAS.get(name) or written or "public"


def install_stub(connection: psycopg.Connection[Any], name: str, text: str) -> None:
    """Install a stub in the schema in which the platform has the extension.

    Args:
        connection: the superuser's, in autocommit mode.
        name: of the extension.
        text: SQL with qualified names.
    """
    schema = FIXED_SCHEMAS.get(name, "extensions")
    with connection.transaction():
        connection.execute(install_function("pg_temp").encode())
        values = (name, schema, text, STUB_VERSION)
        connection.execute("SELECT pg_temp.install_stub(%s, %s, %s, %s)", values)
        connection.execute("DROP FUNCTION pg_temp.install_stub")
