"""Merge groups of references whose scripts fail alone with the groups whose statements they need.

Input: groups, their fixes in both directions, and the dependencies of both states. Output: groups, each with its fixes.
PostgreSQL records that a foreign key depends on a column, and not that it needs a type that fits: only a script that failed alone
and runs with another group's statements shows that neither is settled without the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.fix import Fix
from schemasync.core.model import Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.prove.fixes import Direction, FixProver
from schemasync.prove.request import Request

MOST = 12
"""Greatest number of groups that are tried as one."""

Fixes = tuple[Fix | None, ...]
"""The fix of each direction; None where a group needs no statement."""


@dataclass(frozen=True, slots=True)
class GroupFixes:
    """A group of references with its fixes.

    Attributes:
        refs: that are settled together.
        fixes: of each direction.
        mergeable: no direction excludes the group from the whole plan.
    """

    refs: frozenset[Ref]
    fixes: Fixes
    mergeable: bool

    @property
    def fails_alone(self) -> bool:
        """Whether the whole plan settles the group, and a script of its own does not."""
        return self.mergeable and not _settles(self.fixes)


@dataclass(frozen=True, slots=True)
class GroupMerger:
    """Merges groups.

    Attributes:
        neighbours: references that depend on a reference, or that it depends on, in either state.
        prove: proves a group in all directions.
    """

    neighbours: Mapping[Ref, frozenset[Ref]]
    prove: Callable[[frozenset[Ref]], Fixes]

    def merged(self, groups: Iterable[GroupFixes]) -> list[GroupFixes]:
        """The groups, with those that only settle together as one."""
        found = list(groups)
        for group in [each for each in found if each.fails_alone]:
            if group not in found:  # another one took it in
                continue
            members = self._grown(group, found)
            if len(members) > 1:
                members = self._shrunk(group, members)
                one = GroupFixes(_union(members), self.prove(_union(members)), mergeable=True)
                found = [one, *(each for each in found if each not in members)]
        return found

    def _grown(self, group: GroupFixes, groups: Sequence[GroupFixes]) -> list[GroupFixes]:
        """The group with its neighbours, and theirs, until a script settles them; the group alone if none does."""
        members = [group]
        while True:
            near = frozenset(other for ref in _union(members) for other in self.neighbours.get(ref, ()))
            more = [each for each in groups if each.mergeable and each not in members and each.refs & near]
            if not more or len(members) + len(more) > MOST:
                return [group]
            members += more
            if _settles(self.prove(_union(members))):
                return members

    def _shrunk(self, group: GroupFixes, members: Sequence[GroupFixes]) -> list[GroupFixes]:
        """The members without those that the script does not need."""
        kept = list(members)
        for member in members:
            rest = [each for each in kept if each is not member]
            if member is not group and len(rest) > 1 and _settles(self.prove(_union(rest))):
                kept = rest
        return kept


def merged_groups(
    prover: FixProver, directions: Sequence[Direction], groups: Sequence[frozenset[Ref]], request: Request
) -> Sequence[GroupFixes]:
    """Prove each group alone, and merge those that are settled only together.

    Args:
        prover: of the fixes.
        directions: both.
        groups: of references.
        request: has the states whose dependencies tell which groups may need each other.
    """

    def excluded(group: frozenset[Ref]) -> bool:
        return any(not each.whole.proof.proven or each.exclusion_reason(group) for each in directions)

    def prove(group: frozenset[Ref]) -> Fixes:
        return tuple(prover.prove(direction, [group])[0] for direction in directions)

    fixes = zip(*(prover.prove(direction, groups) for direction in directions), strict=True)
    found = [GroupFixes(group, both, not excluded(group)) for group, both in zip(groups, fixes, strict=True)]
    if not any(group.fails_alone for group in found):
        return found
    return GroupMerger(_neighbours(request.actual, request.expected), prove).merged(found)


def _neighbours(*snapshots: Snapshot) -> dict[Ref, frozenset[Ref]]:
    """References that one dependency of any of the states leads to, in either direction.

    A subobject ties what it needs, too: that a table is of a type leads from the type to the table's columns.
    """
    pairs = [(edge.dependent, edge.referenced) for snapshot in snapshots for edge in snapshot.edges]
    found: dict[Ref, set[Ref]] = {}
    for one, other in _both_ways(pairs):
        found.setdefault(one, set()).add(other)
    ends = {ref: frozenset(others) for ref, others in found.items() if KINDS[ref.kind].subobject}
    for ref, others in ends.items():
        for other in others:
            found[other] |= others - {ref, other}
    return {ref: frozenset(others) for ref, others in found.items()}


def _both_ways(pairs: Iterable[tuple[Ref, Ref]]) -> Iterator[tuple[Ref, Ref]]:
    for one, other in pairs:
        yield one, other
        yield other, one


def _union(groups: Iterable[GroupFixes]) -> frozenset[Ref]:
    return frozenset().union(*(group.refs for group in groups))


def _settles(fixes: Fixes) -> bool:
    return all(fix is None or fix.proven for fix in fixes)
