"""What pending migrations make, and a database will not have as they make it, although all of them apply.

`CREATE TABLE IF NOT EXISTS` does nothing over a table that somebody made by hand, `CREATE OR REPLACE FUNCTION` keeps the
owner and the grants of the function that is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from schemasync.core.compare import compare
from schemasync.core.model import Change, Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.replay.replay_result import ReplayResult
from schemasync.supabase.scope import in_scope, project_refs
from schemasync.verdict.areas import display_name
from schemasync.verdict.findings import Family

_PARTS_SHOWN = 6
_LONGEST_VALUE = 60
"""Characters of an attribute that a sentence quotes."""


def find_unlike(
    before: ReplayResult, after: ReplayResult, done: Snapshot, equivalent: Collection[Ref]
) -> tuple[Change, ...]:
    """Compare what the pending migrations define with the state after their dry run.

    Args:
        before: replay of the applied migrations.
        after: replay of the pending ones on top of them.
        done: state of the mirror after the dry run.
        equivalent: references whose texts differ although PostgreSQL reads both alike.
    """
    files = {result.migration.file for result in after.results}
    defined = {ref for ref, origin in after.origins.items() if origin.file in files}
    defined = {ref for ref in defined if after.snapshot.objects.get(ref) != before.snapshot.objects.get(ref)}
    created = defined - before.snapshot.objects.keys()
    family = Family(done, after.snapshot)
    scope = project_refs(done, after.snapshot, after.origins.keys())
    changes = in_scope(compare(done, after.snapshot), scope - frozenset(equivalent))
    return tuple(change for change in changes if change.ref in defined or not created.isdisjoint(_around(change.ref, family)))


def _around(ref: Ref, family: Family) -> Iterator[Ref]:
    """The objects that contain this one."""
    whole = family.whole(ref)
    while whole is not None and whole != ref:
        yield whole
        ref, whole = whole, family.whole(whole)


def describe_unlike(changes: Sequence[Change], after: ReplayResult) -> tuple[str, ...]:
    """A sentence for each object, with the statement that leaves it as it is."""
    family = Family(after.snapshot, after.snapshot)
    groups: dict[Ref, list[Change]] = defaultdict(list)
    for change in changes:
        groups[_top(change.ref, family)].append(change)
    return tuple(_sentence(top, group, after) for top, group in sorted(groups.items()))


def _top(ref: Ref, family: Family) -> Ref:
    """The outermost object; a part that the files do not make belongs to the object that its path begins with."""
    if family.model(ref) is not None or ref.of is not None:
        return family.top(ref)
    return next((each for each in family.expected.objects if each.path == ref.path[:2] and each.of is None), ref)


def _sentence(top: Ref, changes: Sequence[Change], after: ReplayResult) -> str:
    refs = (top, *(change.ref for change in changes))
    origin = next((after.origins[ref] for ref in refs if ref in after.origins), None)
    by = str(origin) if origin else "A pending migration"
    parts = [_part(change, top) for change in changes[:_PARTS_SHOWN]]
    if len(changes) > _PARTS_SHOWN:
        parts.append(f"and {len(changes) - _PARTS_SHOWN} more")
    return (
        f"{by} applies, but {KINDS[top.kind].label} {display_name(top)} will not be what it says, as it is in the "
        f"database already: {'; '.join(parts)}."
    )


def _part(change: Change, top: Ref) -> str:
    """One difference between what will be there (before) and what the files make (after)."""
    ref = change.ref
    name = "" if ref == top else f"{KINDS[ref.kind].label} {'.'.join(ref.path[len(top.path) :] or ref.path)} "
    if change.before is None:
        return f"{name}will be missing"
    if change.after is None:
        return f"{name}is there, and no file makes it"
    texts = [_attribute(each, getattr(change.before, each), getattr(change.after, each)) for each in change.attributes]
    return f"{name}{' and '.join(texts)}"


def _attribute(name: str, old: Any, new: Any) -> str:
    label, was, wanted = name.replace("_", " "), _text(old), _text(new)
    if max(len(was), len(wanted)) > _LONGEST_VALUE or was == wanted:
        return f"has another {label}"
    return f"has {label} {was or 'none'}, not {wanted or 'none'}"


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    return {None: "", True: "yes", False: "no"}.get(value, str(value)) if not isinstance(value, str) else value
