"""Hold what rules look at: the state before and after a pull request, its statements, and who reaches what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from schemasync.core.model import NAMED_ROLE, ORDER_ONLY, PART, Model, Ref, Snapshot
from schemasync.core.once import once_per_context
from schemasync.core.parser import identifiers
from schemasync.core.source_line import SourceLine
from schemasync.core.trace import TracedStatement
from schemasync.diagnose.statement_names import StatementNames, names_in
from schemasync.migrations.statements import SourceStatement
from schemasync.replay.function_bodies import BrokenBody
from schemasync.replay.results import FileResult
from schemasync.verdict.access_side import AccessIndex, AccessSide

Result = TypeVar("Result")


class PendingStatement(NamedTuple):
    """A statement of a pending file."""

    file: str
    source: SourceStatement

    @property
    def place(self) -> SourceLine:
        """File and line of its first character."""
        return SourceLine(self.file, self.source.line)


@dataclass(frozen=True, slots=True)
class RuleContext:
    """Everything that a rule may look at.

    Attributes:
        before: state after the applied migrations, under the names that its objects have afterwards.
        unrenamed: the same state under the names of the applied migrations.
        renames: old name → new name of the objects that the pull request renames.
        after: state after the pending migrations.
        project: objects that are the project's, of both states, under their new names.
        origins: statement of the pending files that last defined each object.
        applied_origins: the same of the applied files.
        results: of the pending files.
        statements: of the pending files, in order.
        traced: the same, as the dry run on a copy of the database showed them; empty without one.
        broken: function bodies that this pull request breaks.
        actual: the target, for the sizes of its tables.
        large_table: rows from which a table counts as large.
        cache: results of the functions that are `once_per_context`.
    """

    before: Snapshot
    unrenamed: Snapshot
    renames: Mapping[Ref, Ref]
    after: Snapshot
    project: frozenset[Ref]
    origins: Mapping[Ref, SourceLine]
    applied_origins: Mapping[Ref, SourceLine]
    results: tuple[FileResult, ...]
    statements: tuple[PendingStatement, ...]
    traced: tuple[TracedStatement, ...]
    broken: tuple[BrokenBody, ...]
    actual: Snapshot
    large_table: int
    cache: dict[Callable[[RuleContext], object], object] = field(default_factory=dict)

    def added(self, *kinds: str) -> Iterator[tuple[Ref, Model]]:
        """The project's objects of some kinds that the pull request creates."""
        yield from ((ref, model) for ref, model in self.now(*kinds) if ref not in self.before.objects)

    def changed(self, *kinds: str) -> Iterator[tuple[Ref, Model]]:
        """The project's objects of some kinds that the pull request creates or changes."""
        yield from ((ref, model) for ref, model in self.now(*kinds) if self.before.objects.get(ref) != model)

    def now(self, *kinds: str) -> Iterator[tuple[Ref, Model]]:
        """The project's objects of some kinds after the pull request."""
        for kind in kinds:
            for ref in _by_kind(self).get(kind, ()):
                yield ref, self.after.objects[ref]

    def place(self, *refs: Ref) -> SourceLine | None:
        """The statement that changed or removed the first of these objects that differs; None if none is known."""
        files = {result.migration.file for result in self.results}
        for ref in refs:
            if self.before.objects.get(ref) == self.after.objects.get(ref) and ref in self.before.objects:
                continue
            place = self.origins.get(ref)
            if place is not None and place.file in files:
                return place
            if ref in self.before.objects and (found := self.last_naming(ref)):
                return found
        return next((found for ref in refs if (found := self.last_naming(ref))), None)

    def last_naming(self, ref: Ref) -> SourceLine | None:
        """The last pending statement whose text names an object in full, or else in part."""
        weaker = None
        for statement in reversed(self.statements):
            names = names_of(self, statement)
            if names.has_in_full(ref):
                return statement.place
            if weaker is None and names.has(ref):
                weaker = statement.place
        return weaker


def order_of(place: SourceLine | None) -> tuple[str, int]:
    """File and line by which places are ordered, unknown ones first."""
    return (place.file, place.line) if place else ("", 0)


@once_per_context
def _by_kind(context: RuleContext) -> Mapping[str, tuple[Ref, ...]]:
    """The project's objects by kind, in order."""
    found: dict[str, list[Ref]] = {}
    for ref in sorted(one for one in context.after.objects if one in context.project):
        found.setdefault(ref.kind, []).append(ref)
    return {kind: tuple(refs) for kind, refs in found.items()}


def names_of(context: RuleContext, statement: PendingStatement) -> StatementNames:
    """The names in a statement, which is read once."""
    read, key = _names(context), (statement.file, statement.source.start)
    if key not in read:
        read[key] = names_in(statement.source, statement.source.text)
    return read[key]


@once_per_context
def _names(_context: RuleContext) -> dict[tuple[str, int], StatementNames]:
    """File and offset of a statement → its names, of those that were read."""
    return {}


class AccessSides(NamedTuple):
    """Who reaches what, before and after the pull request."""

    before: AccessSide
    after: AccessSide


@once_per_context
def access(context: RuleContext) -> AccessSides:
    """Who reaches what, before and after the pull request."""
    index, needs = AccessIndex(context.before, context.after), dependencies(context)
    return AccessSides(
        AccessSide(context.before.objects, index, needs.before), AccessSide(context.after.objects, index, needs.after)
    )


Dependencies = Mapping[Ref, frozenset[Ref]]
"""Object → what it depends on."""


class DependencySides(NamedTuple):
    """Dependencies before the pull request, under the new names of renamed objects, and after it."""

    before: Dependencies
    after: Dependencies


@once_per_context
def dependencies(context: RuleContext) -> DependencySides:
    """Dependencies of each object, before and after the pull request."""
    return DependencySides(_dependencies(context.before), _dependencies(context.after))


def policies_to_judge(context: RuleContext) -> Iterator[tuple[Ref, Model, tuple[Ref, ...]]]:
    """Policies that the pull request creates or changes, or below which it changes a function, and those functions."""
    changed = {ref for ref, _ in context.changed("policy")}
    functions = frozenset(ref for ref, _ in context.changed("function"))
    needs = dependencies(context).after
    for ref, policy in context.now("policy"):
        called = {each for each in needs.get(ref, ()) if each.kind == "function"} if functions else set()
        reached = _called_functions(called, functions, context.after.objects)
        if ref in changed or reached:
            yield ref, policy, reached


def _called_functions(
    called: Collection[Ref], changed: Collection[Ref], objects: Mapping[Ref, Model]
) -> tuple[Ref, ...]:
    """The changed functions that a policy calls, and those that the code of its functions names."""
    models = [objects[ref] for ref in called if ref in objects]
    named = {name for model in models for name in identifiers(model.sql_body or model.body)}
    return tuple(ref for ref in sorted(changed) if ref in called or ref.path[1] in named)


def _dependencies(snapshot: Snapshot) -> Dependencies:
    """Dependencies that `pg_depend` records, without those of parts, of mere order and on roles."""
    found: dict[Ref, set[Ref]] = {}
    for dependent, referenced, type_ in snapshot.edges:
        if type_ not in (PART, ORDER_ONLY, NAMED_ROLE):
            found.setdefault(dependent, set()).add(referenced)
    return {ref: frozenset(refs) for ref, refs in found.items()}
