"""Policies that limit which rows are changed, and not what is written into them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.wording import quoted
from schemasync.kinds.described import display_name
from schemasync.rules.context import access
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import table
from schemasync.verdict.access_level import always_true, is_for, is_restricted
from schemasync.verdict.access_side import AccessSide


def gives_away(ref: Ref, policy: Any, side: AccessSide) -> bool:
    """Whether USING limits the rows of an UPDATE, and an explicit WITH CHECK lets any new row through."""
    if not policy.permissive or policy.check is None or policy.using is None:
        return False
    roles = always_true(side, table(ref), policy.check) - always_true(side, table(ref), policy.using)
    return any(
        is_for(policy, role, "UPDATE", side) and not is_restricted(side, table(ref), role, "UPDATE") for role in roles
    )


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, policy in context.changed("policy"):
        old = context.before.objects.get(ref)
        if gives_away(ref, policy, after) and not (old is not None and gives_away(ref, old, before)):
            sentence = (
                f"The policy {quoted(ref.name)} of {display_name(table(ref))} limits which rows are changed, but its WITH CHECK is "
                "always true: whoever may change a row may write anything into it, also another owner. Without WITH "
                "CHECK, USING holds for the new row too."
            )
            yield Match(context.place(ref), ref, sentence)


RULE = Rule("policy-check-always-true", "A policy checks the old row and not the new one", Severity.SECURITY, check)
