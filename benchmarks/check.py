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
import statistics
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
from schemasync.postgres.binaries import find_binaries
from schemasync.postgres.embedded import ShadowServer, embedded
from schemasync.prove.project_replay import replay


@dataclass(frozen=True)
class Spent:
    """Wall-clock and processor seconds of a step; the processor's include child processes, not servers."""

    wall: float
    cpu: float


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
    with tempfile.TemporaryDirectory() as folder, embedded(options.major, tcp=True) as server:
        migrations = Path(folder) / "supabase" / "migrations"
        migrations.mkdir(parents=True)
        size = write_migrations(migrations, options.migrations, options.kilobytes * 1024)
        _make_target(server, migrations, options.problems)
        arguments = [
            "--migrations",
            str(migrations),
            "--format",
            options.format,
            "--output",
            f"{folder}/report",
            "--quiet",
        ]
        if options.profile:
            _check(server, arguments, "-m", "cProfile", "-o", str(options.profile))
            return
        print(
            f"PostgreSQL {server.version}, {options.migrations} files, {size >> 10} KB, {options.problems} changes, {compiled()}"
        )
        steps: dict[str, Callable[[], object]] = {
            "boot": lambda: _boot(options.major),
            "psql": lambda: _psql(server, migrations),
            "pg_dump": lambda: _dump(server),
            "check": lambda: _check(server, arguments),
        }
        spent: dict[str, list[Spent]] = {name: [] for name in steps}
        for _ in range(options.repeat):
            for name, step in steps.items():
                spent[name].append(_timed(step))
        _print(spent)
        if options.format == "json":
            report = json.loads((Path(folder) / "report").read_text())
            print(f"{len(report['problems'])} problems; stages of the last check: {report['durations']}")


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


def _print(spent: dict[str, list[Spent]]) -> None:
    print(f"{'':10}{'median s':>10}{'min s':>10}{'min cpu s':>11}")
    for name, found in spent.items():
        walls = [one.wall for one in found]
        print(f"{name:10}{statistics.median(walls):10.2f}{min(walls):10.2f}{min(one.cpu for one in found):11.2f}")
    least = {name: min(one.wall for one in found) for name, found in spent.items()}
    needed = least["boot"] + least["psql"] + 2 * least["pg_dump"]
    print(
        f"check / (boot + psql + 2 pg_dump) {least['check'] / needed:.2f}; check / psql {least['check'] / least['psql']:.2f} (of minima)"
    )


if __name__ == "__main__":
    main()
