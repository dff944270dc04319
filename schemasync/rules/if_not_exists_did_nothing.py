"""Definitions that IF NOT EXISTS skips, as the object exists already."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.kinds._described import described
from schemasync.rules._context import PendingStatement
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._statements import alter_commands, path_of


def created_unless_there(statement: PendingStatement) -> Iterator[Ref]:
    """The objects that a statement creates unless they exist."""
    tree = statement.source.tree
    match statement.source.node:
        case "create_stmt" if tree.if_not_exists:
            yield Ref("table", path_of(tree.relation))
        case "create_seq_stmt" if tree.if_not_exists:
            yield Ref("sequence", path_of(tree.sequence))
        case "index_stmt" if tree.if_not_exists and tree.idxname:
            yield Ref("index", (path_of(tree.relation)[0], tree.idxname))
        case "create_table_as_stmt" if tree.if_not_exists:
            yield from (Ref(kind, path_of(tree.into.rel)) for kind in ("table", "materialized_view"))
        case "alter_table_stmt":
            for name, command in alter_commands(statement):
                if name == "AT_AddColumn" and command.missing_ok:
                    yield Ref("column", (*path_of(tree.relation), getattr(command, "def").column_def.colname))


def check(context: RuleContext) -> Iterator[Match]:
    for statement in context.statements:
        for ref in created_unless_there(statement):
            if ref not in context.unrenamed.objects or context.origins.get(ref) == statement.place:
                continue
            if context.unrenamed.addresses.get(ref) != context.after.addresses.get(ref):
                continue  # it was dropped and created again
            origin = context.applied_origins.get(ref)
            since = f" since {origin}" if origin else " already"
            sentence = (
                f"IF NOT EXISTS skips the {described(ref)}, which exists{since}: where the "
                "definition here is another one, it has no effect."
            )
            yield Match(statement.place, ref, sentence)


RULE = Rule(
    "if-not-exists-did-nothing", "IF NOT EXISTS hides that a statement does nothing", Severity.FUNCTIONAL, check
)
