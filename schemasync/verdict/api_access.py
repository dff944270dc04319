"""Compare what the API's roles can reach: grants, row level security, policies, views and functions together."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.model import Change, Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.core.sync_status import UNKNOWN
from schemasync.core.wording import listed
from schemasync.kinds.described import display_name
from schemasync.kinds.kind import Severity
from schemasync.migrations.status import UNRECORDED
from schemasync.verdict.access_level import access_level
from schemasync.verdict.access_side import (
    RELATIONS,
    ROLES,
    ROUTINES,
    VERBS,
    WHO,
    AccessIndex,
    AccessLevel,
    AccessSide,
    has_row_security,
    rights_of_routine,
)
from schemasync.verdict.findings import Finding


@dataclass(frozen=True, slots=True)
class AccessDifference:
    """A relation or routine that roles of the API reach more, or less, than the migrations say.

    Attributes:
        ref: the relation or routine.
        roles: of `ROLES`.
        wider: more is open in the database than the migrations say.
        sentence: the difference and its cause, for people.
        refs: the differing objects that decide it.
    """

    ref: Ref
    roles: tuple[str, ...]
    wider: bool
    sentence: str
    refs: frozenset[Ref]


class _LevelChange(NamedTuple):
    """Whether the level in the database is higher than the migrations say, and that level."""

    wider: bool
    level: AccessLevel


class _Makers(NamedTuple):
    """Where the applied migrations define each object, and in words who makes an object that they do not define."""

    origins: Mapping[Ref, SourceLine]
    others: Mapping[Ref, str]


def read_access(
    changes: Sequence[Change],
    actual: Snapshot,
    expected: Snapshot,
    origins: Mapping[Ref, SourceLine],
    others: Mapping[Ref, str],
) -> tuple[AccessDifference, ...]:
    """Find where the API's roles reach more or less than the migrations say; wider access first.

    An object that the database lacks is no matter of access.

    Args:
        changes: all differences.
        actual: the database.
        expected: the applied migrations.
        origins: where these define each object.
        others: who makes an object that they do not define, in words (`5_tags.sql made it`).
    """
    makers = _Makers(origins, others)
    deciding: dict[Ref, set[Ref]] = defaultdict(set)
    index = AccessIndex(actual, expected)
    sides = AccessSide(actual.objects, index), AccessSide(expected.objects, index)
    reached = {one for side in sides for role in ROLES for one in side.rights_of(role)}
    for change in changes:
        for subject in _subjects(change.ref, index, reached):
            if subject in actual.objects:
                deciding[subject].add(change.ref)
    found = [access for ref, refs in deciding.items() for access in _differences(ref, refs, sides, makers)]
    return tuple(sorted(found, key=lambda access: (not access.wider, access.ref)))


def with_access(findings: Sequence[Finding], accesses: Sequence[AccessDifference]) -> tuple[Finding, ...]:
    """Put sentences on access first in the findings that decide it; wider access makes a finding one of security."""
    deciding: dict[Ref, list[int]] = defaultdict(list)
    for number, access in enumerate(accesses):
        for ref in access.refs:
            deciding[ref].append(number)
    updated = []
    for finding in findings:
        unrecorded = finding.migration is not None and finding.migration.status == UNRECORDED  # a file opens it
        decided = () if finding.status == UNKNOWN or unrecorded else {finding.ref, *finding.refs}
        mine = [accesses[number] for number in sorted({n for ref in decided for n in deciding.get(ref, ())})]
        sentences = tuple(dict.fromkeys([*(access.sentence for access in mine), *finding.sentences]))
        severity = Severity.SECURITY if any(access.wider for access in mine) else finding.severity
        updated.append(dataclasses.replace(finding, sentences=sentences, severity=severity))
    return tuple(sorted(updated, key=lambda finding: (finding.severity.rank, finding.top, finding.ref)))


def _subjects(ref: Ref, index: AccessIndex, reached: Collection[str]) -> Iterable[Ref]:
    """The relations and routines whose access a fact can change; `reached`: the roles whose rights the API's roles have."""
    kind, path = ref.kind, ref.path
    if kind in (*RELATIONS, *ROUTINES):
        yield ref
    elif kind in ("policy", "row_security"):
        yield Ref("table", path[:2])
    elif kind == "grant" and path[0] in reached:
        subject = ref.subject
        if subject.kind == "column":
            yield from (Ref(relation, subject.path[:2]) for relation in RELATIONS)
        elif subject.kind == "schema":
            yield from index.inside.get(subject.path[0], ())
        elif subject.kind in (*RELATIONS, *ROUTINES):
            yield subject


