"""Follow the columns in which the statements of a pull request leave no NULL, as an UPDATE that fills them does."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.migrations.statements import RUNS_CODE, SourceStatement, enum_name
from schemasync.replay.nullness import is_never_null, null_tests
from schemasync.replay.step import ObservedStep
from schemasync.replay.written_tables import views_above, written_tables

_RULES = {"update_stmt": "2", "delete_stmt": "4"}
"""Statements that can leave no NULL → `pg_rewrite.ev_type` of rules that replace them."""
_HIDING = ("ROLE", "SESSION_AUTHORIZATION", "ROW_SECURITY")
"""Parameters after which row security may hide rows from a statement."""
_CODE = (*RUNS_CODE, "execute_stmt")


@dataclass(slots=True)
class FilledColumns:
    """Columns that hold no NULL since a statement filled them, by relation and number.

    A column is filled by `UPDATE … SET c = <a value>` of all rows, or of those with `c IS NULL`, and by a DELETE of those. It counts
    until a statement writes the table or one that it references, attaches a partition to it, converts the column, ends a part of the
    transaction, or runs code that may write.
    """

    keys: set[tuple[int, int]] = field(default_factory=set)
    _as_other: bool = False

    def follow(self, step: ObservedStep, statement: SourceStatement) -> None:
        """Forget the columns that a statement may give a NULL, and add those that it fills."""
        self._as_other |= statement.node == "variable_set_stmt" and statement.tree.name.upper() in _HIDING
        if _undoes(statement) or _calls(step, statement):
            self.keys = set()
            return
        filled = set(_filled_by(step, statement)) if statement.node in _RULES and not self._as_other else set()
        self.keys = (self._kept(step, statement) if self.keys else set()) | filled

    def _kept(self, step: ObservedStep, statement: SourceStatement) -> set[tuple[int, int]]:
        written = written_tables(step, statement)
        if not _knows_triggers(step, written):
            return set()
        changed = {*step.receives_rows(), *step.replaces_rows(), *_referencing(step, written)}
        if statement.node != "delete_stmt" or statement.tree.HasField("with_clause"):
            changed |= written
        related = {each for table in changed for each in (*step.above(table), *step.inheriting(table))}
        converted = {key for key, _, _ in step.retyped()}
        return {key for key in self.keys if key[0] not in related and key not in converted}


def _undoes(statement: SourceStatement) -> bool:
    """Whether a statement takes back what earlier ones have done."""
    return statement.node == "transaction_stmt" and "ROLLBACK" in enum_name(statement.tree, "kind")


def _calls(step: ObservedStep, statement: SourceStatement) -> bool:
    """Whether a statement runs a block, or calls functions that may write any table."""
    if statement.node in _CODE and statement.node != "select_stmt":
        return True
    called = {node.funcname[-1].string.sval for node in nodes(statement.tree) if node.DESCRIPTOR.name == "FuncCall"}
    is_query = statement.node == "select_stmt"
    return bool(called) and (is_query or any(step.server.querying().get(name, False) for name in called))


def _knows_triggers(step: ObservedStep, tables: Collection[int]) -> bool:
    """Whether all triggers of these tables are known to set columns of the new row at most."""
    triggers = (each for each in step.after.triggers.values() if each.relation in tables and each.enabled)
    return all(step.server.assigned().get(each.function) is not None for each in triggers)


def _referencing(step: ObservedStep, tables: Collection[int]) -> set[int]:
    """Tables that reference these, at every depth: a foreign key may set its columns to NULL."""
    found, new = set[int](), set(tables)
    while new:
        keys = [one for table in new for one in step.tables.referencing(table).values()]
        new = {one.relation for one in keys if one.kind == "f"} - found
        found |= new
    return found


def _filled_by(step: ObservedStep, statement: SourceStatement) -> Iterator[tuple[int, int]]:
    tree = statement.tree
    if not tree.relation.inh or tree.HasField("with_clause"):
        return
    for relation in written_tables(step, statement):
        by_rule = any(rule.event == _RULES[statement.node] for rule in step.rules().get(relation, ()))
        if views_above(step, statement, relation) == [] and not by_rule and _knows_triggers(step, {relation}):
            names = _names(step, tree, relation) - _set_by_triggers(step, relation)
            yield from (
                (relation, number) for number, column in step.tables.columns(relation).items() if column.name in names
            )


def _names(step: ObservedStep, tree: Any, relation: int) -> set[str]:
    """Names of the columns of a table that an UPDATE or DELETE leaves without NULL, if nothing interferes."""
    tested = null_tests(tree.where_clause)
    if tree.DESCRIPTOR.name == "DeleteStmt":
        return set() if tree.using_clause else tested
    if tree.from_clause:
        return set()
    known, own = step.without_null(relation), step.server.functions()
    targets = (item.res_target for item in tree.target_list)
    found = {each.name for each in targets if not each.indirection and is_never_null(each.val, known, own)}
    return found & tested if tree.HasField("where_clause") else found


def _set_by_triggers(step: ObservedStep, relation: int) -> set[str]:
    """Names of columns that triggers of a table set."""
    functions = (each.function for each in step.after.triggers.values() if each.relation == relation and each.enabled)
    return {name for function in functions for name in step.server.assigned().get(function) or ()}
