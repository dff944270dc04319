"""Remove renames from the changes of pending migrations, where they appear as a creation and a drop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.core.sync_status import MISSING
from schemasync.core.trace import ChangeAction, TracedStatement
from schemasync.verdict.findings import Finding

Rename = tuple[Ref, Ref, SourceLine]
"""Reference before and after, and the statement."""


def renames_of(statements: Sequence[TracedStatement]) -> tuple[Rename, ...]:
    """Every rename that the dry run saw; one in several steps once, at the last."""
    found: dict[Ref, Rename] = {}
    for each in statements:
        for change in each.changes:
            if change.action == ChangeAction.RENAME and change.new is not None:
                first = change.first or change.ref
                found[first] = (first, change.new, each.place)
    return tuple(found.values())


def without_renamed(changes: Sequence[Finding], renames: Sequence[Rename]) -> tuple[Finding, ...]:
    """The changes without the creations and drops of one object under two names; another one can have the old name afterwards."""
    pairs = [(old, new) for old, new, _ in renames]
    refs = {finding.ref for finding in changes}
    gone = {ref for ref in refs for other in _renamed(ref, pairs) if other in refs}
    same = gone | {other for ref in gone for other in _renamed(ref, pairs)}
    new = {ref for _, ref in pairs}
    old = {ref for ref, _ in pairs} - {finding.ref for finding in changes if finding.status == MISSING}
    return tuple(finding for finding in changes if finding.ref not in same | old | new)


def _renamed(ref: Ref, pairs: Sequence[tuple[Ref, Ref]]) -> Iterator[Ref]:
    """References of an object after the renames of the objects that contain it."""
    for old, new in pairs:
        size = len(old.path)
        if ref.of is None and ref.path[:size] == old.path and ref.path != old.path:
            yield ref._replace(path=(*new.path, *ref.path[size:]))
        elif ref.of is not None:
            yield from (ref._replace(of=of) for of in _renamed(ref.of, pairs))
            if ref.of == old:
                yield ref._replace(of=new)
