"""Install Supabase's platform: the SQL for an empty PostgreSQL cluster, and for a database in it."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import psycopg

from schemasync.supabase.stubs import install_stub

DEFAULT_EXTENSIONS = ("pgcrypto", "uuid-ossp", "supabase_vault")
"""Extensions that every project has; stubs replace those that the server lacks."""


def cluster_sql() -> str:
    """Roles, memberships and role settings: once per cluster, by the bootstrap superuser."""
    return files(__name__).joinpath("cluster.sql").read_text(encoding="utf-8")


def database_sql() -> list[tuple[str, str]]:
    """(file name, SQL), in the order in which they run once per database."""
    return [(file.name, file.read_text(encoding="utf-8")) for file in _sql_files("database")]


def stub_sql() -> dict[str, str]:
    """Extension name → SQL of its stub, for servers that lack the extension.

    Objects of extensions that Supabase does not pin to a schema go to schema `extensions`. Every
    name is qualified: run it with an empty `search_path`, once per database.
    """
    return {file.name.removesuffix(".sql"): file.read_text(encoding="utf-8") for file in _sql_files("stubs")}


def webhooks_sql() -> str:
    """Schema `supabase_functions`, of projects that use database webhooks; runs after pg_net."""
    return files(__name__).joinpath("webhooks.sql").read_text(encoding="utf-8")


def platform_digest() -> str:
    """Digest of all SQL of the platform."""
    parts = [cluster_sql(), webhooks_sql(), *map(str, database_sql()), *map(str, stub_sql().items())]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def install_cluster(connection: psycopg.Connection[Any]) -> None:
    """Create the roles; `connection` is the superuser's."""
    connection.execute(cluster_sql().encode())


def install_database(connection: psycopg.Connection[Any]) -> None:
    """Install the platform in the database of the superuser's `connection`."""
    for _, text in database_sql():
        connection.execute(text.encode())
    connection.execute(b"RESET ALL")
    present = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
    stubs = stub_sql()
    for name in DEFAULT_EXTENSIONS:
        if name not in present:
            install_stub(connection, name, stubs[name])


def _sql_files(folder: str) -> list[Traversable]:
    found = files(__name__).joinpath(folder).iterdir()
    return sorted((file for file in found if file.name.endswith(".sql")), key=lambda file: file.name)
