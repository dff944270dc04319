"""Differences between the database and the applied migrations, with look-ups for the diagnosis of a dry run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields

from schemasync.core.compare import compare
from schemasync.core.graph import adjacency, reachable
from schemasync.core.model import PART, Change, Model, Ref, Snapshot
from schemasync.core.name_resolution import words
from schemasync.core.source_line import SourceLine
from schemasync.core.sql import ident
from schemasync.diagnose.effects import has_effects
from schemasync.kinds import KINDS
from schemasync.replay.replay_result import ReplayResult
from schemasync.replay.results import FileResult


@dataclass(frozen=True, slots=True)
class DriftIndex:
    """Differences between the mirror and the shadow on which the pending migrations were replayed.

    Attributes:
        actual: state of the database, which the mirror has.
        expected: state after the applied migrations.
        changes: their differences; `before` is the database's object.
        origins: where the applied migrations define each object.
        pending: replay of the pending migrations on top of the applied ones.
    """

    actual: Snapshot
    expected: Snapshot
    changes: Mapping[Ref, Change]
    origins: Mapping[Ref, SourceLine]
    pending: ReplayResult
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
        """The extra object that may be a renamed missing one: the only one of equal definition; None if there is not exactly one."""
        alike = [
            other
            for other, change in self.changes.items()
            if change.after is None
            and (other.kind, other.of, len(other.path)) == (ref.kind, ref.of, len(ref.path))
            and sum(a != b for a, b in zip(ref.path, other.path, strict=True)) == 1
            and _is_same_but_for_name(other, change.before, ref, self.expected.objects.get(ref))
            and _columns(other, self.actual) == _columns(ref, self.expected)
        ]
        return alike[0] if len(alike) == 1 else None

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


def index_drift(actual: Snapshot, expected: ReplayResult, pending: ReplayResult, scope: Collection[Ref]) -> DriftIndex:
    """Compare the database with the applied migrations.

    Args:
        actual: state of the database.
        expected: replay of the applied migrations.
        pending: replay of the pending ones on top of them.
        scope: references that are compared.
    """
    changes = {change.ref: change for change in compare(actual, expected.snapshot) if change.ref in scope}
    return DriftIndex(actual, expected.snapshot, changes, expected.origins, pending)


def _is_same_but_for_name(other: Ref, found: Model, ref: Ref, wanted: Model) -> bool:
    """Whether two objects of different names are defined alike; an index's definition has its name in it."""
    if wanted is None:
        return False
    names = {ident(new): ident(old) for new, old in zip(other.path, ref.path, strict=True) if new != old}
    pairs = [(getattr(found, field.name), getattr(wanted, field.name)) for field in fields(wanted) if field.compare]
    return all(
        one == two
        or (
            isinstance(one, str)
            and isinstance(two, str)
            and [names.get(word, word) for word in words(one)] == words(two)
        )
        for one, two in pairs
    )


def _columns(ref: Ref, snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """Names and types of a relation's columns: of the parts that have a position."""
    edges = (edge for edge in snapshot.edges if edge.type == PART and edge.referenced == ref)
    parts = (edge.dependent for edge in edges if edge.dependent.of is None)
    models = ((part.path[-1], snapshot.objects.get(part)) for part in parts)
    return frozenset((name, str(getattr(model, "type", ""))) for name, model in models if hasattr(model, "position"))
