"""Sentences about a pending migration that fails because the database differs from the applied migrations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from schemasync.core import sqlstates
from schemasync.core.model import Change, Ref
from schemasync.core.wording import another, is_catalog_letter, value_in_words
from schemasync.diagnose.blame import CONFLICTS, is_in_use, words_of
from schemasync.diagnose.ddl_names import RELATION, ROUTINE, ddl_names
from schemasync.diagnose.drift import DriftIndex
from schemasync.diagnose.failure import Failure, kept_by_replace, subject
from schemasync.diagnose.statement_names import own_name
from schemasync.kinds import KINDS
from schemasync.kinds.described import described, display_name

UNKNOWN_DIFFERENCE = (
    "The file runs on a database that the applied migrations made, so a difference between the two databases is the "
    "cause; which one could not be determined."
)
SETTLE_FIRST = "Settle that before this file is pushed."
_FACTS_SHOWN = 3
_LONGEST_VALUE = 60
"""Characters of an attribute that a sentence quotes."""


def drift_sentences(failure: Failure, drift: DriftIndex, blamed: Sequence[Ref]) -> str:
    """Facts about the differences that are to blame, and the next step."""
    facts = [_fact(ref, failure, drift) for ref in blamed[:_FACTS_SHOWN]]
    if len(blamed) > _FACTS_SHOWN:
        facts.append(f"{len(blamed) - _FACTS_SHOWN} more differences concern the same objects.")
    return " ".join([*facts, *_advice(failure, drift, blamed)])


def called(ref: Ref) -> str:
    """An object in a sentence: `the column public.t.a`, `the policy "p" on public.t`."""
    return f"the {described(ref)}"


def _fact(ref: Ref, failure: Failure, drift: DriftIndex) -> str:
    change = drift.changes[ref]
    if change.before is None:
        origin = drift.origins.get(ref)
        by = str(origin) if origin else "an applied migration"
        renamed = drift.renamed(ref)
        perhaps = f": perhaps it was renamed to {display_name(renamed)}" if renamed else ""
        return f"{by[0].upper()}{by[1:]} makes {called(ref)}, but the database does not have it{perhaps}."
    lacks = _lacking_column(ref, failure, drift)
    if change.after is None and _is_flag(ref, drift):
        facts = KINDS[ref.kind].describe
        value = f"is {facts(ref, change.before)}" if facts else "is set"
        return f"{described(ref)[0].upper()}{described(ref)[1:]} {value} in the database; no applied migration sets it."
    if change.after is None:
        uses = is_in_use(failure) and own_name(ref) in words_of(failure.detail)
        use = ", and which depends on what this statement changes or drops" if uses else ""
        renamed = drift.renamed_from(ref)
        perhaps = f": perhaps {display_name(renamed)} was renamed to it" if renamed else ""
        return f"The database has {called(ref)}, which no applied migration makes{use}{lacks}{perhaps}."
    name = called(ref)
    return f"{name[0].upper()}{name[1:]} differs: {_difference(ref, change)}{lacks}."


def _is_flag(ref: Ref, drift: DriftIndex) -> bool:
    """Whether it is a property of a table that has no catalog row of its own."""
    parent = drift.parent(ref)
    has_address = ref in drift.actual.addresses or ref in drift.expected.addresses
    return not has_address and ref.of is None and parent is not None and parent.path == ref.path


def _lacking_column(ref: Ref, failure: Failure, drift: DriftIndex) -> str:
    """The missing column of a relation that differs from what the migrations make."""
    column = subject(failure.message).name if failure.sqlstate == sqlstates.UNDEFINED_COLUMN else ""
    if not column or own_name(ref) == column or (*ref.path, column) in {each.path for each in drift.actual.objects}:
        return ""
    return f", and it has no column {column}"


def _difference(ref: Ref, change: Change) -> str:
    values = [(name, getattr(change.before, name), getattr(change.after, name)) for name in change.attributes]
    facts = KINDS[ref.kind].describe
    if (
        facts
        and change.before
        and change.after
        and any(is_catalog_letter(value) for _, *sides in values for value in sides)
    ):
        old, new = facts(ref, change.before), facts(ref, change.after)
        if old != new:
            return f"{old} in the database, {new} in the migrations"
    texts = []
    for name, before, after in values:
        if is_catalog_letter(before) or is_catalog_letter(after):
            texts.append(another(name))
            continue
        old, new = _on_one_line(before), _on_one_line(after)
        if max(len(old), len(new)) > _LONGEST_VALUE or old == new:
            texts.append(another(name))
        else:
            texts.append(f"{name.replace('_', ' ')} {old or 'none'} in the database, {new or 'none'} in the migrations")
    return "; ".join(texts) or "its definition is another one"


def _on_one_line(value: Any) -> str:
    return " ".join(value_in_words(value).split())


def _advice(failure: Failure, drift: DriftIndex, blamed: Sequence[Ref]) -> Iterator[str]:
    state, message = failure.sqlstate, failure.message
    if state == sqlstates.UNIQUE_VIOLATION and not any(ref in drift.pending.snapshot.objects for ref in blamed):
        yield SETTLE_FIRST
    elif state in CONFLICTS:
        yield _already(failure, drift, blamed)
    elif state in (sqlstates.INVALID_FUNCTION_DEFINITION, sqlstates.INVALID_TABLE_DEFINITION) and message.startswith(
        "cannot "
    ):
        yield _cannot_replace(failure)
    elif is_in_use(failure):
        yield "Drop it before, or adopt it into a migration and let this file drop it and make it again."
    elif any(drift.changes[ref].before is None for ref in blamed):
        yield f"{_way_back(drift, blamed)}, or adopt what was done there and change this file."
    else:
        yield from _skipped(failure, drift, blamed)
        yield SETTLE_FIRST


def _way_back(drift: DriftIndex, blamed: Sequence[Ref]) -> str:
    """The first words of advice where an object of the migrations is missing."""
    missing = [ref for ref in blamed if drift.changes[ref].before is None]
    if len(missing) < len(blamed):
        return "Undo that in the database"
    return "Rename it back" if all(map(drift.renamed, missing)) else "Bring it back into the database"


def _skipped(failure: Failure, drift: DriftIndex, blamed: Sequence[Ref]) -> Iterator[str]:
    """A statement of the same file (CREATE … IF NOT EXISTS) that does nothing, as the object exists."""
    for ref in blamed:
        origin = drift.pending.origins.get(ref)
        is_extra = drift.changes[ref].after is None
        is_before = origin is not None and origin.file == failure.file and origin.line < failure.position_in_folder[1]
        if is_extra and is_before and not drift.is_as_pending(ref):
            yield f"{origin} defines it differently, but leaves an existing object as it is."


def _already(failure: Failure, drift: DriftIndex, blamed: Sequence[Ref]) -> str:
    file = failure.file
    if drift.has_all_of(file):
        command = drift.pending.discovery.cli.repair("applied", failure.version or "VERSION")
        return f"All objects that {file} makes are there already; if it ran by hand, {command} records it."
    if all(drift.is_as_pending(ref) for ref in blamed) and not any(map(drift.renamed_from, blamed)):
        return f"It is as {file} makes it, but not everything else that the file does is there."
    if any(map(drift.renamed_from, blamed)):
        return "Rename it back, or rename it in a migration too and change this file."
    return f"It is not what {file} makes: adopt what is there into a migration and change this file, or drop it there."


def _cannot_replace(failure: Failure) -> str:
    """CREATE OR REPLACE over something that it cannot replace."""
    made = next((name for name in ddl_names(failure.statement) if name.created), None) if failure.statement else None
    if made is None or made.category not in (RELATION, ROUTINE):
        return SETTLE_FIRST
    name = ".".join(filter(None, (made.schema, made.name)))
    if made.category == ROUTINE:
        return (
            f"CREATE OR REPLACE FUNCTION {kept_by_replace(failure.message)}; "
            f"with DROP FUNCTION {name}({made.arguments}) before it, the statement would run."
        )
    return (
        "CREATE OR REPLACE VIEW can only add columns after the last one; "
        f"with DROP VIEW IF EXISTS {name} before it, the statement would run."
    )
