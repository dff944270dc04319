"""Find the migration files of a folder by the Supabase CLI's rules, and the files that the CLI skips."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemasync.config.migrations_folder import FILE_NAME
from schemasync.core.errors import ReplayError
from schemasync.core.safe_files import printable_name, read_bytes
from schemasync.supabase.cli import Cli, read_cli
from schemasync.supabase.config_toml import Project, read_project

_OLD_INIT = re.compile(r"([0-9]{14})_init\.sql\Z")
_OLD_INIT_BEFORE = "20211209000000"
_LARGEST_EXTRA = 4_000_000
"""Largest file that is read only for a diagnosis, in bytes; larger ones usually contain rows."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of the migrations folder.

    Attributes:
        path: of the file.
        file: its name.
        version: the leading digits, compared as text.
        name: what follows them.
        sql: its text; a byte order mark is not part of it.
        invalid_line: 1-based line of the first bytes that are not UTF-8 or are NUL; 0 if there are none.
        has_bom: the file begins with a byte order mark.
    """

    path: Path
    file: str
    version: str
    name: str
    sql: str = field(repr=False)
    invalid_line: int = 0
    has_bom: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file in the folder that the CLI does not run, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """Content of a migrations folder.

    Attributes:
        migrations: in order of application.
        skipped: files that the CLI does not run.
        project: configuration beside the folder (`config.toml`, `roles.sql`), read once.
        cli: release of the Supabase CLI that the project pins.
    """

    migrations: tuple[Migration, ...]
    skipped: tuple[Skipped, ...]
    project: Project = field(default_factory=Project)
    cli: Cli = field(default_factory=Cli)


def discover(folder: Path) -> Discovery:
    """List a migrations folder as `supabase db push` does: bytewise by file name.

    Source: supabase/cli `pkg/migration/list.go`, `file.go`.

    Raises:
        ReplayError: the folder does not exist, or a migration in it has a name that is no UTF-8.
        SettingsError: `config.toml` cannot be read.
    """
    if not folder.is_dir():
        raise ReplayError(
            f"there is no migrations folder at {folder}",
            "name it in the setting migrations (usually supabase/migrations)",
        )
    migrations: list[Migration] = []
    skipped: list[Skipped] = []
    for index, path in enumerate(sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name))):
        reason = _skip(path, first=index == 0)
        if reason:
            skipped.append(Skipped(printable_name(path.name), reason))
        elif match := FILE_NAME.match(path.name):
            _refuse_unprintable(path)
            migrations.append(Migration(path, path.name, match[1], match[2], *_read(path)))
    return Discovery(tuple(migrations), tuple(skipped), read_project(folder), read_cli(folder))


def read_file(path: Path, file: str, name: str) -> Migration:
    """Read a file that is no migration (`supabase/roles.sql`): it has no version and is not recorded."""
    return Migration(path, printable_name(file), "", printable_name(name), *_read(path))


def extra_files(migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    """Files that a replay does not run, read for diagnoses: `seed.sql`, and files of the folder that the CLI skips."""
    if not migrations:
        return ()
    folder = migrations[0].path.parent
    known = {migration.path for migration in migrations}
    paths = [*sorted(path for path in folder.glob("*.sql") if path not in known), folder.parent / "seed.sql"]
    found = []
    for path in paths:
        with contextlib.suppress(OSError, ReplayError):
            if path.is_file() and path.stat().st_size <= _LARGEST_EXTRA:
                found.append(read_file(path, path.name, path.stem))
    return tuple(found)


def _skip(path: Path, *, first: bool) -> str:
    if path.is_dir():
        return "a folder; only files directly in the migrations folder are run"
    if first and (old := _OLD_INIT.match(path.name)) and old[1] < _OLD_INIT_BEFORE:
        return "an init file of the first CLI releases, which the CLI skips"
    if not FILE_NAME.match(path.name):
        return 'file name must match pattern "<timestamp>_name.sql"'
    return ""


def _refuse_unprintable(path: Path) -> None:
    """Refuse a migration whose name is no UTF-8: the history that a push writes is text."""
    if (shown := printable_name(path.name)) != path.name:
        raise ReplayError(f"the name of {shown} is not UTF-8, so no push can record it", "rename the file")


def _read(path: Path) -> tuple[str, int, bool]:
    """The text, the line of the first invalid bytes (0 if there are none), and whether there is a byte order mark.

    Bytes that are not UTF-8 are invalid, and so is NUL, at which PostgreSQL stops reading.
    """
    try:
        data = read_bytes(path)
    except OSError as error:
        raise ReplayError(f"{path.name} cannot be read: {error.strerror}", f"see {path}") from None
    has_bom = data.startswith(codecs.BOM_UTF8)
    if (nul := data.find(b"\0")) >= 0:
        return data.decode("utf-8-sig", errors="replace"), data[:nul].count(b"\n") + 1, has_bom
    try:
        return data.decode("utf-8-sig"), 0, has_bom
    except UnicodeDecodeError as error:
        return data.decode("utf-8-sig", errors="replace"), data[: error.start].count(b"\n") + 1, has_bom
