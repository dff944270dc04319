"""The operating system account under which the shadow server runs: never root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemasync.core.errors import PostgresError
from schemasync.postgres.binaries import Binaries

CANDIDATES = ("schemasync", "postgres", "nobody")
SYSTEM = "/usr/lib/postgresql"
"""Debian's packages put servers there, for every account."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server; `switch` is False when that is the caller."""

    uid: int
    gid: int
    switch: bool

    def popen(self) -> dict[str, Any]:
        """Arguments for `subprocess` that change to the account and leave the caller's environment behind."""
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        if not self.switch:
            return {"env": environment}
        return {"env": environment, "user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a path, with all below it, to the account."""
        if self.switch:
            for folder, _, files in os.walk(path):
                os.chown(folder, self.uid, self.gid)
                for file in files:
                    os.chown(Path(folder) / file, self.uid, self.gid, follow_symlinks=False)

    def can_run(self, program: str) -> bool:
        """Whether the account reaches and may execute a program."""
        try:
            done = subprocess.run([program, "--version"], capture_output=True, check=False, cwd="/", **self.popen())  # noqa: S603
        except PermissionError:
            return False
        return done.returncode == 0


def server_account() -> Account:
    """The caller's own account; for root, the first of `CANDIDATES` that exists.

    Raises:
        PostgresError: root, and none of them exists.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, switch=True)
    raise PostgresError(
        "PostgreSQL does not run as root, and there is no other account",
        f"create one of the users {', '.join(CANDIDATES)}",
    )


def reachable(binaries: Binaries, account: Account, cache: Path) -> Binaries:
    """The binaries themselves, or a copy where the account can reach them.

    A virtual environment below a private home folder cannot be entered by another account.
    """
    if binaries.bindir.is_relative_to(SYSTEM) or account.can_run(binaries.tool("postgres")):
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
    if not account.can_run(moved.tool("postgres")):
        raise PostgresError(
            f"the server binaries in {binaries.bindir} cannot be run by user id {account.uid}",
            "install PostgreSQL where every user can reach it",
        )
    return moved
