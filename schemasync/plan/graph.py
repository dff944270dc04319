"""Represent steps, the links between them, and the steps whose statements do the work of others.

Input: steps and links from `edges`, `row_types`, `shell_types` and `inline`.
Output: an immutable `Graph`; each method returns another one.
The boundary: the phases that add links and the search for an order share nothing but this value.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from schemasync.core.model import Ref


class Action(enum.IntEnum):
    """An action on an object; its number orders steps between which nothing else decides."""

    ALTER = 1
    CREATE = 2
    DROP = 3
    CLEANUP = 4
    """Drop an object that was renamed out of the way, or an unwanted fact that came with a creation."""
    PLACEHOLDER = 5
    """Create a stand-in without what the object depends on (a shell type, a view of NULLs)."""

    @property
    def label(self) -> str:
        """The action as plans print it."""
        return self.name.lower()


class Step(NamedTuple):
    """One action on one object."""

    action: Action
    ref: Ref

    def __str__(self) -> str:
        return f"{self.action.label} {self.ref}"


def alter_step(ref: Ref) -> Step:
    return Step(Action.ALTER, ref)


def create_step(ref: Ref) -> Step:
    return Step(Action.CREATE, ref)


def drop_step(ref: Ref) -> Step:
    return Step(Action.DROP, ref)


def cleanup_step(ref: Ref) -> Step:
    return Step(Action.CLEANUP, ref)


def placeholder_step(ref: Ref) -> Step:
    return Step(Action.PLACEHOLDER, ref)


class Link(NamedTuple):
    """The first step comes before the other one."""

    first: Step
    then: Step


Predecessors = Mapping[Step, frozenset[Step]]
Cycle = tuple[Step, ...]
"""Steps that wait for each other, from one of them back to itself."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Steps and their order.

    Attributes:
        steps: every step.
        predecessors: the steps that must come before each step.
        carriers: step → the step whose statement does its work too (a column's CREATE in its table's).
        inline_only: carried steps that can never be a statement of their own.
        preferred: links that give way to a cycle.
    """

    steps: frozenset[Step] = frozenset()
    predecessors: Predecessors = field(default_factory=dict)
    carriers: Mapping[Step, Step] = field(default_factory=dict)
    inline_only: frozenset[Step] = frozenset()
    preferred: frozenset[Link] = frozenset()

    def before(self, step: Step) -> frozenset[Step]:
        """The steps that must come before this one."""
        return self.predecessors.get(step, frozenset())

    def add(self, *steps: Step) -> Graph:
        """Add steps without links."""
        return replace(self, steps=self.steps | frozenset(steps))

    def require(self, links: Iterable[Link]) -> Graph:
        """Add links that must hold; those of a step that does not exist are left out."""
        added = self._known(links)
        preferred = frozenset(link for link in self.preferred if link.first not in added.get(link.then, ()))
        return replace(self, predecessors=self._with(added), preferred=preferred)

    def prefer(self, links: Iterable[Link]) -> Graph:
        """Add links that should hold unless they close a cycle."""
        known = self._known(links)
        added = {then: firsts - self.before(then) - {then} for then, firsts in known.items()}
        preferred = {Link(first, then) for then, firsts in added.items() for first in firsts}
        return replace(self, predecessors=self._with(added), preferred=self.preferred | preferred)

    def set_predecessors(self, changed: Predecessors) -> Graph:
        """Replace the links that lead to some steps."""
        return replace(self, predecessors={**self.predecessors, **changed})

    def carry(self, carriers: Mapping[Step, Step], inline_only: Iterable[Step] = ()) -> Graph:
        """Let statements of other steps do the work of steps."""
        return replace(
            self, carriers={**self.carriers, **carriers}, inline_only=self.inline_only | frozenset(inline_only)
        )

    def uncarry(self, steps: Iterable[Step]) -> Graph:
        """Let carried steps be statements of their own."""
        apart = frozenset(steps)
        return replace(self, carriers={step: by for step, by in self.carriers.items() if step not in apart})

    def without_preferences(self, cycle: Cycle) -> Graph | None:
        """Give up the preferred links between members of a cycle; None if there are none."""
        members = set(cycle)
        loose = {link for link in self.preferred if {self.carrier(link.first), self.carrier(link.then)} <= members}
        if not loose:
            return None
        changed = {then: self.before(then) - {link.first for link in loose if link.then == then} for _, then in loose}
        return replace(self.set_predecessors(changed), preferred=self.preferred - loose)

    def carrier(self, step: Step) -> Step:
        """The step in whose statement this one is done; itself if it stands alone."""
        while step in self.carriers:
            step = self.carriers[step]
        return step

    def between_carriers(self) -> dict[Step, dict[Step, list[Link]]]:
        """Carrier → carriers that must come before it → the links between them."""
        carrier = {step: self.carrier(step) for step in self.steps}
        found: dict[Step, dict[Step, list[Link]]] = {step: {} for step in sorted(set(carrier.values()))}
        for then in sorted(self.predecessors):
            late = carrier[then]
            for first in sorted(self.predecessors[then]):
                early = carrier[first]
                if early != late:
                    found[late].setdefault(early, []).append(Link(first, then))
        return found

    def _known(self, links: Iterable[Link]) -> dict[Step, set[Step]]:
        """The links between steps that exist, by the later step."""
        steps, found = self.steps, defaultdict[Step, set[Step]](set)
        for first, then in links:
            if first in steps and then in steps:
                found[then].add(first)
        return found

    def _with(self, added: Mapping[Step, set[Step]]) -> Predecessors:
        return {**self.predecessors, **{then: self.before(then) | firsts for then, firsts in added.items()}}
