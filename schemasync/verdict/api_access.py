"""Compare what the API's roles can reach: grants, row level security, policies, views and functions together."""

from __future__ import annotations

import dataclasses
import enum
from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from schemasync.core.model import Change, Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.core.sql import PUBLIC
from schemasync.core.wording import listed
from schemasync.kinds._described import display_name
from schemasync.kinds._kind import Severity
from schemasync.kinds.access._acl import without_option
from schemasync.verdict.findings import UNKNOWN, Finding

ANON, AUTHENTICATED = "anon", "authenticated"
ROLES = (ANON, AUTHENTICATED)
WHO: Final = {
    (ANON,): "Anyone with the anon key",
    (AUTHENTICATED,): "Every signed-in user",
    ROLES: "Anyone with the anon key, and every signed-in user,",
}
VERBS: Final = {
    "SELECT": ("r", "read"),
    "INSERT": ("a", "add rows to"),
    "UPDATE": ("w", "change"),
    "DELETE": ("d", "delete from"),
}
"""Privilege → (letter of `pg_policy.polcmd`, verb of a sentence)."""
RELATIONS = ("table", "view", "materialized_view", "foreign_table")
ROUTINES = ("function", "procedure")
CALLED_BY_SERVER = ("trigger", "event_trigger")
"""Results of functions that no role can call, whatever it is granted: only the server does."""


class AccessLevel(enum.IntEnum):
    """The rows of a relation that a command of a role reaches; a routine has NONE or ALL_ROWS."""

    NONE = 0
    """The role has no privilege, or calls a routine with no more than its own rights."""
    NO_ROW = 1
    """Row security is on, and no permissive policy is for the role and the command."""
    SOME_ROWS = 2
    """A policy decides on each row, or the caller's rights do in a view."""
    ALL_ROWS = 3
    """No policy decides, or the routine runs with its owner's rights."""


@dataclass(frozen=True, slots=True)
class AccessDifference:
    """A relation or routine that roles of the API reach more, or less, than the migrations say.

    Attributes:
        ref: the relation or routine.
        roles: of `ROLES`.
        verbs: of `VERBS`, or `EXECUTE`.
        wider: more is open in the database than the migrations say.
        sentence: the difference and its cause, for people.
        refs: the differing objects that decide it.
    """

    ref: Ref
    roles: tuple[str, ...]
    verbs: tuple[str, ...]
    wider: bool
    sentence: str
    refs: frozenset[Ref]


class _LevelChange(NamedTuple):
    """Whether the level in the database is higher than the migrations say, and that level."""

    wider: bool
    level: AccessLevel


def read_access(
    changes: Sequence[Change], actual: Snapshot, expected: Snapshot, origins: Mapping[Ref, SourceLine]
) -> tuple[AccessDifference, ...]:
    """Find where the API's roles reach more or less than the migrations say; wider access first.

    An object that the database lacks is no matter of access.
    """
    deciding: dict[Ref, set[Ref]] = defaultdict(set)
    index = AccessIndex(actual, expected)
    for change in changes:
        for subject in _subjects(change.ref, index):
            if subject in actual.objects:
                deciding[subject].add(change.ref)
    sides = AccessSide(actual.objects, index), AccessSide(expected.objects, index)
    found = [access for ref, refs in deciding.items() for access in _differences(ref, refs, sides, origins)]
    return tuple(sorted(found, key=lambda access: (not access.wider, access.ref)))


