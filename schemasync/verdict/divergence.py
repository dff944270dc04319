"""Find objects that the database will not have as the pending migrations define them, although all files apply.

`CREATE TABLE IF NOT EXISTS` does nothing where somebody made the table by hand; `CREATE OR REPLACE FUNCTION` keeps the owner
and the grants of the existing function.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from schemasync.core.compare import compare
from schemasync.core.model import Change, Model, Ref, Snapshot
from schemasync.core.wording import another, is_catalog_letter, value_in_words
from schemasync.kinds import KINDS
from schemasync.kinds.described import described
from schemasync.replay.stage_result import StageResult
from schemasync.supabase.scope import in_scope, project_refs
from schemasync.verdict.hierarchy import Hierarchy

_PARTS_SHOWN = 6
_LONGEST_VALUE = 60
"""Characters of an attribute that a sentence quotes."""


class Divergence(NamedTuple):
    """One difference between the database after the pending files and their definitions.

    Attributes:
        whole: the outermost object around it that the pending files define.
        change: from the database after the files (before) to what they define (after).
    """

    whole: Ref
    change: Change


def find_divergences(
    before: StageResult, after: StageResult, done: Snapshot, not_compared: Collection[Ref]
) -> tuple[Divergence, ...]:
    """Compare the definitions of the pending migrations with the state after their dry run.

    Args:
        before: replay of the applied migrations.
        after: replay of the pending ones on top of them.
        done: state of the mirror after the dry run.
        not_compared: references whose texts mean the same, or that the mirror lacks.
    """
    defined = _defined(before, after)
    hierarchy = Hierarchy(done, after.snapshot)
    scope = project_refs(done, after.snapshot, after.origins.keys())
    changes = in_scope(compare(done, after.snapshot), scope - frozenset(not_compared))
    return tuple(
        Divergence(_outermost(change.ref, defined, hierarchy), change)
        for change in changes
        if change.ref in defined or not defined.isdisjoint(_around(change.ref, hierarchy))
    )


def _defined(before: StageResult, after: StageResult) -> frozenset[Ref]:
    """References that the pending files create or change."""
    files = {result.migration.file for result in after.results}
    found = (ref for ref, origin in after.origins.items() if origin.file in files)
    return frozenset(ref for ref in found if after.snapshot.objects.get(ref) != before.snapshot.objects.get(ref))


def _around(ref: Ref, hierarchy: Hierarchy) -> Iterator[Ref]:
    """The objects that contain this one, from the inside out."""
    whole = hierarchy.whole(ref)
    while whole is not None and whole != ref:
        yield whole
        ref, whole = whole, hierarchy.whole(whole)


def _outermost(ref: Ref, defined: Collection[Ref], hierarchy: Hierarchy) -> Ref:
    """The outermost of the objects around this one that the pending files define."""
    return next((each for each in reversed([ref, *_around(ref, hierarchy)]) if each in defined), ref)


def describe_divergences(found: Sequence[Divergence], after: StageResult) -> tuple[str, ...]:
    """A sentence for each object, with the line of its last definition."""
    groups: dict[Ref, list[Change]] = defaultdict(list)
    for item in found:
        groups[item.whole].append(item.change)
    return tuple(_sentence(whole, changes, after) for whole, changes in sorted(groups.items()))


def _sentence(top: Ref, changes: Sequence[Change], after: StageResult) -> str:
    by = str(after.origins[top]) if top in after.origins else "A pending migration"
    parts = [_part(change, top) for change in changes[:_PARTS_SHOWN]]
    if len(changes) > _PARTS_SHOWN:
        parts.append(f"and {len(changes) - _PARTS_SHOWN} more")
    return (
        f"{by} applies, but the {described(top)} will not be as the migrations define it, because "
        f"of what differs in the database: {'; '.join(parts)}."
    )


def _part(change: Change, top: Ref) -> str:
    """One difference between what will be there (before) and what the files make (after)."""
    ref, kind = change.ref, KINDS[change.ref.kind]
    inner = ref.path[len(top.path) :] if ref.path[: len(top.path)] == top.path else ref.path
    name = "it" if ref == top else f"the {' '.join((kind.label, *inner))}"
    if change.before is not None and change.after is not None:
        pairs = [(each, getattr(change.before, each), getattr(change.after, each)) for each in change.attributes]
        texts = [_attribute(*pair) for pair in pairs if value_in_words(pair[1]) != value_in_words(pair[2])]
        return f"{name} {' and '.join(texts) or 'is another one'}"
    if kind.satellite or kind.subobject:
        return f"{name} is {_shown(ref, change.before, change.after)} instead of {_shown(ref, change.after, change.before)}"
    return f"{name} is missing" if change.before is None else f"{name} is there, which no file makes"


def _shown(ref: Ref, model: Model | None, other: Model | None) -> str:
    """A fact in words; one that does not exist is described as PostgreSQL's default."""
    describe = KINDS[ref.kind].describe
    if model is not None:
        return (describe(ref, model) if describe else "") or "none"
    return ", ".join(getattr(other, "default", ())) or "none"


def _attribute(name: str, before: object, after: object) -> str:
    was, wanted = value_in_words(before), value_in_words(after)
    if max(len(was), len(wanted)) > _LONGEST_VALUE or is_catalog_letter(before) or is_catalog_letter(after):
        return f"has {another(name)}"
    return f"has {name.replace('_', ' ')} {was or 'none'} instead of {wanted or 'none'}"
