"""Tables whose changes Realtime sends to strangers."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.kinds.described import display_name
from schemasync.rules.context import access
from schemasync.rules.row_security import enable_row_security
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.access_side import ROLES, WHO, AccessLevel, AccessSide

PUBLICATION = "supabase_realtime"
"""The publication that Realtime reads."""


def receivers(side: AccessSide, table: Ref) -> tuple[str, ...]:
    """The API's roles to which Realtime sends every row: it asks for SELECT, and for row security where that is on.

    Source: Supabase's Realtime, `realtime.apply_rls`.
    """
    published = Ref("publication_table", (PUBLICATION, *table.path)) in side.objects
    return tuple(
        role for role in ROLES if published and side.level_by_grants(table, role, "SELECT") == AccessLevel.ALL_ROWS
    )


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, _ in context.now("table"):
        roles = receivers(after, ref)
        if set(roles) <= set(receivers(before, ref)):
            continue
        sentence = (
            f"{WHO[roles]} can subscribe to every change of {display_name(ref)}: the table is in the publication "
            f"{PUBLICATION}, and its row security is off."
        )
        facts = (Ref("publication_table", (PUBLICATION, *ref.path)), Ref("row_security", ref.path))
        grants = (Ref("grant", (role,), ref) for role in roles)
        yield Match(context.place(*facts, *grants), ref, sentence, enable_row_security(ref))


RULE = Rule(
    "realtime-without-row-security", "Realtime publishes a table without row security", Severity.SECURITY, check
)
