"""Memberships and attributes with which a role of the API, or a new one, bypasses row security."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.kinds.access.role_membership import ALL_TABLES, FULL_ACCESS
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.supabase.roles import PROJECT_ROLE
from schemasync.verdict.access_side import ROLES, WHO

_REACHING_ALL = FULL_ACCESS | ALL_TABLES.keys()
"""Roles that reach every table."""


def check(context: RuleContext) -> Iterator[Match]:
    for ref, _ in context.added("role_membership"):
        member, granted = ref.path
        which = ", a role that reaches every table" if granted in _REACHING_ALL else ""
        if member in ROLES:
            sentence = f"{WHO[member,]} gains the rights of {granted}{which}: {member} becomes a member of it."
            yield Match(context.place(ref), ref, sentence)
        elif granted in _REACHING_ALL and granted != PROJECT_ROLE:
            sentence = f"Role {member} becomes a member of {granted}{which}, and so gains its rights."
            yield Match(context.place(ref), ref, sentence)
    for ref, model in context.changed("role"):
        old = context.before.objects.get(ref)
        if model.bypassrls and not (old is not None and old.bypassrls):
            yield Match(
                context.place(ref), ref, f"Role {ref.name} bypasses the row security of every table (BYPASSRLS)."
            )


RULE = Rule("role-gains-rights", "A role bypasses row security", Severity.SECURITY, check)
