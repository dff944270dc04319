"""Names of constraints that are taken while a plan runs: PostgreSQL adds a number to a default name that the schema has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemasync.core.model import Snapshot
from schemasync.core.once import once_per_context
from schemasync.kinds.kind import PlanContext


@once_per_context
def constraint_names(context: PlanContext) -> frozenset[tuple[str, str]]:
    """(schema, name) of the constraints of tables and domains at the start, and of those that several have at the end."""
    wanted = Counter(_names(context.after, context))
    return frozenset(_names(context.before, context)) | {label for label, times in wanted.items() if times > 1}


def _names(snapshot: Snapshot, context: PlanContext) -> Iterator[tuple[str, str]]:
    for ref, model in snapshot.objects.items():
        unique_names = context.kinds[ref.kind].unique_names
        names = unique_names(ref, model) if unique_names else ()
        yield from ((path[0], path[-1]) for space, *path in names if space == "constraint")
