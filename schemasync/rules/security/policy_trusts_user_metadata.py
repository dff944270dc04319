"""Policies that trust what users write about themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from postgast.pg_query_pb2 import Token

from schemasync.core.model import Ref
from schemasync.core.parser import readable_tokens
from schemasync.core.wording import quoted
from schemasync.kinds.described import display_name
from schemasync.rules.context import Dependencies, dependencies, policies_to_judge
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import table

CLAIM, COLUMN = "user_metadata", "raw_user_meta_data"
"""The claim of a token, and the column of `auth.users`, that users change themselves (`supabase.auth.updateUser`)."""
_COMPARISONS = frozenset(("=", "<>", "!=", "~~", "!~~", "~~*", "!~~*", "LIKE", "ILIKE", "IN", "ANY", "SOME", "ALL"))
_LIST = frozenset((",", "(", "[", "ARRAY"))
"""Tokens between a comparison and a constant in its list."""
_IN_TYPES = frozenset((".", "(", "[", "]", "VARYING", "PRECISION", "WITH", "WITHOUT", "TIME", "ZONE"))
"""Tokens by which a type's name goes on after its first word."""


def trusts(policy: Any, code: Collection[str] = ()) -> bool:
    """Whether an expression of a policy, or the code of a function that it calls, reads what users write."""
    return any(map(_reads_user_metadata, filter(None, (policy.using, policy.check, *code))))


def called_code(ref: Ref, objects: Mapping[Ref, Any], needs: Dependencies) -> list[str]:
    """Bodies of the functions that a policy calls."""
    models = (objects.get(each) for each in sorted(needs.get(ref, ())) if each.kind == "function")
    return [model.sql_body or model.body for model in models if model is not None]


def _reads_user_metadata(code: str) -> bool:
    """Whether code names the column, or the claim as a key (`-> 'user_metadata'`) or in a path (`#>> '{user_metadata,role}'`)."""
    data = code.encode()
    read = ((token.token, data[token.start : token.end].decode()) for token in readable_tokens(code))
    tokens = list(_without_casts(read))
    return any(
        _is_claim(text.strip("'")) and not _is_compared(tokens, number)
        if kind == Token.SCONST
        else text.strip('"').lower() == COLUMN
        for number, (kind, text) in enumerate(tokens)
    )


def _is_claim(text: str) -> bool:
    return CLAIM in text.strip("{}").split(",") or f'"{CLAIM}"' in text


def _is_compared(tokens: Sequence[tuple[int, str]], number: int) -> bool:
    """Whether a constant is compared with something, by itself or in a list: then it is a text, and no key."""
    after = number + 1
    before = number - 1
    while before >= 0 and (tokens[before][0] == Token.SCONST or tokens[before][1].upper() in _LIST):
        before -= 1
    if before >= 0 and (tokens[before][0] == Token.Op or tokens[before][1].upper() in _COMPARISONS):
        return tokens[before][1].upper() in _COMPARISONS
    return after < len(tokens) and tokens[after][1].upper() in _COMPARISONS


def _without_casts(tokens: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The tokens without `::` and the name of the type after it, which may be several words: `timestamp(3) with time zone`."""
    last = ""  # of a type's name; empty outside
    for kind, text in tokens:
        word = text.upper()
        is_name = last in ("::", ".") or word in _IN_TYPES
        is_limit = (last in ("(", ",", "[") and kind == Token.ICONST) or (last.isdigit() and word in (",", ")"))
        if kind == Token.TYPECAST or (last and (is_name or is_limit)):
            last = word
        else:
            last = ""
            yield kind, text


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
