"""Differences between the database and the applied migrations, with look-ups for the diagnosis of a dry run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from schemasync.core.compare import compare
from schemasync.core.graph import adjacency, reachable
from schemasync.core.model import PART, Change, Model, Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.diagnose.effects import has_effects
from schemasync.diagnose.renamed import may_be_renamed
from schemasync.introspect.renamed import other_name
from schemasync.kinds import KINDS
from schemasync.replay.results import FileResult
from schemasync.replay.stage_result import StageResult


@dataclass(frozen=True, slots=True)
class DriftIndex:
    """Differences between the mirror and the shadow on which the pending migrations were replayed.

    Attributes:
        actual: state of the database, which the mirror has.
        expected: state after the applied migrations.
        changes: their differences; `before` is the database's object.
        origins: where the applied migrations define each object.
        pending: replay of the pending migrations on top of the applied ones.
        renames: object of the migrations → object of the database that seems to be the same one.
    """

    actual: Snapshot
    expected: Snapshot
    changes: Mapping[Ref, Change]
    origins: Mapping[Ref, SourceLine]
    pending: StageResult
    renames: Mapping[Ref, Ref]
    _outermost: dict[Ref, Ref] = field(default_factory=dict, repr=False, compare=False)

    def replayed(self, file: str) -> FileResult | None:
        """Result of a pending file in the replay without the differences."""
        return next((result for result in self.pending.results if result.migration.file == file), None)

    def model(self, ref: Ref) -> Model | None:
        """An object's model in the database, or else in the migrations."""
        found = self.actual.objects.get(ref)
        return self.expected.objects.get(ref) if found is None else found

    def parent(self, ref: Ref) -> Ref | None:
        """The object that another one is a part of, or a fact of."""
        if ref.of is not None:
            return ref.of
        find, model = KINDS[ref.kind].parent, self.model(ref)
        return find(ref, model) if find and model is not None else None

    def outermost(self, ref: Ref) -> Ref:
        """The outermost object that is missing, or extra, together with this one."""
        if ref not in self._outermost:
            parent = self.parent(ref)
            change = self.changes.get(parent) if parent is not None and parent != ref else None
            is_one_sided = change is not None and (change.before is None or change.after is None)
            self._outermost[ref] = self.outermost(change.ref) if change is not None and is_one_sided else ref
        return self._outermost[ref]

    def outermost_objects(self) -> frozenset[Ref]:
        """Differing objects, each missing or extra one once, without its parts."""
        return frozenset(self.outermost(ref) for ref in self.changes)

    def dependents(self, refs: Collection[Ref]) -> frozenset[Ref]:
        """Dependents of these objects in the database, direct or not; objects in a schema are dependents of it."""
        edges = adjacency((edge.referenced, edge.dependent) for edge in self.actual.edges)
        return frozenset(found for ref in refs for found in reachable(ref, edges)) - frozenset(refs)

    def former_dependents(self, refs: Collection[Ref]) -> frozenset[Ref]:
        """Dependents of these objects by the migrations, direct or not."""
        edges = adjacency((edge.referenced, edge.dependent) for edge in self.expected.edges)
        return frozenset(found for ref in refs for found in reachable(ref, edges)) - frozenset(refs)

    def dependencies(self, refs: Collection[Ref]) -> frozenset[Ref]:
        """Dependencies of these objects and their parts, in the database or by the migrations."""
        edges = [edge for snapshot in (self.actual, self.expected) for edge in snapshot.edges]
        parts = adjacency((edge.referenced, edge.dependent) for edge in edges if edge.type == PART)
        needs = adjacency((edge.dependent, edge.referenced) for edge in edges)
        starts = {part for ref in refs for part in reachable(ref, parts)}
        return frozenset(found for ref in starts for found in reachable(ref, needs)) - starts

    def extensions(self, names: Callable[[Ref], bool]) -> frozenset[Ref]:
        """Extensions, on either side, that have a member for which `names` is true."""
        members = {**self.expected.extension_members, **self.actual.extension_members}
        return frozenset(extension for member, extension in members.items() if names(member))

    def renamed(self, ref: Ref) -> Ref | None:
        """The object of the database that seems to be a missing one under another name.

        Where no rename could give the name back, as another object has it, the only extra one of equal definition.
        """
        other = other_name(ref, self.renames)
        if other != ref and other in self.actual.objects:
            return other
        extra = [each for each, change in self.changes.items() if change.after is None]
        alike = [each for each in extra if may_be_renamed(ref, self.expected, each, self.actual)]
        return alike[0] if len(alike) == 1 else None

    def renamed_from(self, ref: Ref) -> Ref | None:
        """The missing object that an extra one seems to be under another name."""
        other = other_name(ref, {here: there for there, here in self.renames.items()})
        if other != ref and other in self.expected.objects:
            return other
        missing = [each for each, change in self.changes.items() if change.before is None]
        gone = [each for each in missing if may_be_renamed(each, self.expected, ref, self.actual)]
        return gone[0] if len(gone) == 1 else None

    def is_as_pending(self, ref: Ref) -> bool:
        """Whether the database has the object, with its parts, as the pending migrations make it."""
        wanted = self.pending.snapshot
        return all(self.actual.objects.get(each) == wanted.objects.get(each) for each in self._with_parts(ref))

    def _with_parts(self, ref: Ref) -> Iterator[Ref]:
        yield ref
        for snapshot in (self.actual, self.pending.snapshot):
            parts = adjacency((edge.referenced, edge.dependent) for edge in snapshot.edges if edge.type == PART)
            yield from reachable(ref, parts)

    def has_all_of(self, file: str) -> bool:
        """Whether the database has everything that a pending file makes, as the file makes it."""
        result = self.replayed(file)
        return result is not None and has_effects(result.migration, self.actual, self.expected, self.pending)


def index_drift(
    actual: Snapshot,
    expected: StageResult,
    pending: StageResult,
    scope: Collection[Ref],
    renames: Mapping[Ref, Ref],
) -> DriftIndex:
    """Compare the database with the applied migrations.

    Args:
        actual: state of the database.
        expected: replay of the applied migrations.
        pending: replay of the pending ones on top of them.
        scope: references that are compared.
        renames: object of the migrations → object of the database that seems to be the same one.
    """
    changes = {change.ref: change for change in compare(actual, expected.snapshot) if change.ref in scope}
    return DriftIndex(actual, expected.snapshot, changes, expected.origins, pending, renames)
