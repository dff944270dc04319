"""Statements that wait for a lock which blocks everybody, and set no bound for the wait."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.trace import BLOCKS_ALL
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._statements import large_locks, traced, with_rows


def check(context: RuleContext) -> Iterator[Match]:
    reported: set[str] = set()
    bounded = {
        statement.file: statement.source.line
        for statement in reversed(context.statements)
        if statement.source.node == "variable_set_stmt" and statement.source.tree.name == "lock_timeout"
    }
    for seen, _ in traced(context):
        file = seen.place.file
        locks = [
            lock for lock in large_locks(context, seen) if lock.mode in BLOCKS_ALL and lock.relation.kind == "table"
        ]
        if not locks or file in reported or bounded.get(file, seen.place.line) < seen.place.line:
            continue
        reported.add(file)
        sentence = (
            f"The statement locks {with_rows(locks[0])} against reads and writes. While it waits for others to finish, everybody "
            "waits behind it: set lock_timeout before it, so that the push fails instead, and can be repeated."
        )
        yield Match(seen.place, locks[0].relation, sentence, "SET lock_timeout = '5s';")


RULE = Rule("lock-without-timeout", "A lock on a large table is awaited without a bound", Severity.PERFORMANCE, check)
