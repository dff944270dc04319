"""Find the statement by which strangers gain access to an object, and say what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.core.wording import quoted
from schemasync.kinds.described import display_name
from schemasync.rules.context import RuleContext, access, dependencies, policies_to_judge
from schemasync.rules.views import table
from schemasync.verdict.access_level import access_level, is_for, relations_of
from schemasync.verdict.access_side import AccessSide, has_row_security


class Cause(NamedTuple):
    """A statement, None if none is known, and a verb phrase for what it does."""

    place: SourceLine | None
    phrase: str


@dataclass(frozen=True, slots=True)
class OpenedObject:
    """An object that roles reach further after a pull request.

    Attributes:
        ref: the relation or routine.
        context: of the rules.
        roles: who gains access.
        verbs: actions that they gain.
    """

    ref: Ref
    context: RuleContext
    roles: tuple[str, ...]
    verbs: tuple[str, ...]

    @property
    def sides(self) -> tuple[AccessSide, AccessSide]:
        """Who reaches what, before and after."""
        return access(self.context)

    def differs(self, fact: Ref) -> bool:
        """Whether the pull request creates, changes or drops a fact."""
        before, after = self.context.before.objects, self.context.after.objects
        return before.get(fact) != after.get(fact)

    def held(self) -> Iterator[str]:
        """The roles whose rights the roles have."""
        _, after = self.sides
        yield from dict.fromkeys(one for role in self.roles for one in after.rights_of(role))


def cause_of(opened: OpenedObject) -> Cause:
    """The first of the explanations that holds, from what decides most to what decides least."""
    found = filter(None, (explain(opened) for explain in _EXPLANATIONS))
    return next(found, Cause(opened.context.place(opened.ref), "changes it"))


def cause_in_policy(policy: Ref, context: RuleContext) -> Cause:
    """The statement that creates, drops or changes a policy."""
    old, new = context.before.objects, context.after.objects
    verb = "creates" if policy not in old else "drops" if policy not in new else "changes"
    return Cause(context.place(policy), f"{verb} the policy {quoted(policy.name)}")


def _created(opened: OpenedObject) -> Cause | None:
    if opened.ref in opened.context.before.objects:
        return None
    return Cause(opened.context.place(opened.ref), "creates it")


def _row_security_off(opened: OpenedObject) -> Cause | None:
    ref, context = opened.ref, opened.context
    if not has_row_security(context.before.objects, ref) or has_row_security(context.after.objects, ref):
        return None
    return Cause(context.place(Ref("row_security", ref.path), ref), "switches row security off")


def _policy(opened: OpenedObject) -> Cause | None:
    """The policy that opens the object by itself, or else the first one that differs."""
    before, after = opened.sides
    changed = [one for one in sorted(after.index.policies[opened.ref.path]) if _counts(one, opened)]
    reached = (opened.ref, opened.roles[0], opened.verbs[0])
    level = access_level(before, *reached)
    alone = (one for one in changed if access_level(before.with_fact(one, after), *reached) > level)
    policy = next(alone, changed[0] if changed else None)
    return cause_in_policy(policy, opened.context) if policy is not None else None


def _counts(policy: Ref, opened: OpenedObject) -> bool:
    """Whether a policy differs, and counts for one of the roles and actions on either side."""
    models = ((side.objects.get(policy), side) for side in opened.sides)
    return opened.differs(policy) and any(
        model is not None and is_for(model, role, verb, side)
        for model, side in models
        for role in opened.roles
        for verb in opened.verbs
    )


def _grant(opened: OpenedObject) -> Cause | None:
    before, after = opened.sides
    if all(before.has_privilege(opened.ref, role, verb) for role in opened.roles for verb in opened.verbs):
        return None
    for subject in (opened.ref, Ref("schema", opened.ref.path[:1])):
        what = "it" if subject == opened.ref else "usage of its schema"
        for role in opened.held():
            grant = Ref("grant", (role,), subject)
            if opened.differs(grant):
                return Cause(opened.context.place(grant), f"grants {what} to {role}")
    for role in opened.held():
        for grant in sorted(after.index.columns[(*opened.ref.path[:2], role)]):
            if opened.differs(grant):
                return Cause(opened.context.place(grant), f"grants columns of it to {role}")
    return None


def _called_function(opened: OpenedObject) -> Cause | None:
    """A function that a policy of the object calls."""
    context = opened.context
    for policy, model, functions in policies_to_judge(context):
        if not functions or table(policy) != opened.ref:
            continue
        if any(is_for(model, role, verb, opened.sides[1]) for role in opened.roles for verb in opened.verbs):
            verb = "changes" if functions[0] in context.before.objects else "creates"
            phrase = f"{verb} {display_name(functions[0])}, which the policy {quoted(policy.name)} calls"
            return Cause(context.place(functions[0]), phrase)
    return None


def _membership(opened: OpenedObject) -> Cause | None:
    _, after = opened.sides
    for membership in sorted(one for role in opened.held() for one in after.index.memberships.get(role, ())):
        if membership not in opened.context.before.objects:
            phrase = f"makes {membership.path[0]} a member of {membership.path[1]}"
            return Cause(opened.context.place(membership), phrase)
    return None


def _read_relation(opened: OpenedObject) -> Cause | None:
    """A relation that an unchanged view reads with the rights of who queries it."""
    view, context = opened.ref, opened.context
    if view.kind != "view" or opened.differs(view):
        return None
    before, after = opened.sides
    for below in sorted(set(relations_of(dependencies(context).after.get(view, ()), after.objects))):
        reached = ((below, role, verb) for role in opened.roles for verb in opened.verbs)
        if any(access_level(after, *each) > access_level(before, *each) for each in reached):
            place = cause_of(replace(opened, ref=below)).place
            return Cause(place, f"opens {display_name(below)}, which the view reads")
    return None


_EXPLANATIONS: tuple[Callable[[OpenedObject], Cause | None], ...] = (
    _created, _row_security_off, _policy, _grant, _called_function, _membership, _read_relation,
)  # fmt: skip
