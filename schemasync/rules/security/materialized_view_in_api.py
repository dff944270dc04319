"""Materialized views that the API reaches."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.rules.opened import opened
from schemasync.rules.rule import Match, Rule, RuleContext, Severity

WHY = "a materialized view has no row security, and holds what its owner could read"


def check(context: RuleContext) -> Iterator[Match]:
    return opened(context, "materialized_view", WHY)


RULE = Rule("materialized-view-in-api", "The API reaches a materialized view", Severity.FUNCTIONAL, check)
