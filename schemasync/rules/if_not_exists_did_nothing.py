"""Statements with IF NOT EXISTS about something that exists already."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.kinds import KINDS
from schemasync.rules._context import PendingStatement
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._statements import alter_commands
from schemasync.verdict.areas import display_name


def named(statement: PendingStatement) -> Iterator[Ref]:
    """The objects that a statement creates unless they exist."""
    tree = statement.source.tree
    match statement.source.node:
        case "create_stmt" if tree.if_not_exists:
            yield Ref("table", (tree.relation.schemaname or "public", tree.relation.relname))
        case "create_seq_stmt" if tree.if_not_exists:
            yield Ref("sequence", (tree.sequence.schemaname or "public", tree.sequence.relname))
        case "index_stmt" if tree.if_not_exists and tree.idxname:
            yield Ref("index", (tree.relation.schemaname or "public", tree.idxname))
        case "create_table_as_stmt" if tree.if_not_exists:
            relation = tree.into.rel
            path = (relation.schemaname or "public", relation.relname)
            yield from (Ref(kind, path) for kind in ("table", "materialized_view"))
        case "alter_table_stmt":
            for name, command in alter_commands(statement):
                if name == "AT_AddColumn" and command.missing_ok:
                    relation, column = tree.relation, getattr(command, "def").column_def
                    yield Ref("column", (relation.schemaname or "public", relation.relname, column.colname))


def check(context: RuleContext) -> Iterator[Match]:
    for statement in context.statements:
        for ref in named(statement):
            if ref not in context.unrenamed.objects or context.origins.get(ref) == statement.place:
                continue
            if context.unrenamed.addresses.get(ref) != context.after.addresses.get(ref):
                continue  # it was dropped and created again
            origin = context.applied_origins.get(ref)
            since = f" since {origin}" if origin else " already"
            sentence = (
                f"The statement does nothing: the {KINDS[ref.kind].label} {display_name(ref)} exists{since}. What it says here and "
                "not there is lost."
            )
            yield Match(statement.place, ref, sentence)


RULE = Rule(
    "if-not-exists-did-nothing", "IF NOT EXISTS hides that a statement does nothing", Severity.FUNCTIONAL, check
)
