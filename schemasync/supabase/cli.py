"""Find the version of the Supabase CLI that a project's `package.json` pins, and spell the commands of that version."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemasync.core.safe_files import read_text

LARGEST = 1 << 20
"""Bytes of a package.json."""
_LEVELS = 6
"""Number of folders above the migrations in which a package.json is searched."""
_VERSION = re.compile(r"(\d+)(?:\.(\d+))?")
_EXACT = re.compile(r"(?:npm:\S+@)?v?\d+\.\d+\.\d+\S*\Z")
_REMOTE_FLAG = 3
"""First major version whose commands use the local stack unless they get `--remote`."""
_TYPESCRIPT_PUSH = (2, 109)
"""First release whose push is written in TypeScript; in the releases before it, Go code split and sent the files."""


@dataclass(frozen=True, slots=True)
class Cli:
    """A release of the CLI.

    Attributes:
        version: major and minor; the current major if the project pins none.
        pinned: the project names a version or a range.
        exact: the project names one version, not a range.
    """

    version: tuple[int, int] = (3, 0)
    pinned: bool = False
    exact: bool = False

    @property
    def sends_with_go(self) -> bool:
        """Whether the pinned release certainly splits and sends migrations in Go."""
        return self.exact and self.version < _TYPESCRIPT_PUSH

    @property
    def may_send_with_go(self) -> bool:
        """Whether the release may split and send migrations in Go: the project pins none, or an older version or range."""
        return not self.pinned or self.version < _TYPESCRIPT_PUSH

    def push(self, *flags: str) -> str:
        """The command that deploys the migrations."""
        return self._spelled("db push", *flags)

    def fetch(self) -> str:
        """The command that writes the recorded migrations into the folder."""
        return self._spelled("migration fetch")

    def repair(self, status: str, *versions: str) -> str:
        """The command that marks versions as `applied` or `reverted`; it changes only the history."""
        return self._spelled("migration repair", "--status", status, *versions)

    def declare(self) -> str:
        """The command that generates a migration from the declared schema."""
        if self.version[0] >= _REMOTE_FLAG:
            return "supabase db schema declarative sync --file NAME"
        return "supabase db diff --file NAME"

    def _spelled(self, command: str, *words: str) -> str:
        remote = ["--remote"] if self.version[0] >= _REMOTE_FLAG else []
        return " ".join(["supabase", command, *remote, *map(shlex.quote, words)])


def read_cli(migrations: Path) -> Cli:
    """Read the version that the nearest `package.json` above a migrations folder pins; unreadable files are skipped."""
    folder = migrations.absolute().parent
    for candidate in (folder, *folder.parents[: _LEVELS - 1]):
        pin = _pin(candidate / "package.json")
        if pin is not None:
            return _cli_of(pin)
        if (candidate / ".git").exists():
            break
    return Cli()


def _pin(path: Path) -> str | None:
    """The version, range or tag of the package `supabase` in a package.json; None if the file has none."""
    try:
        content: Any = json.loads(read_text(path, LARGEST))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    for section in ("devDependencies", "dependencies", "optionalDependencies"):
        packages = content.get(section)
        pin = packages.get("supabase") if isinstance(packages, dict) else None
        if isinstance(pin, str):
            return pin
    return None


def _cli_of(pin: str) -> Cli:
    found = _VERSION.search(pin.rpartition("@")[2])
    if found is None:  # `latest`, a path, an address
        return Cli()
    return Cli((int(found[1]), int(found[2] or 0)), pinned=True, exact=bool(_EXACT.match(pin.strip())))
