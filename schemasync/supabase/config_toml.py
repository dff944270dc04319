"""Read the files next to the migrations folder: `supabase/config.toml` and `supabase/roles.sql`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemasync.core.errors import SettingsError
from schemasync.core.safe_files import read_text
from schemasync.core.toml_text import TomlError, parse_toml

LARGEST = 1 << 20
"""Largest size of a configuration, in bytes."""
MAJORS = (13, 14, 15, 17)
"""Allowed values of `db.major_version` (supabase/cli `pkg/config/db.go`)."""

DEFAULT_MAJOR = 17
"""The CLI's default of `db.major_version`; the newest major that Supabase offers."""


@dataclass(frozen=True, slots=True)
class Project:
    """Settings of a project's `config.toml` that a replay uses, and its `roles.sql`.

    Attributes:
        major: `db.major_version`; None if it is not set.
        auto_expose: `api.auto_expose_new_tables`; None if it is not set.
        schema_paths: `db.migrations.schema_paths`, as written.
        declarative: `experimental.pgdelta.enabled`; None if it is not set.
        declarative_path: `experimental.pgdelta.declarative_schema_path`, as written; empty if it is not set.
        buckets: names below `storage.buckets`, with their settings.
        webhooks: `experimental.webhooks.enabled`.
        roles: `roles.sql`, if there is one.
        text: of `config.toml`; empty if there is none.
    """

    major: int | None = None
    auto_expose: bool | None = None
    schema_paths: tuple[str, ...] = ()
    declarative: bool | None = None
    declarative_path: str = ""
    buckets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    webhooks: bool = False
    roles: Path | None = None
    text: str = field(default="", repr=False, compare=False)

    @property
    def server_major(self) -> int:
        """Major version of the project's database, as far as its files say."""
        return self.major or DEFAULT_MAJOR

    def major_remark(self, running: int) -> str:
        """A sentence, if a server of another major version runs than the project is on; else nothing."""
        if running == self.server_major:
            return ""
        return f"this replay runs on PostgreSQL {running}, but the project is on {self.server_major}"


def read_project(migrations: Path) -> Project:
    """Read the configuration next to a migrations folder; a missing file sets nothing.

    Raises:
        SettingsError: `config.toml` cannot be parsed.
    """
    folder = migrations.parent
    roles = folder / "roles.sql"
    text, config = _read(folder / "config.toml")
    major = _at(config, "db", "major_version")
    expose = _at(config, "api", "auto_expose_new_tables")
    paths = _at(config, "db", "migrations", "schema_paths")
    enabled, declarative_path = (
        _at(config, "experimental", "pgdelta", name) for name in ("enabled", "declarative_schema_path")
    )
    buckets = _at(config, "storage", "buckets")
    return Project(
        major if isinstance(major, int) and major in MAJORS else None,
        expose if isinstance(expose, bool) else None,
        tuple(path for path in paths if isinstance(path, str)) if isinstance(paths, list) else (),
        enabled if isinstance(enabled, bool) else None,
        declarative_path if isinstance(declarative_path, str) else "",
        {name: value for name, value in buckets.items() if isinstance(value, dict)}
        if isinstance(buckets, dict)
        else {},
        _at(config, "experimental", "webhooks", "enabled") is True,
        roles if roles.is_file() else None,
        text,
    )


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = read_text(path, LARGEST)
        return text, parse_toml(text)
    except (FileNotFoundError, NotADirectoryError):
        return "", {}
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror})", "a plain file within the repository is read"
        ) from None
    except (TomlError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}", "the Supabase CLI cannot read it either") from None


def _at(config: Any, *keys: str) -> Any:
    for key in keys:
        config = config.get(key) if isinstance(config, dict) else None
    return config
