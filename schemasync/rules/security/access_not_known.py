"""Objects that open something, or could, and that PostgreSQL cannot print, so that no rule can judge them."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.kinds.described import described, display_name
from schemasync.rules.context import access
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import table
from schemasync.verdict.access_side import RELATIONS, ROLES, ROUTINES, VERBS, WHO, AccessSide

OPENING = ("policy", *RELATIONS, *ROUTINES)
"""Kinds of objects that decide what the API's roles reach."""


def reaching(side: AccessSide, ref: Ref) -> tuple[str, ...]:
    """The API's roles that may reach something by an object: those with a privilege on it, or on a policy's table."""
    subject = table(ref) if ref.kind == "policy" else ref
    verbs = ("EXECUTE",) if ref.kind in ROUTINES else tuple(VERBS)
    return tuple(role for role in ROLES if any(side.has_privilege(subject, role, verb) for verb in verbs))


def facts_about(context: RuleContext, ref: Ref) -> tuple[Ref, ...]:
    """The other objects that decide whether somebody reaches something by an object: grants, row security, policies."""
    side = access(context).after
    subject = table(ref) if ref.kind == "policy" else ref
    held = dict.fromkeys(one for role in ROLES for one in side.rights_of(role))
    grants = (Ref("grant", (role,), on) for on in (subject, Ref("schema", ref.path[:1])) for role in held)
    beside = (Ref("row_security", ref.path[:2]), *sorted(side.index.policies[ref.path[:2]]))
    return (*(beside if ref.kind == "policy" else ()), *grants)


def opened_by(context: RuleContext, ref: Ref) -> bool:
    """Whether the pull request defines an object, or changes something that decides whether somebody reaches it."""
    files = {result.migration.file for result in context.results}
    place = context.origins.get(ref)
    if place is not None and place.file in files:
        return True
    before, after = access(context)
    facts = facts_about(context, ref)
    changed = any(context.before.objects.get(fact) != context.after.objects.get(fact) for fact in facts)
    return changed or bool(set(reaching(after, ref)) - set(reaching(before, ref)))


def check(context: RuleContext) -> Iterator[Match]:
    after = access(context).after
    for ref in sorted(one for one in context.after.unreadable if one.kind in OPENING):
        roles = reaching(after, ref)
        if not roles or not opened_by(context, ref):
            continue
        does = f"reach rows of {display_name(table(ref))} by" if ref.kind == "policy" else "use"
        sentence = (
            f"{WHO[roles]} may {does} the {described(ref)}: {context.after.unreadable[ref].why}, so that nothing here can "
            "say what it opens."
        )
        yield Match(context.place(ref, *facts_about(context, ref)), ref, sentence)
    yield from _dropped(context)


def _dropped(context: RuleContext) -> Iterator[Match]:
    """Policies that were there and could not be printed: one that is restrictive limits what others allow."""
    side = access(context).after
    for ref in sorted(
        context.before.unreadable.keys() - context.after.unreadable.keys() - context.after.objects.keys()
    ):
        roles = reaching(side, ref) if ref.kind == "policy" else ()
        if roles:
            sentence = (
                f"{WHO[roles]} may reach more rows of {display_name(table(ref))} without the {described(ref)}: PostgreSQL could "
                "not print it, so that nothing here can say what it limited."
            )
            yield Match(context.last_naming(ref) or context.place(table(ref)), ref, sentence)


RULE = Rule("access-not-known", "What an object opens is not known", Severity.SECURITY, check)
