"""Policies that let strangers write every row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import PUBLIC
from schemasync.kinds.access.policy import COMMANDS
from schemasync.rules._context import access
from schemasync.rules._policies import always_true_for
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._views import table
from schemasync.rules._words import quoted
from schemasync.verdict.api_access import NONE, ROLES, WHO, AccessSide
from schemasync.verdict.areas import display_name

WRITES = {"a": ("INSERT",), "w": ("UPDATE",), "d": ("DELETE",), "*": ("INSERT", "UPDATE", "DELETE")}
DOES = {"a": "adds any row to", "w": "changes every row of", "d": "deletes every row of", "*": "writes every row of"}


def writers(ref: Ref, policy: Any, side: AccessSide) -> tuple[str, ...]:
    """The API's roles that a policy lets write any row; those without a grant do not count."""
    if not policy.permissive or policy.command not in WRITES:
        return ()
    decides = policy.check or policy.using if policy.command == "a" else policy.using
    named = ROLES if PUBLIC in policy.roles else policy.roles
    open_for = always_true_for(decides) & frozenset(named)
    may = (role for role in ROLES if role in open_for)
    return tuple(
        role for role in may if any(side.level(table(ref), role, verb) > NONE for verb in WRITES[policy.command])
    )


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, policy in context.changed("policy"):
        roles = writers(ref, policy, after)
        old = context.before.objects.get(ref)
        if not roles or (old is not None and set(roles) <= set(writers(ref, old, before))):
            continue
        sentence = (
            f"{WHO[roles]} {DOES[policy.command]} {display_name(table(ref))}: the policy {quoted(ref.name)} is always true for "
            f"{COMMANDS[policy.command]}."
        )
        level = Severity.FUNCTIONAL if policy.command == "a" else None
        yield Match(context.place(ref), ref, sentence, level=level)


RULE = Rule("policy-always-true", "A policy lets strangers write every row", Severity.SECURITY, check)
