"""Tables with several permissive policies for one role and command."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.wording import quoted, some
from schemasync.kinds.described import display_name
from schemasync.rules.context import access
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import table
from schemasync.supabase.scope import MANAGED_SCHEMAS
from schemasync.verdict.access_level import is_for, policies_of
from schemasync.verdict.access_side import ROLES, VERBS, AccessLevel, AccessSide

RoleAndCommand = tuple[str, str]
"""A role and a command that several policies are for."""


def overlaps(side: AccessSide, ref: Ref) -> dict[RoleAndCommand, tuple[Ref, ...]]:
    """Role and command → the permissive policies for them, where there are several."""
    found = {}
    policies = [(one, policy) for one, policy in policies_of(side, ref) if policy.permissive]
    for role in ROLES:
        for verb in VERBS:
            mine = tuple(one for one, policy in policies if is_for(policy, role, verb, side))
            if len(mine) > 1 and side.level_by_grants(ref, role, verb) > AccessLevel.NONE:
                found[role, verb] = mine
    return found


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    changed = {table(ref) for ref, _ in context.changed("policy")}
    tables = sorted(ref for ref in changed if ref.path[0] not in MANAGED_SCHEMAS)  # each bucket has policies of its own
    for ref in tables:
        old = overlaps(before, ref)
        new = {
            pair: policies for pair, policies in overlaps(after, ref).items() if len(policies) > len(old.get(pair, ()))
        }
        if not new:
            continue
        (role, verb), policies = next(iter(new.items()))
        others = len(new) - 1
        more = f", and so for {others} more pair{'s' if others > 1 else ''} of role and command" if others else ""
        sentence = (
            f"{display_name(ref)} has {len(policies)} permissive policies for {verb} by {role} ({some([quoted(p.name) for p in policies])})"
            f"{more}: PostgreSQL evaluates them one after the other until one allows the row. One policy with OR does the same."
        )
        yield Match(context.place(*reversed(policies)), ref, sentence)


RULE = Rule(
    "several-permissive-policies", "Several permissive policies for one role and command", Severity.PERFORMANCE, check
)
