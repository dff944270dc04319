"""Policies that limit which rows are changed, and not what is written into them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.sql import PUBLIC
from schemasync.rules._policies import always_true_for
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._views import table
from schemasync.rules._words import quoted
from schemasync.verdict.api_access import ROLES
from schemasync.verdict.areas import display_name


def gives_away(policy: Any) -> bool:
    """Whether USING limits the rows of an UPDATE, and an explicit WITH CHECK lets any new row through."""
    if not policy.permissive or policy.command not in ("w", "*") or policy.check is None or policy.using is None:
        return False
    reached = frozenset(ROLES) & (frozenset(ROLES) if PUBLIC in policy.roles else frozenset(policy.roles))
    return bool(reached & always_true_for(policy.check) - always_true_for(policy.using))


def check(context: RuleContext) -> Iterator[Match]:
    for ref, policy in context.changed("policy"):
        old = context.before.objects.get(ref)
        if gives_away(policy) and not (old is not None and gives_away(old)):
            sentence = (
                f"The policy {quoted(ref.name)} of {display_name(table(ref))} limits which rows are changed, but its WITH CHECK is "
                "always true: whoever may change a row may write anything into it, also another owner. Without WITH "
                "CHECK, USING holds for the new row too."
            )
            yield Match(context.place(ref), ref, sentence)


RULE = Rule("policy-check-always-true", "A policy checks the old row and not the new one", Severity.SECURITY, check)
