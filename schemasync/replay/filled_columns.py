"""Follow the columns in which the statements of a pull request leave no NULL, as an UPDATE that fills them does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.migrations.statements import RUNS_CODE, SourceStatement
from schemasync.replay.nullness import is_never_null, null_tests
from schemasync.replay.reading import Trigger
from schemasync.replay.step import ObservedStep
from schemasync.replay.written_tables import views_above, written_tables

_BEFORE_ROW = 1 | 2
"""Bits of `pg_trigger.tgtype`."""
_EVENTS = {"update_stmt": (16, "2"), "delete_stmt": (8, "4")}
"""Statements that can leave no NULL → the bit of their triggers, and `pg_rewrite.ev_type` of their rules."""


@dataclass(slots=True)
class FilledColumns:
    """Columns that hold no NULL since a statement filled them, by relation and number.

    A column is filled by `UPDATE … SET c = <a value>` of all rows, or of those with `c IS NULL`, and by a DELETE of those. It counts
    until a statement writes the table, attaches a partition to it, converts the column, or runs code that may do so.
    """

    keys: set[tuple[int, int]] = field(default_factory=set)

    def follow(self, step: ObservedStep, statement: SourceStatement) -> None:
        """Forget the columns that a statement may give a NULL, and add those that it fills."""
        filled = set(_filled_by(step, statement)) if statement.node in _EVENTS else set()
        self.keys = (self._kept(step, statement) if self.keys else set()) | filled

    def _kept(self, step: ObservedStep, statement: SourceStatement) -> set[tuple[int, int]]:
        written = written_tables(step, statement)
        if _calls(statement) or any(
            step.server.assigned().get(each.function) is None for each in _triggers(step, written)
        ):
            return set()
        changed = {*step.receives_rows(), *step.replaces_rows(), *written}
        related = {each for table in changed for each in (*step.above(table), *step.inheriting(table))}
        converted = {key for key, _, _ in step.retyped()}
        deleted_only = statement.node == "delete_stmt"
        return {key for key in self.keys if (key[0] not in related or deleted_only) and key not in converted}


def _calls(statement: SourceStatement) -> bool:
    """Whether a statement runs a block, or calls functions, which may write any table."""
    if statement.node == "select_stmt":
        return any(node.DESCRIPTOR.name == "FuncCall" for node in nodes(statement.tree))
    return statement.node in (*RUNS_CODE, "execute_stmt")


def _filled_by(step: ObservedStep, statement: SourceStatement) -> Iterator[tuple[int, int]]:
    tree = statement.tree
    if not tree.relation.inh or (statement.node == "update_stmt" and tree.from_clause):
        return
    bit, event = _EVENTS[statement.node]
    for relation in written_tables(step, statement):
        triggers = [
            each
            for each in _triggers(step, {relation})
            if each.events & _BEFORE_ROW == _BEFORE_ROW and each.events & bit
        ]
        set_by_triggers = [step.server.assigned().get(each.function) for each in triggers]
        by_rule = any(rule.event == event for rule in step.rules().get(relation, ()))
        if views_above(step, statement, relation) == [] and not by_rule and None not in set_by_triggers:
            names = _names(step, statement.tree, relation).difference(*filter(None, set_by_triggers))
            yield from (
                (relation, number) for number, column in step.tables.columns(relation).items() if column.name in names
            )


def _names(step: ObservedStep, tree: Any, relation: int) -> set[str]:
    """Names of the columns of a table that an UPDATE or DELETE leaves without NULL, if nothing interferes."""
    tested = null_tests(tree.where_clause)
    if tree.DESCRIPTOR.name == "DeleteStmt":
        return set() if tree.using_clause else tested
    known, own = step.without_null(relation), step.server.functions()
    targets = (item.res_target for item in tree.target_list)
    found = {each.name for each in targets if not each.indirection and is_never_null(each.val, known, own)}
    return found & tested if tree.HasField("where_clause") else found


def _triggers(step: ObservedStep, tables: set[int]) -> Iterator[Trigger]:
    """Triggers of these tables that fire."""
    return (each for each in step.after.triggers.values() if each.relation in tables and each.enabled)
