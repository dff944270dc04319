"""Default privileges that open every future table of a schema to strangers."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.sql import PUBLIC
from schemasync.core.wording import listed
from schemasync.kinds.acl import without_option
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.access_side import ANON

USE = {"SELECT", "INSERT", "UPDATE", "DELETE"}
"""Privileges that a request through the API uses."""


def check(context: RuleContext) -> Iterator[Match]:
    for ref, model in context.changed("default_privilege"):
        creator, schema, letter, grantee = ref.path
        if grantee not in (ANON, PUBLIC) or letter != "r":
            continue
        old = context.before.objects.get(ref)
        gained = (without_option(model.privileges) - without_option(old.privileges if old is not None else ())) & USE
        if gained:
            where = f"in schema {schema}" if schema else "in any schema"
            sentence = (
                f"Every table that {creator} creates {where} from now on gives {listed(sorted(gained))} to {grantee}: without row "
                "security it is open at once. Grant on each table instead."
            )
            yield Match(context.place(ref), ref, sentence)


RULE = Rule(
    "default-privileges-for-strangers",
    "Default privileges open future tables to strangers",
    Severity.FUNCTIONAL,
    check,
)
