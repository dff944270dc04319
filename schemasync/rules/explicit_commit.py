"""COMMIT and ROLLBACK inside a migration."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.migrations.statements import TRANSACTION, enum_name
from schemasync.rules._rule import Match, Rule, RuleContext, Severity

ENDS = {"TRANS_STMT_COMMIT": "COMMIT", "TRANS_STMT_ROLLBACK": "ROLLBACK"}


def check(context: RuleContext) -> Iterator[Match]:
    for statement in context.statements:
        if statement.source.node != TRANSACTION:
            continue
        ends = ENDS.get(enum_name(statement.source.tree, "kind"))
        if ends is None:
            continue
        last = [one for one in context.statements if one.file == statement.file][-1] is statement
        rest = "the record of the file in the history" if last else "what follows it"
        sentence = (
            f"{ends} ends the transaction in which supabase db push runs the file: {rest} is no longer rolled back together with "
            "what comes before. Leave BEGIN and COMMIT out."
        )
        yield Match(statement.place, None, sentence, level=Severity.COSMETIC if last else None)


RULE = Rule("explicit-commit", "A file ends its own transaction", Severity.FUNCTIONAL, check)
