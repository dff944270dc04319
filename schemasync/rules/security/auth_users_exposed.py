"""Views of the API that read `auth.users`."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.kinds.described import display_name
from schemasync.rules.context import access, dependencies
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import read_as_owner, readers_as_owner
from schemasync.verdict.access_side import WHO

USERS = Ref("table", ("auth", "users"))


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    needed, needs = dependencies(context)
    for ref, _ in context.now("view", "materialized_view"):
        roles = readers_as_owner(after, ref)
        if not roles or USERS not in read_as_owner(ref, needs, context.after.objects):
            continue
        known = set(roles) <= set(readers_as_owner(before, ref))
        if known and USERS in read_as_owner(ref, needed, context.before.objects):
            continue
        sentence = (
            f"{WHO[roles]} reads {display_name(ref)}, which reads auth.users with its owner's rights and so bypasses row security. "
            "Keep what others may see in a table of its own."
        )
        yield Match(context.place(ref, *(Ref("grant", (role,), ref) for role in roles)), ref, sentence)


RULE = Rule("auth-users-exposed", "A view of the API reads auth.users", Severity.SECURITY, check)
