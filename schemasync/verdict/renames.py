"""Suggest that a missing and an extra object are one object that was renamed."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from types import MappingProxyType

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import name
from schemasync.core.sync_status import EXTRA, MISSING
from schemasync.introspect.renamed import differ_in_one_name, other_name, under_names
from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name, unique_names
from schemasync.kinds.model_checks import is_column
from schemasync.verdict.findings import Finding
from schemasync.verdict.named_definitions import PartNames, Side, compared, definition, names_as_sql, part_names


def with_renames(findings: Sequence[Finding], renames: Mapping[Ref, Ref]) -> tuple[Finding, ...]:
    """Add to each finding the name of the object that may be the same one, renamed."""
    pairs = {**renames, **{actual: expected for expected, actual in renames.items()}}
    return tuple(
        dataclasses.replace(finding, renamed=display_name(pairs[finding.ref])) if finding.ref in pairs else finding
        for finding in findings
    )


def find_renames(
    findings: Sequence[Finding], actual: Snapshot, expected: Snapshot, swapped: Mapping[Ref, Ref] = MappingProxyType({})
) -> dict[Ref, Ref]:
    """Pair objects of the migrations with objects of the database that may be the same ones under another name.

    Two objects match if they are of one kind, differ in one part of their path, have equal definitions (tables: columns of
    equal names and types), and neither has a name that another object has on the other side. Of several candidates, the one
    counts that has most parts of the same names: a table that is renamed keeps its constraints, policies and triggers. Where that
    does not decide, nothing is paired. A table of which no other has the same columns matches one that has most of them, and a
    constraint of the same name; such a column matches the one that has its number and type. Of what is left, definitions are
    compared once more with the names of what was paired: an index that was renamed together with its column. The parts of what
    was renamed are paired likewise: a trigger or a column that was renamed together with its table.

    Args:
        findings: of the comparison.
        actual: state of the target.
        expected: state that the migrations define.
        swapped: objects that have each other's names, which belong to the answer.
    """
    names = {new: old for old, new in swapped.items()}
    missing = [f.ref for f in findings if f.status == MISSING and not _is_row_without_definition(f.ref, expected)]
    extra = [finding.ref for finding in findings if finding.status == EXTRA]
    missing = [ref for ref in missing if other_name(ref, swapped) == ref]
    extra = [ref for ref in extra if other_name(ref, names) == ref]
    found = renames = {**swapped, **_found(missing, extra, actual, expected, {})}
    while found:
        found = _renamed_parts(findings, actual, expected, renames)
        renames = renames | found
    return renames


def _renamed_parts(
    findings: Sequence[Finding], actual: Snapshot, expected: Snapshot, renames: Mapping[Ref, Ref]
) -> dict[Ref, Ref]:
    """Pair the parts of renamed objects that have another name, too; most have no findings of their own."""
    names = {new: old for old, new in renames.items()}
    wholes = [each for each in findings if any(other_name(each.ref, side) != each.ref for side in (renames, names))]
    parts = [ref for each in wholes for ref in each.refs if not ref.of and not KINDS[ref.kind].subobject]
    missing = [ref for ref in parts if ref in expected.objects and _is_lost(ref, renames, actual)]
    extra = {other_name(ref, names): ref for ref in parts if ref in actual.objects and _is_lost(ref, names, expected)}
    if not missing or not extra:
        return {}
    found = _found(missing, [*extra], under_names(actual, names), expected, renames)
    return {old: extra[new] for old, new in found.items()}


def _is_lost(ref: Ref, names: Mapping[Ref, Ref], there: Snapshot) -> bool:
    """Whether the other side has an object neither under another name nor under the one that follows from its whole's."""
    return ref not in names and other_name(ref, names) not in there.objects


def _found(
    missing: Sequence[Ref], extra: Sequence[Ref], actual: Snapshot, expected: Snapshot, renamed: Mapping[Ref, Ref]
) -> dict[Ref, Ref]:
    """Pair objects, where `renamed` is what has its name in the migrations on both sides already."""
    if missing and extra:
        missing = _with_free_names(missing, expected, actual)
        extra = _with_free_names(extra, actual, expected)
    sides = Side.of(expected), Side.of(actual)
    candidates = _equal(missing, extra, *sides, renamed)
    pairs = _pairs(candidates, _shared(candidates, part_names(expected), part_names(actual)))
    rest, others = _unpaired(missing, extra, pairs)
    pairs |= _similar(rest, others, *sides) | _in_place(rest, others, expected, actual, {**renamed, **pairs})
    rest, others = _unpaired(missing, extra, pairs)
    if not pairs or not rest or not others:
        return pairs
    return pairs | _pairs(_equal(rest, others, *sides, {**renamed, **pairs}), {})


