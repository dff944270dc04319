"""Foreign tables that the API reaches."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.sql import name
from schemasync.rules._opened import opened
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.api_access import WHO
from schemasync.verdict.areas import display_name


def check(context: RuleContext) -> Iterator[Match]:
    for ref, roles, place in opened(context, "foreign_table"):
        sentence = (
            f"{WHO[roles]} reads every row of the foreign table {display_name(ref)}: a foreign table has no row security, and "
            "is read with the credentials of its user mapping."
        )
        fix = f"REVOKE ALL ON {name(*ref.path)} FROM anon, authenticated;"
        yield Match(place, ref, sentence, fix)


RULE = Rule("foreign-table-in-api", "The API reaches a foreign table", Severity.SECURITY, check)
