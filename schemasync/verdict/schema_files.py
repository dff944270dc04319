"""Remarks on what a project declares beside its migrations: schema files, and buckets in `config.toml`."""

from __future__ import annotations

from collections.abc import Collection

from schemasync.core.compare import compare
from schemasync.kinds import KINDS
from schemasync.kinds._catalog import PG_EXTENSION
from schemasync.replay.replay_result import ReplayResult, ReplayResults
from schemasync.supabase.config_toml import Project
from schemasync.supabase.scope import in_scope, project_refs
from schemasync.verdict.areas import display_name
from schemasync.verdict.findings import Family

SHOWN = 8
"""Names that a remark lists."""


def schema_remarks(stages: ReplayResults) -> tuple[str, ...]:
    """Remarks on schema files that do not run, or that differ from all migrations together."""
    declared = stages.declared
    if declared is None:
        return ()
    if declared.failed:
        return tuple(
            f"the schema file {result.migration.file} does not run (line {result.error.line}: {result.error.message})"
            for result in declared.failed
            if result.error
        )
    names = _different_objects(stages.pending or stages.applied, declared)
    if not names:
        return ()
    listed = ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
    count = "1 object" if len(names) == 1 else f"{len(names)} objects"
    remark = f"the schema files declare {count} otherwise than the migrations make: {listed};"
    return (f"{remark} `{stages.applied.discovery.cli.declare()}` writes the migration",)


def _different_objects(migrated: ReplayResult, declared: ReplayResult) -> list[str]:
    """Names of the objects that differ; rows and extensions are no part of a declared schema."""
    scope = project_refs(migrated.snapshot, declared.snapshot, {**migrated.origins, **declared.origins}.keys())
    family = Family(migrated.snapshot, declared.snapshot)
    changes = in_scope(compare(migrated.snapshot, declared.snapshot), scope)
    kinds = {change.ref: KINDS[change.ref.kind] for change in changes}
    return sorted(
        {
            display_name(family.top(ref))
            for ref, kind in kinds.items()
            if not kind.catalog.table and kind.catalog.oid != PG_EXTENSION
        }
    )


def bucket_remarks(project: Project, present: Collection[str]) -> tuple[str, ...]:
    """A remark on buckets of `config.toml` that the database lacks: `supabase db push` does not create them."""
    names = sorted(name for name in project.buckets if name not in present)
    if not names:
        return ()
    return (
        f"config.toml declares buckets that the database lacks: {', '.join(names)}; `supabase seed buckets` makes them",
    )
