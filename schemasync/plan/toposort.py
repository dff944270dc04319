"""Puts actions in order: a graph of single steps, folded into statements, sorted, its cycles opened."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any, NamedTuple

from schemasync.core.errors import PlanError
from schemasync.core.model import Ref


class Step(NamedTuple):
    """One action on one object: `drop`, `alter`, `create`, `stub` or `settle`."""

    action: str
    ref: Ref


class Graph:
    """Steps, what must come before what, and which step's statement carries which other step.

    Attributes:
        carriers: step → the step whose statement does its work too (a column's CREATE in its table's).
        pinned: folded steps that never stand alone.
        soft: links that give way to a circle.
    """

    def __init__(self) -> None:
        self.steps: set[Step] = set()
        self.links: dict[Step, set[Step]] = defaultdict(set)
        self.carriers: dict[Step, Step] = {}
        self.pinned: set[Step] = set()
        self.soft: set[tuple[Step, Step]] = set()

    def add(self, step: Step) -> None:
        self.steps.add(step)

    def before(self, first: Step, then: Step) -> None:
        """Both are known steps: the first must come before the second."""
        if first in self.steps and then in self.steps:
            self.links[then].add(first)

    def prefer(self, first: Step, then: Step) -> None:
        """The first should come before the second, unless that closes a circle."""
        if first in self.steps and then in self.steps and first != then and first not in self.links[then]:
            self.links[then].add(first)
            self.soft.add((first, then))

    def loosen(self, cycle: Iterable[Step]) -> bool:
        """Give up what is only preferred between members of a circle; False if there is nothing."""
        members = set(cycle)
        loose = {(first, then) for first, then in self.soft if {self.carrier(first), self.carrier(then)} <= members}
        for first, then in loose:
            self.links[then].discard(first)
        self.soft -= loose
        return bool(loose)

    def carrier(self, step: Step) -> Step:
        """The step in whose statement this one is done; itself if it stands alone."""
        while step in self.carriers:
            step = self.carriers[step]
        return step

    def folded(self) -> dict[Step, dict[Step, list[tuple[Step, Step]]]]:
        """Links between carriers, each with the single links that it stands for."""
        carrier = {step: self.carrier(step) for step in self.steps}
        joined: dict[Step, dict[Step, list[tuple[Step, Step]]]] = {step: {} for step in sorted(set(carrier.values()))}
        for then, firsts in sorted(self.links.items()):
            late = carrier[then]
            for first in sorted(firsts):
                early = carrier[first]
                if early != late:
                    joined[late].setdefault(early, []).append((first, then))
        return joined


def order(
    graph: Graph,
    key: Callable[[Step], Any],
    weight: Callable[[Step], int],
    open_cycle: Callable[[list[Step]], bool],
) -> list[Step]:
    """Sort the carriers so that every link holds; ties break by `key`.

    Args:
        graph: is changed where cycles are opened.
        key: sort key of a step.
        weight: of the folded steps in a cycle, those that weigh most leave their statement.
        open_cycle: last resort for a cycle in which nothing is folded; True if it changed the graph.

    Raises:
        PlanError: a cycle that nothing opens; names its members.
    """
    while True:
        joined = graph.folded()
        sorter = TopologicalSorter({late: early.keys() for late, early in joined.items()})
        try:
            sorter.prepare()
        except CycleError as error:
            cycle: list[Step] = error.args[1]
            if graph.loosen(cycle):
                continue
            if not _unfold(graph, joined, cycle, weight) and not open_cycle(cycle):
                members = " → ".join(f"{step.action} {step.ref}" for step in cycle)
                raise PlanError(
                    f"no order of statements exists: {members}",
                    "please report this schema; the objects depend on each other in a circle",
                ) from None
            continue
        return list(_pop(sorter, key))


def _pop(sorter: TopologicalSorter[Step], key: Callable[[Step], Any]) -> Iterable[Step]:
    heap: list[tuple[Any, Step]] = []
    while sorter.is_active():
        for step in sorter.get_ready():
            heapq.heappush(heap, (key(step), step))
        _, step = heapq.heappop(heap)
        yield step
        sorter.done(step)


def _unfold(
    graph: Graph,
    joined: Mapping[Step, Mapping[Step, list[tuple[Step, Step]]]],
    cycle: list[Step],
    weight: Callable[[Step], int],
) -> bool:
    """Let a folded step that closes the circle stand alone: a constraint leaves its table, a drop its parent's."""
    candidates: set[Step] = set()
    for one, other in pairwise(cycle):
        singles = joined.get(other, {}).get(one) or joined.get(one, {}).get(other) or []
        for first, then in singles:
            candidates |= {
                step for step in (first, then) if step in graph.carriers.keys() - graph.pinned and _leaves(step, first)
            }
    late = max((weight(step) for step in candidates), default=None)
    for step in candidates:
        if weight(step) == late:
            del graph.carriers[step]
    return bool(candidates)


def _leaves(step: Step, first: Step) -> bool:
    """A folded drop leaves when something waits for it, a folded create when it waits for something."""
    return step == first if step.action == "drop" else step != first
