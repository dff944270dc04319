"""Materialized views that the API reaches."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.sql import name
from schemasync.rules._opened import opened
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.api_access import WHO
from schemasync.verdict.areas import display_name


def check(context: RuleContext) -> Iterator[Match]:
    for ref, roles, place in opened(context, "materialized_view"):
        sentence = (
            f"{WHO[roles]} reads every row of the materialized view {display_name(ref)}: a materialized view has no row "
            "security, and holds what its owner could read."
        )
        fix = f"REVOKE ALL ON {name(*ref.path)} FROM anon, authenticated;"
        yield Match(place, ref, sentence, fix)


RULE = Rule("materialized-view-in-api", "The API reaches a materialized view", Severity.FUNCTIONAL, check)
