"""Tables that strangers reach without row level security."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.kinds.described import display_name
from schemasync.rules.context import access
from schemasync.rules.row_security import enable_row_security, new_ineffective_policies
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.access_side import ROLES, VERBS, WHO, AccessLevel, AccessSide, has_row_security


def open_to(side: AccessSide, ref: Ref) -> tuple[str, ...]:
    """The API's roles that reach a table without a limit of rows, as its row security is off."""
    if ref not in side.objects or has_row_security(side.objects, ref):
        return ()
    return tuple(
        role for role in ROLES if any(side.level_by_grants(ref, role, verb) == AccessLevel.ALL_ROWS for verb in VERBS)
    )


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, _ in context.now("table"):
        roles = open_to(after, ref)
        if set(roles) <= set(open_to(before, ref)) or ref in new_ineffective_policies(context):
            continue  # `policy-without-row-security` reports these
        facts = [Ref("row_security", ref.path), *(Ref("grant", (role,), ref) for role in roles)]
        place = context.place(*facts, ref) if ref in context.before.objects else context.place(ref)
        sentence = f"{WHO[roles]} reaches {display_name(ref)} without a limit of rows: its row security is off."
        yield Match(place, ref, sentence, enable_row_security(ref))


RULE = Rule("row-security-off", "A table that the API reaches has no row security", Severity.SECURITY, check)
