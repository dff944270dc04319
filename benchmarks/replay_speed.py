"""Times a replay of N migrations beside plain psql, which runs the same files on the same server, in one run.

psql gets all files in one process (`-f` for each, one transaction a file is not asked of it): the least that running
them can cost. The replay also splits, marks and attributes every statement.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from migrations import write_migrations

from schemasync.migrations.discover import discover
from schemasync.postgres.binaries import find_binaries
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.runner import Replayer
from schemasync.supautils.privileged_calls import PrivilegedCalls


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--kilobytes", type=int, default=1500)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    psql = find_binaries(15).tool("psql")
    with tempfile.TemporaryDirectory() as folder, embedded() as server:
        migrations = Path(folder)
        size = write_migrations(migrations, options.files, options.kilobytes * 1024)
        ways = {"psql": lambda: _psql(server, psql, migrations), "replay": lambda: _replay(server, migrations)}
        print(f"PostgreSQL {server.major}, {options.files} files, {size >> 10} KB")
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(options.repeat):
            for name, way in ways.items():
                seconds[name].append(way())
    for name, found in seconds.items():
        print(f"{name:8} median {statistics.median(found):6.2f} s   min {min(found):6.2f} s")
    print(f"ratio of medians {statistics.median(seconds['replay']) / statistics.median(seconds['psql']):.2f}")


def _psql(server: ShadowServer, psql: str, folder: Path) -> float:
    server.create_database("bench_psql")
    files = [word for path in sorted(folder.iterdir()) for word in ("-f", str(path))]
    command = [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", server.host, "-p", str(server.port), "-U", "postgres"]
    started = time.perf_counter()
    subprocess.run(
        [*command, "-d", "bench_psql", *files], check=True, env={**os.environ, "PGPASSWORD": server.password},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    server.drop_database("bench_psql")
    return seconds


def _replay(server: ShadowServer, folder: Path) -> float:
    server.create_database("bench_replay")
    started = time.perf_counter()
    with server.connect("bench_replay", ADMIN) as admin, server.connect("bench_replay") as connection:
        privileged_calls = PrivilegedCalls(admin)
        privileged_calls.install()
        results = Replayer(connection, privileged_calls, lenient=True).replay(discover(folder).migrations)
        failed = [result for result in results if result.error]
        assert not failed, failed[0].error
    seconds = time.perf_counter() - started
    server.drop_database("bench_replay")
    return seconds


if __name__ == "__main__":
    main()
