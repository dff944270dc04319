"""The settings of a run, checked once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypedDict, Unpack

from schemasync.config.command_options import CHECK_FORMAT, INIT_OUTPUT
from schemasync.config.migrations_folder import folder_problem, may_be_saved_replay
from schemasync.config.options import BASELINE, LARGE_TABLE, POSTGRES
from schemasync.config.other_branches import OtherBranches
from schemasync.config.schemasync_toml import Config, load_config
from schemasync.core.errors import SettingsError

DEFAULT_CONFIG = Path(INIT_OUTPUT.default)


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """The database to compare with.

    Attributes:
        url: a secret, never printed.
        password: a secret, not URL-encoded; it replaces the one in the URL.
        ssl_root_cert: file of a certificate authority; the server's certificate and host name are verified then.
    """

    url: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    ssl_root_cert: Path | None = None


@dataclass(frozen=True, slots=True)
class Shadow:
    """Where the throwaway server comes from.

    Attributes:
        postgres: `embedded`, `docker`, `url`, or the folder of a server's binaries.
        image: for `docker`; empty for Supabase's of the target's major version.
        url: for `url`: a superuser's connection string to a server that holds nothing else; a secret.
    """

    postgres: str = POSTGRES.default
    image: str = ""
    url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a command or of the action.

    Attributes:
        migrations: folder of the migration files, or a file that `schemasync snapshot --migrations` wrote.
        target: the database to compare with; without a URL the migrations are replayed and nothing is compared.
        config: areas and accepted differences.
        shadow: the throwaway server.
        schemas: if any are named, only these are compared, and the project's objects in Supabase's own schemas.
        baseline: `target` to copy from the database the objects that migrations use but never create, or `none`.
        format: of the report.
        output: file of the report; None for standard output.
        previous: an earlier `report.json`, to which the report compares.
        name: of the target in the report.
        include_all: the team pushes with `--include-all`.
        include_roles: the team pushes with `--include-roles`.
        probe_rows: ask the database whether it has rows on which pending statements fail.
        down: make the script that takes the pending migrations back.
        added: names of migration files that the pull request adds, which a database without a history cannot have.
        folder: of the migrations, as commands in the report name it; empty for the path as it was given.
        large_table: rows from which a table counts as large.
        other_branches: migrations of the base branch and of other pull requests.
    """

    migrations: Path
    target: TargetSettings = field(default_factory=TargetSettings)
    config: Config = field(default_factory=Config)
    shadow: Shadow = field(default_factory=Shadow)
    schemas: tuple[str, ...] = ()
    baseline: str = BASELINE.default
    format: str = CHECK_FORMAT.default
    output: Path | None = None
    previous: Path | None = None
    name: str = ""
    include_all: bool = False
    include_roles: bool = False
    probe_rows: bool = False
    down: bool = False
    added: frozenset[str] = frozenset()
    folder: str = ""
    large_table: int = int(LARGE_TABLE.default)
    other_branches: OtherBranches = field(default_factory=OtherBranches)

    @property
    def shown_folder(self) -> str:
        """The migrations folder as commands in the report name it."""
        return self.folder or self.migrations.as_posix()


def find_config(named: Path | None, migrations: Path, base: Path = Path()) -> Config:
    """The configuration file: the named one, or `schemasync.toml` in `base` or beside the supabase folder.

    Raises:
        SettingsError: the named file does not exist, or a file is wrong.
    """
    file = config_path(named, migrations, base)
    return load_config(file) if named is not None or file.is_file() else Config()


def config_path(named: Path | None, migrations: Path, base: Path = Path()) -> Path:
    """Path of the configuration file that a run reads; if there is none, of the one that it would read."""
    candidates = (base / DEFAULT_CONFIG, migrations.parent.parent / DEFAULT_CONFIG)
    return named or next((path for path in candidates if path.is_file()), candidates[0])


class _Attributes(TypedDict, total=False):
    """Attributes of `Settings` that `settings_from` sets as they are given."""

    schemas: tuple[str, ...]
    baseline: str
    format: str
    output: Path | None
    previous: Path | None
    name: str
    include_all: bool
    include_roles: bool
    probe_rows: bool
    down: bool
    added: frozenset[str]
    folder: str
    large_table: int
    other_branches: OtherBranches


def settings_from(
    *,
    migrations: Path,
    database_url: str = "",
    database_password: str = "",
    ssl_root_cert: Path | None = None,
    config: Path | None = None,
    base: Path = Path(),
    postgres: str = POSTGRES.default,
    postgres_image: str = "",
    shadow_url: str = "",
    url_required: bool = True,
    reads_config: bool = True,
    reads_migrations: bool = True,
    advice: str = "see `schemasync COMMAND --help`",
    **attributes: Unpack[_Attributes],
) -> Settings:
    """Build the settings and check them all; `Settings`, `TargetSettings` and `Shadow` explain their attributes.

    `url_required` refuses a run without a database. Without `reads_config` no configuration file is looked for (`config`, or
    `schemasync.toml` in the folder `base`), and without `reads_migrations` the folder may have no migrations.
    `advice` says where the settings are described.

    Raises:
        SettingsError: names every problem at once.
    """
    target = TargetSettings(database_url, database_password, ssl_root_cert)
    settings = Settings(migrations, target, shadow=Shadow(postgres, postgres_image, shadow_url), **attributes)
    problems = [*_problems(settings, url_required=url_required, reads_migrations=reads_migrations)]
    if reads_config:
        try:
            settings = replace(settings, config=find_config(config, migrations, base))
        except SettingsError as error:
            problems.append(error.message)
    if problems:
        raise SettingsError("\n".join(problems), advice)
    return settings


def output_problem(output: Path | None) -> str:
    """The reason why a file cannot be written, known before the run; empty if there is none."""
    if output is None:
        return ""
    if not output.parent.is_dir():
        return f"there is no folder {output.parent} to write {output.name} to"
    return f"{output} is a folder, not a file" if output.is_dir() else ""


def migrations_problem(migrations: Path) -> str:
    """The reason why a path holds no migrations; empty for a folder that has some, and for a saved replay."""
    return "" if may_be_saved_replay(migrations) else folder_problem(migrations)


def _problems(settings: Settings, *, url_required: bool, reads_migrations: bool) -> Iterator[str]:
    """Describe each setting that is wrong, in a sentence."""
    target, shadow = settings.target, settings.shadow
    if reads_migrations and (problem := migrations_problem(settings.migrations)):
        yield problem
    if target.ssl_root_cert is not None and not target.ssl_root_cert.is_file():
        yield f"there is no certificate file at {target.ssl_root_cert}"
    if settings.previous is not None and not settings.previous.is_file():
        yield f"there is no earlier report at {settings.previous}"
    if url_required and not target.url:
        yield "no database URL is given"
    if shadow.postgres not in POSTGRES.choices and not Path(shadow.postgres).is_dir():
        known = ", ".join(f"`{provider}`" for provider in POSTGRES.choices)
        yield f"postgres is neither {known} nor a folder of server binaries: {shadow.postgres}"
    if shadow.postgres == "url" and not shadow.url:
        yield "postgres `url` needs the URL of a throwaway server, shadow-url"
    if settings.baseline not in BASELINE.choices:
        yield f"baseline must be one of {', '.join(BASELINE.choices)}, not {settings.baseline!r}"
    if problem := output_problem(settings.output):
        yield problem
