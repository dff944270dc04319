"""Policies that let strangers write every row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.wording import quoted
from schemasync.kinds.access.policy import COMMANDS
from schemasync.kinds.described import display_name
from schemasync.rules.context import access, policies_to_judge
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import table
from schemasync.verdict.access_level import always_true, condition_of, is_for, is_restricted
from schemasync.verdict.access_side import ROLES, WHO, AccessLevel, AccessSide

WRITES = ("INSERT", "UPDATE", "DELETE")
DOES = {"a": "adds any row to", "w": "changes every row of", "d": "deletes every row of", "*": "writes every row of"}


def writers(ref: Ref, policy: Any, side: AccessSide) -> tuple[str, ...]:
    """The API's roles that a policy lets write any row."""
    verb = "INSERT" if policy.command == "a" else "UPDATE"  # one FOR ALL decides by USING which rows are changed
    open_for = always_true(side, table(ref), condition_of(policy, verb)) if policy.permissive else ()
    return tuple(role for role in ROLES if role in open_for and may_write(ref, policy, side, role))


def may_write(ref: Ref, policy: Any, side: AccessSide, role: str) -> bool:
    """Whether a role has a grant for something that the policy is for, and no restrictive policy limits that."""
    verbs = (verb for verb in WRITES if is_for(policy, role, verb, side))
    return any(
        side.level_by_grants(table(ref), role, verb) > AccessLevel.NONE
        and not is_restricted(side, table(ref), role, verb)
        for verb in verbs
    )


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, policy, functions in policies_to_judge(context):
        roles = writers(ref, policy, after)
        old = context.before.objects.get(ref)
        if not roles or (old is not None and set(roles) <= set(writers(ref, old, before))):
            continue
        sentence = (
            f"{WHO[roles]} {DOES[policy.command]} {display_name(table(ref))}: the policy {quoted(ref.name)} is always true for "
            f"{COMMANDS[policy.command]}."
        )
        level = Severity.FUNCTIONAL if policy.command == "a" else None
        yield Match(context.place(ref, *functions), ref, sentence, level=level)


RULE = Rule("policy-always-true", "A policy lets strangers write every row", Severity.SECURITY, check)
