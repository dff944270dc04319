"""Tables that nobody reaches through the API, as they have row security and no policy."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.kinds.described import display_name
from schemasync.rules.context import access
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.access_level import policies_of
from schemasync.verdict.access_side import ROLES, AccessLevel, AccessSide, has_row_security


def is_closed(side: AccessSide, ref: Ref) -> bool:
    """Whether the API's roles may read a table and no policy lets any row through."""
    if not has_row_security(side.objects, ref) or any(policies_of(side, ref)):
        return False
    return any(side.level_by_grants(ref, role, "SELECT") == AccessLevel.NO_ROW for role in ROLES)


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, model in context.now("table"):
        if model.is_partition or not is_closed(after, ref) or is_closed(before, ref):
            continue
        sentence = (
            f"{display_name(ref)} has row security and no policy: a request with the anon key, or of a signed-in user, reads "
            "and writes no row. If only the server uses it, revoke the grants of anon and authenticated too."
        )
        yield Match(context.place(Ref("row_security", ref.path), ref), ref, sentence)


RULE = Rule("row-security-without-policy", "A table has row security and no policy", Severity.COSMETIC, check)
