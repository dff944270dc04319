"""What every provider gives: a running server that belongs to one run, with the platform in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from schemasync.sql import ident, literal
from schemasync.supabase.platform import install_cluster, install_database

ADMIN = "supabase_admin"
"""The superuser, as on Supabase; migrations never run as it."""
PROJECT_ROLE = "postgres"
"""The role that migrations run as."""
SHADOW_DATABASE = "postgres"
PLATFORM_DATABASE = "template1"
"""A database with the platform and nothing else, to make more of."""


@dataclass(frozen=True, slots=True)
class ShadowServer:
    """A running server that belongs to this run alone, or the part of one that does.

    Attributes:
        host: folder of the socket, or host name.
        port: port, also part of the socket's name.
        version: as `PQserverVersion` (170011).
        password: of both roles.
        boot_seconds: time from the call until the server answered.
        prefix: of the real names of all databases, on a server that is not ours alone.
    """

    host: str
    port: int
    version: int
    password: str = field(repr=False)
    boot_seconds: float = 0.0
    prefix: str = ""

    @property
    def major(self) -> int:
        """Major version."""
        return self.version // 10000

    def url(self, database: str = SHADOW_DATABASE, role: str = PROJECT_ROLE) -> str:
        """Connection string; a secret."""
        name = self.prefix + database
        return make_conninfo(host=self.host, port=self.port, dbname=name, user=role, password=self.password)

    def connect(self, database: str = SHADOW_DATABASE, role: str = PROJECT_ROLE) -> psycopg.Connection[Any]:
        """Connect in autocommit mode, without prepared statements."""
        return psycopg.connect(
            self.url(database, role), autocommit=True, prepare_threshold=None, client_encoding="UTF8"
        )

    def create_database(self, name: str, template: str = PLATFORM_DATABASE) -> None:
        """Copy a database; nobody may be connected to the template."""
        elsewhere = PLATFORM_DATABASE if template != PLATFORM_DATABASE else SHADOW_DATABASE
        real, source = ident(self.prefix + name), ident(self.prefix + template)
        with self.connect(elsewhere, ADMIN) as connection:
            connection.execute(f"CREATE DATABASE {real} TEMPLATE {source} OWNER {PROJECT_ROLE}".encode())

    def drop_database(self, name: str) -> None:
        """Remove a database that `create_database` made."""
        with self.connect(PLATFORM_DATABASE, ADMIN) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {ident(self.prefix + name)} WITH (FORCE)".encode())


def furnish(server: ShadowServer) -> None:
    """Turn a server that is ours alone into the shadow: the platform in both databases, no other database."""
    spare = "schemasync_platform"
    with server.connect(PLATFORM_DATABASE, ADMIN) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {SHADOW_DATABASE} WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {SHADOW_DATABASE} TEMPLATE template0 ENCODING 'UTF8'".encode())
    with server.connect(SHADOW_DATABASE, ADMIN) as connection:
        install_cluster(connection)
        connection.execute(f"ALTER ROLE {PROJECT_ROLE} PASSWORD {literal(server.password)}".encode())
        install_database(connection)
    with server.connect(PLATFORM_DATABASE, ADMIN) as connection:
        connection.execute(f"CREATE DATABASE {spare} TEMPLATE {SHADOW_DATABASE}".encode())
    with server.connect(SHADOW_DATABASE, ADMIN) as connection:
        connection.execute(b"UPDATE pg_database SET datistemplate = false")
        for database in ("template0", PLATFORM_DATABASE):
            connection.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())
        connection.execute(f"ALTER DATABASE {spare} RENAME TO {PLATFORM_DATABASE}".encode())
        connection.execute(f"ALTER DATABASE {PLATFORM_DATABASE} IS_TEMPLATE true".encode())
        connection.execute(b"CHECKPOINT")
