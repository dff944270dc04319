"""Write a plan as a migration file, under a version that sorts after all others or before them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from schemasync.config.migrations_folder import FILE_NAME
from schemasync.core.errors import PlanError, SchemasyncError, SettingsError
from schemasync.core.masking import without_known_secrets
from schemasync.core.plan import Plan

TITLE = "Written by schemasync from the database's state."
BASELINE, ADOPT_DRIFT = "baseline", "adopt_drift"
"""Names of migrations: the one before all others, and one after them."""


def write_migrations(folder: Path, plan: Plan, name: str) -> list[Path]:
    """Write a plan as migrations, one for each part: the CLI runs a file as one transaction, which cannot use a new enum label.

    Raises:
        SettingsError, PlanError: as `write_migration`; nothing was written.
    """
    parts = plan.parts if name != BASELINE else (plan,)
    paths: list[Path] = []
    try:
        for number, part in enumerate(parts, 1):
            paths.append(write_migration(folder, part, f"{name}_{number}" if len(parts) > 1 else name))
    except SchemasyncError:
        for path in paths:
            path.unlink()
        raise
    return paths


def write_migration(folder: Path, plan: Plan, name: str, now: dt.datetime | None = None) -> Path:
    """Write a plan as a migration that sorts after all others; one of the name `BASELINE` sorts before them.

    Raises:
        SettingsError: the folder cannot be written, or no version sorts there.
        PlanError: the plan contains the password of the database.
    """
    script = plan.script(TITLE)
    if without_known_secrets(script) != script:
        raise PlanError(
            "the migration would contain the database's own password, which is part of an object of the database",
            "change the password, and keep it out of functions and comments; nothing was written",
        )
    versions = _versions(folder)
    version = _first_version(versions) if name == BASELINE and versions else ""
    path = folder / f"{version or _last_version(versions, now or dt.datetime.now(dt.UTC))}_{name}.sql"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(script)
    except FileExistsError:
        raise SettingsError(f"{path}: exists already", "run the command again") from None
    except OSError as error:
        path.unlink(missing_ok=True)
        raise SettingsError(f"{path}: cannot be written ({error.strerror})", "check --migrations") from None
    return path


def _versions(folder: Path) -> list[str]:
    """Versions of the files that the Supabase CLI runs, in its order.

    Raises:
        SettingsError: the folder cannot be read.
    """
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError as error:
        raise SettingsError(f"{folder}: cannot be read ({error.strerror})", "check --migrations") from None
    return sorted((found[1] for found in map(FILE_NAME.match, names) if found), key=_place)


def _place(version: str) -> str:
    """Place in the order of files; the Supabase CLI sorts them by name, and compares versions as text."""
    return f"{version}_"


def _first_version(versions: Sequence[str]) -> str:
    """A version before all others.

    Raises:
        SettingsError: there is none before `0000`.
    """
    oldest = versions[0]
    version = str(int(oldest) - 1).zfill(len(oldest))
    if int(oldest) == 0 or version >= min(versions):
        raise SettingsError(
            f"no version sorts before {oldest}, that of the oldest migration", "give the migrations later versions"
        )
    return version


def _last_version(versions: Sequence[str], now: dt.datetime) -> str:
    """The time as a version; where a later one exists, the next after that.

    Raises:
        SettingsError: there is none after `99`.
    """
    version = now.strftime("%Y%m%d%H%M%S")
    if not versions or (_place(version) > _place(versions[-1]) and version > max(versions)):
        return version
    newest = versions[-1]
    version = str(int(newest) + 1).zfill(len(newest))
    if len(version) > len(newest) or version <= max(versions):
        raise SettingsError(
            f"no version sorts after {newest}, that of the newest migration",
            "give the migrations versions of 14 digits, as the Supabase CLI does",
        )
    return version
