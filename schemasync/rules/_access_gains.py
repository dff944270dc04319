"""Compare what the API's roles reach before and after a pull request: grants, row security, policies, views, functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.core.sql import PUBLIC
from schemasync.core.wording import listed, quoted
from schemasync.kinds._described import display_name
from schemasync.rules._context import RuleContext, access
from schemasync.rules._policies import access_level
from schemasync.rules._views import writable_view
from schemasync.verdict.api_access import RELATIONS, ROLES, ROUTINES, VERBS, WHO, AccessLevel, has_row_security

EXECUTE = "EXECUTE"
WORDS = {"SELECT": "read", "UPDATE": "change", "DELETE": "delete"}


@dataclass(frozen=True, slots=True)
class AccessGain:
    """Access that strangers gain by a pull request.

    Attributes:
        ref: the relation or routine.
        roles: who gains it.
        actions: of `SELECT`, `INSERT`, `UPDATE`, `DELETE`, `EXECUTE`.
        every_row: no policy limits the rows.
        place: the statement that opens it.
        sentence: who gains what, and by which statement.
    """

    ref: Ref
    roles: tuple[str, ...]
    actions: tuple[str, ...]
    every_row: bool
    place: SourceLine
    sentence: str


def access_gains(context: RuleContext) -> tuple[AccessGain, ...]:
    """Access that anyone with the anon key, or every signed-in user, gains; access to every row first."""
    found = [gain for ref, _ in context.now(*RELATIONS, *ROUTINES) for gain in _gains(ref, context)]
    return tuple(sorted(found, key=lambda gain: (not gain.every_row, gain.place.file, gain.place.line, gain.ref)))


def _gains(ref: Ref, context: RuleContext) -> Iterator[AccessGain]:
    """One gain for each group of roles that gain the same."""
    by_role: dict[tuple[str, int], list[str]] = defaultdict(list)
    before, after = access(context)
    for verb in _verbs(ref, context):
        for role in ROLES:
            now = access_level(after, ref, role, verb)
            was = access_level(before, ref, role, verb)
            if now > was and now not in (AccessLevel.NONE, AccessLevel.NO_ROW):
                by_role[role, now].append(verb)
    groups: dict[tuple[int, tuple[str, ...]], list[str]] = defaultdict(list)
    for (role, level), verbs in by_role.items():
        groups[level, tuple(verbs)].append(role)
    for (level, together), roles in groups.items():
        place, cause = _cause(ref, context, tuple(roles))
        sentence = _sentence(ref, tuple(roles), together, every_row=level == AccessLevel.ALL_ROWS)
        yield AccessGain(
            ref, tuple(roles), together, level == AccessLevel.ALL_ROWS, place, f"{sentence}: {place} {cause}."
        )


def _verbs(ref: Ref, context: RuleContext) -> Iterable[str]:
    if ref.kind in ROUTINES:
        return (EXECUTE,)
    if ref.kind == "materialized_view" or (ref.kind == "view" and not writable_view(context.after.objects[ref])):
        return ("SELECT",)
    return tuple(VERBS)


def _sentence(ref: Ref, roles: tuple[str, ...], verbs: Sequence[str], *, every_row: bool) -> str:
    who = WHO[roles][0].lower() + WHO[roles][1:]
    if verbs == (EXECUTE,):
        return f"After this pull request {who} can call {display_name(ref)}, which runs with its owner's rights"
    limit = "" if every_row else f" that {'its tables allow' if ref.kind == 'view' else 'a policy allows'}"
    words = [WORDS[verb] for verb in verbs if verb != "INSERT"]
    adds = "INSERT" in verbs
    if not words:
        return f"After this pull request {who} can add rows to {display_name(ref)}"
    rows = f"{'every row' if every_row else 'rows'} of {display_name(ref)}{limit}"
    return f"After this pull request {who} can {listed(words)} {rows}{', and add rows' if adds else ''}"


def _cause(ref: Ref, context: RuleContext, roles: tuple[str, ...]) -> tuple[SourceLine, str]:
    """The statement that opens the object, and a verb phrase for what it does."""
    old, new = context.before.objects, context.after.objects
    if ref not in old:
        return context.place(ref), "creates it"
    if has_row_security(old, ref) and not has_row_security(new, ref):
        return context.place(Ref("row_security", ref.path), ref), "switches row security off"
    for policy in sorted({one for one in (*old, *new) if one.kind == "policy" and one.path[:2] == ref.path}):
        if old.get(policy) != new.get(policy):
            verb = "creates" if policy not in old else "drops" if policy not in new else "changes"
            return context.place(policy), f"{verb} the policy {quoted(policy.name)}"
    for subject in (ref, Ref("schema", ref.path[:1])):
        for role in (*roles, PUBLIC):
            grant = Ref("grant", (role,), subject)
            if old.get(grant) != new.get(grant):
                return context.place(grant), f"grants {'it' if subject == ref else 'usage of its schema'} to {role}"
    return context.place(ref), "changes it"
