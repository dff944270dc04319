"""Statements that wait for a lock which blocks everybody, and set no bound for the wait."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.trace import BLOCKS_ALL
from schemasync.rules.context import PendingStatement
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.statements import large_locks, traced, with_rows
from schemasync.verdict.sql_trees import function_name, inner, kind_of, text_of


def bounds_wait(statement: PendingStatement) -> bool:
    """Whether a statement sets `lock_timeout` to a value other than 0, which means none, and the default."""
    tree = statement.source.tree
    if statement.source.node == "select_stmt":
        calls = (inner(target.res_target.val) for target in tree.target_list)
        return any(kind_of(call) == "FuncCall" and _sets_timeout(call) for call in calls)
    if statement.source.node != "variable_set_stmt" or tree.name != "lock_timeout":
        return False
    values = [str(item.a_const.ival.ival or item.a_const.fval.fval or item.a_const.sval.sval) for item in tree.args]
    return any(map(_is_bound, values))


def _sets_timeout(call: Any) -> bool:
    """Whether it is `set_config('lock_timeout', '5s', …)`."""
    named = function_name(call)[-1:] == ("set_config",) and len(call.args) > 1
    return named and text_of(call.args[0]) == "lock_timeout" and _is_bound(text_of(call.args[1]) or "")


def _is_bound(value: str) -> bool:
    """Whether a duration, with or without a unit, is greater than 0."""
    return any(digit in value for digit in "123456789")


def check(context: RuleContext) -> Iterator[Match]:
    reported: set[str] = set()
    bounded_from = {one.file: one.source.start for one in reversed(context.statements) if bounds_wait(one)}
    for seen, statement in traced(context):
        file, start = statement.file, statement.source.start
        locks = [
            lock for lock in large_locks(context, seen) if lock.mode in BLOCKS_ALL and lock.relation.kind == "table"
        ]
        if not locks or file in reported or bounded_from.get(file, start) < start:
            continue
        reported.add(file)
        sentence = (
            f"The statement locks {with_rows(locks[0])} against reads and writes. While it waits for others to finish, everybody "
            "waits behind it: set lock_timeout before it, so that the push fails instead, and can be repeated."
        )
        yield Match(seen.place, locks[0].relation, sentence, "SET lock_timeout = '5s';")


RULE = Rule("lock-without-timeout", "A lock on a large table is awaited without a bound", Severity.PERFORMANCE, check)
