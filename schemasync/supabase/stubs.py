"""Stand-ins for extensions that the shadow server lacks, registered as if they were installed."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import psycopg

STUB_VERSION = "0.0-schemasync-stub"
"""Version that `pg_extension` shows for a stand-in, so that the report can name it."""
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
"""Where Supabase puts an extension whatever the migration says."""
CONTROL_SCHEMAS = {name: schema for name, schema in FIXED_SCHEMAS.items() if schema != "extensions"}
"""Those whose control file says so; what stands in `extensions` alone is put there by Supabase's scripts."""
OWN_SCHEMA = "extensions."
"""Qualifier of the objects of a stub whose schema CREATE EXTENSION chooses."""


def install_function(home: str) -> str:
    """SQL of the function that installs a stand-in, in the schema `home`."""
    text = files("schemasync.supabase.platform").joinpath("install_stub.sql").read_text(encoding="utf-8")
    return text.replace("HOME", home)


def schema_of(name: str, written: str) -> str:
    """Where an extension's objects go on Supabase: where it always has them, else where it is written, else public."""
    return FIXED_SCHEMAS.get(name) or written or "public"


def install_stub(connection: psycopg.Connection[Any], name: str, text: str) -> None:
    """Install a stand-in where the platform has it.

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
