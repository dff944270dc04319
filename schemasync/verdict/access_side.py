"""Read what the API's roles reach on one side: grants, memberships, row level security, policies, views, functions."""

from __future__ import annotations

import enum
from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, Final

from schemasync.core.model import Ref, Snapshot
from schemasync.core.parser import readable_tokens
from schemasync.core.sql import PUBLIC
from schemasync.kinds.acl import without_option

ANON, AUTHENTICATED = "anon", "authenticated"
SERVICE_ROLE = "service_role"
_SETS_ROLE = ("set", "set_config")
_BETWEEN = ("local", "session", "to", "=", ":=", "(", ",", ";")
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
    """A policy decides on each row, or the caller's rights do in a view; so may a policy that PostgreSQL cannot print."""
    ALL_ROWS = 3
    """No policy decides, or the routine runs with its owner's rights, or those of `service_role`."""


def has_row_security(objects: Mapping[Ref, Any], table: Ref) -> bool:
    """Whether a table's row security is on."""
    security = objects.get(Ref("row_security", table.path))
    return security is not None and bool(security.enabled)


def rights_of_routine(routine: Any) -> str:
    """Whose rights a routine runs with, in words; empty if they are its caller's.

    `SET role` asks whether the session's role may become that one, which the API's `authenticator` may, and not who calls.
    """
    if routine.security_definer:
        return "its owner's rights"
    switches = f"role={SERVICE_ROLE}" in routine.config or _becomes_service_role(routine.body)
    return f"the rights of {SERVICE_ROLE}" if switches else ""


@cache
def _becomes_service_role(body: str) -> bool:
    """Whether code says `SET [LOCAL] ROLE service_role`, or the same with `set_config`, also in the text of an EXECUTE."""
    if SERVICE_ROLE not in body:
        return False
    data = body.encode()
    texts = (data[token.start : token.end].decode(errors="replace").strip("'\"") for token in readable_tokens(body))
    said = [word for text in texts for word in text.lower().split() if word not in _BETWEEN]
    return any(said[at + 1 : at + 3] == ["role", SERVICE_ROLE] for at, word in enumerate(said) if word in _SETS_ROLE)


class AccessIndex:
    """References of both sides that decide on access, by the object that they are about.

    Attributes:
        policies: path of a table → its policies.
        columns: (schema, relation, role) → the role's grants on columns.
        inside: schema → its relations and routines.
        memberships: role → its memberships in others.
        columns_in: path of a relation → its columns.
        unknown: paths of tables with a policy that PostgreSQL cannot print, on either side.
    """

    def __init__(self, *snapshots: Snapshot) -> None:
        self.policies: dict[tuple[str, ...], set[Ref]] = defaultdict(set)
        self.columns: dict[tuple[str, ...], set[Ref]] = defaultdict(set)
        self.inside: dict[str, set[Ref]] = defaultdict(set)
        self.memberships: dict[str, set[Ref]] = defaultdict(set)
        self.columns_in: dict[tuple[str, ...], set[Ref]] = defaultdict(set)
        unreadable = (ref for snapshot in snapshots for ref in snapshot.unreadable)
        self.unknown = frozenset(ref.path[:2] for ref in unreadable if ref.kind == "policy")
        for ref in (ref for snapshot in snapshots for ref in snapshot.objects):
            if ref.kind == "policy":
                self.policies[ref.path[:2]].add(ref)
            elif ref.kind == "grant" and ref.subject.kind == "column":
                self.columns[(*ref.subject.path[:2], ref.path[0])].add(ref)
            elif ref.kind == "column":
                self.columns_in[ref.path[:2]].add(ref)
            elif ref.kind == "role_membership":
                self.memberships[ref.path[0]].add(ref)
            elif ref.kind in (*RELATIONS, *ROUTINES):
                self.inside[ref.path[0]].add(ref)


class AccessSide:
    """The objects of one side, and the access that they give.

    Attributes:
        objects: of the side.
        index: of both sides.
        needs: what each object depends on; empty where it does not matter.
    """

    def __init__(
        self, objects: Mapping[Ref, Any], index: AccessIndex, needs: Mapping[Ref, frozenset[Ref]] | None = None
    ) -> None:
        self.objects, self.index, self.needs = objects, index, needs or {}
        self._rights: dict[str, tuple[str, ...]] = {}

    def with_fact(self, fact: Ref, other: AccessSide) -> AccessSide:
        """The objects of this side, with one fact as the other side has it."""
        objects = ChainMap({fact: other.objects.get(fact)}, self.objects)  # type: ignore[arg-type]
        return AccessSide(objects, self.index, self.needs)

    def rights_of(self, role: str) -> tuple[str, ...]:
        """The roles whose grants and policies count for a role: itself, PUBLIC, and those whose rights it inherits as a member."""
        if role not in self._rights:
            found = [role]
            for member in found:
                found += [one for one in self._inherited(member) if one not in found]
            self._rights[role] = (*found, PUBLIC)
        return self._rights[role]

    def _inherited(self, member: str) -> Iterable[str]:
        """Roles whose rights a member has without SET ROLE: its attribute decides before PostgreSQL 16."""
        for ref in sorted(self.index.memberships.get(member, ())):
            membership, model = self.objects.get(ref), self.objects.get(Ref("role", (member,)))
            by_attribute = model is None or model.inherit
            if membership is not None and (by_attribute if membership.inherit is None else membership.inherit):
                yield ref.path[1]

    def level_by_grants(self, ref: Ref, role: str, verb: str) -> AccessLevel:
        """How much of a relation or routine a role reaches, whatever the conditions of policies and the queries of views say.

        Args:
            ref: the relation or routine.
            role: of `ROLES`.
            verb: of `VERBS`, or `EXECUTE`.
        """
        model = self.objects.get(ref)
        if model is None or not self.has_privilege(ref, role, verb):
            return AccessLevel.NONE
        if ref.kind in ROUTINES:
            opens = rights_of_routine(model) and model.result not in CALLED_BY_SERVER
            return AccessLevel.ALL_ROWS if opens else AccessLevel.NONE
        if ref.kind == "view":
            return AccessLevel.SOME_ROWS if model.runs_as_caller else AccessLevel.ALL_ROWS
        if not has_row_security(self.objects, ref):
            return AccessLevel.ALL_ROWS
        letter = VERBS[verb][0]
        policies = filter(None, map(self.objects.get, self.index.policies[ref.path]))
        permissive = [p for p in policies if p.permissive and p.command in (letter, "*")]
        is_open = ref.path in self.index.unknown or any(set(self.rights_of(role)) & set(p.roles) for p in permissive)
        return AccessLevel.SOME_ROWS if is_open else AccessLevel.NO_ROW

    def has_privilege(self, ref: Ref, role: str, verb: str) -> bool:
        """Whether a role may use an object's schema, and a grant lets it do something with the object."""
        usage = any("USAGE" in self._granted(Ref("schema", ref.path[:1]), who) for who in self.rights_of(role))
        return usage and self.is_granted(ref, role, verb)

    def is_granted(self, ref: Ref, role: str, verb: str) -> bool:
        """Whether a grant lets a role do it, which is all that PostgreSQL asks for a relation that a view reads."""
        return any(self._is_granted(ref, who, verb) for who in self.rights_of(role))

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
