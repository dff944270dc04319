"""Views of the API that read `auth.users`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref
from schemasync.rules._context import access, dependents, dependents_before
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._views import relations_read, runs_as_caller
from schemasync.verdict.api_access import NONE, ROLES, WHO, AccessSide
from schemasync.verdict.areas import display_name

USERS = Ref("table", ("auth", "users"))


def readers(side: AccessSide, ref: Ref) -> tuple[str, ...]:
    """The API's roles that read a view with its owner's rights; a materialized one has no other rights."""
    model: Any = side.objects.get(ref)
    if model is None or (ref.kind == "view" and runs_as_caller(model)):
        return ()
    return tuple(role for role in ROLES if side.level(ref, role, "SELECT") > NONE)


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, _ in context.now("view", "materialized_view"):
        roles = readers(after, ref)
        if not roles or USERS not in relations_read(ref, dependents(context)):
            continue
        if set(roles) <= set(readers(before, ref)) and USERS in relations_read(ref, dependents_before(context)):
            continue
        sentence = (
            f"{WHO[roles]} reads users of the project through {display_name(ref)}, which reads auth.users with its owner's "
            "rights. Keep what others may see in a table of its own."
        )
        yield Match(context.place(ref, *(Ref("grant", (role,), ref) for role in roles)), ref, sentence)


RULE = Rule("auth-users-exposed", "A view of the API reads auth.users", Severity.SECURITY, check)
