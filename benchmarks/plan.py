"""Times a whole diff and plan between two databases of N tables, beside pg-delta and migra, in one run.

The second database differs from the first in every tenth table: a column, an index, a default, a policy, a comment,
a new table and a dropped one. Peers are used where they are found: `--pg-delta` names npm's
`@supabase/pg-delta` command (`node_modules/.bin/pgdelta`), `--migra` PyPI's `migra`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import schema
from cluster import Cluster, scratch_cluster

STEP = 10
SCHEMASYNC = [sys.executable, "-c", "import sys; from schemasync.commands.main import main; sys.exit(main())", "diff"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tables", type=int, default=1000)
    parser.add_argument("--major", type=int, default=15)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--limit", type=int, default=120, help="seconds after which a run is given up")
    parser.add_argument("--pg-delta", metavar="COMMAND")
    parser.add_argument("--migra", metavar="COMMAND")
    options = parser.parse_args()
    with scratch_cluster(options.major, tcp=True) as cluster:
        _make(cluster, options.tables)
        print(f"PostgreSQL {cluster.binaries.version}, {options.tables} tables, one in {STEP} changed")
        ways = _ways(cluster, options.pg_delta, options.migra)
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for _ in range(options.repeat):
            for name, command in ways.items():
                runs[name].append(_once(command, options.limit))
        print(f"\n{'':28}{'median s':>10}{'min s':>10}{'peak MB':>10}")
        for name, found in runs.items():
            seconds = [second for second, _ in found]
            peak = max(memory for _, memory in found)
            print(f"{name:28}{statistics.median(seconds):10.2f}{min(seconds):10.2f}{peak:10.0f}")


def _make(cluster: Cluster, tables: int) -> None:
    with cluster.connect() as connection:
        schema.build(connection, tables)
    with cluster.connect("template1") as connection:
        connection.execute("CREATE DATABASE after TEMPLATE postgres")
    with cluster.connect("after") as connection:
        for number in range(0, tables, STEP):
            connection.execute(_change(schema.table_name(number), number).encode())
        connection.execute("VACUUM ANALYZE")


def _change(table: str, number: int) -> str:
    return f"""
        ALTER TABLE {table} ADD COLUMN added_{number} integer DEFAULT {number};
        CREATE INDEX added_{number}_idx ON {table} (added_{number});
        ALTER TABLE {table} ALTER COLUMN added_{number} SET NOT NULL;
        COMMENT ON TABLE {table} IS 'changed';
        CREATE POLICY added_{number} ON {table} FOR SELECT USING (added_{number} > 0);
        CREATE TABLE {table}_more (id integer PRIMARY KEY, note text);
    """


def _ways(cluster: Cluster, pg_delta: str | None, migra: str | None) -> dict[str, Sequence[str]]:
    before, after = (f"postgresql://postgres@127.0.0.1:{cluster.port}/{name}" for name in ("postgres", "after"))
    ways: dict[str, Sequence[str]] = {"schemasync diff": [*SCHEMASYNC, before, after, "--format", "sql"]}
    if pg_delta:
        out = str(Path(tempfile.gettempdir()) / "pg-delta-plan.json")
        ways["pg-delta plan"] = [pg_delta, "plan", "--source", before, "--desired", after, "--out", out]
    if migra:
        ways["migra"] = [migra, "--unsafe", "--with-privileges", before, after]
    return ways


def _once(command: Sequence[str], limit: int) -> tuple[float, float]:
    """Seconds (infinite if the limit ended it), and the peak memory of this child in MB."""
    with tempfile.TemporaryFile() as said:  # a pipe that nobody reads would stop who says much
        started = time.perf_counter()
        process = subprocess.Popen(
            ["timeout", str(limit), *command], stdout=subprocess.DEVNULL, stderr=said, env={**os.environ}
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode == 124:  # of `timeout`
            seconds = float("inf")
        elif process.returncode not in (0, 1, 2, 3):
            said.seek(0)
            print(f"{command[0]}: exit {process.returncode}: {said.read()[-300:]!r}")
    return seconds, usage.ru_maxrss / (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
