"""Statements that rewrite every row of a large table while nobody may read it."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.trace import BLOCKS_ALL
from schemasync.migrations.safe_forms import COMPUTED, is_computed
from schemasync.rules.context import PendingStatement
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.statements import alter_commands, large_locks, traced, with_rows


def advice(statement: PendingStatement) -> str:
    """The way to do the same without rewriting; empty where there is none."""
    commands = [*alter_commands(statement)]
    if any(name == "AT_AddColumn" and is_computed(getattr(command, "def").column_def) for name, command in commands):
        return f" {COMPUTED}"
    if {name for name, _ in commands} & {"AT_AddColumn", "AT_AlterColumnType"}:
        return " Add a new column without a value, fill it in batches, and use it then."
    return ""


def check(context: RuleContext) -> Iterator[Match]:
    for seen, statement in traced(context):
        for lock in large_locks(context, seen):
            if lock.relation in seen.rewrites and lock.mode in BLOCKS_ALL:
                sentence = (
                    f"The statement rewrites every row of {with_rows(lock)} and locks the table against reads and writes "
                    f"meanwhile.{advice(statement)}"
                )
                yield Match(seen.place, lock.relation, sentence)


RULE = Rule("table-rewrite", "A statement rewrites a large table", Severity.BREAKING, check)
