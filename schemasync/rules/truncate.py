"""TRUNCATE of tables that the database has."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.kinds._described import display_name
from schemasync.migrations.statements import enum_name
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._statements import named_table


def check(context: RuleContext) -> Iterator[Match]:
    for statement in context.statements:
        if statement.source.node != "truncate_stmt":
            continue
        tree = statement.source.tree
        for item in tree.relations:
            ref = named_table(context, item.range_var)
            if ref is not None:
                more = (
                    " With CASCADE it also empties every table that refers to it."
                    if enum_name(tree, "behavior") == "DROP_CASCADE"
                    else ""
                )
                yield Match(statement.place, ref, f"TRUNCATE removes every row of {display_name(ref)}.{more}")


RULE = Rule("truncate", "A table of the database is emptied", Severity.BREAKING, check)
