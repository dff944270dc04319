"""Times `read_snapshot` against `pg_dump --schema-only`, interleaved, on a generated schema of N tables."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), os.environ.get("SCHEMASYNC_SOURCE", str(Path(__file__).parents[1]))]

import psycopg
import schema
from cluster import Cluster, scratch_cluster

from schemasync.introspect import snapshot
from schemasync.introspect.queries import conditions_query, holding_conditions, needed
from schemasync.introspect.snapshot import BEGIN, SETTINGS, read_snapshot

FRESH = """
import json, sys, time
started = time.perf_counter()
import psycopg  # noqa: E402
from schemasync.introspect.snapshot import read_snapshot  # noqa: E402
imported = time.perf_counter()
with psycopg.connect(sys.argv[1], autocommit=True, prepare_threshold=None) as connection:
    read_snapshot(connection)
print(json.dumps([imported - started, time.perf_counter() - imported]))
"""
"""A process of its own, as a user starts one: (import, connect and read)."""


def main() -> None:
    options = _options()
    with scratch_cluster(options.major) as cluster:
        started = time.perf_counter()
        with cluster.connect() as connection:
            schema.build(connection, options.tables, analyze=not options.no_analyze)
        print(
            f"PostgreSQL {cluster.binaries.version}, {options.tables} tables made in {time.perf_counter() - started:.1f} s"
            f"{', catalogs never analyzed' if options.no_analyze else ''}"
        )
        runs = _interleaved(cluster, options.repeat)
        _print_runs(runs)
        _print_snapshot(cluster, options.repeat, options.top)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=1000)
    parser.add_argument("--major", type=int, default=15)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--top", type=int, default=12, help="queries to list, slowest first")
    parser.add_argument("--no-analyze", action="store_true", help="leave the catalogs without statistics")
    return parser.parse_args()


def _interleaved(cluster: Cluster, repeat: int) -> dict[str, list[float]]:
    """Each way once per round, so that a busy machine slows all alike; the first round is thrown away."""
    warm = cluster.connect()
    read_snapshot(warm)
    runs: dict[str, list[float]] = {}

    def dump() -> None:
        subprocess.run(cluster.dump_command("postgres"), stdout=subprocess.DEVNULL, check=True)

    def with_connect() -> None:
        with cluster.connect() as connection:
            read_snapshot(connection)

    ways: dict[str, Callable[[], object]] = {
        "pg_dump --schema-only (process)": dump,
        "read_snapshot, warm connection": lambda: read_snapshot(warm),
        "read_snapshot and its edges": lambda: len(read_snapshot(warm).edges),
        "connect + read_snapshot": with_connect,
    }
    for turn in range(repeat + 1):
        for label, way in ways.items():
            started = time.perf_counter()
            way()
            runs.setdefault(label, []).append(time.perf_counter() - started)
        started = time.perf_counter()
        imported, read = _fresh(cluster)
        runs.setdefault("fresh python: whole process", []).append(time.perf_counter() - started)
        runs.setdefault("fresh python: import only", []).append(imported)
        runs.setdefault("fresh python: connect + read", []).append(read)
        if turn == 0:
            runs.clear()
    warm.close()
    return runs


def _fresh(cluster: Cluster) -> tuple[float, float]:
    source = str(Path(snapshot.__file__).parents[2])
    command = [sys.executable, "-c", FRESH, cluster.conninfo()]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": source})
    imported, read = json.loads(done.stdout)
    return imported, read


def _print_runs(runs: dict[str, list[float]]) -> None:
    base = statistics.median(runs["pg_dump --schema-only (process)"])
    print(f"\n{'':34}{'median ms':>10}{'min ms':>10}{'x pg_dump':>11}")
    for label, times in runs.items():
        middle = statistics.median(times)
        print(f"{label:34}{middle * 1000:10.0f}{min(times) * 1000:10.0f}{middle / base:11.2f}")


def _print_snapshot(cluster: Cluster, repeat: int, top: int) -> None:
    """Number of objects, and where the time goes: each query alone, and what is left for Python."""
    with cluster.connect() as connection:
        found = read_snapshot(connection)
        kinds = Counter(ref.kind for ref in found.objects)
        listed = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(8))
        print(
            f"\n{len(found.objects)} objects, {len(found.edges)} edges, {len(found.unmodeled)} unmodelled: {listed}, …"
        )
        version = connection.info.server_version
        [holding] = connection.execute(conditions_query(version)).fetchall()
        named = {"conditions": conditions_query(version), **needed(version, holding_conditions(version, holding))}
        alone: dict[str, list[float]] = {}
        rows: dict[str, int] = {}
        server: list[float] = []
        whole: list[float] = []
        for _ in range(repeat):
            for statement in (BEGIN, *SETTINGS):
                connection.execute(statement, prepare=False)
            for name, text in named.items():
                started = time.perf_counter()
                result = connection.pgconn.exec_params(text.encode(), [])  # no adaptation of values: server and libpq
                alone.setdefault(name, []).append(time.perf_counter() - started)
                if result.status != psycopg.pq.ExecStatus.TUPLES_OK:
                    raise SystemExit(f"{name}: {result.error_message.decode()}")
                rows[name] = result.ntuples
            locks = connection.execute("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()").fetchone()
            connection.execute("COMMIT", prepare=False)
            server.append(sum(times[-1] for times in alone.values()))
            started = time.perf_counter()
            read_snapshot(connection)
            whole.append(time.perf_counter() - started)
    total, answer = statistics.median(whole), statistics.median(server)
    print(
        f"snapshot {total * 1000:.0f} ms = server {answer * 1000:.0f} ms (queries one by one) + Python {(total - answer) * 1000:.0f} ms;"
        f" {locks[0] if locks else '?'} locks held\n"
    )
    print(f"{'query alone':34}{'median ms':>10}{'rows':>10}")
    for name, times in sorted(alone.items(), key=lambda item: -statistics.median(item[1]))[:top]:
        print(f"{name:34}{statistics.median(times) * 1000:10.1f}{rows[name]:10}")


if __name__ == "__main__":
    main()
