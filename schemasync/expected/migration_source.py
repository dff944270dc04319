"""Bring the shadow to the state that the migrations define, by a replay of their folder or from a saved replay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from schemasync.core.model import Ref, Snapshot
from schemasync.core.timing import SILENT, Progress
from schemasync.diagnose.explain import explain_stage
from schemasync.expected.baseline import BaselineLoader
from schemasync.expected.exposure import decides_exposure, hidden_tables
from schemasync.expected.rebuild import rebuild
from schemasync.introspect.snapshot_file import SavedSnapshot
from schemasync.migrations.declared_buckets import bucket_migration, bucket_names
from schemasync.migrations.declared_schemas import SchemaFiles, schema_files
from schemasync.migrations.discover import Discovery, Migration, discover
from schemasync.migrations.status import PENDING, MigrationStatus
from schemasync.postgres.shadow import ShadowServer
from schemasync.prove.server_roles import SERVER_WIDE, ServerRoles
from schemasync.replay.hidden_tables import NEVER, HiddenTables
from schemasync.replay.replay_file import discovery_of, folder_of, load_replay, origins_of, replayed_of
from schemasync.replay.stage import ReplayedStage
from schemasync.replay.stage_result import ReplayStages
from schemasync.replay.stages import ReplayOptions, replay_applied, replay_declared, replay_pending, replay_twice
from schemasync.supabase.automatic_grants import hides_tables
from schemasync.supabase.extension_membership import extension_versions


@dataclass(frozen=True, slots=True)
class ExpectedState:
    """The shadow after the replay.

    Attributes:
        stage: of the applied migrations; further stages are replayed in copies of its database.
        results: of all stages, as data.
        copied: objects that no migration creates and that were copied from the target: roles only, or with
            `baseline = target` objects of every kind.
    """

    stage: ReplayedStage
    results: ReplayStages
    copied: frozenset[Ref]


def saved_folder(path: Path) -> str:
    """The folder that a saved replay was made from; empty if the path is no file.

    Raises:
        SettingsError: the file is no saved replay.
    """
    return str(folder_of(load_replay(path)) or "") if path.is_file() else ""


class MigrationSource:
    """Migrations of a project: a folder, or a file that `schemasync snapshot --migrations` wrote."""

    def __init__(self, path: Path, discovery: Discovery | None = None, progress: Progress = SILENT) -> None:
        """Read the file; the folder is read only if its content (`discovery`) is not given. `progress` is called for each file."""
        self.saved = load_replay(path) if path.is_file() else None
        self.discovery = discovery_of(self.saved) if self.saved else discovery or discover(path)
        self._folder = path
        self._progress = progress

    @property
    def saved_folder(self) -> str:
        """The folder that a saved replay was made from; empty if the migrations are read from a folder."""
        folder = folder_of(self.saved) if self.saved else None
        return str(folder or "")

    def pending(self, statuses: Collection[MigrationStatus]) -> tuple[Migration, ...]:
        """Files that the target does not have yet."""
        files = {item.file for item in statuses if item.status == PENDING}
        return tuple(migration for migration in self.discovery.migrations if migration.file in files)

    def replay(
        self,
        server: ShadowServer,
        actual: Snapshot,
        pending: tuple[Migration, ...],
        recorded: tuple[Migration, ...],
        *,
        copy_missing: bool,
    ) -> ExpectedState:
        """Replay the applied migrations in the shadow, and the other stages in copies of it.

        A saved replay has one stage: all migrations together.

        Args:
            server: fresh, with nobody connected to the shadow database.
            actual: state of the target.
            pending: files that the target lacks.
            recorded: statements of the target's history, where they differ from the files.
            copy_missing: copy from the target all objects that the migrations use and never create; else only roles.
        """
        if self.saved:
            return _rebuilt(server, self.saved)
        baseline = BaselineLoader(actual, self.discovery.migrations, kinds=None if copy_missing else SERVER_WIDE)
        options = ReplayOptions(
            baseline, self._hidden(actual), versions=extension_versions(actual), progress=self._progress
        )
        stage, history = self._applied(server, actual, pending, () if copy_missing else recorded, options)
        stage = explain_stage(stage)
        pending_replay = explain_stage(replay_pending(server, stage, pending)) if pending else None
        schemas = schema_files(self.discovery.project, self._folder, self.discovery.cli)
        migrated = pending_replay or stage
        declared = self._declared(server, schemas, migrated.result.snapshot, options)
        results = ReplayStages(
            stage.result,
            pending_replay.result if pending_replay else None,
            history.result if history else None,
            declared.result if declared else None,
            schemas,
        )
        return ExpectedState(stage, results, frozenset(baseline.copied))

    def _declared(
        self, server: ShadowServer, schemas: SchemaFiles, migrated: Snapshot, options: ReplayOptions
    ) -> ReplayedStage | None:
        """The schema files, in a database of their own, with the roles that all migrations define; None if the project has none."""
        if not schemas.files:
            return None
        ServerRoles(server, migrated).restore()
        return replay_declared(server, self.discovery, schemas.files, options)

    def _hidden(self, actual: Snapshot) -> HiddenTables:
        """From which file on the target hid new tables from the API's roles.

        Migrations that revoke the default privileges decide that themselves.
        """
        migrations = self.discovery.migrations
        if not hides_tables(actual) or any(map(decides_exposure, migrations)):
            return NEVER
        return hidden_tables(migrations, actual)

    def _applied(
        self,
        server: ShadowServer,
        actual: Snapshot,
        pending: tuple[Migration, ...],
        recorded: tuple[Migration, ...],
        options: ReplayOptions,
    ) -> tuple[ReplayedStage, ReplayedStage | None]:
        """Replay the applied files, and the statements that the history records in their place where there are any."""
        migrations = self.discovery.migrations
        later = set(pending)
        applied = tuple(migration for migration in migrations if migration not in later)
        buckets = bucket_migration(self.discovery.project, self._folder, bucket_names(actual))
        extra = (buckets,) if buckets else ()
        if recorded:
            files = (*applied, *extra)

            def restore_roles(snapshot: Snapshot) -> None:
                ServerRoles(server, snapshot).restore()

            return replay_twice(server, self.discovery, files, recorded, restore_roles, options)
        return replay_applied(server, self.discovery, applied, options, extra), None


def _rebuilt(server: ShadowServer, saved: SavedSnapshot) -> ExpectedState:
    """The shadow, rebuilt from a saved replay."""
    privileged_calls = rebuild(server, saved.snapshot, origins_of(saved).keys())
    stage = replayed_of(saved, privileged_calls)
    return ExpectedState(stage, ReplayStages(stage.result), frozenset())
