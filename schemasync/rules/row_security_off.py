"""Tables that strangers reach without row level security."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.sql import name
from schemasync.rules._context import access
from schemasync.rules._policies import policies_of
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules.policy_without_row_security import was_on
from schemasync.verdict.api_access import ALL, ROLES, VERBS, WHO, AccessSide
from schemasync.verdict.areas import display_name


def open_to(side: AccessSide, ref: Ref) -> tuple[str, ...]:
    """The API's roles that reach every row of a table, as its row security is off."""
    security = side.objects.get(Ref("row_security", ref.path))
    if ref not in side.objects or (security is not None and security.enabled):
        return ()
    return tuple(role for role in ROLES if any(side.level(ref, role, verb) == ALL for verb in VERBS))


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, _ in context.now("table"):
        roles = open_to(after, ref)
        if not roles or open_to(before, ref):
            continue
        if any(policies_of(after, ref)) and not was_on(context, ref):
            continue  # `policy-without-row-security` says so
        facts = [Ref("row_security", ref.path), *(Ref("grant", (role,), ref) for role in roles)]
        known = ref in context.before.objects
        place = context.place(*facts, ref) if known else context.place(ref)
        sentence = f"{WHO[roles]} reaches every row of {display_name(ref)}: its row security is off."
        yield Match(place, ref, sentence, f"ALTER TABLE {name(*ref.path)} ENABLE ROW LEVEL SECURITY;")


RULE = Rule("row-security-off", "A table that the API reaches has no row security", Severity.SECURITY, check)
