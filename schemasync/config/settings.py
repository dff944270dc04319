"""Everything a run needs to know, checked once, in one frozen value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemasync.config.schemasync_toml import Config, load_config
from schemasync.core.errors import SettingsError

FORMATS = ("terminal", "markdown", "json", "html", "sarif", "junit")
DEFAULT_MIGRATIONS = Path("supabase/migrations")
DEFAULT_CONFIG = Path("schemasync.toml")
PROVIDERS = ("embedded", "docker", "url")
BASELINES = ("none", "target")


@dataclass(frozen=True, slots=True)
class Target:
    """The database to compare with.

    Attributes:
        url: a secret, never printed.
        password: a secret; goes before the one in the URL, and needs no encoding.
        ssl_root_cert: file of a certificate authority; the server's certificate and name are verified then.
    """

    url: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    ssl_root_cert: Path | None = None


@dataclass(frozen=True, slots=True)
class Shadow:
    """Where the throwaway server comes from.

    Attributes:
        postgres: `embedded`, `docker`, `url`, or the folder of a server's binaries.
        image: for `docker`; empty for the one that fits the target's major version.
        url: for `url`: a server for us alone; a secret.
    """

    postgres: str = "embedded"
    image: str = ""
    url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of `check`.

    Attributes:
        migrations: folder of the migration files, or a file that `schemasync snapshot --migrations` wrote.
        target: the database to compare with; without a URL the migrations are replayed and nothing is compared.
        config: areas and accepted differences.
        shadow: the throwaway server.
        schemas: if any are named, only these are compared, and what the project put into Supabase's own.
        baseline: `target` borrows what migrations use but never make from the database.
        format: of what goes to standard output.
        output: file or folder for `report.md` and `report.json`; None for standard output only.
        previous: an earlier `report.json`, for "resolved since".
        name: what the target is called in the report.
    """

    migrations: Path
    target: Target = field(default_factory=Target)
    config: Config = field(default_factory=Config)
    shadow: Shadow = field(default_factory=Shadow)
    schemas: tuple[str, ...] = ()
    baseline: str = "none"
    format: str = "terminal"
    output: Path | None = None
    previous: Path | None = None
    name: str = ""


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
    database_url: str = "",
    database_password: str = "",
    ssl_root_cert: Path | None = None,
    config: Path | None = None,
    postgres: str = "embedded",
    postgres_image: str = "",
    shadow_url: str = "",
    schemas: Sequence[str] = (),
    baseline: str = "none",
    output_format: str = "terminal",
    output: Path | None = None,
    previous: Path | None = None,
    name: str = "",
    url_required: bool = True,
) -> Settings:
    """Check all inputs and build the settings.

    Raises:
        SettingsError: names every problem at once.
    """
    problems: list[str] = []
    if not migrations.exists():
        problems.append(f"there is no migrations folder at {migrations}")
    if url_required and not database_url:
        problems.append("no database URL is given")
    if postgres not in PROVIDERS and not Path(postgres).is_dir():
        known = ", ".join(f"`{provider}`" for provider in PROVIDERS)
        problems.append(f"--postgres is neither {known} nor a folder of server binaries: {postgres}")
    if postgres == "url" and not shadow_url:
        problems.append("--postgres url needs the URL of a throwaway server (shadow-url)")
    if ssl_root_cert is not None and not ssl_root_cert.is_file():
        problems.append(f"there is no certificate file at {ssl_root_cert}")
    if baseline not in BASELINES:
        problems.append(f"baseline must be one of {', '.join(BASELINES)}, not {baseline!r}")
    if previous is not None and not previous.is_file():
        problems.append(f"there is no earlier report at {previous}")
    loaded = Config()
    try:
        loaded = find_config(config, migrations)
    except SettingsError as error:
        problems.append(error.message)
    if problems:
        raise SettingsError("\n".join(problems), "see `schemasync check --help`")
    return Settings(
        migrations=migrations,
        target=Target(database_url, database_password, ssl_root_cert),
        config=loaded,
        shadow=Shadow(postgres, postgres_image, shadow_url),
        schemas=tuple(schemas),
        baseline=baseline,
        format=output_format,
        output=output,
        previous=previous,
        name=name,
    )
