"""A running shadow server, as every provider returns it, and the installation of the platform on it."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from schemasync.core.errors import PostgresError
from schemasync.core.sql import TEXT_SETTINGS, ident, literal
from schemasync.postgres.libpq_environment import connect_isolated
from schemasync.postgres.scram import random_password, verifier
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
"""Bytes that a name can have (`NAMEDATALEN` - 1)."""

OWN_SETTINGS = (
    "role=none", "default_transaction_read_only=off", "statement_timeout=0", "lock_timeout=0", "idle_session_timeout=0",
    "idle_in_transaction_session_timeout=0", "local_preload_libraries=", "standard_conforming_strings=on",
    "quote_all_identifiers=off",
)  # fmt: skip
"""Settings of our own sessions, which override those that a migration made with ALTER ROLE or ALTER DATABASE."""
STAGE = "schemasync_"
"""Prefix of the names of our databases; on the server, a random token follows it."""
TRANSACTION_TIMEOUT = 170000
"""First server version with `transaction_timeout`."""
EVENT_TRIGGERS_SETTING = 170000
"""First server version with `event_triggers`."""
OWN_STRATEGY = " STRATEGY file_copy"
"""How a server that only this run uses copies databases: without `fsync`, a checkpoint and copied files take a third of the time that a
copy through the write-ahead log takes. Others that use a shared server would wait for its checkpoints."""
_COPY_SETTINGS = """
INSERT INTO pg_catalog.pg_db_role_setting (setdatabase, setrole, setconfig)
SELECT new.oid, s.setrole, s.setconfig FROM pg_catalog.pg_database new, pg_catalog.pg_database old
JOIN pg_catalog.pg_db_role_setting s ON s.setdatabase = old.oid WHERE new.datname = %s AND old.datname = %s
"""
"""The settings of a database (`ALTER DATABASE … SET`), which CREATE DATABASE does not copy."""
_COPY_PRIVILEGES = """
WITH pair AS (
    SELECT new.oid AS new, old.oid AS old, old.datacl AS acl FROM pg_catalog.pg_database new, pg_catalog.pg_database old
    WHERE new.datname = %s AND old.datname = %s AND new.datdba = old.datdba AND old.datacl IS NOT NULL
), changed AS (UPDATE pg_catalog.pg_database d SET datacl = p.acl FROM pair p WHERE d.oid = p.new)
INSERT INTO pg_catalog.pg_shdepend (dbid, classid, objid, objsubid, refclassid, refobjid, deptype)
SELECT d.dbid, d.classid, p.new, d.objsubid, d.refclassid, d.refobjid, d.deptype FROM pg_catalog.pg_shdepend d, pair p
WHERE d.classid = 'pg_catalog.pg_database'::pg_catalog.regclass AND d.objid = p.old AND d.deptype = 'a'
"""
"""The privileges on a database (`GRANT … ON DATABASE`), and the dependencies on their roles; its owner grants them."""


@dataclass(frozen=True, slots=True)
class ShadowServer:
    """A running server that only this run uses, or its own databases on a shared server.

    Attributes:
        host: folder of the socket, or host name.
        port: TCP port, or the number in the socket's name.
        version: as `PQserverVersion` (170011).
        password: of the project's role.
        boot_seconds: seconds from the call until the server answered.
        prefix: of all our databases' names on an external server.
        admin_password: the superuser's; empty if it is the same as the project role's.
        verifier: of `password`, as the server stores it; empty if it is not known.
        token: random part of our databases' names on the server.
        foreign_roles: OIDs of the roles that a shared server had before the run.
    """

    host: str
    port: int
    version: int
    password: str = field(repr=False)
    boot_seconds: float = 0.0
    prefix: str = ""
    admin_password: str = field(default="", repr=False)
    verifier: str = field(default="", repr=False)
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    foreign_roles: frozenset[int] = frozenset()

    @property
    def major(self) -> int:
        """Major version."""
        return self.version // 10000

    def url(self, database: str = SHADOW_DATABASE, role: str = PROJECT_ROLE) -> str:
        """Return the connection string, which is a secret."""
        password = (self.admin_password if role == ADMIN else "") or self.password
        return make_conninfo(
            host=self.host, port=self.port, dbname=self.real_name(database), user=role, password=password
        )

    def real_name(self, database: str) -> str:
        """Name of a database on the server, of which a migration cannot guess any but that in which it runs."""
        own = database.startswith(STAGE)
        return self.prefix + (f"{STAGE}{self.token}_{database.removeprefix(STAGE)}" if own else database)

    def connect(
        self, database: str = SHADOW_DATABASE, role: str = PROJECT_ROLE, *, ours: bool = False
    ) -> psycopg.Connection[Any]:
        """Connect in autocommit mode, without prepared statements, and without libpq's environment variables.

        Args:
            database: its name without the prefix.
            role: role of the session; a superuser's session is always ours.
            ours: no migration runs in the session, so settings of the role or database that migrations made are overridden.
        """
        try:
            return self._connect(database, role, ours=ours)
        except psycopg.OperationalError:
            if role != PROJECT_ROLE or not self.verifier:
                raise
        with self.connect(database, ADMIN) as admin:
            self.restore_login(admin, database)
        try:
            return self._connect(database, role, ours=ours)
        except psycopg.OperationalError as error:
            reason = (str(error).splitlines() or ["no answer"])[-1].strip()
            raise PostgresError(
                f"the role {PROJECT_ROLE} cannot connect to the throwaway PostgreSQL any more: {reason}",
                "a migration changed the role's or the database's settings",
            ) from None

    def _connect(self, database: str, role: str, *, ours: bool) -> psycopg.Connection[Any]:
        return connect_isolated(
            self.url(database, role), autocommit=True, prepare_threshold=None, client_encoding="UTF8",
            options=self._own_settings(role) if ours or role == ADMIN else None,
        )  # fmt: skip

    def restore_login(self, admin: psycopg.Connection[Any], database: str) -> None:
        """Undo whatever a migration did that keeps the project's role from connecting to a database."""
        name = ident(self.real_name(database))
        password = f" PASSWORD {literal(self.verifier)}" if self.verifier else ""
        limits = "LOGIN CONNECTION LIMIT -1 VALID UNTIL 'infinity'"
        for statement in (
            f"ALTER ROLE {PROJECT_ROLE} {limits}{password}",
            f"ALTER ROLE {PROJECT_ROLE} RESET local_preload_libraries",
            f"ALTER ROLE {PROJECT_ROLE} IN DATABASE {name} RESET local_preload_libraries",
            f"ALTER DATABASE {name} RESET local_preload_libraries",
            f"ALTER DATABASE {name} CONNECTION LIMIT -1",
            f"GRANT CONNECT ON DATABASE {name} TO {PROJECT_ROLE}",
        ):
            admin.execute(statement.encode())

    @contextlib.contextmanager
    def owning(self, admin: psycopg.Connection[Any], database: str) -> Iterator[None]:
        """Let the project's role own only this one of our databases, for the length of a `with` block.

        Args:
            admin: the superuser's connection to any database.
            database: in which untrusted SQL runs; as on the platform, the role that runs it is its owner.
        """
        rows = admin.execute(
            "SELECT datname FROM pg_catalog.pg_database WHERE datname <> %s AND datdba <> %s::regrole"
            " AND (datname = %s OR pg_catalog.starts_with(datname, %s))",  # a migration may have given its own to any role
            (self.real_name(database), ADMIN, self.real_name(SHADOW_DATABASE), self.real_name(STAGE)),
        )
        others = [ident(name) for (name,) in rows]
        for name in others:
            admin.execute(f"ALTER DATABASE {name} OWNER TO {ADMIN}".encode())
        try:
            yield
        finally:
            if not admin.closed:
                for name in others:
                    admin.execute(f"ALTER DATABASE {name} OWNER TO {PROJECT_ROLE}".encode())

    def _own_settings(self, role: str) -> str:
        """Libpq's `options` of a session of ours.

        A superuser's has an empty search_path and runs no event triggers; before PostgreSQL 17 those remain that fire
        always (see `silent_event_triggers`).
        """
        newer: tuple[str, ...] = ("transaction_timeout=0",) if self.version >= TRANSACTION_TIMEOUT else ()
        if role == ADMIN:
            has_setting = self.version >= EVENT_TRIGGERS_SETTING
            newer += ("search_path=", "event_triggers=off" if has_setting else "session_replication_role=replica")
        texts = (f"{setting.name}={setting.value.strip(chr(39))}" for setting in TEXT_SETTINGS)
        pairs = (pair.replace(" ", "\\ ") for pair in (*OWN_SETTINGS, *newer, *texts))  # a space ends a pair
        return " ".join(f"-c {pair}" for pair in pairs)

    def create_database(self, name: str, template: str = PLATFORM_DATABASE) -> None:
        """Copy a database to which no session is connected."""
        elsewhere = PLATFORM_DATABASE if template != PLATFORM_DATABASE else SHADOW_DATABASE
        real, source = ident(self.real_name(name)), ident(self.real_name(template))
        options = f"TEMPLATE {source} OWNER {PROJECT_ROLE}{'' if self.prefix else OWN_STRATEGY}"
        with self.connect(elsewhere, ADMIN) as connection:
            connection.execute(f"CREATE DATABASE {real} {options}".encode())
            for query in (_COPY_SETTINGS, _COPY_PRIVILEGES):
                connection.execute(query, (self.real_name(name), self.real_name(template)))

    def drop_database(self, name: str) -> None:
        """Drop a database that `create_database` created."""
        with self.connect(PLATFORM_DATABASE, ADMIN) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {ident(self.real_name(name))} WITH (FORCE)".encode())


