"""Labels of an enum that are used in the transaction that adds them."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core import sqlstates
from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.diagnose.statement_names import DEFAULT_SCHEMA
from schemasync.rules.rule import Match, Rule, RuleContext, Severity


def check(context: RuleContext) -> Iterator[Match]:
    for result in context.results:
        if result.error is None or result.error.sqlstate != sqlstates.UNSAFE_NEW_ENUM_VALUE_USAGE:
            continue
        added = [
            statement.source.tree
            for statement in context.statements
            if statement.file == result.migration.file
            and statement.source.node == "alter_enum_stmt"
            and not statement.source.tree.old_val
        ]
        path = tuple(part.string.sval for part in added[-1].type_name) if added else ()
        enum = Ref("enum", path if len(path) > 1 else (DEFAULT_SCHEMA, *path)) if path else None
        sentence = (
            "The statement uses an enum's label in the transaction that adds it, which PostgreSQL refuses: a file is one "
            "transaction, so add the label in a file of its own before this one."
        )
        place = SourceLine(result.migration.file, result.error.line or 1)
        yield Match(place, enum, sentence)


RULE = Rule(
    "enum-label-in-its-transaction", "An enum's label is used in the transaction that adds it", Severity.BREAKING, check
)
