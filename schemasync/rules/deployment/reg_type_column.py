"""Columns of types that keep the OID of an object, which a major upgrade changes."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.kinds.described import display_name
from schemasync.rules.rule import Match, Rule, RuleContext, Severity

KEEP_OIDS = frozenset(
    {"regproc", "regprocedure", "regoper", "regoperator", "regconfig", "regdictionary", "regcollation", "regnamespace"}
)
"""Types that `pg_upgrade` refuses (PostgreSQL, "pg_upgrade", Notes); `regclass`, `regtype` and `regrole` it keeps."""


def check(context: RuleContext) -> Iterator[Match]:
    for ref, model in context.changed("column"):
        base = model.type.removesuffix("[]")
        old = context.before.objects.get(ref)
        if base in KEEP_OIDS and not (old is not None and old.type == model.type):
            sentence = (
                f"{display_name(ref)} has the type {model.type}, which keeps an object's OID: the database cannot be upgraded to "
                "another major version of PostgreSQL. Keep the name as text."
            )
            yield Match(context.place(ref), ref, sentence)


RULE = Rule("reg-type-column", "A column keeps the OID of an object", Severity.FUNCTIONAL, check)
