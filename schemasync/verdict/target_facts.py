"""Decide whether a target can be compared, and which files have certainly not run on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from schemasync.config.settings import Settings
from schemasync.core.errors import TargetError
from schemasync.core.model import Snapshot
from schemasync.kinds import KINDS
from schemasync.migrations.discover import Discovery, Migration
from schemasync.migrations.history import ABSENT, EMPTY
from schemasync.migrations.status import MigrationStatus, migration_statuses
from schemasync.migrations.target import Target
from schemasync.supabase.scope import project_refs, schema_of

_OF_SUPABASE = ("auth", "extensions", "storage", "realtime", "vault")
"""Schemas of Supabase; every project has at least one of them, also a self-hosted one."""


def require_supabase(snapshot: Snapshot) -> None:
    """Refuse a database without Supabase's schemas, where all of the platform's objects would count as missing.

    Raises:
        TargetError: it is plain PostgreSQL.
    """
    schemas = {schema_of(ref) for ref in snapshot.objects}
    if not schemas.intersection(_OF_SUPABASE):
        raise TargetError(
            f"the database {snapshot.database} is plain PostgreSQL, not a Supabase project: it has none of the schemas "
            f"{', '.join(_OF_SUPABASE)}",
            "check the connection string; `schemasync diff` compares two databases of any kind",
        )


def new_files(migrations: Sequence[Migration], target: Target, added: Collection[str]) -> frozenset[str]:
    """Names of files that have certainly not run on a target without a history.

    Args:
        migrations: of the folder.
        target: whose history says nothing.
        added: files that the pull request adds.
    """
    if target.history.state in (ABSENT, EMPTY) and not _has_objects(target.snapshot):
        return frozenset(migration.file for migration in migrations)
    return frozenset(added)


def statuses_on_target(settings: Settings, discovery: Discovery, target: Target) -> tuple[MigrationStatus, ...]:
    """The status of each migration of the folder, and of those that only the target's history has."""
    added = new_files(discovery.migrations, target, settings.added)
    return migration_statuses(discovery.migrations, target.history, discovery.cli, added)


def _has_objects(snapshot: Snapshot) -> bool:
    """Whether the database has anything of the project's own: an object in a schema, or an extension with members."""
    refs = project_refs(snapshot, snapshot, ())
    in_schemas = (ref.subject.path for ref in refs if KINDS[ref.subject.kind].schema_at == 0)  # no default privileges
    return any(len(path) > 1 for path in in_schemas) or not refs.isdisjoint(snapshot.extension_members.values())
