"""Find objects that have each other's names: somebody swapped two tables by hand, or put one in the place of another.

Input: findings, and both snapshots. Output: the swaps. A swap is a guess, which the differences bear out that vanish with it.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.core.parser import readable_tokens
from schemasync.core.sync_status import UNKNOWN
from schemasync.introspect.renamed import differ_in_one_name, other_name, under_names
from schemasync.kinds import KINDS
from schemasync.kinds.described import is_elsewhere
from schemasync.kinds.model_checks import is_column
from schemasync.verdict.findings import Finding
from schemasync.verdict.hierarchy import Hierarchy
from schemasync.verdict.named_definitions import Side, definition, names_as_sql

_Pairs = Mapping[Ref, Ref]
"""Object of the migrations → object of the database that seems to be the same one."""


class Swap(NamedTuple):
    """Objects that have each other's names, or the first of them a new one.

    Attributes:
        names: object of the migrations → object of the database.
        affected: the objects on either side, their parts, and what depends on them.
    """

    names: _Pairs
    affected: frozenset[Ref]


class _Likeness(NamedTuple):
    """How much two objects have in common, by weight."""

    constraints: int
    same_definition: bool
    columns: int


class _Shape(NamedTuple):
    """An object as another name of it would be recognized; constraints and columns of a table only."""

    ref: Ref
    definition: Hashable
    constraints: frozenset[tuple[str, str]]
    columns: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, ref: Ref, side: Side) -> _Shape:
        """The shape of an object of one side."""
        return cls(ref, definition(ref, side), side.constraints(ref), side.typed_columns(ref))

    def likeness(self, other: _Shape) -> _Likeness | None:
        """Compare two shapes; None if no rename makes one the other."""
        if other.ref != self.ref and not _has_other_name(self.ref, other.ref):
            return None
        found = _Likeness(
            len(self.constraints & other.constraints),
            self.definition == other.definition,
            len(self.columns & other.columns),
        )
        is_similar = 2 * found.columns > max(len(self.columns), len(other.columns))
        return found if found.same_definition or is_similar else None


def _has_other_name(one: Ref, other: Ref) -> bool:
    """Whether two objects of one kind are in one place and differ in their own names."""
    return one.kind == other.kind and not is_elsewhere(one, other) and differ_in_one_name(one, other)


def find_swaps(findings: Sequence[Finding], actual: Snapshot, expected: Snapshot) -> tuple[Swap, ...]:
    """Find the swaps that explain more differences than they make.

    Tables match by the names of their constraints and by their columns, columns by their numbers and types, other objects by
    their definitions: an object that was changed, not renamed, has another definition and no other number.
    """
    hierarchy = Hierarchy(actual, expected)
    refs = [ref for finding in findings if finding.status != UNKNOWN for ref in finding.refs if ref.of is None]
    wholes = (whole for ref in refs if (whole := hierarchy.whole(ref)) is not None)
    renamable = [ref for ref in dict.fromkeys((*refs, *wholes)) if KINDS[ref.kind].ddl.rename and not ref.of]
    sides = Side.of(expected), Side.of(actual)
    objects = [ref for ref in renamable if not is_column(hierarchy.model(ref))]
    tables = dict.fromkeys(ref.path[:-1] for ref in _with_dependencies(refs, actual) if is_column(hierarchy.model(ref)))
    found = [*_chains(_same_objects(objects, *sides), *sides), *_chains(_same_columns(tables, *sides), *sides)]
    swaps = (Swap(names, _affected(names, actual, expected)) for names in found)
    return tuple(swap for swap in swaps if _explains(swap, actual, expected))


def with_swaps(findings: Sequence[Finding], swaps: Iterable[Swap]) -> tuple[Finding, ...]:
    """Enter the swapped objects into the first finding that each swap affects: they may not differ in anything but their parts."""
    found = list(findings)
    for swap in swaps:
        known = {ref for finding in found for ref in finding.refs}
        missing = [ref for ref in dict.fromkeys((*swap.names, *swap.names.values())) if ref not in known]
        at = next((n for n, finding in enumerate(found) if not swap.affected.isdisjoint(finding.refs)), None)
        if at is None:
            continue
        found[at] = dataclasses.replace(found[at], refs=(*found[at].refs, *missing))
    return tuple(found)


def _with_dependencies(refs: Collection[Ref], snapshot: Snapshot) -> list[Ref]:
    """References, and the objects that these depend on."""
    chosen = set(refs)
    return [*refs, *(edge.referenced for edge in snapshot.edges if edge.dependent in chosen)]


def _same_objects(refs: Sequence[Ref], expected: Side, actual: Side) -> dict[Ref, Ref]:
    """Pair each object with the one of the database that is most like it, perhaps itself, if there is one such."""
    here = [_Shape.of(ref, expected) for ref in refs if ref in expected.snapshot.objects]
    by_key: dict[Hashable, list[_Shape]] = defaultdict(list)
    for shape in (_Shape.of(ref, actual) for ref in refs if ref in actual.snapshot.objects):
        for key in (shape.definition, *shape.constraints):
            by_key[key].append(shape)
    pairs = {}
    for shape in here:
        candidates = {each.ref: each for key in (shape.definition, *shape.constraints) for each in by_key[key]}
        likeness = {ref: found for ref, each in candidates.items() if (found := shape.likeness(each))}
        best = max(likeness.values(), default=None)
        highest = [ref for ref, each in likeness.items() if each == best]
        if len(highest) == 1:
            pairs[shape.ref] = highest[0]
    return pairs


def _same_columns(tables: Collection[tuple[str, ...]], expected: Side, actual: Side) -> dict[Ref, Ref]:
    """Pair the columns of tables by number and type."""
    there: dict[Hashable, Ref] = {}
    for ref, column in actual.snapshot.objects.items():
        if is_column(column) and ref.path[:-1] in tables:
            there[ref.path[:-1], column.position, column.type] = ref
    places = {
        ref: (ref.path[:-1], column.position, column.type)
        for ref, column in expected.snapshot.objects.items()
        if is_column(column) and ref.path[:-1] in tables
    }
    return {ref: there[place] for ref, place in places.items() if place in there}


def _chains(pairs: _Pairs, expected: Side, actual: Side) -> Iterator[_Pairs]:
    """The circles of names, and the chains that begin with a name that is missing and end with a new one; no simple renames."""
    if len(set(pairs.values())) < len(pairs):
        counts = defaultdict[Ref, int](int)
        for other in pairs.values():
            counts[other] += 1
        pairs = {ref: other for ref, other in pairs.items() if counts[other] == 1}
    seen: set[Ref] = set()
    for start in sorted(pairs, key=lambda ref: ref in actual.snapshot.objects):  # chains first
        chain: dict[Ref, Ref] = {}
        ref = start
        while ref in pairs and ref not in chain and ref not in seen:
            chain[ref] = pairs[ref]
            ref = pairs[ref]
        seen |= chain.keys()
        is_circle = ref == start and len(chain) > 1
        is_chain = len(chain) > 1 and start not in actual.snapshot.objects and ref not in expected.snapshot.objects
        if is_circle or is_chain:
            yield chain


def _affected(names: _Pairs, actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """The objects under both names, their parts and facts, and the dependents of all of these."""
    others = {**{new: old for old, new in names.items()}, **names}
    own = {ref for side in (actual, expected) for ref in side.objects if other_name(ref, others) != ref} | others.keys()
    dependents = (edge.dependent for side in (actual, expected) for edge in side.edges if edge.referenced in own)
    return frozenset(own.union(dependents))


def _explains(swap: Swap, actual: Snapshot, expected: Snapshot) -> bool:
    """Whether fewer objects differ once the swapped ones have the names of the migrations, and none that is the same now."""
    names = {new: old for old, new in swap.names.items()}
    renamed, spellings = under_names(actual, names).objects, names_as_sql(swap.names)
    now = {ref for ref in swap.affected if actual.objects.get(ref) != expected.objects.get(ref)}
    affected = swap.affected.union(other_name(ref, names) for ref in swap.affected)
    if not all(_bears_out(ref, now, actual, expected) for pair in swap.names.items() for ref in pair):
        return False
    then = {ref for ref in affected if _words(renamed.get(ref), spellings) != _words(expected.objects.get(ref), {})}
    return len(then) < len(now) and then <= now.union(other_name(ref, names) for ref in now)


def _bears_out(ref: Ref, differing: Collection[Ref], actual: Snapshot, expected: Snapshot) -> bool:
    """Whether an object differs, or something that depends on it; else it stands in a row of columns that only moved up."""
    dependents = (edge.dependent for side in (actual, expected) for edge in side.edges if edge.referenced == ref)
    return ref in differing or any(each in differing for each in dependents)


def _words(model: Model | None, names: Mapping[str, str]) -> list[object]:
    """The compared attributes, the texts among them as tokens with other names."""
    if model is None:
        return []
    values = (getattr(model, field.name) for field in dataclasses.fields(model) if field.compare)
    return [_tokens(value, names) if isinstance(value, str) else value for value in values]


def _tokens(text: str, names: Mapping[str, str]) -> Sequence[str]:
    """The tokens of a text with other names; a column's alias keeps its own, and is left out where it is the column's name."""
    data, found = text.encode(), list[str]()
    for token in readable_tokens(text):
        word = data[token.start : token.end].decode()
        is_alias = bool(found) and found[-1] == "AS"
        if is_alias and len(found) > 1 and found[-2] == word:
            found.pop()
        else:
            found.append(word if is_alias else names.get(word, word))
    return found or [text]
