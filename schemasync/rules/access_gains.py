"""Compare what the API's roles reach before and after a pull request: grants, row security, policies, views, functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.core.wording import listed
from schemasync.kinds.described import display_name
from schemasync.rules.access_causes import OpenedObject, cause_in_policy, cause_of
from schemasync.rules.context import RuleContext, access, order_of
from schemasync.rules.views import table, writable_view
from schemasync.verdict.access_level import access_level, condition_of, is_for, policies_of
from schemasync.verdict.access_side import ANON, RELATIONS, ROLES, ROUTINES, VERBS, WHO, AccessLevel, rights_of_routine
from schemasync.verdict.policy_conditions import never_true_for_anon

EXECUTE = "EXECUTE"
WORDS = {"SELECT": "read", "UPDATE": "change", "DELETE": "delete"}


@dataclass(frozen=True, slots=True)
class AccessGain:
    """Access that strangers gain by a pull request.

    Attributes:
        ref: the relation or routine.
        roles: who gains it.
        actions: of `SELECT`, `INSERT`, `UPDATE`, `DELETE`, `EXECUTE`.
        every_row: no policy limits the rows.
        place: the statement that opens it; None if none is known.
        fact: who can do what, without a full stop.
        cause: what the statement does, as a verb phrase.
        is_new: the statement creates the object.
    """

    ref: Ref
    roles: tuple[str, ...]
    actions: tuple[str, ...]
    every_row: bool
    place: SourceLine | None
    fact: str
    cause: str
    is_new: bool

    @property
    def sentence(self) -> str:
        """Who gains what, and by which statement."""
        return f"After this pull request {self.fact}: {self.place or 'a statement'} {self.cause}."


def access_gains(context: RuleContext) -> tuple[AccessGain, ...]:
    """Access that anyone with the anon key, or every signed-in user, gains; access to every row first."""
    refs = {ref for ref, _ in context.now(*RELATIONS, *ROUTINES)}
    refs |= {
        table(ref) for ref, _ in context.changed("policy")
    } & context.after.objects.keys()  # of Storage's tables, too
    found = [gain for ref in sorted(refs) for gain in _gains(ref, context)]
    return tuple(sorted(found, key=lambda gain: (not gain.every_row, *order_of(gain.place), gain.ref)))


def _gains(ref: Ref, context: RuleContext) -> Iterator[AccessGain]:
    """One gain for each group of roles that gain the same."""
    by_role: dict[tuple[str, AccessLevel, Ref | None], list[str]] = defaultdict(list)
    before, after = access(context)
    for verb in _verbs(ref, context):
        for role in ROLES:
            now, was = access_level(after, ref, role, verb), access_level(before, ref, role, verb)
            further = further_policy(context, ref, role, verb) if now == was == AccessLevel.SOME_ROWS else None
            if further or (now > was and now not in (AccessLevel.NONE, AccessLevel.NO_ROW)):
                by_role[role, now, further].append(verb)
    groups: dict[tuple[AccessLevel, Ref | None, tuple[str, ...]], list[str]] = defaultdict(list)
    for (role, level, further), verbs in by_role.items():
        groups[level, further, tuple(verbs)].append(role)
    for (level, further, together), roles in groups.items():
        who, is_whole = tuple(roles), level == AccessLevel.ALL_ROWS
        opened = OpenedObject(ref, context, who, together)
        place, cause = cause_in_policy(further, context) if further else cause_of(opened)
        if ref.kind in ROUTINES:
            fact = f"{_in_sentence(who)} can call {display_name(ref)}, which runs with {rights_of_routine(after.objects[ref])}"
        else:
            fact = _fact(ref, who, together, every_row=is_whole, further=further is not None)
        yield AccessGain(ref, who, together, is_whole, place, fact, cause, is_new=ref not in context.before.objects)


def further_policy(context: RuleContext, table: Ref, role: str, verb: str) -> Ref | None:
    """A policy that the pull request adds to those that let a role reach some rows; None if it changes one of these, too."""
    old, new = (
        {one: policy for one, policy in policies_of(side, table) if is_for(policy, role, verb, side)}
        for side in access(context)
    )
    if table.kind != "table" or any(new.get(one) != policy for one, policy in old.items()):
        return None
    known = {condition_of(policy, verb) for policy in old.values()}
    for one in sorted(new.keys() - old.keys()):
        condition = condition_of(new[one], verb)
        is_open = new[one].permissive and condition not in known
        if is_open and not (role == ANON and never_true_for_anon(condition)):
            return one
    return None


def _verbs(ref: Ref, context: RuleContext) -> Iterable[str]:
    if ref.kind in ROUTINES:
        return (EXECUTE,)
    if ref.kind == "materialized_view" or (ref.kind == "view" and not writable_view(context.after.objects[ref])):
        return ("SELECT",)
    return tuple(VERBS)


def _in_sentence(roles: tuple[str, ...]) -> str:
    return WHO[roles][0].lower() + WHO[roles][1:]


def _fact(ref: Ref, roles: tuple[str, ...], verbs: Sequence[str], *, every_row: bool, further: bool) -> str:
    who = _in_sentence(roles)
    allows = "its query or its tables allow" if ref.kind == "view" else f"a {'further ' * further}policy allows"
    limit = "" if every_row else f" that {allows}"
    can = f"can {'also ' * further}"
    words = [WORDS[verb] for verb in verbs if verb != "INSERT"]
    adds = "INSERT" in verbs
    if not words:
        return f"{who} {can}add rows to {display_name(ref)}{limit if further else ''}"
    rows = f"{'every row' if every_row else 'rows'} of {display_name(ref)}{limit}"
    return f"{who} {can}{listed(words)} {rows}{', and add rows' if adds else ''}"
