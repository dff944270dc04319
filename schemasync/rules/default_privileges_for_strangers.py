"""Default privileges that open every future object of a schema to strangers."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.sql import PUBLIC
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._words import listed
from schemasync.verdict.api_access import ANON

OBJECTS = {"r": "table", "S": "sequence", "f": "function", "T": "type", "n": "schema"}
USE = {"SELECT", "INSERT", "UPDATE", "DELETE", "EXECUTE"}
"""Privileges that a request through the API uses."""


def check(context: RuleContext) -> Iterator[Match]:
    for ref, model in context.changed("default_privilege"):
        _, schema, letter, grantee = ref.path
        if grantee not in (ANON, PUBLIC) or letter not in ("r", "f"):
            continue
        old = context.before.objects.get(ref)
        gained = (set(model.privileges) - set(old.privileges if old is not None else ())) & USE
        if gained:
            where = f"of schema {schema}" if schema else "of every schema"
            sentence = (
                f"Every future {OBJECTS[letter]} {where} gives {listed(sorted(gained))} to {grantee}: one that is created "
                "without row security is open at once. Grant on each object instead."
            )
            yield Match(context.place(ref), ref, sentence)


RULE = Rule(
    "default-privileges-for-strangers",
    "Default privileges open future objects to strangers",
    Severity.FUNCTIONAL,
    check,
)
