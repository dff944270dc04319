"""Views through which strangers read tables with row security as the view's owner reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import name
from schemasync.rules._context import access, dependents, dependents_before
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._views import relations_read, runs_as_caller
from schemasync.rules._words import some
from schemasync.supabase.scope import MANAGED_SCHEMAS
from schemasync.verdict.api_access import ALL, ROLES, WHO, AccessSide
from schemasync.verdict.areas import display_name


def protected(ref: Ref, needs: dict[Ref, frozenset[Ref]], snapshot: Snapshot) -> tuple[Ref, ...]:
    """Tables with row security that a view reads; those of Supabase's own services are another rule's matter."""
    found = []
    for one in sorted(relations_read(ref, needs)):
        security: Any = snapshot.objects.get(Ref("row_security", one.path))
        if security is not None and security.enabled and one.path[0] not in MANAGED_SCHEMAS:
            found.append(one)
    return tuple(found)


def readers(side: AccessSide, ref: Ref) -> tuple[str, ...]:
    """The API's roles that read a view with its owner's rights."""
    model: Any = side.objects.get(ref)
    if model is None or runs_as_caller(model):
        return ()
    return tuple(role for role in ROLES if side.level(ref, role, "SELECT") == ALL)


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, _ in context.now("view"):
        roles, tables = readers(after, ref), protected(ref, dict(dependents(context)), context.after)
        if not roles or not tables:
            continue
        old = protected(ref, dict(dependents_before(context)), context.before) if readers(before, ref) else ()
        if set(tables) <= set(old):
            continue
        sentence = (
            f"{WHO[roles]} reads {some([display_name(one) for one in tables])} past the row security through the view "
            f"{display_name(ref)}, which reads with its owner's rights."
        )
        facts = [
            ref,
            *(Ref("row_security", one.path) for one in tables),
            *(Ref("grant", (role,), ref) for role in roles),
        ]
        yield Match(
            context.place(*facts), ref, sentence, f"ALTER VIEW {name(*ref.path)} SET (security_invoker = true);"
        )


RULE = Rule(
    "view-bypasses-row-security", "A view of the API reads tables past their row security", Severity.SECURITY, check
)
