"""Statements that write every row of a large table anew while nobody may read it."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.trace import BLOCKS_ALL
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._statements import large_locks, traced, with_rows


def check(context: RuleContext) -> Iterator[Match]:
    for seen, _ in traced(context):
        for lock in large_locks(context, seen):
            if lock.relation in seen.rewrites and lock.mode in BLOCKS_ALL:
                sentence = (
                    f"The statement writes every row of {with_rows(lock)} anew and locks it against reads and writes "
                    "meanwhile. Add a new column, fill it in batches, and switch over."
                )
                yield Match(seen.place, lock.relation, sentence)


RULE = Rule("table-rewrite", "A statement rewrites a large table", Severity.BREAKING, check)
