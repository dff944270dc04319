"""Policies that believe what users say of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._trees import expression, kind_of, nodes
from schemasync.rules._views import table
from schemasync.rules._words import quoted
from schemasync.verdict.areas import display_name

WRITTEN_BY_USERS = frozenset({"user_metadata", "raw_user_meta_data"})
"""The claim of a token and the column of `auth.users` that users change themselves (`supabase.auth.updateUser`)."""


def trusts(policy: Any) -> bool:
    """Whether an expression of a policy reads what users write."""
    trees = (expression(policy.using), expression(policy.check))
    return any(
        (kind_of(node) == "String" and node.sval in WRITTEN_BY_USERS)
        or (kind_of(node) == "A_Const" and node.WhichOneof("val") == "sval" and node.sval.sval in WRITTEN_BY_USERS)
        for tree in trees
        for node in nodes(tree)
    )


def check(context: RuleContext) -> Iterator[Match]:
    for ref, policy in context.changed("policy"):
        old = context.before.objects.get(ref)
        if trusts(policy) and not (old is not None and trusts(old)):
            sentence = (
                f"The policy {quoted(ref.name)} of {display_name(table(ref))} trusts user_metadata, which every user changes for "
                "himself: keep roles in app_metadata or in a table."
            )
            yield Match(context.place(ref), ref, sentence)


RULE = Rule(
    "policy-trusts-user-metadata", "A policy trusts what users write about themselves", Severity.SECURITY, check
)
