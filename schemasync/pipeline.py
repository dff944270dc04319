"""The whole way on one screen: settings, server, replay, snapshots, verdict, plans, proof, report."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from schemasync.compare.compare import compare
from schemasync.introspect.snapshot import read_snapshot
from schemasync.model import Snapshot
from schemasync.outcome import Outcome, Replayed
from schemasync.postgres.connection import limit, target
from schemasync.postgres.server import ADMIN, PROJECT_ROLE, SHADOW_DATABASE, ShadowServer, embedded
from schemasync.prove.proof import prove
from schemasync.replay.apply import Replayer
from schemasync.replay.discover import discover
from schemasync.replay.doors import Doors
from schemasync.replay.origin import origins
from schemasync.replay.statements import identifiers
from schemasync.settings import Settings
from schemasync.sql import literal
from schemasync.supabase.managed import in_scope, project_refs
from schemasync.verdict.accepted import accept
from schemasync.verdict.findings import make_findings

Progress = Callable[[str], None]


def check(settings: Settings, progress: Progress = lambda _: None) -> Outcome:
    """Compare a project's migrations with a database.

    Raises:
        SchemasyncError: see `errors.py`; a migration that fails is part of the outcome instead.
    """
    clock = _Clock()
    progress("reading the database")
    with clock("target"):
        actual = read_target(settings.database_url)
    progress("starting PostgreSQL")
    with clock.open("postgres"), embedded(actual.major, settings.bindir) as server:
        clock.close("postgres")
        progress("replaying the migrations")
        with clock("replay"):
            replayed = replay(server, settings.migrations)
        expected = replayed.snapshot
        scope = project_refs(actual, expected, replayed.origins.keys())
        progress("proving the fixes")
        with clock("prove"):
            repair, adopt = prove(server, actual, expected, scope, replayed.doors, PROJECT_ROLE)
        progress("comparing")
        with clock("compare"):
            changes = in_scope(compare(actual, expected), scope - repair.equivalent)
            doubtful = frozenset(name for r in replayed.results if r.error for name in identifiers(r.migration.sql))
            findings = make_findings(changes, actual, expected, replayed.origins, doubtful)
            findings, remarks = accept(findings, settings.config.accept, dt.datetime.now(dt.UTC).date())
    return Outcome(settings, PROJECT_ROLE, actual, replayed, scope, findings, repair, adopt, remarks, clock.seconds)


def read_target(url: str) -> Snapshot:
    """Snapshot of the database behind a URL; the connection is closed afterwards."""
    with target(url) as connection:
        limit(connection)
        return read_snapshot(connection)


def replay(server: ShadowServer, folder: Path) -> Replayed:
    """Run a folder's migrations in the shadow database; no connection to it stays open."""
    discovery = discover(folder)
    with server.connect(SHADOW_DATABASE, ADMIN) as admin, server.connect(SHADOW_DATABASE) as connection:
        doors = Doors(admin)
        doors.install()
        replayer = Replayer(connection, doors, lambda: _again(server, admin))
        results = tuple(replayer.replay(discovery.migrations))
        with server.connect(SHADOW_DATABASE, ADMIN) as reader:
            snapshot = read_snapshot(reader)
        found = origins(admin, snapshot, replayer.marks)
        replayer.connection.close()
    return Replayed(results, discovery, snapshot, found, doors, tuple(doors.stubbed))


def _again(server: ShadowServer, admin: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    """Connect anew as the project's role, whatever a migration did to its password."""
    admin.execute(f"ALTER ROLE {PROJECT_ROLE} LOGIN CONNECTION LIMIT -1 PASSWORD {literal(server.password)}".encode())
    return server.connect(SHADOW_DATABASE)


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started: dict[str, float] = {}

    def __call__(self, stage: str) -> _Stage:
        return _Stage(self, stage, ends=True)

    def open(self, stage: str) -> _Stage:
        """A stage that `close` ends, within its `with` block."""
        return _Stage(self, stage, ends=False)

    def start(self, stage: str) -> None:
        self._started[stage] = time.perf_counter()

    def close(self, stage: str) -> None:
        self.seconds[stage] = round(time.perf_counter() - self._started[stage], 4)


@dataclass(frozen=True, slots=True)
class _Stage:
    clock: _Clock
    name: str
    ends: bool

    def __enter__(self) -> None:
        self.clock.start(self.name)

    def __exit__(self, *_: object) -> None:
        if self.ends:
            self.clock.close(self.name)
