"""Open cycles that the sort cannot open by itself: with a placeholder, or by renaming an object out of the way.

Input: a graph and a cycle in which each step is a statement of its own.
Output: the graph without the cycle; or, where nothing opens it, objects whose replacement may.
The boundary: it needs to know what a step does, which `toposort` does not. The graph is the only state: a placeholder and a
cleanup step tell that a cycle was opened, and how.
"""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.kinds import KINDS
from schemasync.plan.decisions import Decisions
from schemasync.plan.graph import Action, Cycle, Graph, Link, Step, cleanup_step, drop_step, placeholder_step


def open_cycle(graph: Graph, cycle: Cycle, decisions: Decisions) -> Graph | None:
    """Return the graph without a cycle; None if neither a placeholder nor a rename opens it."""
    members = frozenset(step.ref for step in cycle)
    for step in cycle:
        if _can_have_placeholder(step, graph):
            return _add_placeholder(graph, step, members)
    return next((opened for step in cycle if (opened := _rename_away(graph, step, decisions))), None)


def replaceable(cycle: Cycle) -> frozenset[Ref]:
    """Members of a cycle that hold no data, and may be dropped and created instead of altered."""
    return frozenset(
        step.ref for step in cycle if step.action is Action.ALTER and KINDS[step.ref.kind].replacement.rebuildable
    )


def has_placeholder(ref: Ref, graph: Graph) -> bool:
    """Whether a cycle was opened by a placeholder of the object; a shell type is not meant."""
    return placeholder_step(ref) in graph.steps and not KINDS[ref.kind].order.needs_shell_type


def _can_have_placeholder(step: Step, graph: Graph) -> bool:
    kind = KINDS[step.ref.kind]
    return (
        step.action in (Action.CREATE, Action.DROP)
        and kind.ddl.placeholder is not None
        and not kind.order.needs_shell_type
        and placeholder_step(step.ref) not in graph.steps
    )


def _add_placeholder(graph: Graph, step: Step, members: frozenset[Ref]) -> Graph | None:
    """Let the other members wait for a placeholder of the object instead of the object; None if none waits for it.

    A created object follows its placeholder; an object that is dropped becomes a placeholder first.
    """
    placeholder = placeholder_step(step.ref)
    changed = {
        then: (firsts - {step}) | {placeholder}
        for then, firsts in graph.predecessors.items()
        if step in firsts and then.ref in members and (step.action is Action.CREATE or then.ref != step.ref)
    }
    if not changed:
        return None
    if step.action is Action.CREATE:
        changed[placeholder] = frozenset(
            first for first in graph.before(step) if first.ref not in members or first.action is Action.DROP
        )
    changed[step] = changed.get(step, graph.before(step)) | {placeholder}
    return graph.add(placeholder).set_predecessors(changed)


def _rename_away(graph: Graph, step: Step, decisions: Decisions) -> Graph | None:
    """Rename an object out of the way, and drop it when its users have left it; None if that does not open the cycle."""
    moved = frozenset(first for first in graph.before(step) if first.action is Action.ALTER)
    cleanup = cleanup_step(step.ref)
    if (
        step.action is not Action.DROP
        or not moved
        or not KINDS[step.ref.kind].replacement.rename_away
        or cleanup in graph.steps
    ):
        return None
    opened = graph.add(cleanup).set_predecessors({cleanup: moved | {step}, step: graph.before(step) - moved})
    links = []
    for edge in decisions.inputs.before.dependencies.get(step.ref, ()):
        last = cleanup_step(edge.referenced)
        links.append(Link(cleanup, last if last in opened.steps else drop_step(edge.referenced)))
    return opened.require(links)
