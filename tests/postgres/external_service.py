"""A PostgreSQL server of somebody else, as a service container of a workflow runs one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from schemasync.postgres.os_user import server_os_user
from schemasync.postgres.postmaster import running
from schemasync.postgres.shadow import ADMIN
from tests.plugins.servers import binaries_of

PASSWORD = "p@ss/w:rd?"


@dataclass(frozen=True)
class Service:
    """A server as a service container has it: one superuser, the databases of initdb."""

    folder: Path
    user: str

    def url(self, database: str = "postgres", user: str = "", password: str = PASSWORD) -> str:
        return f"postgresql://{user or self.user}:{password}@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.folder),
            user=self.user,
            dbname=database,
            password=PASSWORD,
            autocommit=True,
            client_encoding="UTF8",
        )

    def state(self) -> list[list[tuple[Any, ...]]]:
        """All that a run could leave behind: roles with attributes and passwords, databases, memberships, settings, grants."""
        queries = (
            "SELECT r.rolname, to_jsonb(r)::text, shobj_description(r.oid, 'pg_authid') FROM pg_authid r ORDER BY 1",
            """SELECT d.datname, d.datistemplate, d.datallowconn, d.datconnlimit, d.datdba::regrole::text,
                shobj_description(d.oid, 'pg_database') FROM pg_database d ORDER BY 1""",
            """SELECT m.roleid::regrole::text, m.member::regrole::text, m.grantor::regrole::text, (to_jsonb(m) - 'oid')::text
                FROM pg_auth_members m ORDER BY 1, 2, 3""",
            "SELECT setdatabase, setrole::regrole::text, setconfig FROM pg_db_role_setting ORDER BY 1, 2",
            "SELECT p.parname, a.grantee::regrole::text FROM pg_parameter_acl p, aclexplode(p.paracl) a ORDER BY 1, 2",
            "SELECT count(*) FROM pg_shdescription WHERE classoid = 'pg_authid'::regclass",
            "SELECT count(*) FROM pg_subscription",
            "SELECT slot_name::text FROM pg_replication_slots ORDER BY 1",
            "SELECT gid FROM pg_prepared_xacts ORDER BY 1",
            "SELECT dbid, classid, refclassid FROM pg_shdepend WHERE dbid <> 0 ORDER BY 1, 2, 3",
        )
        with self.connect() as connection:
            return [connection.execute(query).fetchall() for query in queries]


def service(major: int, user: str = ADMIN) -> Iterator[Service]:
    os_user, binaries = server_os_user(), binaries_of(major)
    shared = Path("/dev/shm")
    folder = Path(
        tempfile.mkdtemp(prefix="ss-external-", dir=shared if shutil.disk_usage(shared).free > 2 << 30 else None)
    )
    secret = folder / "password"
    secret.write_text(PASSWORD)
    os_user.own(folder)
    if os_user.switch:
        os.chown(folder, os_user.uid, os_user.gid)
    initdb = [binaries.tool("initdb"), "-D", str(folder / "data"), "-U", user, "-A", "scram-sha-256", f"--pwfile={secret}",
              "--no-sync", "--locale=C"]  # fmt: skip
    subprocess.run(initdb, check=True, capture_output=True, cwd="/", **os_user.popen())
    with (folder / "data/postgresql.conf").open("a") as configuration:
        configuration.write("fsync = off\nlisten_addresses = ''\nautovacuum = off\ndynamic_shared_memory_type = mmap\n")
        configuration.write("max_prepared_transactions = 5\n")
    try:
        with running(binaries, os_user, folder):
            made = Service(folder, user)
            if user == ADMIN:
                with psycopg.connect(
                    host=str(folder), user=user, dbname="template1", password=PASSWORD, autocommit=True
                ) as c:
                    assert c.execute("SELECT FROM pg_database WHERE datname = 'postgres'").fetchone() is not None
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)
