"""What every provider gives: a running server that belongs to one run, with the platform in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from schemasync.core.sql import ident, literal
from schemasync.supabase.platform import install_cluster, install_database

ADMIN = "supabase_admin"
"""The superuser, as on Supabase; migrations never run as it."""
PROJECT_ROLE = "postgres"
"""The role that migrations run as."""
SHADOW_DATABASE = "postgres"
PLATFORM_DATABASE = "template1"
"""A database with the platform and nothing else, to make more of."""


UNDISTURBED = (
    "role=none", "default_transaction_read_only=off", "statement_timeout=0", "lock_timeout=0", "idle_session_timeout=0",
    "idle_in_transaction_session_timeout=0",
)  # fmt: skip
"""Settings of our own sessions, whatever a migration set for the role or the database (ALTER ROLE, ALTER DATABASE)."""
TRANSACTION_TIMEOUT = 170000
"""Server version that has a time limit of transactions too."""


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

    def connect(
        self, database: str = SHADOW_DATABASE, role: str = PROJECT_ROLE, *, ours: bool = False
    ) -> psycopg.Connection[Any]:
        """Connect in autocommit mode, without prepared statements.

        Args:
            database: its name without the prefix.
            role: who connects; what the superuser does is always ours.
            ours: no migration runs in the session, so nothing that one has set for sessions to come is to count.
        """
        return psycopg.connect(
            self.url(database, role), autocommit=True, prepare_threshold=None, client_encoding="UTF8",
            options=self._undisturbed() if ours or role == ADMIN else None,
        )  # fmt: skip

    def _undisturbed(self) -> str:
        newer = ("transaction_timeout=0",) if self.version >= TRANSACTION_TIMEOUT else ()
        return " ".join(f"-c {setting}" for setting in (*UNDISTURBED, *newer))

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
