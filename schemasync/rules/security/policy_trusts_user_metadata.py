"""Policies that trust what users write about themselves."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from postgast.pg_query_pb2 import Token

from schemasync.core.model import Ref
from schemasync.core.parse_tree import nodes
from schemasync.core.parser import readable_tokens
from schemasync.core.wording import quoted
from schemasync.kinds.described import display_name
from schemasync.rules.context import Dependencies, dependencies, policies_to_judge
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import table
from schemasync.verdict.sql_trees import expression, kind_of

CLAIM, COLUMN = "user_metadata", "raw_user_meta_data"
"""The claim of a token, and the column of `auth.users`, that users change themselves (`supabase.auth.updateUser`)."""


def trusts(policy: Any, code: Collection[str] = ()) -> bool:
    """Whether an expression of a policy, or the code of a function that it calls, reads what users write."""
    trees = (expression(policy.using), expression(policy.check))
    found = map(is_user_metadata, itertools.chain.from_iterable(map(nodes, trees)))
    return any(found) or any(map(_reads_user_metadata, code))


def called_code(ref: Ref, objects: Mapping[Ref, Any], needs: Dependencies) -> list[str]:
    """Bodies of the functions that a policy calls."""
    models = (objects.get(each) for each in sorted(needs.get(ref, ())) if each.kind == "function")
    return [model.sql_body or model.body for model in models if model is not None]


def _reads_user_metadata(code: str) -> bool:
    data = code.encode()
    found = ((token.token, data[token.start : token.end].decode()) for token in readable_tokens(code))
    return any(
        _is_claim(text.strip("'")) if kind == Token.SCONST else text.strip('"').lower() == COLUMN
        for kind, text in found
    )


def _is_claim(text: str) -> bool:
    return CLAIM in text.strip("{}").split(",")


def is_user_metadata(node: Any) -> bool:
    """Whether a node is the column, or the claim as a key (`-> 'user_metadata'`) or in a path (`#>> '{user_metadata,role}'`)."""
    match kind_of(node):
        case "ColumnRef":
            return bool(node.fields[-1].string.sval == COLUMN)
        case "A_Const" if node.WhichOneof("val") == "sval":
            return _is_claim(node.sval.sval)
    return False


def check(context: RuleContext) -> Iterator[Match]:
    for ref, policy, functions in policies_to_judge(context):
        old, needs = context.before.objects.get(ref), dependencies(context)
        if trusts(policy, called_code(ref, context.after.objects, needs.after)) and not (
            old is not None and trusts(old, called_code(ref, context.before.objects, needs.before))
        ):
            sentence = (
                f"The policy {quoted(ref.name)} of {display_name(table(ref))} trusts user_metadata, which all users can change for "
                "themselves: keep roles in app_metadata or in a table."
            )
            yield Match(context.place(ref, *functions), ref, sentence)


RULE = Rule(
    "policy-trusts-user-metadata", "A policy trusts what users write about themselves", Severity.SECURITY, check
)
