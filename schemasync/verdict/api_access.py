"""Compares the access of the API's roles: grants, row level security, policies, views and functions together."""

from __future__ import annotations

import dataclasses
from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemasync.core.model import Change, Ref, Snapshot
from schemasync.core.sql import PUBLIC
from schemasync.core.wording import listed
from schemasync.kinds._described import display_name
from schemasync.kinds._kind import Severity
from schemasync.kinds.access._acl import without_option
from schemasync.verdict.findings import UNKNOWN, Finding

ANON, AUTHENTICATED = "anon", "authenticated"
ROLES = (ANON, AUTHENTICATED)
WHO = {
    (ANON,): "Anyone with the anon key",
    (AUTHENTICATED,): "Every signed-in user",
    ROLES: "Anyone with the anon key, and every signed-in user,",
}
VERBS = {
    "SELECT": ("r", "read"),
    "INSERT": ("a", "add rows to"),
    "UPDATE": ("w", "change"),
    "DELETE": ("d", "delete from"),
}
RELATIONS = ("table", "view", "materialized_view", "foreign_table")
ROUTINES = ("function", "procedure")
CALLED_BY_SERVER = ("trigger", "event_trigger")
"""Results of functions that no role can call, whatever it is granted: only the server does."""
NONE, NO_ROW, SOME_ROWS, ALL = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Access:
    """Access that differs.

    Attributes:
        ref: the relation or routine.
        roles: whose.
        verbs: of `VERBS`, or `EXECUTE`.
        expected, actual: levels, by the migrations and in the database.
        sentence: in words.
        refs: the facts that differ and decide it.
    """

    ref: Ref
    roles: tuple[str, ...]
    verbs: tuple[str, ...]
    expected: int
    actual: int
    sentence: str
    refs: frozenset[Ref]

    @property
    def wider(self) -> bool:
        """Whether more is open than the migrations say."""
        return self.actual > self.expected


def read_access(
    changes: Sequence[Change], actual: Snapshot, expected: Snapshot, origins: Mapping[Ref, Any]
) -> tuple[Access, ...]:
    """Where the API's roles reach more or less than the migrations say; what is wider first.

    Objects that one side lacks altogether are not a matter of access.
    """
    deciding: dict[Ref, set[Ref]] = defaultdict(set)
    index = AccessIndex(actual, expected)
    for change in changes:
        for subject in _subjects(change.ref, index):
            if subject in actual.objects:
                deciding[subject].add(change.ref)
    sides = AccessSide(actual.objects, index), AccessSide(expected.objects, index)
    found = [access for ref, refs in deciding.items() for access in _of(ref, refs, sides, origins)]
    return tuple(sorted(found, key=lambda access: (not access.wider, access.ref)))


def with_access(findings: Sequence[Finding], accesses: Sequence[Access]) -> tuple[Finding, ...]:
    """Put the access of the API's roles first in the findings that change it; more access is a matter of security."""
    updated = []
    for finding in findings:
        known = () if finding.status == UNKNOWN else accesses
        mine = [access for access in known if access.refs & {finding.ref, *finding.refs}]
        sentences = tuple(dict.fromkeys([*(access.sentence for access in mine), *finding.sentences]))
        severity = Severity.SECURITY if any(access.wider for access in mine) else finding.severity
        updated.append(dataclasses.replace(finding, sentences=sentences, severity=severity))
    worst = list(Severity)
    return tuple(sorted(updated, key=lambda finding: (worst.index(finding.severity), finding.top, finding.ref)))


def _subjects(ref: Ref, index: AccessIndex) -> Iterable[Ref]:
    """The relations and routines whose access a fact can change."""
    kind, path = ref.kind, ref.path
    if kind in (*RELATIONS, *ROUTINES):
        yield ref
    elif kind in ("policy", "row_security"):
        yield Ref("table", path[:2])
    elif kind == "grant" and path[0] in (*ROLES, PUBLIC):
        subject = ref.subject
        if subject.kind == "column":
            yield from (Ref(relation, subject.path[:2]) for relation in RELATIONS)
        elif subject.kind == "schema":
            yield from index.inside.get(subject.path[0], ())
        elif subject.kind in (*RELATIONS, *ROUTINES):
            yield subject


def has_row_security(objects: Mapping[Ref, Any], table: Ref) -> bool:
    """Whether a table's row security is on."""
    security = objects.get(Ref("row_security", table.path))
    return security is not None and bool(security.enabled)


class AccessIndex:
    """References of both sides by what they are asked for."""

    def __init__(self, *snapshots: Snapshot) -> None:
        self.policies: dict[tuple[str, ...], set[Ref]] = defaultdict(set)
        self.columns: dict[tuple[str, ...], set[Ref]] = defaultdict(set)
        self.inside: dict[str, set[Ref]] = defaultdict(set)
        self.columns_in: dict[tuple[str, ...], set[Ref]] = defaultdict(set)
        for ref in (ref for snapshot in snapshots for ref in snapshot.objects):
            if ref.kind == "policy":
                self.policies[ref.path[:2]].add(ref)
            elif ref.kind == "grant" and ref.subject.kind == "column":
                self.columns[(*ref.subject.path[:2], ref.path[0])].add(ref)
            elif ref.kind == "column":
                self.columns_in[ref.path[:2]].add(ref)
            elif ref.kind in (*RELATIONS, *ROUTINES):
                self.inside[ref.path[0]].add(ref)


