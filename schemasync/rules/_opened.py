"""Find relations of some kinds that a pull request opens to the API's roles."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.rules._context import RuleContext, access
from schemasync.verdict.api_access import NONE, ROLES


def opened(context: RuleContext, *kinds: str) -> Iterator[tuple[Ref, tuple[str, ...], SourceLine]]:
    """Each relation that some of the API's roles come to read, these roles, and the statement that opens it."""
    before, after = access(context)
    for ref, _ in context.now(*kinds):
        roles = tuple(role for role in ROLES if after.level(ref, role, "SELECT") > NONE)
        if any(before.level(ref, role, "SELECT") == NONE for role in roles):
            yield ref, roles, context.place(ref, *(Ref("grant", (role,), ref) for role in roles))
