"""Explain why a path is no migrations folder, and suggest folders nearby that are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from schemasync.core.safe_files import read_bytes
from schemasync.core.wording import some

FILE_NAME = re.compile(r"([0-9]+)_(.*)\.sql\Z", re.DOTALL)
"""Name of a migration: version and name (supabase/cli `pkg/migration/file.go`)."""
_NEVER_SEARCHED = frozenset({"node_modules", "vendor", "dist", "build", "target", "venv"})
"""Names of folders with files that others wrote."""
_GZIP = b"\x1f\x8b"
"""First bytes of a compressed file (RFC 1952)."""
_DEEPEST, _MOST_FOLDERS = 6, 3_000
"""Bounds of the search: levels below its start (and above it, to a repository), and folders."""


def may_be_saved_replay(path: Path) -> bool:
    """Whether a path is a file such as `schemasync snapshot` writes, or one that cannot be read: whoever loads it says why."""
    if not path.is_file():
        return False
    try:
        return read_bytes(path).startswith(_GZIP)
    except OSError:
        return True


def folder_problem(folder: Path) -> str:
    """The reason why a path has no migrations to run, with folders nearby that have some; empty if it has migrations."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.is_dir())
    except FileNotFoundError:
        return f"there is no migrations folder at {folder}{_suggestion(folder)}"
    except NotADirectoryError:
        return f"{folder} is a file, not a folder of migrations{_suggestion(folder)}"
    except OSError as error:
        return f"the migrations folder {folder} cannot be read ({error.strerror})"
    if any(FILE_NAME.match(name) for name in names):
        return ""
    others = f"; the Supabase CLI does not run {names[0]!r}" if names else ""
    return f"{folder} has no migration, which is a file called <timestamp>_name.sql{others}{_suggestion(folder)}"


def has_migrations_nearby(folder: Path) -> bool:
    """Whether some folder of the repository that the path is in has migrations."""
    return next(_with_migrations(_start(folder)), None) is not None


def _suggestion(folder: Path) -> str:
    """A sentence that names folders with migrations; empty if there are none."""
    start = _start(folder)
    found = [(_as_written(path, start, folder), count) for path, count in _with_migrations(start)]
    if not found:
        return ""
    found.sort(key=lambda item: (not item[0].endswith("supabase/migrations"), -item[1], item[0]))
    return f". Folders with migrations: {some([f'{path} ({count})' for path, count in found])}"


def _as_written(path: Path, start: Path, folder: Path) -> str:
    """The path of a found folder as the setting would name it: relative to the current folder, or to the repository."""
    if not folder.is_absolute():
        return Path(os.path.relpath(path)).as_posix()
    return (path.relative_to(start) if (start / ".git").exists() else path).as_posix()


def _start(folder: Path) -> Path:
    """The repository that the path is in; without one, the current folder, or the nearest folder above the path that exists."""
    path, current = folder.absolute(), Path.cwd()
    parents = [parent for parent in path.parents if parent.is_dir()]
    nearest = current if current in (path, *parents) else parents[0]
    return next((parent for parent in (path, *parents[:_DEEPEST]) if (parent / ".git").exists()), nearest)


def _with_migrations(start: Path) -> Iterator[tuple[Path, int]]:
    """Path and number of migrations of each folder that has some, the start included."""
    for number, (path, folders, files) in enumerate(os.walk(start)):
        if number >= _MOST_FOLDERS:
            return
        relative = Path(path).relative_to(start)
        folders[:] = [name for name in sorted(folders) if name not in _NEVER_SEARCHED and not name.startswith(".")]
        if len(relative.parts) >= _DEEPEST:
            folders.clear()
        if count := sum(1 for name in files if FILE_NAME.match(name)):
            yield Path(path), count
