"""Indexes that are built while nobody may write to the table."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.trace import BLOCKS_WRITES, ChangeAction, StatementChange
from schemasync.migrations.statements import RUNS_CODE
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.statements import large_locks, traced, with_rows


def table_of(context: RuleContext, change: StatementChange) -> tuple[str, ...]:
    """Path of the table that an index is created on; empty for other changes."""
    index = (
        context.after.objects.get(change.ref)
        if (change.action, change.ref.kind) == (ChangeAction.CREATE, "index")
        else None
    )
    return (change.ref.path[0], index.table) if index is not None else ()


def check(context: RuleContext) -> Iterator[Match]:
    for seen, statement in traced(context):
        source = statement.source
        if source.node not in ("index_stmt", *RUNS_CODE) or (source.node == "index_stmt" and source.tree.concurrent):
            continue
        indexed = {table_of(context, change) for change in seen.changes}
        for lock in large_locks(context, seen):
            if lock.mode in BLOCKS_WRITES and (source.node == "index_stmt" or lock.relation.path in indexed):
                sentence = (
                    f"CREATE INDEX blocks every write to {with_rows(lock)} until it is built. CREATE INDEX CONCURRENTLY, alone in a "
                    "file of its own, does not."
                )
                yield Match(seen.place, lock.relation, sentence)


RULE = Rule("index-not-concurrent", "An index of a large table is not built concurrently", Severity.BREAKING, check)
