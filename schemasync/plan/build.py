"""Plan the statements that turn one snapshot into another; each phase is a function of what the phases before it found.

Input: two snapshots. Output: a plan.
The boundary: this module shows the order of the phases and decides nothing about any object; a phase sees no later one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from schemasync.core.compare import compare
from schemasync.core.errors import PlanError
from schemasync.core.model import Change, Ref, Snapshot
from schemasync.core.plan import Plan, Statement
from schemasync.core.sql import Setting
from schemasync.kinds import KINDS
from schemasync.plan.actions import sort_changes
from schemasync.plan.cycles import open_cycle, replaceable
from schemasync.plan.decisions import Decisions
from schemasync.plan.edges import create_after_links, name_links, required_links, steps_of, touched_edges
from schemasync.plan.emit import emit
from schemasync.plan.escape_strings import with_escape_strings
from schemasync.plan.extension_members import match_members
from schemasync.plan.function_bodies import body_links, row_links
from schemasync.plan.graph import Cycle, Graph
from schemasync.plan.implicit import account_for_implicit
from schemasync.plan.inline import fold
from schemasync.plan.inputs import Inputs
from schemasync.plan.privileges import privilege_links
from schemasync.plan.renames import rename
from schemasync.plan.replacement import Expansion, expand_replacements
from schemasync.plan.row_types import cast_row_types, merge_steps
from schemasync.plan.shell_types import add_shell_types
from schemasync.plan.sort_key import sort_key
from schemasync.plan.toposort import Ordering, order

_PASSES = 5
"""Greatest number of times that actions are decided again because more objects are created than was assumed."""


def build(before: Snapshot, after: Snapshot, role: str | None = None) -> Plan:
    """Plan the statements that turn `before` into `after`.

    Args:
        before: the state in which the plan starts.
        after: the state in which it ends.
        role: who runs it and so owns what it creates; by default who read `before`.

    Raises:
        PlanError: objects depend on each other in a cycle that nothing opens.
    """
    role = role or before.role
    renamed = rename(before, after, role)
    members = match_members(renamed.state, after)
    inputs = Inputs.of(members, role)
    changes = compare(members.before, members.after)
    force_replace = frozenset[Ref]()
    while True:
        decisions = _decide(changes, force_replace, inputs)
        ordering = _order(decisions)
        if not ordering.cycle:
            settings = tuple(dict.fromkeys((*before.text_settings, *after.text_settings)))
            return Plan(_readable((*renamed.statements, *emit(decisions, ordering)), settings), settings)
        more = replaceable(ordering.cycle) - force_replace
        if not more:
            raise _no_order(ordering.cycle)
        force_replace |= more


def _readable(statements: Iterable[Statement], settings: Collection[Setting]) -> tuple[Statement, ...]:
    """The statements, with strings that are read alike before the preamble has run, where sessions can have their own way."""
    if all(setting.name != "standard_conforming_strings" for setting in settings):
        return tuple(statements)
    return tuple(replace(each, sql=replace(each.sql, text=with_escape_strings(each.sql.text))) for each in statements)


def _decide(changes: Sequence[Change], force_replace: Collection[Ref], inputs: Inputs) -> Decisions:
    """Decide what happens to each object."""
    expansion, inputs = _expand(changes, force_replace, inputs)
    casts = cast_row_types(expansion, inputs)
    actions = replace(expansion.actions, alters=casts.alters)
    implicit = account_for_implicit(actions, inputs.creating(actions.creates))
    return Decisions(
        inputs=inputs.creating(implicit.actions.creates),
        actions=implicit.actions,
        retargeted=expansion.retargeted,
        merged=casts.merged,
        around=casts.around,
        unwanted_implicit=implicit.unwanted,
        adjusted_implicit=implicit.adjusted,
    )


def _expand(changes: Sequence[Change], force_replace: Collection[Ref], inputs: Inputs) -> tuple[Expansion, Inputs]:
    """Decide on actions, and again while more objects are created than the kinds took into account."""
    expansion = expand_replacements(sort_changes(changes, force_replace, inputs), inputs)
    for _ in range(_PASSES):
        actions = expansion.actions
        if not actions.replaced or inputs.context.created == actions.creates:
            break
        inputs = inputs.creating(actions.creates)
        expansion = expand_replacements(sort_changes(changes, force_replace, inputs), inputs)
    return expansion, inputs


def _graph(decisions: Decisions) -> Graph:
    """Link the steps, and fold those that share a statement."""
    steps = steps_of(decisions)
    edges = touched_edges(steps, decisions.inputs)
    graph = Graph(steps).require(required_links(decisions, edges))
    graph = merge_steps(graph, decisions.merged)
    graph = graph.prefer([*body_links(steps, decisions), *row_links(decisions), *create_after_links(decisions)])
    graph = graph.prefer(privilege_links(steps, decisions))
    graph = add_shell_types(graph, decisions, edges)
    graph = graph.require(name_links(graph, decisions))
    return fold(graph, decisions, edges)


def _order(decisions: Decisions) -> Ordering:
    """Sort the steps, and open the cycles between them."""
    return order(
        _graph(decisions),
        key=lambda step: sort_key(step, decisions.inputs),
        weight=lambda step: KINDS[step.ref.kind].order.rank,
        last_resort=lambda graph, cycle: open_cycle(graph, cycle, decisions),
    )


def _no_order(cycle: Cycle) -> PlanError:
    return PlanError(
        f"no order of statements exists: {' → '.join(map(str, cycle))}",
        "please report this schema; the objects depend on each other in a cycle",
    )
