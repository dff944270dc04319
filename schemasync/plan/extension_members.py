"""Match objects that are members of an extension on one side only: they exist on both, and keep their rows.

Input: two snapshots; a member of an extension is no object of its snapshot.
Output: `ExtensionMembers`: both snapshots with these objects, and the statements that add or remove members.
The boundary: an object that is missing in a snapshot would be created or dropped. `ALTER EXTENSION … ADD` and `DROP` change
the membership alone, so the comparison must not see a difference.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from schemasync.core.graph import parts_only_in, reachable_from
from schemasync.core.model import Edge, Ref, Snapshot
from schemasync.core.sql import Sql, ident
from schemasync.kinds import KINDS


@dataclass(frozen=True, slots=True)
class ExtensionMembers:
    """Two snapshots that both contain the objects which are members of an extension in one of them.

    Attributes:
        before: where a plan starts.
        after: where it ends.
        added: object → the extension that it becomes a member of.
        removed: object → the extension that it is no longer a member of.
        parts: each of these objects, first itself, then all that comes and goes with it.
    """

    before: Snapshot
    after: Snapshot
    added: Mapping[Ref, Ref] = field(default_factory=dict)
    removed: Mapping[Ref, Ref] = field(default_factory=dict)
    parts: Mapping[Ref, tuple[Ref, ...]] = field(default_factory=dict)

    def statements(self, ref: Ref) -> tuple[Sql, ...]:
        """The statement that adds or removes the object; none for any other."""
        for verb, extensions in (("ADD", self.added), ("DROP", self.removed)):
            if ref in extensions:
                extension = ident(extensions[ref].name)
                return (Sql(f"ALTER EXTENSION {extension} {verb} {KINDS[ref.kind].ddl.target(ref)}"),)
        return ()


def match_members(before: Snapshot, after: Snapshot) -> ExtensionMembers:
    """Find the objects that are members of an extension on one of both sides, and add them to that side."""
    added, removed = dict(_members_of_other(before, after)), dict(_members_of_other(after, before))
    if not added and not removed:
        return ExtensionMembers(before, after)
    joining, leaving = _with_parts(added, before, after), _with_parts(removed, after, before)
    return ExtensionMembers(
        before=_complete(before, after, leaving, removed.values()),
        after=_complete(after, before, joining, added.values()),
        added=added,
        removed=removed,
        parts=joining | leaving,
    )


def _members_of_other(one: Snapshot, other: Snapshot) -> Iterator[tuple[Ref, Ref]]:
    """(object that `one` contains, the extension of which it is a member in `other`)."""
    for ref, extension in other.extension_members.items():
        if ref in one.objects and ref not in other.objects and extension in other.objects:
            yield ref, extension


def _with_parts(refs: Iterable[Ref], one: Snapshot, other: Snapshot) -> dict[Ref, tuple[Ref, ...]]:
    """Each object and its parts, as far as only `one` has them."""
    below = parts_only_in(one, other)
    return {ref: tuple(reachable_from([ref], below)) for ref in refs}


def _complete(
    one: Snapshot, other: Snapshot, parts: Mapping[Ref, tuple[Ref, ...]], extensions: Iterable[Ref]
) -> Snapshot:
    """Add to `one` the objects that only `other` shows.

    Dependencies of an extension that it only had because of such a member are removed.
    """
    added = {ref: other.objects[ref] for refs in parts.values() for ref in refs}
    objects, extensions = {**one.objects, **added}, set(extensions)
    obsolete = {
        (extension, edge.referenced) for edge in other.edges if edge.dependent in added for extension in extensions
    }

    def is_new(edge: Edge) -> bool:
        touches = edge.dependent in added or edge.referenced in added
        return touches and edge.dependent in objects and edge.referenced in objects

    own = (edge for edge in one.edges if (edge.dependent, edge.referenced) not in obsolete)
    return dataclasses.replace(one, objects=objects, edges=(*own, *filter(is_new, other.edges)))
