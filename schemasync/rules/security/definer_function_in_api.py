"""Functions that strangers call, and that run with their owner's rights, or those of `service_role`."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.sql import PUBLIC
from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name
from schemasync.rules.context import access
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.access_side import ROLES, ROUTINES, WHO, AccessLevel, AccessSide, rights_of_routine


def callers(side: AccessSide, ref: Ref) -> tuple[str, ...]:
    """The API's roles that may call a function with more than their own rights."""
    return tuple(role for role in ROLES if side.level_by_grants(ref, role, "EXECUTE") == AccessLevel.ALL_ROWS)


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, routine in context.now(*ROUTINES):
        roles = callers(after, ref)
        if not set(roles) - set(callers(before, ref)):
            continue
        sentence = (
            f"{WHO[roles]} may call {display_name(ref)}, which runs with {rights_of_routine(routine)} and so bypasses row security. If only "
            "policies, triggers or the server need it, revoke EXECUTE; else let it check who calls."
        )
        fix = f"REVOKE EXECUTE ON {KINDS[ref.kind].ddl.target(ref)} FROM PUBLIC, {', '.join(roles)};"
        opened = (ref, Ref("schema", ref.path[:1]))
        grants = (Ref("grant", (role,), each) for each in opened for role in (*roles, PUBLIC))
        yield Match(context.place(ref, *grants), ref, sentence, fix)


RULE = Rule(
    "definer-function-in-api",
    "Strangers may call a function that runs with its owner's rights",
    Severity.FUNCTIONAL,
    check,
)
