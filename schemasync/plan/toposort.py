"""Sort a graph of steps; where steps wait for each other in a cycle, open it in a fixed order of preference.

Input: a `Graph`, a sort key for steps that no link orders, and a last resort for cycles.
Output: `Ordering`: the steps that are statements, in order, and the graph as it is without its cycles.
The boundary: ways to open a cycle that need not know what a step does are here, the others in `cycles`.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from schemasync.plan.graph import Action, Cycle, Graph, Link, Step

SortKey = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ordering:
    """Steps in order.

    Attributes:
        graph: without the cycles that were opened.
        steps: all steps that no other one carries; empty if there is no order.
        cycle: a cycle that nothing opens; empty if there is an order.
    """

    graph: Graph
    steps: tuple[Step, ...]
    cycle: Cycle = ()


def order(
    graph: Graph,
    key: Callable[[Step], SortKey],
    weight: Callable[[Step], int],
    last_resort: Callable[[Graph, Cycle], Graph | None],
) -> Ordering:
    """Sort the steps so that every link holds; ties break by `key`.

    Links that are only preferred give way to a cycle first; then carried steps become statements of their own; then
    the last resort is asked.

    Args:
        graph: the steps and their links.
        key: sort key of a step.
        weight: of the carried steps in a cycle, those with the greatest weight become statements of their own.
        last_resort: (graph, cycle in which no step is carried) → a graph without the cycle, or None.
    """
    while True:
        links = graph.between_carriers()
        sorter = TopologicalSorter({late: early.keys() for late, early in links.items()})
        try:
            sorter.prepare()
        except CycleError as error:
            cycle: Cycle = tuple(error.args[1])
            opened = (
                graph.without_preferences(cycle)
                or _uncarry_in_cycle(graph, links, cycle, weight)
                or last_resort(graph, cycle)
            )
            if opened is None:
                return Ordering(graph, (), cycle)
            graph = opened
        else:
            return Ordering(graph, tuple(_pop(sorter, key)))


def _pop(sorter: TopologicalSorter[Step], key: Callable[[Step], SortKey]) -> Iterator[Step]:
    heap: list[tuple[SortKey, Step]] = []
    while sorter.is_active():
        for step in sorter.get_ready():
            heapq.heappush(heap, (key(step), step))
        _, step = heapq.heappop(heap)
        yield step
        sorter.done(step)


def _uncarry_in_cycle(
    graph: Graph,
    links: Mapping[Step, Mapping[Step, Sequence[Link]]],
    cycle: Cycle,
    weight: Callable[[Step], int],
) -> Graph | None:
    """Make carried steps that close the cycle statements of their own: a constraint's creation, a drop of a part."""
    able = graph.carriers.keys() - graph.inline_only
    candidates: set[Step] = set()
    for one, other in pairwise(cycle):
        for link in links.get(other, {}).get(one) or links.get(one, {}).get(other) or []:
            candidates |= {step for step in link if step in able and _can_leave(step, link)}
    if not candidates:
        return None
    heaviest = max(map(weight, candidates))
    return graph.uncarry(step for step in candidates if weight(step) == heaviest)


def _can_leave(step: Step, link: Link) -> bool:
    """Whether a carried step can open the link: a drop that another step waits for, or a creation that waits for another."""
    return step == link.first if step.action is Action.DROP else step != link.first
