"""Definitions that IF NOT EXISTS skips, as the object exists already."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.diagnose.ddl_names import inner_statements
from schemasync.diagnose.statement_names import DEFAULT_SCHEMA
from schemasync.kinds.described import described
from schemasync.migrations.statements import split
from schemasync.rules.context import PendingStatement
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.statements import alter_commands, path_of


def created_unless_there(statement: PendingStatement, *, in_block: bool = False) -> Iterator[Ref]:
    """The objects that a statement creates unless they exist.

    Args:
        statement: of a file, or of a DO block.
        in_block: of a block, which may skip it without IF NOT EXISTS: by a condition, or as it handles the error.
    """
    tree = statement.source.tree
    match statement.source.node:
        case "create_stmt" if in_block or tree.if_not_exists:
            yield Ref("table", path_of(tree.relation))
        case "create_seq_stmt" if in_block or tree.if_not_exists:
            yield Ref("sequence", path_of(tree.sequence))
        case "index_stmt" if (in_block or tree.if_not_exists) and tree.idxname:
            yield Ref("index", (path_of(tree.relation)[0], tree.idxname))
        case "create_table_as_stmt" if in_block or tree.if_not_exists:
            yield from (Ref(kind, path_of(tree.into.rel)) for kind in ("table", "materialized_view"))
        case "create_enum_stmt" if in_block:
            names = [item.string.sval for item in tree.type_name]
            yield Ref("enum", (names[-2] if names[:-1] else DEFAULT_SCHEMA, names[-1]))
        case "alter_table_stmt":
            for name, command in alter_commands(statement):
                if name == "AT_AddColumn" and (in_block or command.missing_ok):
                    yield Ref("column", (*path_of(tree.relation), getattr(command, "def").column_def.colname))


def skipped(statement: PendingStatement) -> Iterator[tuple[Ref, str]]:
    """The objects that a statement, or a DO block, creates unless they exist, and what skips them."""
    yield from ((ref, "IF NOT EXISTS") for ref in created_unless_there(statement))
    if statement.source.node == "do_stmt":
        for query, _ in inner_statements(statement.source.text):
            for source in split(query)[0]:
                inner = PendingStatement(statement.file, source)
                yield from ((ref, "The block") for ref in created_unless_there(inner, in_block=True))


def check(context: RuleContext) -> Iterator[Match]:
    for statement in context.statements:
        for ref, by in skipped(statement):
            if ref not in context.unrenamed.objects or context.origins.get(ref) == statement.place:
                continue
            if context.unrenamed.addresses.get(ref) != context.after.addresses.get(ref):
                continue  # it was dropped and created again
            origin = context.applied_origins.get(ref)
            since = f" since {origin}" if origin else " already"
            sentence = (
                f"{by} skips the {described(ref)}, which exists{since}: where the "
                "definition here is another one, it has no effect."
            )
            yield Match(statement.place, ref, sentence)


RULE = Rule(
    "if-not-exists-did-nothing", "IF NOT EXISTS hides that a statement does nothing", Severity.FUNCTIONAL, check
)