def _differences(ref: Ref, refs: set[Ref], sides: Sequence[AccessSide], makers: _Makers) -> Iterable[AccessDifference]:
    """One difference for each group of roles and verbs that change in the same way.

    Args:
        ref: the relation or routine.
        refs: differing objects that may decide on its access.
        sides: the database and the migrations.
        makers: of the objects.
    """
    changes: dict[_LevelChange, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for verb in ("EXECUTE",) if ref.kind in ROUTINES else VERBS:
        for role in ROLES:
            here, there = (access_level(side, ref, role, verb) for side in sides)
            reaches_nothing = {here, there} == {AccessLevel.NONE, AccessLevel.NO_ROW}
            if here != there and not reaches_nothing:
                changes[_LevelChange(here > there, here)][role].append(verb)
    for change, verbs_by_role in changes.items():
        roles_by_verbs: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for role, verbs in verbs_by_role.items():
            roles_by_verbs[tuple(verbs)].append(role)
        for together, roles in roles_by_verbs.items():
            decisive = {fact for fact in refs if _decides(fact, ref, roles[0], together[0], sides)} or refs
            sentence = _sentence(ref, tuple(roles), together, change, sides) + _why(ref, decisive, sides, makers)
            yield AccessDifference(ref, tuple(roles), change.wider, f"{sentence}.", frozenset(decisive))


def _decides(fact: Ref, ref: Ref, role: str, verb: str, sides: Sequence[AccessSide]) -> bool:
    """Whether access in the database would be another one if this object alone were as the migrations define it."""
    actual, expected = sides
    alone = actual.with_fact(fact, expected)
    return access_level(alone, ref, role, verb) != access_level(actual, ref, role, verb)


def _sentence(
    ref: Ref, roles: tuple[str, ...], verbs: Sequence[str], change: _LevelChange, sides: Sequence[AccessSide]
) -> str:
    name = display_name(ref)
    if ref.kind in ROUTINES:
        can = "can now" if change.wider else "can no longer"
        rights = rights_of_routine(sides[0 if change.wider else 1].objects[ref])
        return f"{WHO[roles]} {can} call {name}, which runs with {rights}"
    doing = listed([VERBS[verb][1] for verb in verbs])
    if change.wider:
        limit = "without any limit of rows" if change.level == AccessLevel.ALL_ROWS else "within what a policy allows"
        return f"{WHO[roles]} can now {doing} {name}, {limit}"
    if change.level in (AccessLevel.NONE, AccessLevel.NO_ROW):
        return f"{WHO[roles]} can no longer {doing} {name}"
    return f"{WHO[roles]} can {doing} {name} only within what a policy allows"


def _why(ref: Ref, refs: Collection[Ref], sides: Sequence[AccessSide], makers: _Makers) -> str:
    """The object that explains a difference best, and the line of the migration that defines it."""
    actual, expected = sides
    origins, security = makers.origins, Ref("row_security", ref.path)
    if ref not in expected.objects:
        return f": {makers.others.get(ref, 'no migration makes it')}"
    if security in refs:
        on = has_row_security(expected.objects, ref)
        place = origins.get(security)
        where = f" in {place.file}:{place.line}" if place else " in the migrations"
        return f": row security is {'off' if on else 'on'} in the database, {'on' if on else 'off'}{where}"
    if ref in refs and ref not in actual.objects:
        return ": it is not in the database"
    place = next((origins[one] for one in sorted(refs) if one in origins), None)
    return f" (see {place.file}:{place.line})" if place else ""
