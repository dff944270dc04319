"""The Supabase CLI of a project: its version as `package.json` pins it, and the spelling of its commands."""

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
"""Folders above the migrations in which a package.json is looked for."""
_VERSION = re.compile(r"(\d+)(?:\.(\d+))?")
_EXACT = re.compile(r"(?:npm:\S+@)?v?\d+\.\d+\.\d+\S*\Z")
_REMOTE_FLAG = 3
"""The first major whose commands work on the local stack unless they are given `--remote`."""
_OWN_SENDER = (2, 109)
"""The first release that splits and sends migrations as TypeScript; the releases before it did so in Go."""


@dataclass(frozen=True, slots=True)
class Cli:
    """A release of the CLI.

    Attributes:
        version: major and minor; the present major where the project pins none.
        pinned: the project names a version or a range.
        exact: the project names one version, not a range.
    """

    version: tuple[int, int] = (3, 0)
    pinned: bool = False
    exact: bool = False

    @property
    def sends_with_go(self) -> bool:
        """Whether the release is certainly one of those that split and send migrations in Go."""
        return self.exact and self.version < _OWN_SENDER

    @property
    def may_send_with_go(self) -> bool:
        """Whether the release can be one of those: the project pins none, or a range that begins before them."""
        return not self.pinned or self.version < _OWN_SENDER

    def push(self, *flags: str) -> str:
        """The command that deploys the migrations."""
        return self._spelled("db push", *flags)

    def fetch(self) -> str:
        """The command that writes the recorded migrations into the folder."""
        return self._spelled("migration fetch")

    def repair(self, status: str, *versions: str) -> str:
        """The command that marks versions as `applied` or `reverted`, in the history alone."""
        return self._spelled("migration repair", "--status", status, *versions)

    def declare(self) -> str:
        """The command that writes the migration that the declared schema asks for."""
        if self.version[0] >= _REMOTE_FLAG:
            return "supabase db schema declarative sync --file NAME"
        return "supabase db diff --file NAME"

    def _spelled(self, command: str, *words: str) -> str:
        remote = ["--remote"] if self.version[0] >= _REMOTE_FLAG else []
        return " ".join(["supabase", command, *remote, *map(shlex.quote, words)])


def read_cli(migrations: Path) -> Cli:
    """Read the version that the nearest `package.json` above a migrations folder pins; no file of the project can fail it."""
    folder = migrations.absolute().parent
    for candidate in (folder, *folder.parents[: _LEVELS - 1]):
        pin = _pin(candidate / "package.json")
        if pin is not None:
            return _cli_of(pin)
        if (candidate / ".git").exists():
            break
    return Cli()


def _pin(path: Path) -> str | None:
    """The text that stands for the CLI's version in a package.json."""
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
