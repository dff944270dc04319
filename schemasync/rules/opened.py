"""Find relations without row security that a pull request opens to the API's roles."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.sql import name
from schemasync.kinds.described import described
from schemasync.rules.context import RuleContext, access
from schemasync.rules.rule import Match
from schemasync.verdict.access_side import ROLES, WHO, AccessLevel


def opened(context: RuleContext, kind: str, why: str) -> Iterator[Match]:
    """Match each relation of a kind that a role of the API can read now and could not read before."""
    before, after = access(context)
    for ref, _ in context.now(kind):
        roles = tuple(role for role in ROLES if after.level_by_grants(ref, role, "SELECT") > AccessLevel.NONE)
        if any(before.level_by_grants(ref, role, "SELECT") == AccessLevel.NONE for role in roles):
            sentence = f"{WHO[roles]} reads every row of the {described(ref)}: {why}."
            fix = f"REVOKE ALL ON {name(*ref.path)} FROM PUBLIC, anon, authenticated;"
            yield Match(context.place(ref, *(Ref("grant", (role,), ref) for role in roles)), ref, sentence, fix)
