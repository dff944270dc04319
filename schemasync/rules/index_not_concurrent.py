"""Indexes that are built while nobody may write to the table."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.trace import BLOCKS_WRITES
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._statements import large_locks, traced, with_rows


def check(context: RuleContext) -> Iterator[Match]:
    for seen, statement in traced(context):
        if statement.source.node != "index_stmt" or statement.source.tree.concurrent:
            continue
        for lock in large_locks(context, seen):
            if lock.mode in BLOCKS_WRITES:
                sentence = (
                    f"CREATE INDEX blocks every write to {with_rows(lock)} until it is built. CREATE INDEX CONCURRENTLY, alone in a "
                    "file of its own, does not."
                )
                yield Match(seen.place, lock.relation, sentence)


RULE = Rule("index-not-concurrent", "An index of a large table is not built concurrently", Severity.BREAKING, check)
