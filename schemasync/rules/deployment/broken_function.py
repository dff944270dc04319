"""Functions that cannot run any more, or that never could."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core import sqlstates
from schemasync.core.source_line import SourceLine
from schemasync.kinds.described import display_name
from schemasync.migrations.statements import identifiers, mentions_name, mentions_words
from schemasync.rules.context import names_of
from schemasync.rules.rule import Match, Rule, RuleContext, Severity


def makes_temporary_table(body: str) -> bool:
    """Whether a function may create the temporary table that it reads, which does not exist while it is checked."""
    return mentions_words(body, "TEMP") or mentions_words(body, "TEMPORARY")


def check(context: RuleContext) -> Iterator[Match]:
    for body in context.broken:
        if body.ref not in context.project or body.ref not in context.after.objects:
            continue
        old, new = context.before.objects.get(body.ref), context.after.objects[body.ref]
        if body.sqlstate == sqlstates.UNDEFINED_TABLE and makes_temporary_table(new.body):
            continue
        own = old is None or old.body != new.body
        place = context.place(body.ref) if own else breaking_statement(context, body.message, new.body)
        why = "" if own else ", as what it uses has changed"
        sentence = f"A statement in {display_name(body.ref)} cannot run{why}: {body.message} ({body.sqlstate})."
        yield Match(place, body.ref, sentence)


def breaking_statement(context: RuleContext, message: str, text: str) -> SourceLine | None:
    """The last pending statement that changes or drops something named in the message and in the function's text."""
    named = {word for word in identifiers(text) if mentions_name(message, word)}
    for statement in reversed(context.statements):
        removes = statement.source.node.startswith(("alter", "drop", "rename", "do_"))
        if removes and names_of(context, statement).strings & named:
            return statement.place
    return None


RULE = Rule("broken-function", "A function cannot run after the pull request", Severity.BREAKING, check)
