"""Functions that cannot run any more, or that never could."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.source_line import SourceLine
from schemasync.diagnose.statement_names import StatementNames, names_in
from schemasync.migrations.statements import identifiers, mentions_name, words
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.areas import display_name

UNDEFINED_TABLE = "42P01"
"""SQLSTATE of a relation that does not exist."""


def makes_temporary_table(body: str) -> bool:
    """Whether a function may create a temporary table that it reads, which does not exist while it is checked."""
    return not {"TEMP", "TEMPORARY"}.isdisjoint(words(body.upper()))


def check(context: RuleContext) -> Iterator[Match]:
    for body in context.broken:
        if body.ref not in context.project or body.ref not in context.after.objects:
            continue
        old, new = context.before.objects.get(body.ref), context.after.objects[body.ref]
        if body.sqlstate == UNDEFINED_TABLE and makes_temporary_table(new.body):
            continue
        own = old is None or old.body != new.body
        place = context.place(body.ref) if own else remover(context, body.message, new.body)
        why = "its text cannot run" if own else "what it uses is gone"
        sentence = f"{display_name(body.ref)} fails when it is called, as {why}: {body.message} ({body.sqlstate})."
        yield Match(place, body.ref, sentence)


def remover(context: RuleContext, message: str, text: str) -> SourceLine:
    """The last pending statement that names what PostgreSQL's message and the function's text name, else the last one."""
    words = {word for word in identifiers(text) if mentions_name(message, word)}
    for statement in reversed(context.statements):
        if statement.source.node.startswith(("alter", "drop", "rename", "do_")):
            names: StatementNames = names_in(statement.source, statement.source.text)
            if names.strings & words:
                return statement.place
    return context.statements[-1].place


RULE = Rule("broken-function", "A function cannot run after the pull request", Severity.BREAKING, check)
