"""Default privileges that open every future table of a schema to strangers."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.sql import PUBLIC
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._words import listed
from schemasync.verdict.api_access import ANON

USE = {"SELECT", "INSERT", "UPDATE", "DELETE"}
"""Privileges that a request through the API uses."""


def check(context: RuleContext) -> Iterator[Match]:
    for ref, model in context.changed("default_privilege"):
        _, schema, letter, grantee = ref.path
        if grantee not in (ANON, PUBLIC) or letter != "r":
            continue
        old = context.before.objects.get(ref)
        gained = (set(model.privileges) - set(old.privileges if old is not None else ())) & USE
        if gained:
            where = f"of schema {schema}" if schema else "of every schema"
            sentence = (
                f"Every future table {where} gives {listed(sorted(gained))} to {grantee}: one that is created "
                "without row security is open at once. Grant on each object instead."
            )
            yield Match(context.place(ref), ref, sentence)


RULE = Rule(
    "default-privileges-for-strangers",
    "Default privileges open future tables to strangers",
    Severity.FUNCTIONAL,
    check,
)
