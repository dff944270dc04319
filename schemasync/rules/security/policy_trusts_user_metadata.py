"""Policies that trust what users write about themselves."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.wording import quoted
from schemasync.kinds.described import display_name
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import table
from schemasync.verdict.sql_trees import expression, kind_of

CLAIM, COLUMN = "user_metadata", "raw_user_meta_data"
"""The claim of a token, and the column of `auth.users`, that users change themselves (`supabase.auth.updateUser`)."""


def trusts(policy: Any) -> bool:
    """Whether an expression of a policy reads what users write."""
    trees = (expression(policy.using), expression(policy.check))
    return any(map(is_user_metadata, itertools.chain.from_iterable(map(nodes, trees))))


def is_user_metadata(node: Any) -> bool:
    """Whether a node is the column, or the claim as a key (`-> 'user_metadata'`) or in a path (`#>> '{user_metadata,role}'`)."""
    match kind_of(node):
        case "ColumnRef":
            return bool(node.fields[-1].string.sval == COLUMN)
        case "A_Const" if node.WhichOneof("val") == "sval":
            return CLAIM in node.sval.sval.strip("{}").split(",")
    return False


def check(context: RuleContext) -> Iterator[Match]:
    for ref, policy in context.changed("policy"):
        old = context.before.objects.get(ref)
        if trusts(policy) and not (old is not None and trusts(old)):
            sentence = (
                f"The policy {quoted(ref.name)} of {display_name(table(ref))} trusts user_metadata, which all users can change for "
                "themselves: keep roles in app_metadata or in a table."
            )
            yield Match(context.place(ref), ref, sentence)


RULE = Rule(
    "policy-trusts-user-metadata", "A policy trusts what users write about themselves", Severity.SECURITY, check
)
