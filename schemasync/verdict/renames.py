"""Suggest that a missing and an extra object are one object that was renamed."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.core.sql import ident
from schemasync.kinds._described import display_name, short_name
from schemasync.verdict.findings import EXTRA, MISSING, Finding, is_column

_Columns = Mapping[tuple[str, ...], Sequence[tuple[str, Model]]]


def with_renames(findings: Sequence[Finding], renames: Mapping[Ref, Ref]) -> tuple[Finding, ...]:
    """Add to each finding the name of the object that may be the same one, renamed."""
    pairs = {**renames, **{actual: expected for expected, actual in renames.items()}}
    return tuple(
        dataclasses.replace(finding, renamed=display_name(pairs[finding.ref])) if finding.ref in pairs else finding
        for finding in findings
    )


def find_renames(findings: Sequence[Finding], actual: Snapshot, expected: Snapshot) -> dict[Ref, Ref]:
    """Pair objects of the migrations with objects of the database that may be the same ones under another name.

    Two objects match if they are of one kind, differ in one part of their path, and have equal definitions (tables:
    columns of equal names and types). A pair counts only if neither object has another candidate.
    """
    missing = [finding.ref for finding in findings if finding.status == MISSING]
    extra = [finding.ref for finding in findings if finding.status == EXTRA]
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
    pairs: dict[Ref, Ref] = {}
    matched = [other for others in candidates.values() for other in others]
    for ref, others in candidates.items():
        if len(others) == 1 and matched.count(others[0]) == 1:
            pairs[ref] = others[0]
    return pairs


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