class AccessSide:
    """The objects of one side, asked for access."""

    def __init__(self, objects: Mapping[Ref, Any], index: AccessIndex) -> None:
        self.objects, self.index = objects, index

    def with_fact(self, fact: Ref, other: AccessSide) -> AccessSide:
        """The objects of this side, with one fact as the other side has it."""
        return AccessSide(ChainMap({fact: other.objects.get(fact)}, self.objects), self.index)  # type: ignore[arg-type]

    def level(self, ref: Ref, role: str, verb: str) -> int:
        model = self.objects.get(ref)
        if model is None or not self._may(ref, role, verb):
            return NONE
        if ref.kind in ROUTINES:
            opens = model.security_definer and model.result not in CALLED_BY_SERVER
            return ALL if opens else NONE  # with the caller's rights it opens nothing
        if ref.kind == "view":
            return SOME_ROWS if model.runs_as_caller else ALL
        if not has_row_security(self.objects, ref):
            return ALL
        letter = VERBS[verb][0]
        policies = filter(None, map(self.objects.get, self.index.policies[ref.path]))
        open_ = [p for p in policies if p.permissive and p.command in (letter, "*")]
        return SOME_ROWS if any({role, PUBLIC} & set(p.roles) for p in open_) else NO_ROW

    def _may(self, ref: Ref, role: str, verb: str) -> bool:
        usage = any("USAGE" in self._granted(Ref("schema", ref.path[:1]), who) for who in (role, PUBLIC))
        return usage and any(self._has(ref, who, verb) for who in (role, PUBLIC))

    def _has(self, ref: Ref, who: str, verb: str) -> bool:
        if ref.kind in ROUTINES and who == PUBLIC and self._public(ref) is None:
            return True  # PostgreSQL's own default
        if verb in self._granted(ref, who):
            return True
        if ref.kind not in RELATIONS or verb == "DELETE":
            return False
        columns = filter(None, map(self.objects.get, self.index.columns[(*ref.path[:2], who)]))
        return any(verb in without_option(grant.privileges) for grant in columns)

    def _public(self, ref: Ref) -> Any:
        return self.objects.get(Ref("grant", (PUBLIC,), ref))

    def _granted(self, ref: Ref, who: str) -> Collection[str]:
        grant = self.objects.get(Ref("grant", (who,), ref))
        return without_option(grant.privileges) if grant is not None else ()


def _of(ref: Ref, refs: set[Ref], sides: Sequence[AccessSide], origins: Mapping[Ref, Any]) -> Iterable[Access]:
    actual, expected = sides
    levels: dict[tuple[bool, int], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    least: dict[tuple[bool, int], int] = defaultdict(lambda: ALL)
    for verb in ("EXECUTE",) if ref.kind in ROUTINES else VERBS:
        for role in ROLES:
            here, there = actual.level(ref, role, verb), expected.level(ref, role, verb)
            if here != there and {here, there} != {NONE, NO_ROW}:  # neither reaches anything
                group = (here > there, here)
                levels[group][role].append(verb)
                least[group] = min(least[group], there) if here > there else max(there, here + 1)
    for group, by_role in levels.items():
        there, here = least[group], group[1]
        groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for role, verbs in by_role.items():
            groups[tuple(verbs)].append(role)
        for doing, roles in groups.items():
            decisive = {fact for fact in refs if _decides(fact, ref, roles[0], doing[0], sides)} or refs
            who = tuple(roles)
            sentence = _sentence(ref, who, doing, there, here) + _why(ref, decisive, sides, origins)
            yield Access(ref, who, doing, there, here, f"{sentence}.", frozenset(decisive))


def _decides(fact: Ref, ref: Ref, role: str, verb: str, sides: Sequence[AccessSide]) -> bool:
    """Whether the database, with this fact alone as the migrations have it, would give another answer."""
    actual, expected = sides
    return actual.with_fact(fact, expected).level(ref, role, verb) != actual.level(ref, role, verb)


def _sentence(ref: Ref, roles: tuple[str, ...], verbs: Sequence[str], expected: int, actual: int) -> str:
    name = display_name(ref)
    if ref.kind in ROUTINES:
        can = "can now" if actual > expected else "can no longer"
        return f"{WHO[roles]} {can} call {name}, which runs with its owner's rights"
    doing = listed([VERBS[verb][1] for verb in verbs])
    if actual > expected:
        how = {ALL: "without any limit of rows", SOME_ROWS: "within what a policy allows"}.get(actual, "")
        return f"{WHO[roles]} can now {doing} {name}, {how}"
    if actual in (NONE, NO_ROW):
        return f"{WHO[roles]} can no longer {doing} {name}"
    return f"{WHO[roles]} can {doing} {name} only within what a policy allows"


def _why(ref: Ref, refs: Collection[Ref], sides: Sequence[AccessSide], origins: Mapping[Ref, Any]) -> str:
    """Name the one fact that explains most, and the migration's line for it."""
    actual, expected = sides
    security = Ref("row_security", ref.path)
    if ref not in expected.objects:
        return ": no migration makes it"
    if security in refs:
        on = has_row_security(expected.objects, ref)
        place = origins.get(security)
        where = f" in {place.file}:{place.line}" if place else " in the migrations"
        return f": row security is {'off' if on else 'on'} in the database, {'on' if on else 'off'}{where}"
    if ref in refs and ref not in actual.objects:
        return ": it is not in the database"
    place = next((origins[one] for one in sorted(refs) if one in origins), None)
    return f" (see {place.file}:{place.line})" if place else ""
