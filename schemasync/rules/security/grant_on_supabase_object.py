"""Grants on objects of Supabase's own schemas to the roles of the API."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.core.sql import PUBLIC
from schemasync.core.wording import listed
from schemasync.kinds.acl import without_option
from schemasync.kinds.described import described
from schemasync.rules.context import names_of
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.security.grant_to_strangers import EXTRA, STRANGERS
from schemasync.supabase.scope import MANAGED_SCHEMAS, schema_of
from schemasync.verdict.access_side import AUTHENTICATED, WHO

REQUEST_ROLES = STRANGERS | {AUTHENTICATED: WHO[AUTHENTICATED,]}


def privileges_before(ref: Ref, context: RuleContext) -> frozenset[str]:
    """Privileges that the role of a grant had on its object, whoever granted them: Supabase's service, or another role."""
    before = context.before.objects
    others = (one for one in before if one.kind == ref.kind and one.of == ref.of and one.path[0] == ref.path[0])
    return frozenset[str]().union(*(without_option(before[one].privileges) for one in others))


def place_of(ref: Ref, context: RuleContext) -> SourceLine | None:
    """The last GRANT that names the object and the role."""
    for statement in reversed(context.statements):
        if statement.source.node == "grant_stmt" and names_of(context, statement).has_in_full(ref.subject):
            roles = [item.role_spec.rolename or PUBLIC for item in statement.source.tree.grantees]
            if ref.path[0] in roles:
                return statement.place
    return context.place(ref)


def check(context: RuleContext) -> Iterator[Match]:
    for ref, grant in context.changed("grant"):
        who, subject = ref.path[0], ref.subject
        if who not in REQUEST_ROLES or subject in context.project or schema_of(subject) not in MANAGED_SCHEMAS:
            continue
        had = privileges_before(ref, context) | without_option(grant.default)
        if gained := without_option(grant.privileges) - had - EXTRA:
            sentence = (
                f"{REQUEST_ROLES[who]} gains {listed(sorted(gained))} on {described(subject)}, which is Supabase's own."
            )
            yield Match(place_of(ref, context), ref, sentence)


RULE = Rule("grant-on-supabase-object", "A grant opens an object of Supabase's own", Severity.SECURITY, check)
