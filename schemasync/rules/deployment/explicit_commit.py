"""COMMIT and ROLLBACK inside a migration."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.migrations.statements import TRANSACTION, enum_name
from schemasync.rules.rule import Match, Rule, RuleContext, Severity

UNDONE = (
    "ROLLBACK undoes what comes before it in the file, which the history records as applied all the same. Leave it out."
)


def check(context: RuleContext) -> Iterator[Match]:
    last_of = {statement.file: statement for statement in context.statements}
    for statement in context.statements:
        if statement.source.node != TRANSACTION:
            continue
        match enum_name(statement.source.tree, "kind"):
            case "TRANS_STMT_ROLLBACK":
                yield Match(statement.place, None, UNDONE)
            case "TRANS_STMT_COMMIT":
                last = last_of[statement.file] is statement
                rest = "the record of the file in the history" if last else "what follows it"
                sentence = (
                    f"COMMIT ends the transaction in which supabase db push runs the file: {rest} is no longer rolled back "
                    "together with what comes before. Leave BEGIN and COMMIT out."
                )
                yield Match(statement.place, None, sentence, level=Severity.COSMETIC if last else None)


RULE = Rule("explicit-commit", "A file ends its own transaction", Severity.FUNCTIONAL, check)
