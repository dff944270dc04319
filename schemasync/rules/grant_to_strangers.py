"""Grants that give the API's anonymous role, or everybody, more than Supabase's default privileges do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import PUBLIC
from schemasync.kinds.access._default_privileges import OBJECT_TYPES, default_privileges_of, privileges_on_creation
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._words import listed
from schemasync.verdict.api_access import ANON, ROUTINES
from schemasync.verdict.areas import display_name

WHO = {ANON: "anyone with the anon key", PUBLIC: "every role of the database, anon too,"}
EXTRA = {"TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"}
"""Privileges that no request through the API uses."""


def usual(ref: Ref, context: RuleContext) -> frozenset[str]:
    """Privileges that the object would have anyway: those before, else those of the default privileges."""
    before: Any = context.before.objects.get(ref)
    subject = ref.subject
    if before is not None or subject in context.before.objects:
        return _names(before)
    letter = OBJECT_TYPES.get(subject.kind)
    if letter is None:
        return frozenset()
    owner: Any = context.after.objects.get(Ref("owner", (), subject))
    creator = owner.role if owner is not None else "postgres"
    schema = "" if subject.kind == "schema" else subject.path[0]
    defaults = privileges_on_creation(default_privileges_of(context.after), creator, schema, letter)
    return defaults.get(ref.path[0], frozenset())


def _names(grant: Any) -> frozenset[str]:
    return frozenset(privilege.rstrip("*") for privilege in grant.privileges) if grant is not None else frozenset()


def check(context: RuleContext) -> Iterator[Match]:
    for ref, grant in context.changed("grant"):
        who, subject = ref.path[0], ref.subject
        if who not in WHO or ref not in context.origins:
            continue
        built_in = frozenset(grant.default) if hasattr(grant, "default") else frozenset()
        gained = _names(grant) - usual(ref, context) - EXTRA - built_in
        if not gained or (gained == {"EXECUTE"} and subject.kind in ROUTINES):
            continue  # `definer-function-in-api` says so where it opens anything
        sentence = (
            f"{WHO[who][0].upper()}{WHO[who][1:]} gains {listed(sorted(gained))} on {subject.kind.replace('_', ' ')} "
            f"{display_name(subject)}, which new objects do not have by default here."
        )
        yield Match(context.place(ref), ref, sentence)


RULE = Rule("grant-to-strangers", "A grant opens an object to strangers", Severity.FUNCTIONAL, check)
