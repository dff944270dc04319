"""Suggest that a missing and an extra object are one object that was renamed."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.core.sql import ident
from schemasync.kinds import KINDS
from schemasync.kinds._described import display_name, short_name, unique_names
from schemasync.verdict.findings import EXTRA, MISSING, Finding
from schemasync.verdict.hierarchy import is_column

_PART_LENGTH = 3
"""Parts of the path of an object that belongs to a relation."""
_Named = Sequence[tuple[str, Model]]
_Columns = Mapping[tuple[str, ...], _Named]


def with_renames(findings: Sequence[Finding], renames: Mapping[Ref, Ref]) -> tuple[Finding, ...]:
    """Add to each finding the name of the object that may be the same one, renamed."""
    pairs = {**renames, **{actual: expected for expected, actual in renames.items()}}
    return tuple(
        dataclasses.replace(finding, renamed=display_name(pairs[finding.ref])) if finding.ref in pairs else finding
        for finding in findings
    )


def find_renames(findings: Sequence[Finding], actual: Snapshot, expected: Snapshot) -> dict[Ref, Ref]:
    """Pair objects of the migrations with objects of the database that may be the same ones under another name.

    Two objects match if they are of one kind, differ in one part of their path, have equal definitions (tables: columns of
    equal names and types), and neither has a name that another object has on the other side. Of several candidates, the one
    counts that has most parts of the same names: a table that is renamed keeps its constraints, policies and triggers. Where that
    does not decide, nothing is paired. A table of which no other has the same columns matches one that has most of them, and a
    constraint of the same name.
    """
    missing = [f.ref for f in findings if f.status == MISSING and not _is_row_without_definition(f.ref, expected)]
    extra = [finding.ref for finding in findings if finding.status == EXTRA]
    if missing and extra:
        missing = _with_free_names(missing, expected, actual)
        extra = _with_free_names(extra, actual, expected)
    actual_columns, expected_columns = _columns(actual), _columns(expected)
    by_definition: dict[Hashable, list[Ref]] = defaultdict(list)
    for ref in extra:
        by_definition[_definition(ref, actual, actual_columns)].append(ref)
    candidates = {
        ref: [
            other
            for other in by_definition.get(_definition(ref, expected, expected_columns), ())
            if _differ_in_one_part(ref, other)
        ]
        for ref in missing
    }
    pairs = _pairs(candidates, _shared_names(candidates, actual, expected))
    rest = [ref for ref in missing if ref not in pairs and ref.path in expected_columns]
    others = set(extra) - set(pairs.values())
    similar = {
        ref: [
            other
            for other in others
            if other.path in actual_columns
            and other.kind == ref.kind
            and _differ_in_one_part(ref, other)
            and _have_most_columns(expected_columns[ref.path], actual_columns[other.path])
        ]
        for ref in rest
    }
    shared = _shared_names(similar, actual, expected, constraints_only=True)
    similar = {ref: [other for other in found if shared.get((ref, other))] for ref, found in similar.items()}
    return pairs | _pairs(similar, shared)


def _have_most_columns(one: _Named, other: _Named) -> bool:
    """Whether two tables have more than half of their columns in common, by name and type."""
    columns, others = ({(name, column.type) for name, column in each} for each in (one, other))
    return 2 * len(columns & others) > max(len(columns), len(others))


def _pairs(candidates: Mapping[Ref, Sequence[Ref]], shared: Mapping[tuple[Ref, Ref], int]) -> dict[Ref, Ref]:
    """Pair each object with its best candidate, if it is the best one of that, too.

    Args:
        candidates: objects of the database that an object of the migrations may be.
        shared: how much a pair has in common.
    """
    by_extra: dict[Ref, list[Ref]] = defaultdict(list)
    for ref, others in candidates.items():
        for other in others:
            by_extra[other].append(ref)
    pairs: dict[Ref, Ref] = {}
    for ref, others in candidates.items():
        best = _best({each: shared.get((ref, each), 0) for each in others})
        if best and _best({each: shared.get((each, best), 0) for each in by_extra[best]}) == ref:
            pairs[ref] = best
    return pairs


def _with_free_names(refs: Sequence[Ref], here: Snapshot, there: Snapshot) -> list[Ref]:
    """Objects whose names no object has on the other side, so that a rename can give them there."""
    taken = {name for ref in there.objects for name in unique_names(ref, there)}
    return [ref for ref in refs if taken.isdisjoint(unique_names(ref, here))]


def _is_row_without_definition(ref: Ref, snapshot: Snapshot) -> bool:
    """Whether an object is a row (a queue, a secret) of which nothing is known but yes and no, so that any two are alike."""
    return bool(KINDS[ref.kind].catalog.table) and all(
        isinstance(value, bool) for value in _compared(snapshot.objects[ref])
    )


def _shared_names(
    candidates: Mapping[Ref, Sequence[Ref]], actual: Snapshot, expected: Snapshot, *, constraints_only: bool = False
) -> dict[tuple[Ref, Ref], int]:
    """Count the parts that both objects of a pair have by the same names; names of policies and triggers are often the same everywhere."""
    expected_parts, actual_parts = (_part_names(side, constraints_only=constraints_only) for side in (expected, actual))
    return {
        (ref, other): len(expected_parts[ref.path] & actual_parts[other.path])
        for ref, others in candidates.items()
        for other in others
        if ref.path in expected_parts and other.path in actual_parts
    }


def _part_names(snapshot: Snapshot, *, constraints_only: bool) -> dict[tuple[str, ...], set[tuple[str, str]]]:
    """Kind and name of the constraints, policies, triggers and rules of each relation, by its path."""
    found: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for ref, model in snapshot.objects.items():
        is_part = len(ref.path) == _PART_LENGTH and KINDS[ref.kind].parent and not ref.of and not is_column(model)
        if is_part and (not constraints_only or KINDS[ref.kind].constraint_role):
            found[ref.path[:-1]].add((ref.kind, ref.name))
    return found


def _best(scores: Mapping[Ref, int]) -> Ref | None:
    """Find the one that scores highest; None if there is none, or more than one."""
    best = max(scores.values(), default=0)
    highest = [ref for ref, score in scores.items() if score == best]
    return highest[0] if len(highest) == 1 else None


def _columns(snapshot: Snapshot) -> _Columns:
    """Columns by the path of their table."""
    found: dict[tuple[str, ...], list[tuple[str, Model]]] = defaultdict(list)
    for ref, model in snapshot.objects.items():
        if is_column(model):
            *table, name = ref.path
            found[tuple(table)].append((name, model))
    return found


def _definition(ref: Ref, snapshot: Snapshot, columns: _Columns) -> Hashable:
    model = snapshot.objects[ref]
    inside = columns.get(ref.path, []) if not is_column(model) else []
    parts = tuple(sorted((name, column.type, column.not_null) for name, column in inside))
    return (ref.kind, len(ref.path), _without_name(ref, repr(_compared(model))), parts)


def _without_name(ref: Ref, text: str) -> str:
    """A definition without the object's own name, which the definition of an index contains."""
    return text.replace(f" {ident(short_name(ref))} ", " ")


def _compared(model: Model) -> tuple[object, ...]:
    return tuple(getattr(model, field.name) for field in dataclasses.fields(model) if field.compare)


def _differ_in_one_part(one: Ref, other: Ref) -> bool:
    return sum(a != b for a, b in zip(one.path, other.path, strict=True)) == 1
