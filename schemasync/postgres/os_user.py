"""Choose the operating system user that runs the shadow server: never root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemasync.core.errors import PostgresError
from schemasync.postgres.binaries import CLEAN_ENVIRONMENT, Binaries

CANDIDATES = ("schemasync", "postgres", "nobody")
SYSTEM = "/usr/lib/postgresql"
"""Folder of Debian's server packages, which every user can read."""


@dataclass(frozen=True, slots=True)
class OsUser:
    """Operating system user that runs the server; `switch` is False for the user of this process."""

    uid: int
    gid: int
    switch: bool

    def popen(self) -> dict[str, Any]:
        """Arguments of `subprocess.Popen` that switch to this user and pass a minimal environment."""
        environment = dict(CLEAN_ENVIRONMENT)
        if not self.switch:
            return {"env": environment}
        return {"env": environment, "user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Make this user the owner of a path and everything below it."""
        if self.switch:
            for _, _, files, folder in os.fwalk(path):
                os.chown(folder, self.uid, self.gid)
                for file in files:
                    os.chown(file, self.uid, self.gid, dir_fd=folder, follow_symlinks=False)

    def can_run(self, program: str) -> bool:
        """Whether this user may read and execute a program."""
        try:
            done = subprocess.run([program, "--version"], capture_output=True, check=False, cwd="/", **self.popen())  # noqa: S603
        except PermissionError:
            return False
        return done.returncode == 0


def server_os_user() -> OsUser:
    """Return the user of this process; for root, the first user of `CANDIDATES` that exists.

    Raises:
        PostgresError: this process runs as root, and no candidate exists.
    """
    if os.geteuid() != 0:
        return OsUser(os.geteuid(), os.getegid(), switch=False)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return OsUser(entry.pw_uid, entry.pw_gid, switch=True)
    raise PostgresError(
        "PostgreSQL does not run as root, and no other user was found",
        f"create one of the users {', '.join(CANDIDATES)}",
    )


def reachable(binaries: Binaries, os_user: OsUser, cache: Path) -> Binaries:
    """The binaries, or a copy of them in the cache if the user cannot execute them.

    Another user cannot read a virtual environment in a private home folder.
    """
    if binaries.bindir.is_relative_to(SYSTEM) or os_user.can_run(binaries.tool("postgres")):
        return binaries
    package = binaries.bindir.parents[1]
    copy = cache / f"binaries-{binaries.version}"
    bindir = copy / package.name / binaries.bindir.relative_to(package)
    if not bindir.exists():
        partial = copy.with_suffix(f".{os.getpid()}")
        shutil.rmtree(partial, ignore_errors=True)
        libraries = package.with_name(package.name + ".libs")
        shutil.copytree(package, partial / package.name, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, partial / libraries.name, symlinks=True)
        shutil.rmtree(copy, ignore_errors=True)
        partial.rename(copy)
    moved = Binaries(bindir, binaries.version)
    if not os_user.can_run(moved.tool("postgres")):
        raise PostgresError(
            f"the server binaries in {binaries.bindir} cannot be run by user id {os_user.uid}",
            "install PostgreSQL where every user can reach it",
        )
    return moved
