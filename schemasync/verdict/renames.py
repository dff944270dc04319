"""Suggests that something missing and something extra are one object under two names; never more than a suggestion."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Hashable, Sequence

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.verdict.areas import display_name
from schemasync.verdict.findings import EXTRA, MISSING, Finding


def with_renames(findings: Sequence[Finding], actual: Snapshot, expected: Snapshot) -> tuple[Finding, ...]:
    """Findings that say which other one may be the same object renamed.

    Two are alike if they are of one kind, differ in one part of their path, and have equal definitions (a table: columns of
    equal names and types). Only pairs without a rival count.
    """
    missing = [f.ref for f in findings if f.status == MISSING]
    extra = [f.ref for f in findings if f.status == EXTRA]
    columns = {id(side): _columns(side) for side in (actual, expected)}
    shapes: dict[Hashable, list[Ref]] = defaultdict(list)
    for ref in extra:
        shapes[_shape(ref, actual, columns[id(actual)])].append(ref)
    candidates = {
        ref: [other for other in shapes.get(_shape(ref, expected, columns[id(expected)]), ()) if _near(ref, other)]
        for ref in missing
    }
    pairs: dict[Ref, Ref] = {}
    taken = [other for others in candidates.values() for other in others]
    for ref, others in candidates.items():
        if len(others) == 1 and taken.count(others[0]) == 1:
            pairs[ref], pairs[others[0]] = others[0], ref
    return tuple(
        dataclasses.replace(finding, renamed=display_name(pairs[finding.ref])) if finding.ref in pairs else finding
        for finding in findings
    )


def _columns(side: Snapshot) -> dict[tuple[str, ...], list[tuple[str, Model]]]:
    found: dict[tuple[str, ...], list[tuple[str, Model]]] = defaultdict(list)
    for ref, model in side.objects.items():
        if ref.kind == "column":
            found[ref.path[:2]].append((ref.path[2], model))
    return found


def _shape(ref: Ref, side: Snapshot, columns: dict[tuple[str, ...], list[tuple[str, Model]]]) -> Hashable:
    inside = columns.get(ref.path, []) if ref.kind != "column" else []
    parts = tuple(sorted((name, model.type, model.not_null) for name, model in inside))
    return (ref.kind, len(ref.path), repr(_compared(side.objects[ref])), parts)


def _compared(model: Model) -> tuple[object, ...]:
    return tuple(getattr(model, field.name) for field in dataclasses.fields(model) if field.compare)


def _near(one: Ref, other: Ref) -> bool:
    """Paths that differ in one part."""
    return sum(a != b for a, b in zip(one.path, other.path, strict=True)) == 1
