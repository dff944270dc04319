"""Find the files that declare a project's schema, as the Supabase CLI finds them.

Source: supabase/cli `internal/db/diff/diff.go` and `pkg/config/config.go` (2.x), the functions of the same purpose in
TypeScript (3.1). `experimental.pgdelta` names a folder, `db.migrations.schema_paths` a list of patterns; without either,
every `.sql` file below `supabase/schemas` counts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemasync.migrations.discover import Migration, read_file
from schemasync.supabase.cli import Cli
from schemasync.supabase.config_toml import Project

_SUFFIX = ".sql"
_SCHEMAS, _DATABASE = "schemas", "database"
"""Folders of declarative files: of the CLI from 3.0 on, and of pg-delta in 2.x."""
_OWN_ENGINE = 3
"""First major of the CLI that reads declared schemas with pg-delta by default."""
_MAGIC = re.compile(r"[*?\[\\]")


@dataclass(frozen=True, slots=True)
class SchemaFiles:
    """Files that declare the schema.

    Attributes:
        files: in the order in which the CLI names them; called by their path below `supabase`.
        unmatched: patterns of `schema_paths` that match no file.
        is_ordered: they run in this order; otherwise pg-delta orders their statements by dependency.
    """

    files: tuple[Migration, ...] = ()
    unmatched: tuple[str, ...] = ()
    is_ordered: bool = False


def schema_files(project: Project, migrations: Path, cli: Cli) -> SchemaFiles:
    """Find the files that declare a project's schema.

    Args:
        project: configuration beside the migrations.
        migrations: their folder.
        cli: release of the CLI that the project pins.
    """
    root = migrations.parent
    by_delta = project.declarative is not False and (
        project.declarative or bool(project.declarative_path) or (cli.pinned and cli.version[0] >= _OWN_ENGINE)
    )
    default = _SCHEMAS if cli.version[0] >= _OWN_ENGINE else _DATABASE
    folder = Path(os.path.normpath(root / (project.declarative_path or default)))
    if by_delta and folder.is_dir():
        return SchemaFiles(_read(_below(folder), root))
    if project.schema_paths:
        found, unmatched = _matching(project.schema_paths, root)
        return SchemaFiles(_read(found, root), unmatched, is_ordered=True)
    is_ordered = project.declarative is False or cli.version[0] < _OWN_ENGINE
    return SchemaFiles(_read(_below(root / _SCHEMAS), root), is_ordered=is_ordered)


def _read(paths: Sequence[Path], root: Path) -> tuple[Migration, ...]:
    """Read files as migrations; each gets its number as its version, as a migration needs one."""
    return tuple(
        replace(read_file(path, Path(os.path.relpath(path, root)).as_posix(), "declared"), version=str(number))
        for number, path in enumerate(paths, 1)
    )


def _below(folder: Path) -> list[Path]:
    """Files below a folder, sorted bytewise by path; symbolic links are not followed."""
    if folder.is_symlink():
        return []
    found = [
        Path(place, name)
        for place, _, names in os.walk(folder)
        for name in names
        if name.endswith(_SUFFIX) and not Path(place, name).is_symlink()
    ]
    return sorted(found, key=_bytes)


def _bytes(path: Path) -> bytes:
    return os.fsencode(path)


def _matching(patterns: Sequence[str], root: Path) -> tuple[list[Path], tuple[str, ...]]:
    """Files that patterns match, each once, in the order of the patterns; and the patterns that match none.

    A pattern is relative to the folder `supabase` and stays within the project.
    """
    project = Path(os.path.normpath(root.absolute().parent))
    found: dict[Path, None] = {}
    unmatched = []
    for pattern in patterns:
        place = Path(os.path.normpath(root.absolute() / pattern))
        inside = bool(pattern) and place.is_relative_to(project)
        matches = sorted(_glob(project, place.relative_to(project).parts), key=_bytes) if inside else []
        files = [file for match in matches for file in (_below(match) if match.is_dir() else [match])]
        found |= dict.fromkeys(files)
        if not files:
            unmatched.append(pattern)
    return list(found), tuple(unmatched)


def _glob(folder: Path, parts: Sequence[str]) -> Iterator[Path]:
    """Paths that a pattern matches; `**` matches one folder level, as in Go's `path.Match`."""
    if not parts:
        yield folder
        return
    if not _MAGIC.search(parts[0]):
        if os.path.lexists(folder / parts[0]):
            yield from _glob(folder / parts[0], parts[1:])
        return
    expression = _expression(parts[0])
    for path in folder.iterdir() if expression and folder.is_dir() else ():
        if expression and expression.fullmatch(path.name):
            yield from _glob(path, parts[1:])


def _expression(part: str) -> re.Pattern[str] | None:
    """A part of a pattern as a regular expression: `*`, `?`, `[a-z]`, `[^a]`, and a backslash that escapes a character.

    None for a pattern that Go's `path.Match` rejects.
    """
    words, position = [], 0
    while position < len(part):
        sign = part[position]
        if sign == "[":
            end = part.find("]", position + 2)
            if end < 0:
                return None
            inner = part[position + 1 : end]
            negated = inner.startswith("^")
            body = re.sub(r"([\[\]&~|^\\])", r"\\\1", inner.removeprefix("^"))
            words.append(f"[{'^' if negated else ''}{body}]")
            position = end
        elif sign == "\\":
            position += 1
            if position == len(part):
                return None
            words.append(re.escape(part[position]))
        else:
            words.append({"*": ".*", "?": "."}.get(sign) or re.escape(sign))
        position += 1
    try:
        return re.compile("".join(words), re.DOTALL)
    except re.error:
        return None
