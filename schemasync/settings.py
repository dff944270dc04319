"""Everything a run needs to know, checked once, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from schemasync.config import Config, load_config
from schemasync.errors import SettingsError

FORMATS = ("terminal", "markdown", "json")
DEFAULT_MIGRATIONS = Path("supabase/migrations")
DEFAULT_CONFIG = Path("schemasync.toml")


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of `check`.

    Attributes:
        migrations: folder of the migration files.
        database_url: the target's; a secret, never printed.
        config: areas and accepted differences.
        postgres: `embedded`, or the folder of the server's binaries.
        format: of what goes to standard output.
        output: file or folder for `report.md` and `report.json`; None for standard output only.
        previous: an earlier `report.json`, for "resolved since".
        name: what the target is called in the report.
    """

    migrations: Path
    database_url: str = field(repr=False)
    config: Config = field(default_factory=Config)
    postgres: str = "embedded"
    format: str = "terminal"
    output: Path | None = None
    previous: Path | None = None
    name: str = ""

    @property
    def bindir(self) -> str | None:
        """Folder of server binaries that the user named."""
        return None if self.postgres == "embedded" else self.postgres


def find_config(named: Path | None, migrations: Path) -> Config:
    """The configuration file: the named one, or `schemasync.toml` here or beside the supabase folder.

    Raises:
        SettingsError: the named file does not exist, or a file is wrong.
    """
    if named is not None:
        return load_config(named)
    for candidate in (DEFAULT_CONFIG, migrations.parent.parent / DEFAULT_CONFIG):
        if candidate.is_file():
            return load_config(candidate)
    return Config()


def settings_from(
    *,
    migrations: Path,
    database_url: str,
    config: Path | None = None,
    postgres: str = "embedded",
    output_format: str = "terminal",
    output: Path | None = None,
    previous: Path | None = None,
    name: str = "",
) -> Settings:
    """Check all inputs and build the settings.

    Raises:
        SettingsError: names every problem at once.
    """
    problems: list[str] = []
    if not migrations.is_dir():
        problems.append(f"there is no migrations folder at {migrations}")
    if not database_url:
        problems.append("no database URL is given")
    if postgres != "embedded" and not Path(postgres).is_dir():
        problems.append(f"--postgres is neither `embedded` nor a folder of server binaries: {postgres}")
    if previous is not None and not previous.is_file():
        problems.append(f"there is no earlier report at {previous}")
    loaded = Config()
    try:
        loaded = find_config(config, migrations)
    except SettingsError as error:
        problems.append(error.message)
    if problems:
        raise SettingsError("\n".join(problems), "see `schemasync check --help`")
    return Settings(migrations, database_url, loaded, postgres, output_format, output, previous, name)