def with_access(findings: Sequence[Finding], accesses: Sequence[AccessDifference]) -> tuple[Finding, ...]:
    """Put sentences on access first in the findings that decide it; wider access makes a finding one of security."""
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
    """References of both sides that decide on access, by the object that they are about.

    Attributes:
        policies: path of a table → its policies.
        columns: (schema, relation, role) → the role's grants on columns.
        inside: schema → its relations and routines.
        columns_in: path of a relation → its columns.
    """

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
    """The objects of one side, and the access that they give."""

    def __init__(self, objects: Mapping[Ref, Any], index: AccessIndex) -> None:
        self.objects, self.index = objects, index

    def with_fact(self, fact: Ref, other: AccessSide) -> AccessSide:
        """The objects of this side, with one fact as the other side has it."""
        return AccessSide(ChainMap({fact: other.objects.get(fact)}, self.objects), self.index)  # type: ignore[arg-type]

    def level(self, ref: Ref, role: str, verb: str) -> AccessLevel:
        """How much of a relation or routine a role reaches.

        Args:
            ref: the relation or routine.
            role: of `ROLES`.
            verb: of `VERBS`, or `EXECUTE`.
        """
        model = self.objects.get(ref)
        if model is None or not self._has_privilege(ref, role, verb):
            return AccessLevel.NONE
        if ref.kind in ROUTINES:
            opens = model.security_definer and model.result not in CALLED_BY_SERVER
            return AccessLevel.ALL_ROWS if opens else AccessLevel.NONE
        if ref.kind == "view":
            return AccessLevel.SOME_ROWS if model.runs_as_caller else AccessLevel.ALL_ROWS
        if not has_row_security(self.objects, ref):
            return AccessLevel.ALL_ROWS
        letter = VERBS[verb][0]
        policies = filter(None, map(self.objects.get, self.index.policies[ref.path]))
        permissive = [p for p in policies if p.permissive and p.command in (letter, "*")]
        is_open = any({role, PUBLIC} & set(p.roles) for p in permissive)
        return AccessLevel.SOME_ROWS if is_open else AccessLevel.NO_ROW

    def _has_privilege(self, ref: Ref, role: str, verb: str) -> bool:
        usage = any("USAGE" in self._granted(Ref("schema", ref.path[:1]), who) for who in (role, PUBLIC))
        return usage and any(self._is_granted(ref, who, verb) for who in (role, PUBLIC))

    def _is_granted(self, ref: Ref, who: str, verb: str) -> bool:
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


def _differences(
    ref: Ref, refs: set[Ref], sides: Sequence[AccessSide], origins: Mapping[Ref, SourceLine]
) -> Iterable[AccessDifference]:
    """One difference for each group of roles and verbs that change in the same way.

    Args:
        ref: the relation or routine.
        refs: differing objects that may decide on its access.
        sides: the database and the migrations.
        origins: where the migrations define each object.
    """
    actual, expected = sides
    changes: dict[_LevelChange, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for verb in ("EXECUTE",) if ref.kind in ROUTINES else VERBS:
        for role in ROLES:
            here, there = actual.level(ref, role, verb), expected.level(ref, role, verb)
            reaches_nothing = {here, there} == {AccessLevel.NONE, AccessLevel.NO_ROW}
            if here != there and not reaches_nothing:
                changes[_LevelChange(here > there, here)][role].append(verb)
    for change, verbs_by_role in changes.items():
        roles_by_verbs: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for role, verbs in verbs_by_role.items():
            roles_by_verbs[tuple(verbs)].append(role)
        for together, roles in roles_by_verbs.items():
            decisive = {fact for fact in refs if _decides(fact, ref, roles[0], together[0], sides)} or refs
            sentence = _sentence(ref, tuple(roles), together, change) + _why(ref, decisive, sides, origins)
            yield AccessDifference(ref, tuple(roles), together, change.wider, f"{sentence}.", frozenset(decisive))


def _decides(fact: Ref, ref: Ref, role: str, verb: str, sides: Sequence[AccessSide]) -> bool:
    """Whether access in the database would be another one if this object alone were as the migrations define it."""
    actual, expected = sides
    return actual.with_fact(fact, expected).level(ref, role, verb) != actual.level(ref, role, verb)


def _sentence(ref: Ref, roles: tuple[str, ...], verbs: Sequence[str], change: _LevelChange) -> str:
    name = display_name(ref)
    if ref.kind in ROUTINES:
        can = "can now" if change.wider else "can no longer"
        return f"{WHO[roles]} {can} call {name}, which runs with its owner's rights"
    doing = listed([VERBS[verb][1] for verb in verbs])
    if change.wider:
        limit = "without any limit of rows" if change.level == AccessLevel.ALL_ROWS else "within what a policy allows"
        return f"{WHO[roles]} can now {doing} {name}, {limit}"
    if change.level in (AccessLevel.NONE, AccessLevel.NO_ROW):
        return f"{WHO[roles]} can no longer {doing} {name}"
    return f"{WHO[roles]} can {doing} {name} only within what a policy allows"


def _why(ref: Ref, refs: Collection[Ref], sides: Sequence[AccessSide], origins: Mapping[Ref, SourceLine]) -> str:
    """The object that explains a difference best, and the line of the migration that defines it."""
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
