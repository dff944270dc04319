"""Pairs of databases on one server: what migrations make, and the same after somebody changed it by hand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.core.plan import Plan
from schemasync.diagnose.drift import DriftIndex, index_drift
from schemasync.introspect.snapshot import read_snapshot
from schemasync.migrations.discover import discover
from schemasync.postgres.shadow import ADMIN, PLATFORM_DATABASE, PROJECT_ROLE, SHADOW_DATABASE, ShadowServer
from schemasync.prove.dry_run import dry_run
from schemasync.prove.request import Proof
from schemasync.replay.results import FileError
from schemasync.replay.stage import ReplayedStage
from schemasync.replay.stages import DRY_RUN_DATABASE, LOCKS_DATABASE, PENDING_DATABASE, replay_applied, replay_pending
from schemasync.supabase.scope import project_refs
from schemasync.verdict.causes import mark_unrecorded
from schemasync.verdict.findings import Finding, make_findings
from schemasync.verdict.pending import Pending, make_pending
from schemasync.verdict.renames import find_renames

AS_ADMIN = "-- as: admin"
"""First line of what the platform's superuser did by hand."""
_numbers = itertools.count(1)


class Tried(NamedTuple):
    """Pending files after their dry run on a database that was changed by hand."""

    pending: Pending
    drift: DriftIndex
    findings: tuple[Finding, ...]

    @property
    def error(self) -> FileError:
        failure = self.pending.failure
        assert failure is not None, "all files apply"
        assert failure.error is not None
        return failure.error

    @property
    def blame(self) -> list[str]:
        return [_name(ref) for ref in self.pending.blame]

    @property
    def causes(self) -> dict[str, str]:
        return {_name(finding.ref): finding.cause for finding in self.findings}


def _name(ref: Ref) -> str:
    return f"{ref.kind} {'.'.join(ref.path)}" + (f" of {_name(ref.of)}" if ref.of else "")


@dataclass
class Pairs:
    """Replays each set of applied files once, and tries pending ones on copies of it."""

    server: ShadowServer
    folder: Path
    _stages: dict[tuple[tuple[str, str], ...], ReplayedStage] = field(default_factory=dict)

    def __call__(
        self,
        applied: str | Mapping[str, str],
        by_hand: str,
        pending: str | Mapping[str, str],
        *,
        down: bool = False,
    ) -> Tried:
        """Run `by_hand` in a copy of what the applied files make, and the pending files on both."""
        old = applied if isinstance(applied, Mapping) else {"1_a.sql": applied}
        new = pending if isinstance(pending, Mapping) else {"2_b.sql": pending}
        stage = self._stage(old)
        folder = self._written({**old, **new})
        stage = replace(stage, result=replace(stage.result, discovery=discover(folder)))
        files = tuple(item for item in stage.result.discovery.migrations if item.file in new)
        mirror = f"mirror_{next(_numbers)}"
        self.server.create_database(mirror, stage.database)
        try:
            with self.server.connect(mirror, ADMIN if by_hand.startswith(AS_ADMIN) else PROJECT_ROLE) as connection:
                connection.execute(by_hand.encode())
            with self.server.connect(mirror, ADMIN) as reader:
                actual = read_snapshot(reader)
            with self._without(PENDING_DATABASE):
                after = replay_pending(self.server, stage, files).result
            before = stage.result
            scope = project_refs(actual, before.snapshot, before.origins.keys())
            drift = index_drift(actual, before, after, scope, {})
            findings = make_findings(tuple(drift.changes.values()), actual, before.snapshot, before.origins)
            drift = replace(drift, renames=find_renames(findings, actual, before.snapshot))
            with self._without(DRY_RUN_DATABASE), self._without(LOCKS_DATABASE):
                done = dry_run(self.server, mirror, stage, files, drift, wants_down=down)
        finally:
            self.server.drop_database(mirror)
        findings = mark_unrecorded(findings, actual, before.snapshot, after)
        return Tried(make_pending(before, after, done, (_PROOF, _PROOF), PROJECT_ROLE), drift, findings)

    def replayed(self, files: Mapping[str, str]) -> ReplayedStage:
        """The files, all of them applied."""
        return self._stage(files)

    def _stage(self, files: Mapping[str, str]) -> ReplayedStage:
        key = tuple(files.items())
        if key not in self._stages:
            discovery = discover(self._written(files))
            stage = replay_applied(self.server, discovery, discovery.migrations)
            assert not stage.result.failed, stage.result.failed
            database = f"stage_{next(_numbers)}"
            with self.server.connect(PLATFORM_DATABASE, ADMIN) as admin:
                admin.execute(f"ALTER DATABASE {SHADOW_DATABASE} RENAME TO {database}".encode())
            with self.server.connect(database, ADMIN) as admin:
                text = f"CREATE DATABASE {SHADOW_DATABASE} TEMPLATE {PLATFORM_DATABASE} OWNER {PROJECT_ROLE}"
                admin.execute(text.encode())
            self._stages[key] = replace(stage, database=database)
        return self._stages[key]

    def _written(self, files: Mapping[str, str]) -> Path:
        folder = self.folder / str(next(_numbers)) / "supabase" / "migrations"
        folder.mkdir(parents=True)
        for name, sql in files.items():
            (folder / name).write_text(sql)
        return folder

    @contextmanager
    def _without(self, database: str) -> Iterator[None]:
        try:
            yield
        finally:
            self.server.drop_database(database)


_PROOF = Proof(Plan(()), proven=True)
