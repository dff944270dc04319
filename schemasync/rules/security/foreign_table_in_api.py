"""Foreign tables that the API reaches."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.rules.opened import opened
from schemasync.rules.rule import Match, Rule, RuleContext, Severity

WHY = "a foreign table has no row security, and is read with the credentials of its user mapping"


def check(context: RuleContext) -> Iterator[Match]:
    return opened(context, "foreign_table", WHY)


RULE = Rule("foreign-table-in-api", "The API reaches a foreign table", Severity.SECURITY, check)
