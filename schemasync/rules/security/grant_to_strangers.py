"""Grants that give the API's anonymous role, or everybody, more than Supabase's default privileges do."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.once import once_per_context
from schemasync.core.sql import PUBLIC
from schemasync.core.wording import listed
from schemasync.kinds.acl import without_option
from schemasync.kinds.default_privileges import (
    OBJECT_TYPES,
    DefaultPrivileges,
    default_privileges_of,
    privileges_on_creation,
)
from schemasync.kinds.described import described
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.supabase.roles import PROJECT_ROLE
from schemasync.verdict.access_side import ANON, RELATIONS, ROUTINES, WHO

STRANGERS = {ANON: WHO[ANON,], PUBLIC: "Every role of the database, anon too,"}
EXTRA = {"TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"}
"""Privileges that no request through the API uses."""


@once_per_context
def default_privileges(context: RuleContext) -> DefaultPrivileges:
    """Default privileges after the pull request."""
    return default_privileges_of(context.after)


def expected_privileges(ref: Ref, context: RuleContext) -> frozenset[str]:
    """Privileges that the role would have without the grant: those from before, else those of default privileges."""
    before, subject = context.before.objects.get(ref), ref.subject
    own = without_option(before.privileges) if before is not None else frozenset[str]()
    if subject.kind == "column":
        relations = (Ref(kind, subject.path[:2]) for kind in RELATIONS)
        return own.union(
            *(
                expected_privileges(Ref("grant", ref.path, one), context)
                for one in relations
                if one in context.after.objects
            )
        )
    letter = OBJECT_TYPES.get(subject.kind)
    if before is not None or subject in context.before.objects or letter is None:
        return own
    owner = context.after.objects.get(Ref("owner", (), subject))
    creator = owner.role if owner is not None else PROJECT_ROLE
    schema = "" if subject.kind == "schema" else subject.path[0]
    added = privileges_on_creation(default_privileges(context), creator, schema, letter)
    return added.get(ref.path[0], frozenset())


def check(context: RuleContext) -> Iterator[Match]:
    for ref, grant in context.changed("grant"):
        who, subject = ref.path[0], ref.subject
        if who not in STRANGERS or ref not in context.origins:
            continue
        gained = (
            without_option(grant.privileges) - expected_privileges(ref, context) - EXTRA - without_option(grant.default)
        )
        if not gained or (gained == {"EXECUTE"} and subject.kind in ROUTINES):
            continue  # `definer-function-in-api` reports it where it opens anything
        sentence = (
            f"{STRANGERS[who]} gains {listed(sorted(gained))} on {described(subject)}, which new "
            "objects do not have by default here."
        )
        yield Match(context.place(ref), ref, sentence)


RULE = Rule("grant-to-strangers", "A grant opens an object to strangers", Severity.FUNCTIONAL, check)
