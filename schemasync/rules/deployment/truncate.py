"""TRUNCATE of tables that the database has, and DELETE of all their rows."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.kinds.described import display_name
from schemasync.migrations.statements import RUNS_CODE, enum_name
from schemasync.rules.context import PendingStatement
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.statements import named_table, traced


def check(context: RuleContext) -> Iterator[Match]:
    for statement in context.statements:
        tree = statement.source.tree
        if statement.source.node == "truncate_stmt":
            yield from _truncated(context, statement)
        elif (
            statement.source.node == "delete_stmt"
            and tree.relation.inh
            and not (tree.HasField("where_clause") or tree.using_clause)
        ):
            ref = named_table(context, tree.relation)
            if ref is not None:
                yield Match(statement.place, ref, f"DELETE without WHERE removes every row of {display_name(ref)}.")
    for seen, statement in traced(context):
        if statement.source.node in RUNS_CODE:
            for ref in seen.truncates:
                yield Match(
                    seen.place,
                    ref,
                    f"The statement seems to run TRUNCATE, which removes every row of {display_name(ref)}.",
                )


def _truncated(context: RuleContext, statement: PendingStatement) -> Iterator[Match]:
    tree = statement.source.tree
    cascades = enum_name(tree, "behavior") == "DROP_CASCADE"
    more = " With CASCADE it also empties every table that refers to it." if cascades else ""
    for item in tree.relations:
        ref = named_table(context, item.range_var)
        if ref is not None:
            yield Match(statement.place, ref, f"TRUNCATE removes every row of {display_name(ref)}.{more}")


RULE = Rule("truncate", "A table of the database is emptied", Severity.BREAKING, check)
