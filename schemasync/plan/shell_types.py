"""Order a base type and its functions, which need each other: first a shell type, then the functions, then the type.

Input: a graph in which a type and its functions wait for each other.
Output: the graph with a placeholder for each such type, and the functions dropped together with the type.
The boundary: it changes links that dependencies have made, so it comes after them; the cycle is known beforehand, so
`cycles` need not find it.

Source: PostgreSQL, "CREATE TYPE", section "Base Types".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from schemasync.core.model import Edge, Ref
from schemasync.kinds import KINDS
from schemasync.plan.decisions import Decisions
from schemasync.plan.edges import TouchedEdges
from schemasync.plan.graph import (
    Graph,
    Link,
    Step,
    alter_step,
    cleanup_step,
    create_step,
    drop_step,
    placeholder_step,
)


def add_shell_types(graph: Graph, decisions: Decisions, edges: TouchedEdges) -> Graph:
    """Open the cycles between base types and their functions."""
    actions = decisions.actions
    functions = _mutual_functions(edges.after)
    for ref in _with_shell_type([*actions.creates, *actions.alters]):
        graph = _create(graph, ref, decisions, functions)
    functions = _mutual_functions(edges.before)
    for ref in _with_shell_type([*actions.drops, *actions.alters]):
        dropped = frozenset(drop_step(function) for function in functions.get(ref, set()) & actions.drops)
        if ref in actions.alters:
            graph = _unlink(graph, alter_step(ref), dropped)
        else:
            graph = _drop_together(graph, ref, dropped)
    return graph


def _with_shell_type(refs: Iterable[Ref]) -> Iterator[Ref]:
    return (ref for ref in refs if KINDS[ref.kind].order.needs_shell_type)


def _mutual_functions(edges: Iterable[Edge]) -> Mapping[Ref, AbstractSet[Ref]]:
    """Base type → the functions that depend on it and on which it depends."""
    pairs = {(edge.dependent, edge.referenced) for edge in edges}
    found: dict[Ref, set[Ref]] = defaultdict(set)
    for dependent, referenced in pairs:
        if KINDS[dependent.kind].order.needs_shell_type and (referenced, dependent) in pairs:
            found[dependent].add(referenced)
    return found


def _create(graph: Graph, ref: Ref, decisions: Decisions, functions: Mapping[Ref, AbstractSet[Ref]]) -> Graph:
    """Create the shell type before the functions, and the type after them."""
    creates = decisions.actions.creates
    own = frozenset(create_step(function) for function in functions.get(ref, set()) & creates)
    if not own:
        return graph
    complete, shell = create_step(ref) if ref in creates else alter_step(ref), placeholder_step(ref)
    if ref in creates:
        graph = graph.add(shell).set_predecessors({shell: graph.before(complete) - own})
        graph = graph.require([Link(shell, complete)])
    for step in own:
        graph = _unlink(graph, step, frozenset([complete]))
    return graph.require(Link(shell, step) for step in own)


def _drop_together(graph: Graph, ref: Ref, dropped: frozenset[Step]) -> Graph:
    """Let the statement that drops the type drop its functions, too: its DROP, or its cleanup if it is renamed away.

    In the second case new functions need not wait until the old ones are dropped.
    """
    cleanup = cleanup_step(ref)
    renamed_away = cleanup in graph.steps
    graph = graph.carry(dict.fromkeys(dropped, cleanup if renamed_away else drop_step(ref)), dropped)
    if renamed_away:
        graph = _unlink(graph, drop_step(ref), dropped)
        for step in dropped:
            graph = _unlink(graph, create_step(step.ref), frozenset([step]))
    return graph


def _unlink(graph: Graph, then: Step, firsts: frozenset[Step]) -> Graph:
    """Remove the links from some steps to another one."""
    if not graph.before(then) & firsts:
        return graph
    return replace(
        graph.set_predecessors({then: graph.before(then) - firsts}),
        preferred=graph.preferred - {Link(first, then) for first in firsts},
    )
