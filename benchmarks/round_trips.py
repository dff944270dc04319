"""Counts the round trips of a snapshot: a proxy on loopback delays all that passes, and counts the client's flights.

A flight is what the client sends without having got anything since it last sent: the first bytes after the proxy
has passed on something from the server open a new one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), os.environ.get("SCHEMASYNC_SOURCE", str(Path(__file__).parents[1]))]

import psycopg
import schema
from cluster import Cluster, scratch_cluster

from schemasync.introspect.snapshot import read_snapshot

LOOPBACK = "127.0.0.1"


@dataclass
class Count:
    """Traffic since the last reset; written by the proxy alone."""

    flights: int = 0
    sent: int = 0
    received: int = 0
    answered: bool = True

    def reset(self) -> None:
        self.flights = self.sent = self.received = 0
        self.answered = True


class Proxy:
    """Listens on 127.0.0.1 and passes everything on after `delay` seconds each way."""

    def __init__(self, target: int, delay: float) -> None:
        self.target, self.delay, self.count, self.port = target, delay, Count(), 0

    async def serve(self, ready: threading.Event) -> None:
        server = await asyncio.start_server(self._client, LOOPBACK, 0, limit=1 << 20)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await server.serve_forever()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream_reader, upstream_writer = await asyncio.open_connection(LOOPBACK, self.target, limit=1 << 20)
        await asyncio.gather(
            self._pass(reader, upstream_writer, from_client=True),
            self._pass(upstream_reader, writer, from_client=False),
        )

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, from_client: bool) -> None:
        """Latency without a limit of bandwidth: chunks are queued and leave in order, each `delay` after it came."""
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        sender = asyncio.create_task(self._leave(queue, writer, to_client=not from_client))
        while data := await reader.read(1 << 18):
            if from_client:
                self.count.sent += len(data)
                if self.count.answered:
                    self.count.flights += 1
                    self.count.answered = False
            queue.put_nowait((time.monotonic() + self.delay, data))
        queue.put_nowait((time.monotonic(), b""))
        await sender

    async def _leave(
        self, queue: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter, *, to_client: bool
    ) -> None:
        while True:
            due, data = await queue.get()
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            if not data:
                writer.close()
                return
            if to_client:
                self.count.received += len(data)
                self.count.answered = True
            writer.write(data)


@contextmanager
def proxied(target: int, delay: float) -> Iterator[Proxy]:
    """A running proxy, in a thread of its own."""
    proxy, ready = Proxy(target, delay), threading.Event()
    threading.Thread(target=lambda: asyncio.run(proxy.serve(ready)), daemon=True).start()
    ready.wait()
    yield proxy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=100)
    parser.add_argument("--major", type=int, default=15)
    parser.add_argument("--delay", type=float, default=80, help="milliseconds each way")
    parser.add_argument("--pg-dump", action="store_true", help="count pg_dump's as well (minutes)")
    options = parser.parse_args()
    with scratch_cluster(options.major, tcp=True) as cluster:
        with cluster.connect() as connection:
            schema.build(connection, options.tables)
            read_snapshot(connection)
            started = time.perf_counter()
            read_snapshot(connection)
            direct = time.perf_counter() - started
        _measure(cluster, options, direct)


def _measure(cluster: Cluster, options: argparse.Namespace, direct: float) -> None:
    trip = 2 * options.delay / 1000
    print(
        f"{options.tables} tables, {options.delay:g} ms each way: {trip * 1000:g} ms a round trip;"
        f" snapshot without the proxy {direct * 1000:.0f} ms"
    )
    print(f"\n{'':24}{'flights':>8}{'ms':>9}{'KiB out':>9}{'KiB in':>9}{'(ms - direct) / trip':>22}")
    with proxied(cluster.port, options.delay / 1000) as proxy:
        conninfo = f"host={LOOPBACK} port={proxy.port} user=postgres dbname=postgres sslmode=disable gssencmode=disable"

        def row(label: str, seconds: float, baseline: float) -> int:
            count = proxy.count
            print(
                f"{label:24}{count.flights:8}{seconds * 1000:9.0f}{count.sent / 1024:9.0f}{count.received / 1024:9.0f}"
                f"{(seconds - baseline) / trip:22.1f}"
            )
            return count.flights

        started = time.perf_counter()
        connection: psycopg.Connection[Any] = psycopg.connect(conninfo, autocommit=True, prepare_threshold=None)
        row("connect", time.perf_counter() - started, 0)
        flights = []
        for label in ("snapshot", "snapshot again"):
            proxy.count.reset()
            started = time.perf_counter()
            read_snapshot(connection)
            flights.append(row(label, time.perf_counter() - started, direct))
        connection.close()
        if options.pg_dump:
            time.sleep(4 * trip)
            proxy.count.reset()
            command = [cluster.binaries.tool("pg_dump"), "--schema-only", "--dbname", conninfo]
            started = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            row("pg_dump --schema-only", time.perf_counter() - started, 0)
    if set(flights) != {2}:
        raise SystemExit(f"the snapshot took {flights} flights, not two")
    print("\nthe snapshot costs two round trips")


if __name__ == "__main__":
    main()
