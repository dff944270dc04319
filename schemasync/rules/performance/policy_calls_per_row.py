"""Policies that call a function of the session for each row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postgast.pg_query_pb2 import SubLinkType

from schemasync.core.wording import quoted
from schemasync.kinds.described import display_name
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import table
from schemasync.verdict.sql_trees import expression, function_name, kind_of

OF_THE_SESSION = frozenset(
    {("auth", "uid"), ("auth", "jwt"), ("auth", "role"), ("auth", "email"), ("current_setting",)}
)
"""Functions whose result is the same for all rows of a statement."""


def per_row(policy: Any) -> str:
    """The first such function that a policy calls for each row, as it is written; empty if it calls none."""
    trees = (expression(policy.using), expression(policy.check))
    return next((found for tree in trees if tree is not None and (found := _outside_subquery(tree))), "")


def _outside_subquery(node: Any) -> str:
    """A call that stands in no subquery that runs once: one without FROM, or the list of an IN."""
    if kind_of(node) == "SubLink":
        select = node.subselect.select_stmt
        if not select.from_clause or node.sub_link_type == SubLinkType.ANY_SUBLINK:
            return _outside_subquery(node.testexpr)
    if kind_of(node) == "FuncCall":
        called = function_name(node)
        called = called[1:] if called[:1] == ("pg_catalog",) else called
        if called in OF_THE_SESSION:
            return f"{'.'.join(called)}({'…' if node.args else ''})"
    for field, value in node.ListFields():
        if field.message_type is not None:
            for child in [value] if hasattr(value, "ListFields") else value:
                if found := _outside_subquery(child):
                    return found
    return ""


def check(context: RuleContext) -> Iterator[Match]:
    for ref, policy in context.changed("policy"):
        old = context.before.objects.get(ref)
        called = per_row(policy)
        if called and not (old is not None and per_row(old)):
            sentence = (
                f"The policy {quoted(ref.name)} of {display_name(table(ref))} calls {called} for each row. In a subquery, as "
                f"(SELECT {called}), it is called once for each statement."
            )
            yield Match(context.place(ref), ref, sentence)


RULE = Rule("policy-calls-per-row", "A policy calls a function for each row", Severity.PERFORMANCE, check)
