"""Install stub extensions in place of those that the shadow server lacks; the report calls them stand-ins."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import psycopg

from schemasync.core.sql import literal

STUB_COMMENT = "stand-in for "
"""Beginning of the comment in a stub's control file, which distinguishes it from the extension's own."""
_VERSIONS = {
    "dblink": "1.2", "http": "1.6", "hypopg": "1.4.1", "index_advisor": "0.2.0", "pg_cron": "1.6", "pg_graphql": "1.5.11",
    "pg_hashids": "1.3", "pg_jsonschema": "0.3.3", "pg_net": "0.20.4", "pg_partman": "5.3.1", "pg_repack": "1.5.2",
    "pg_stat_monitor": "2.1", "pg_stat_statements": "1.11", "pg_tle": "1.4.0", "pgaudit": "17.0", "pgcrypto": "1.3",
    "pgjwt": "0.2.0", "pgmq": "1.5.1", "pgroonga": "3.2.5", "pgroonga_database": "3.2.5", "pgrouting": "3.4.1",
    "pgsodium": "3.1.9", "pgtap": "1.2.0", "plpgsql_check": "2.7", "plv8": "3.1.10", "postgis": "3.3.7",
    "postgis_raster": "3.3.7", "postgis_sfcgal": "3.3.7", "postgis_tiger_geocoder": "3.3.7", "postgis_topology": "3.3.7",
    "postgres_fdw": "1.1", "rum": "1.3", "supabase_vault": "0.3.1", "timescaledb": "2.16.1", "uuid-ossp": "1.1",
    "vector": "0.8.0", "wrappers": "0.5.4",
}  # fmt: skip
"""Versions that Supabase has (supabase/postgres `nix/ext/version-history.json`); migrations compare them."""
_ANY_VERSION = "1.0"
RELOCATABLE = frozenset(
    {"dblink", "hypopg", "index_advisor", "pg_hashids", "pg_stat_monitor", "pg_stat_statements", "pgcrypto", "pgtap",
     "postgres_fdw", "uuid-ossp", "vector"}
)  # fmt: skip
"""Extensions whose objects ALTER EXTENSION … SET SCHEMA moves; for any other one PostgreSQL answers 0A000."""
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
    return text.replace("HOME", home).replace("RELOCATABLE", ", ".join(map(literal, sorted(RELOCATABLE))))


def schema_of(name: str, written: str) -> str:
    """Schema in which Supabase installs an extension: its fixed one, else the one that is written, else `public`."""
    return FIXED_SCHEMAS.get(name) or written or "public"


def stub_version(name: str) -> str:
    """The version of an extension's stub, which is the one that Supabase has."""
    return _VERSIONS.get(name, _ANY_VERSION)


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
        values = (name, schema, text, stub_version(name))
        connection.execute("SELECT pg_temp.install_stub(%s, %s, %s, %s)", values)
        connection.execute("DROP FUNCTION pg_temp.install_stub")
