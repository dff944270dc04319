"""What the project declares beside its migrations (schema files, buckets of config.toml) and they or the database lack."""

from __future__ import annotations

from collections.abc import Collection

from schemasync.core.compare import compare
from schemasync.kinds import KINDS
from schemasync.migrations.declared_schemas import project_of
from schemasync.migrations.discover import Discovery
from schemasync.replay.stages import Replayed
from schemasync.supabase.scope import in_scope, project_refs
from schemasync.verdict.areas import display_name
from schemasync.verdict.findings import Family

SHOWN = 8
"""How many names a remark lists."""


def declared_otherwise(migrated: Replayed, declared: Replayed) -> tuple[str, ...]:
    """Remarks on schema files that say something else than all migrations together, or that do not run."""
    if declared.failed:
        return tuple(
            f"the schema file {result.migration.file} does not run (line {result.error.line}: {result.error.message})"
            for result in declared.failed
            if result.error
        )
    scope = project_refs(migrated.snapshot, declared.snapshot, {**migrated.origins, **declared.origins}.keys())
    family = Family(migrated.snapshot, declared.snapshot)
    names = sorted(
        {
            display_name(family.top(change.ref))
            for change in in_scope(compare(migrated.snapshot, declared.snapshot), scope)
            if not KINDS[change.ref.kind].catalog.table and change.ref.kind != "extension"
        }
    )
    if not names:
        return ()
    listed = ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
    count = "1 object" if len(names) == 1 else f"{len(names)} objects"
    remark = f"the schema files declare {count} otherwise than the migrations make: {listed};"
    return (f"{remark} `supabase db diff --file NAME` writes the migration",)


def absent_buckets(discovery: Discovery, present: Collection[str]) -> tuple[str, ...]:
    """A remark on buckets of config.toml that the database lacks: no push makes them."""
    names = sorted(name for name in project_of(discovery).buckets if name not in present)
    if not names:
        return ()
    return (
        f"config.toml declares buckets that the database lacks: {', '.join(names)}; `supabase seed buckets` makes them",
    )
