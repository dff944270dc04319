"""Read the pending statements: what the dry run observed, and the relations that their texts name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.once import once_per_context
from schemasync.core.source_line import SourceLine
from schemasync.core.trace import RelationLock, TracedStatement
from schemasync.core.wording import rows_in_words
from schemasync.diagnose.statement_names import DEFAULT_SCHEMA
from schemasync.kinds.described import display_name
from schemasync.migrations.statements import enum_name
from schemasync.rules.context import PendingStatement, RuleContext


@once_per_context
def _statements(context: RuleContext) -> dict[tuple[SourceLine, str], PendingStatement]:
    """Place and text → statement of a pending file; several can begin on one line."""
    return {(statement.place, statement.source.text): statement for statement in context.statements}


def traced(context: RuleContext) -> Iterator[tuple[TracedStatement, PendingStatement]]:
    """The statements that ran in the dry run, with their trees."""
    for seen in context.traced:
        statement = _statements(context).get((seen.place, seen.text))
        if statement is not None and seen.ran:
            yield seen, statement


def large_locks(context: RuleContext, seen: TracedStatement) -> tuple[RelationLock, ...]:
    """Locks of a statement on large tables."""
    return tuple(lock for lock in seen.locks if (lock.rows or 0) >= context.large_table)


def with_rows(lock: RelationLock) -> str:
    """`public.orders (about 1.2 million rows)`."""
    name = display_name(lock.relation)
    if lock.rows is None:
        return name
    return f"{name} ({rows_in_words(lock.rows)})"


def path_of(relation: Any) -> tuple[str, str]:
    """Schema and name of a relation that a statement names; without a schema it is taken for one of `public`."""
    return relation.schemaname or DEFAULT_SCHEMA, relation.relname


def named_table(context: RuleContext, relation: Any) -> Ref | None:
    """The table that a statement names, if it existed before."""
    ref = Ref("table", path_of(relation))
    return ref if ref in context.unrenamed.objects else None


def alter_commands(statement: PendingStatement) -> Iterator[tuple[str, Any]]:
    """Each command of an ALTER TABLE: its name in libpg_query (`AT_AddColumn`) and its tree."""
    if statement.source.node == "alter_table_stmt":
        for item in statement.source.tree.cmds:
            command = item.alter_table_cmd
            yield enum_name(command, "subtype"), command
