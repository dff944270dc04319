"""Policies that have no effect, as row security is off."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.wording import quoted, some
from schemasync.kinds.described import display_name
from schemasync.rules.context import access
from schemasync.rules.row_security import enable_row_security, new_ineffective_policies
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.access_level import policies_of


def check(context: RuleContext) -> Iterator[Match]:
    for table, new in new_ineffective_policies(context).items():
        if table not in context.project:
            continue
        policies = [policy.name for policy, _ in policies_of(access(context).after, table)]
        several = len(policies) > 1
        sentence = (
            f"The {'policies' if several else 'policy'} {some([quoted(policy) for policy in policies])} of "
            f"{display_name(table)} {'have' if several else 'has'} no effect: the table's row security is off."
        )
        place = context.place(Ref("row_security", table.path), *reversed(new))
        yield Match(place, table, sentence, enable_row_security(table))


RULE = Rule(
    "policy-without-row-security", "A table has policies, and its row security is off", Severity.SECURITY, check
)