def with_own_passwords(server: ShadowServer) -> ShadowServer:
    """Give the project's role and the superuser new random passwords; the superuser's is never shown to the user."""
    passwords = {role: random_password() for role in (ADMIN, PROJECT_ROLE)}
    verifiers = {role: verifier(password) for role, password in passwords.items()}
    with server.connect(PLATFORM_DATABASE, ADMIN) as connection:
        for role, stored in verifiers.items():
            connection.execute(f"ALTER ROLE {ident(role)} PASSWORD {literal(stored)}".encode())
    return replace(
        server,
        password=passwords[PROJECT_ROLE],
        admin_password=passwords[ADMIN],
        verifier=verifiers[PROJECT_ROLE],
    )


def install_platform(server: ShadowServer) -> None:
    """Install the platform in the shadow and template databases of our own server, and drop all other databases."""
    spare = "schemasync_platform"
    with server.connect(PLATFORM_DATABASE, ADMIN) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {SHADOW_DATABASE} WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {SHADOW_DATABASE} TEMPLATE template0 ENCODING 'UTF8'".encode())
    with server.connect(SHADOW_DATABASE, ADMIN) as connection:
        install_cluster(connection)
        connection.execute(f"ALTER ROLE {PROJECT_ROLE} PASSWORD {literal(verifier(server.password))}".encode())
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
