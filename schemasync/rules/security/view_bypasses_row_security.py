"""Views through which strangers read tables with the rights of the view's owner, bypassing their row security."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemasync.core.model import Model, Ref
from schemasync.core.sql import name
from schemasync.core.wording import some
from schemasync.kinds.described import display_name
from schemasync.rules.context import Dependencies, access, dependencies
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import read_as_owner, readers_as_owner
from schemasync.supabase.scope import MANAGED_SCHEMAS
from schemasync.verdict.access_side import WHO, has_row_security


def protected(ref: Ref, needs: Dependencies, objects: Mapping[Ref, Model]) -> tuple[Ref, ...]:
    """Tables with row security that a view reads as its owner; not those of Supabase's services, for which other rules exist."""
    read = sorted(read_as_owner(ref, needs, objects))
    return tuple(one for one in read if one.path[0] not in MANAGED_SCHEMAS and has_row_security(objects, one))


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    needed, needs = dependencies(context)
    for ref, _ in context.now("view"):
        roles = readers_as_owner(after, ref)
        tables = protected(ref, needs, context.after.objects) if roles else ()
        if not tables:
            continue
        if set(roles) <= set(readers_as_owner(before, ref)) and set(tables) <= set(
            protected(ref, needed, context.before.objects)
        ):
            continue
        sentence = (
            f"{WHO[roles]} reads {some([display_name(one) for one in tables])} through the view "
            f"{display_name(ref)}, which reads with its owner's rights and so bypasses row security."
        )
        grants = (Ref("grant", (role,), ref) for role in roles)
        place = context.place(ref, *(Ref("row_security", one.path) for one in tables), *grants)
        yield Match(place, ref, sentence, f"ALTER VIEW {name(*ref.path)} SET (security_invoker = true);")


RULE = Rule(
    "view-bypasses-row-security", "A view of the API bypasses the row security of its tables", Severity.SECURITY, check
)
