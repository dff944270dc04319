"""Statements that read a large table from end to end while nobody may write to it."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.sql import ident
from schemasync.core.trace import BLOCKS_ALL, BLOCKS_WRITES, ChangeAction, TracedStatement
from schemasync.migrations.statements import RUNS_CODE, enum_name
from schemasync.rules.context import PendingStatement
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.statements import alter_commands, large_locks, traced, with_rows

KEYS = ("CONSTR_PRIMARY", "CONSTR_UNIQUE")
CHECKED = ("CONSTR_CHECK", "CONSTR_FOREIGN")
"""Constraints that can be added NOT VALID."""
DATA = ("insert_stmt", "update_stmt", "delete_stmt", "merge_stmt", "select_stmt", "copy_stmt", "do_stmt", "call_stmt")
"""Statements that read rows as data, and not to validate them, unless they run code that does."""


def advice(statement: PendingStatement) -> str:
    """The way to do the same without the scan under the lock; empty where there is none."""
    for name, command in alter_commands(statement):
        if name == "AT_SetNotNull":
            return (
                f" Add CHECK ({ident(command.name)} IS NOT NULL) NOT VALID first, validate it in a later file, and set NOT NULL then: "
                "PostgreSQL reads no row again."
            )
        if name == "AT_AddConstraint":
            constraint = getattr(command, "def").constraint
            type_ = enum_name(constraint, "contype")
            if type_ in KEYS and not constraint.indexname:
                return (
                    " Build the index with CREATE UNIQUE INDEX CONCURRENTLY first, and add the constraint USING INDEX."
                )
            if type_ in CHECKED and not constraint.skip_validation:
                return " Add the constraint NOT VALID, and validate it in a later file, which blocks no write."
    return ""


def validates(context: RuleContext, seen: TracedStatement, relation: Ref) -> bool:
    """Whether code makes a constraint of a table, or alters a column of it (not its default), for which PostgreSQL reads the rows."""
    changes = [(one.action, one.ref) for one in seen.changes if one.ref.path[:2] == relation.path]
    columns = (ref for action, ref in changes if action == ChangeAction.ALTER and ref.kind == "column")
    altered = any(context.before.objects.get(ref) != context.after.objects.get(ref) for ref in columns)
    return altered or any(action == ChangeAction.CREATE and ref.kind == "constraint" for action, ref in changes)


def check(context: RuleContext) -> Iterator[Match]:
    for seen, statement in traced(context):
        runs_code = statement.source.node in RUNS_CODE
        if statement.source.node in ("index_stmt", *DATA) and not runs_code:
            continue
        for lock in large_locks(context, seen):
            if runs_code and not validates(context, seen, lock.relation):
                continue
            if lock.relation in seen.scans and lock.relation not in seen.rewrites and lock.mode in BLOCKS_WRITES:
                blocks = "reads and writes" if lock.mode in BLOCKS_ALL else "writes"
                sentence = (
                    f"The statement reads all of {with_rows(lock)} and blocks {blocks} meanwhile.{advice(statement)}"
                )
                yield Match(seen.place, lock.relation, sentence)


RULE = Rule("scan-under-lock", "A statement reads a large table while it blocks writes", Severity.BREAKING, check)