def _unpaired(missing: Sequence[Ref], extra: Sequence[Ref], pairs: Mapping[Ref, Ref]) -> tuple[list[Ref], list[Ref]]:
    paired = set(pairs.values())
    return [ref for ref in missing if ref not in pairs], [ref for ref in extra if ref not in paired]


def _equal(
    missing: Sequence[Ref],
    extra: Sequence[Ref],
    expected: Side,
    actual: Side,
    renamed: Mapping[Ref, Ref],
) -> dict[Ref, list[Ref]]:
    """Objects of the database with the same definition as a missing one, but for the names of what is renamed."""
    old_names, kinds = names_as_sql(renamed), {ref.kind for ref in missing}
    by_definition: dict[Hashable, list[Ref]] = defaultdict(list)
    for ref in (ref for ref in extra if ref.kind in kinds):
        for key in {definition(ref, actual, old_names), definition(ref, actual)}:  # a text can be no SQL, but a code
            by_definition[key].append(ref)
    return {
        ref: [each for each in by_definition.get(definition(ref, expected), ()) if differ_in_one_name(ref, each)]
        for ref in missing
    }


def _similar(missing: Sequence[Ref], extra: Sequence[Ref], expected: Side, actual: Side) -> dict[Ref, Ref]:
    """Pair tables that have a constraint of the same name, and more than half of their columns in common.

    Names of constraints begin with the table's; those of policies and triggers are often the same everywhere.
    """
    own, theirs = expected.constraint_names, actual.constraint_names
    by_constraint: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    for ref in extra:
        for part in theirs.get(ref.path, ()) if ref.path in actual.columns else ():
            by_constraint[part].append(ref)
    candidates: dict[Ref, list[Ref]] = {}
    for ref in missing:
        columns = expected.typed_columns(ref)
        found = dict.fromkeys(each for name in own.get(ref.path, ()) for each in by_constraint[name])
        candidates[ref] = [
            each
            for each in found
            if each.kind == ref.kind
            and differ_in_one_name(ref, each)
            and 2 * len(columns & actual.typed_columns(each)) > max(len(columns), len(actual.typed_columns(each)))
        ]
    return _pairs(candidates, _shared(candidates, own, theirs))


def _in_place(
    missing: Sequence[Ref], extra: Sequence[Ref], expected: Snapshot, actual: Snapshot, renamed: Mapping[Ref, Ref]
) -> dict[Ref, Ref]:
    """Pair columns of one table with the same number and type: a column that is added later gets a number of its own.

    The type may be a renamed one.
    """
    old_names = {name(*new.path): name(*old.path) for old, new in renamed.items()}

    def place(ref: Ref, snapshot: Snapshot) -> Hashable:
        column = snapshot.objects[ref]
        element = column.type.removesuffix("[]")
        return ref.path[:-1], column.position, old_names.get(element, element), column.type != element

    there = {place(ref, actual): ref for ref in extra if is_column(actual.objects[ref])}
    here = {ref: place(ref, expected) for ref in missing if is_column(expected.objects[ref])}
    return {ref: there[found] for ref, found in here.items() if found in there}


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
    """Objects whose names no object has on the other side, so that a rename can give them there.

    A name without the object's own (the one primary key of a table) stays as it is.
    """
    taken = {name for ref in there.objects for name in unique_names(ref, there)}
    return [ref for ref in refs if not any(name in taken and ref.name in name for name in unique_names(ref, here))]


def _is_row_without_definition(ref: Ref, snapshot: Snapshot) -> bool:
    """Whether an object is a row (a queue, a secret) of which nothing is known but yes and no, so that any two are alike."""
    return bool(KINDS[ref.kind].catalog.table) and all(
        isinstance(value, bool) for value in compared(snapshot.objects[ref])
    )


def _shared(
    candidates: Mapping[Ref, Sequence[Ref]], expected: PartNames, actual: PartNames
) -> dict[tuple[Ref, Ref], int]:
    """Count the parts that both objects of a pair have by the same names."""
    return {
        (ref, other): len(expected[ref.path] & actual[other.path])
        for ref, others in candidates.items()
        for other in others
        if ref.path in expected and other.path in actual
    }


def _best(scores: Mapping[Ref, int]) -> Ref | None:
    """Find the one that scores highest; None if there is none, or more than one."""
    best = max(scores.values(), default=0)
    highest = [ref for ref, score in scores.items() if score == best]
    return highest[0] if len(highest) == 1 else None
