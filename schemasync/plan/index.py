"""Look up dependencies of one snapshot; all phases of the planner share these look-ups.

Input: a snapshot. Output: its edges by either end, and what follows from them.
The boundary: a snapshot is data that packages hand to each other, and computes nothing; reading its edges costs time, so
each look-up is computed when a phase first asks for it. That is why this class alone has no slots.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemasync.core.model import PART, Edge, Ref, Snapshot
from schemasync.kinds import KINDS


@dataclass(frozen=True)
class SnapshotIndex:
    """Look-ups over one snapshot."""

    snapshot: Snapshot

    @cached_property
    def dependents(self) -> Mapping[Ref, Sequence[Edge]]:
        """The edges that lead to each object."""
        found: dict[Ref, list[Edge]] = defaultdict(list)
        for edge in self.snapshot.edges:
            found[edge.referenced].append(edge)
        return dict(found)

    @cached_property
    def dependencies(self) -> Mapping[Ref, Sequence[Edge]]:
        """The edges that start at each object."""
        found: dict[Ref, list[Edge]] = defaultdict(list)
        for edge in self.snapshot.edges:
            found[edge.dependent].append(edge)
        return dict(found)

    @cached_property
    def operator_schemas(self) -> Mapping[Ref, frozenset[str]]:
        """Schemas of the operators that each object depends on, `pg_catalog` aside."""
        objects = self.snapshot.objects
        found: dict[Ref, set[str]] = defaultdict(set)
        for dependent, referenced, _ in self.snapshot.edges:
            schema_of = KINDS[referenced.kind].code.operator_schema
            if schema_of and referenced in objects:
                found[dependent].add(schema_of(referenced, objects[referenced]))
        return {ref: frozenset(schemas - {"pg_catalog"}) for ref, schemas in found.items()}

    @cached_property
    def callers(self) -> frozenset[Ref]:
        """Functions whose bodies look up names in the session's search_path, and all objects that call one, through others as well.

        A check of a domain is called by everything that has values of the domain.
        """
        objects = self.snapshot.objects
        queue = [
            ref for ref, model in objects.items() if (looks := KINDS[ref.kind].code.looks_up_names) and looks(model)
        ]
        found = set(queue)
        while queue:
            ref = queue.pop()
            users = [edge.dependent for edge in self.dependents.get(ref, ()) if edge.type != PART]
            if KINDS[ref.kind].code.calls_dependencies:
                wholes = (edge.referenced for edge in self.dependencies.get(ref, ()) if edge.type == PART)
                users += [whole for whole in wholes if KINDS[whole.kind].estimate is None]
            fresh = {user for user in users if user not in found}
            found |= fresh
            queue += fresh
        return frozenset(found)

    @cached_property
    def last_created(self) -> Sequence[Ref]:
        """Objects that are created after all others, as they run while others are created (event triggers)."""
        return [ref for ref in self.snapshot.objects if KINDS[ref.kind].order.phase == "created_last"]

    @cached_property
    def index_attachments(self) -> Sequence[Ref]:
        """Attachments that the server would make by itself with any index that matches."""
        return [ref for ref in self.snapshot.objects if KINDS[ref.kind].replacement.index_candidates]

    def between(self, refs: Collection[Ref]) -> tuple[Edge, ...]:
        """The edges whose both ends are among some objects."""
        if not refs:
            return ()
        return tuple(edge for edge in self.snapshot.edges if edge.dependent in refs and edge.referenced in refs)
