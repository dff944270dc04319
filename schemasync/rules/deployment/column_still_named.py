"""Columns and tables that are dropped or renamed while the text of a function still names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.once import once_per_context
from schemasync.core.wording import some
from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name
from schemasync.migrations.statements import identifiers
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import table
from schemasync.supabase.scope import project_refs
from schemasync.verdict.access_side import RELATIONS, ROUTINES

LANGUAGES = ("sql", "plpgsql")
"""Languages of functions whose text is SQL."""


@once_per_context
def texts(context: RuleContext) -> dict[Ref, frozenset[str]]:
    """Function → the names in its text, for texts that are the same as before."""
    return {
        ref: identifiers(model.body)
        for ref, model in context.now(*ROUTINES)
        if model.language in LANGUAGES and model.body and _body_before(context, ref) == model.body
    }


def _body_before(context: RuleContext, ref: Ref) -> str | None:
    old = context.before.objects.get(ref)
    return getattr(old, "body", None)


@once_per_context
def tables_with(context: RuleContext) -> dict[str, set[Ref]]:
    """Name of a column → the tables that have one, afterwards."""
    found: dict[str, set[Ref]] = defaultdict(set)
    for ref in context.after.objects:
        if ref.kind == "column":
            found[ref.name].add(table(ref))
    return found


def removed_names(context: RuleContext) -> Iterator[tuple[Ref, str]]:
    """The columns and relations that are dropped or renamed, and what happens to each."""
    gone = [
        ref
        for ref in context.unrenamed.objects
        if ref.kind in ("column", *RELATIONS) and (ref in context.renames or ref not in context.after.objects)
    ]
    for ref in sorted(ref for ref in gone if ref in project_before(context)):
        if ref.kind == "column" and table(ref) not in context.after.objects:
            continue  # its table goes, or is renamed
        new = context.renames.get(ref)
        yield ref, f"renamed to {new.name}" if new is not None else "dropped"


@once_per_context
def project_before(context: RuleContext) -> frozenset[Ref]:
    """Objects that were the project's before, under their old names."""
    return project_refs(context.unrenamed, context.unrenamed, context.applied_origins.keys())


def users(context: RuleContext, ref: Ref) -> Iterator[Ref]:
    """Functions whose text names a relation, or a column and its table and no other table with such a column."""
    broken = {body.ref for body in context.broken}
    others = tables_with(context).get(ref.name, set()) if ref.kind == "column" else set()
    for routine, words in texts(context).items():
        if routine in broken:
            continue  # `broken-function` reports it, and does not guess
        named = ref.path[1] in words
        if ref.kind != "column":
            is_user = named and not same_name(context, ref)
        else:
            is_user = named and ref.name in words and not any(other.path[1] in words for other in others)
        if is_user:
            yield routine


def same_name(context: RuleContext, ref: Ref) -> bool:
    """Whether another relation, or a column, has the name afterwards, so that a word in a text may mean that one."""
    relations = (one.path[1] for one in context.after.objects if one.kind in RELATIONS)
    return ref.path[1] in tables_with(context) or ref.path[1] in set(relations)


def check(context: RuleContext) -> Iterator[Match]:
    for ref, happens in removed_names(context):
        found = sorted(users(context, ref))
        if found:
            kind = KINDS[ref.kind].label
            sentence = (
                f"The {kind} {display_name(ref)} is {happens}, and {some([display_name(one) for one in found])} "
                f"{'names' if len(found) == 1 else 'name'} it, as the text reads: a call may fail. PostgreSQL does not look into "
                "the text of functions."
            )
            place = context.last_naming(ref) or context.place(ref)
            yield Match(place, ref, sentence)


RULE = Rule("column-still-named", "A function still names what is dropped or renamed", Severity.BREAKING, check)
