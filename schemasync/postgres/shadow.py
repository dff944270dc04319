"""A running shadow server, as every provider returns it, and the installation of the platform on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from schemasync.core.sql import ident, literal
from schemasync.postgres.libpq_environment import connect_isolated
from schemasync.supabase.platform import install_cluster, install_database

ADMIN = "supabase_admin"
"""Superuser, as on Supabase; migrations never run as this role."""
PROJECT_ROLE = "postgres"
"""Role that runs migrations."""
SHADOW_DATABASE = "postgres"
PLATFORM_DATABASE = "template1"
"""Template database that contains the platform and nothing else."""

AWAY = "schemasync_away_"
"""Prefix of the name of a role that is renamed away, followed by its OID, an underscore and its own name."""
LONGEST_NAME = 63
"""Bytes of a name (`NAMEDATALEN` - 1)."""

OWN_SETTINGS = (
    "role=none", "default_transaction_read_only=off", "statement_timeout=0", "lock_timeout=0", "idle_session_timeout=0",
    "idle_in_transaction_session_timeout=0",
)  # fmt: skip
"""Settings of our own sessions, which override those of a migration's ALTER ROLE … SET and ALTER DATABASE … SET."""
TRANSACTION_TIMEOUT = 170000
"""First server version with `transaction_timeout`."""
_COPY_SETTINGS = """
INSERT INTO pg_catalog.pg_db_role_setting (setdatabase, setrole, setconfig)
SELECT new.oid, s.setrole, s.setconfig FROM pg_catalog.pg_database new, pg_catalog.pg_database old
JOIN pg_catalog.pg_db_role_setting s ON s.setdatabase = old.oid WHERE new.datname = %s AND old.datname = %s
"""
"""The settings of a database (`ALTER DATABASE … SET`), which CREATE DATABASE does not copy."""


@dataclass(frozen=True, slots=True)
class ShadowServer:
    """A running server, or those databases of one, that only this run uses.

    Attributes:
        host: folder of the socket, or host name.
        port: TCP port, or the number in the socket's name.
        version: as `PQserverVersion` (170011).
        password: of both roles.
        boot_seconds: seconds from the call until the server answered.
        prefix: of the actual names of our databases on an external server.
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
        """Return the connection string, which is a secret."""
        name = self.prefix + database
        return make_conninfo(host=self.host, port=self.port, dbname=name, user=role, password=self.password)

    def connect(
        self, database: str = SHADOW_DATABASE, role: str = PROJECT_ROLE, *, ours: bool = False
    ) -> psycopg.Connection[Any]:
        """Connect in autocommit mode, without prepared statements, and without libpq's environment variables.

        Args:
            database: its name without the prefix.
            role: role of the session; a superuser's session is always ours.
            ours: no migration runs in the session, so settings that migrations made for the role or database are overridden.
        """
        return connect_isolated(
            self.url(database, role), autocommit=True, prepare_threshold=None, client_encoding="UTF8",
            options=self._own_settings() if ours or role == ADMIN else None,
        )  # fmt: skip

    def _own_settings(self) -> str:
        newer = ("transaction_timeout=0",) if self.version >= TRANSACTION_TIMEOUT else ()
        return " ".join(f"-c {setting}" for setting in (*OWN_SETTINGS, *newer))

    def create_database(self, name: str, template: str = PLATFORM_DATABASE) -> None:
        """Copy a database to which no session is connected."""
        elsewhere = PLATFORM_DATABASE if template != PLATFORM_DATABASE else SHADOW_DATABASE
        real, source = ident(self.prefix + name), ident(self.prefix + template)
        with self.connect(elsewhere, ADMIN) as connection:
            connection.execute(f"CREATE DATABASE {real} TEMPLATE {source} OWNER {PROJECT_ROLE}".encode())
            connection.execute(_COPY_SETTINGS, (self.prefix + name, self.prefix + template))

    def drop_database(self, name: str) -> None:
        """Drop a database that `create_database` created."""
        with self.connect(PLATFORM_DATABASE, ADMIN) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {ident(self.prefix + name)} WITH (FORCE)".encode())


def install_platform(server: ShadowServer) -> None:
    """Install the platform in the shadow and template databases of our own server, and drop all other databases."""
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
