"""TRUNCATE of tables that the database has."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.kinds.described import display_name
from schemasync.migrations.statements import enum_name
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.statements import RUNS_CODE, named_table, traced


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
    for seen, statement in traced(context):
        if statement.source.node in RUNS_CODE:
            for ref in seen.truncates:
                yield Match(
                    seen.place,
                    ref,
                    f"The statement seems to run TRUNCATE, which removes every row of {display_name(ref)}.",
                )


RULE = Rule("truncate", "A table of the database is emptied", Severity.BREAKING, check)
