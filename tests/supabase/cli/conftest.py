"""The real Supabase CLI, installed from the lock file, and projects that it pushes to a server on loopback."""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from schemasync.config.settings import settings_from
from schemasync.pipeline import check
from schemasync.report.formats.json import as_dict
from schemasync.report.view.view import make_view
from tests.plugins.replays import with_findings
from tests.supabase.cli.server import Hosted, hosted

HERE = Path(__file__).parent
GENERATIONS = {"newest": "@supabase/cli-linux-x64", "go": "supabase-cli-go"}
"""`newest` runs each file between BEGIN and COMMIT; `go` sends it as one pipeline, as all before 2.109 do."""
PROGRAMS = {"newest": "supabase", "go": "supabase-go"}
"""The `supabase` of 2.108 starts in 1.3 s of CPU and hands `db push` and `migration` as they are to the `supabase-go` beside it."""
PAIRS = (("newest", 17), ("go", 15))
"""Both generations, and both majors that Supabase offers."""
QUIET = {
    "DO_NOT_TRACK": "1", "SUPABASE_TELEMETRY_DISABLED": "1", "SUPABASE_NO_UPDATE_NOTIFIER": "1", "SUPABASE_NO_KEYRING": "1",
}  # fmt: skip
"""Variables with which the CLI asks nobody and tells nobody."""
_numbers = itertools.count(1)

Report = dict[str, Any]


@dataclass(frozen=True)
class Cli:
    """One generation of the CLI; it writes to a home of its own and tells nobody."""

    program: Path
    home: Path
    generation: str

    def run(self, workdir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **QUIET, "PATH": "/usr/bin:/bin", "HOME": str(self.home), "SUPABASE_HOME": str(self.home / ".supabase"),
        }  # fmt: skip
        command = [str(self.program), *arguments, "--workdir", str(workdir)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL, timeout=120
        )


@dataclass(frozen=True)
class Project:
    """A project's folder and the database that it is pushed to.

    Attributes:
        folder: holds `supabase/`.
        cli: pushes.
        on: server of the database.
        database: its name.
        states: databases that the CLI has pushed to, by files; they are copied.
    """

    folder: Path
    cli: Cli
    on: Hosted
    database: str
    states: dict[tuple[tuple[str, str], ...], str]

    @property
    def migrations(self) -> Path:
        return self.folder / "supabase/migrations"

    @property
    def url(self) -> str:
        return self.on.url(self.database)

    def write(self, **files: str) -> None:
        """Migration files by name; the underscore before the version is left out: `_1_a=…` is `1_a.sql`."""
        for name, sql in files.items():
            (self.migrations / f"{name.lstrip('_')}.sql").write_bytes(sql.encode())

    def attempt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        with self.on.supautils():
            return self.cli.run(self.folder, *arguments, "--db-url", self.url, "--yes")

    def run(self, *arguments: str) -> str:
        """Output of the CLI, which must succeed."""
        done = self.attempt(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def push(self, *more: str) -> None:
        self.run("db", "push", *more)

    def pushed(self, **files: str) -> None:
        """Write the first files and push them; the CLI does it once for each set, other projects copy the database."""
        self.write(**files)
        key, server = tuple(sorted(files.items())), self.on.server
        if key in self.states:
            server.drop_database(self.database)
            server.create_database(self.database, self.states[key])
            return
        self.push()
        self.states[key] = f"{self.database}_pushed"
        server.create_database(self.states[key], self.database)

    def listed(self) -> list[tuple[str, str]]:
        """`supabase migration list`: pairs of the folder's version and the database's; empty where it is not."""
        lines = [line.replace("`", "").split("|") for line in self.run("migration", "list").splitlines()]
        cells = [[cell.strip() for cell in line] for line in lines if len(line) == 3]
        assert cells[0][:2] == ["Local", "Remote"]
        return sorted((local, remote) for local, remote, _ in cells[2:])

    def sql(self, text: str) -> None:
        """Run SQL as the dashboard's editor does."""
        with self.on.connect(self.database, "postgres") as connection:
            connection.execute(text.encode())

    def check(self) -> Report:
        settings = settings_from(migrations=self.migrations, database_url=self.url)
        return with_findings(as_dict(make_view(check(settings))))


def install(npm: str = "npm") -> Path:
    """Install the CLI by npm, once for all processes, and again when the lock file changes; returns `node_modules`."""
    modules, lock = HERE / "node_modules", HERE / "package-lock.json"
    with (HERE / ".gitignore").open() as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        stamp = modules / ".installed"
        if not stamp.exists() or stamp.read_text() != lock.read_text():
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            stamp.write_text(lock.read_text())
    return modules


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder that npm installed the CLI to."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        if os.environ.get("CI"):
            pytest.fail("npm and node are needed to install the Supabase CLI")
        pytest.skip("npm and node are needed to install the Supabase CLI")
    return install(npm)


@pytest.fixture(scope="session", params=PAIRS, ids=lambda pair: f"{pair[0]}-platform{pair[1]}")
def pair(
    request: pytest.FixtureRequest, programs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Cli, Hosted]]:
    """A generation of the CLI, and a server that projects are pushed to."""
    generation, major = request.param
    program = programs / GENERATIONS[generation] / "bin" / PROGRAMS[generation]
    with hosted(major) as server:
        yield Cli(program, tmp_path_factory.mktemp("home"), generation), server


@pytest.fixture(scope="session")
def states(pair: tuple[Cli, Hosted]) -> dict[tuple[tuple[str, str], ...], str]:
    """Databases of the server that the CLI has pushed to, by files."""
    return {}


@pytest.fixture
def project(
    pair: tuple[Cli, Hosted], states: dict[tuple[tuple[str, str], ...], str], tmp_path: Path
) -> Iterator[Project]:
    """A project without migrations and a new database."""
    cli, on = pair
    database = f"cli_{next(_numbers)}"
    on.server.create_database(database)
    made = Project(tmp_path, cli, on, database, states)
    made.migrations.mkdir(parents=True)
    config = f'project_id = "test"\n[db]\nmajor_version = {on.major}\n'
    if cli.generation == "go":  # it asks every server for TLS but the one that it takes for its local one
        config += f"port = {on.server.port}\n"
    (tmp_path / "supabase/config.toml").write_text(config)
    yield made
    on.server.drop_database(database)
