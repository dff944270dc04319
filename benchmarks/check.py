"""Times `schemasync check` as a whole process beside what it cannot do without, in one run.

The target is a database that all migrations made, in which K changes were made by hand. In each round run, one after the other:
boot of a shadow server, `psql` of the same files on such a server, `pg_dump --schema-only` of the target, and the check.
The ratios are to boot + psql + twice pg_dump, and to psql.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from migrations import changes, write_migrations

import schemasync
from schemasync.expected.project_replay import replay
from schemasync.postgres.binaries import find_binaries
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ShadowServer


@dataclass(frozen=True)
class Spent:
    """Wall-clock and processor seconds of a step; the processor's include child processes, not servers."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Measured:
    """The least of each step, and what the last check found.

    Attributes:
        walls: wall-clock seconds of each step.
        cpus: processor seconds of its processes, without servers.
        problems: number of problems in the report; 0 if it is no JSON.
        durations: seconds of the check's stages.
    """

    walls: dict[str, float]
    cpus: dict[str, float]
    problems: int
    durations: dict[str, float]

    @property
    def to_needed(self) -> float:
        """The check to boot, `psql` and twice `pg_dump`."""
        return self.walls["check"] / (self.walls["boot"] + self.walls["psql"] + 2 * self.walls["pg_dump"])

    @property
    def to_psql(self) -> float:
        """The check to `psql`."""
        return self.walls["check"] / self.walls["psql"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--migrations", type=int, default=50)
    parser.add_argument("--kilobytes", type=int, default=250)
    parser.add_argument("--problems", type=int, default=0)
    parser.add_argument("--major", type=int, default=17)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--format", default="json")
    parser.add_argument("--profile", type=Path, help="write a profile of one check to this file")
    options = parser.parse_args()
    found = measure(
        options.migrations,
        options.kilobytes,
        options.problems,
        options.repeat,
        options.major,
        options.format,
        options.profile,
    )
    if found is None:
        return
    print(f"{options.migrations} files, {options.kilobytes} KB, {options.problems} changes, {compiled()}")
    print(f"{'least of':10}{'wall s':>10}{'cpu s':>10}")
    for name, wall in found.walls.items():
        print(f"{name:10}{wall:10.2f}{found.cpus[name]:10.2f}")
    print(f"check / (boot + psql + 2 pg_dump) {found.to_needed:.2f}; check / psql {found.to_psql:.2f}")
    print(f"{found.problems} problems; stages of the last check: {found.durations}")


def measure(
    files: int,
    kilobytes: int,
    problems: int,
    repeat: int,
    major: int = 17,
    form: str = "json",
    profile: Path | None = None,
) -> Measured | None:
    """Time all steps in turn; None if a profile was written instead."""
    with tempfile.TemporaryDirectory() as folder, embedded(major, tcp=True) as server:
        migrations = Path(folder) / "supabase" / "migrations"
        migrations.mkdir(parents=True)
        write_migrations(migrations, files, kilobytes * 1024)
        _make_target(server, migrations, problems)
        arguments = ["--migrations", str(migrations), "--format", form, "--output", f"{folder}/report", "--quiet"]
        if profile:
            _check(server, arguments, "-m", "cProfile", "-o", str(profile))
            return None
        steps: dict[str, Callable[[], object]] = {
            "boot": lambda: _boot(major),
            "psql": lambda: _psql(server, migrations),
            "pg_dump": lambda: _dump(server),
            "check": lambda: _check(server, arguments),
        }
        spent: dict[str, list[Spent]] = {name: [] for name in steps}
        for _ in range(repeat):
            for name, step in steps.items():
                spent[name].append(_timed(step))
        report = (
            json.loads((Path(folder) / "report").read_text()) if form == "json" else {"problems": [], "durations": {}}
        )
    return Measured(
        {name: min(one.wall for one in found) for name, found in spent.items()},
        {name: min(one.cpu for one in found) for name, found in spent.items()},
        len(report["problems"]),
        report["durations"],
    )


def compiled() -> str:
    """Whether Python finds the package's byte code."""
    modules = [*Path(schemasync.__file__).parent.rglob("*.py")]
    found = sum(Path(cache_from_source(str(module))).is_file() for module in modules)
    return "byte code compiled" if found == len(modules) else f"byte code of {found} of {len(modules)} modules"


def _make_target(server: ShadowServer, migrations: Path, problems: int) -> None:
    replay(server, migrations)
    with server.connect() as connection:
        for change in changes(len([*migrations.iterdir()]), problems):
            connection.execute(change.encode())


def _environment(**more: str) -> dict[str, str]:
    """The environment of a child; Python may write byte code, and takes the modules of this checkout."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[1]), **more}


def _boot(major: int) -> None:
    with embedded(major):
        pass


def _psql(server: ShadowServer, migrations: Path) -> None:
    server.create_database("bench_psql")
    files = [word for path in sorted(migrations.iterdir()) for word in ("-f", str(path))]
    psql = [
        find_binaries(server.major).tool("psql"),
        "-Xqv",
        "ON_ERROR_STOP=1",
        "-h",
        server.host,
        "-p",
        str(server.port),
    ]
    command = [*psql, "-U", "postgres", "-d", server.real_name("bench_psql"), *files]
    _run(command, _environment(PGPASSWORD=server.password))
    server.drop_database("bench_psql")


def _dump(server: ShadowServer) -> None:
    tool = find_binaries(server.major).tool("pg_dump")
    command = [tool, "--schema-only", "-h", server.host, "-p", str(server.port), "-U", "postgres", "postgres"]
    _run(command, _environment(PGPASSWORD=server.password))


def _check(server: ShadowServer, arguments: list[str], *before: str) -> None:
    command = [sys.executable, *before, "-m", "schemasync", "check", *arguments]
    _run(command, _environment(SCHEMASYNC_DATABASE_URL=server.url()), (0, 1))


def _run(command: list[str], environment: dict[str, str], codes: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    if done.returncode not in codes:
        raise SystemExit(f"{command[0]}: exit {done.returncode}: {done.stderr.decode()[-2000:]}")


def _timed(step: Callable[[], object]) -> Spent:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    step()
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
