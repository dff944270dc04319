"""Turn ordered steps into statements.

Input: `Decisions` and the order of their steps.
Output: the statements of the plan.
The boundary: statements are written for decisions that are made; nothing is decided here.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemasync.core.errors import PlanError
from schemasync.core.model import Ref, Statement
from schemasync.core.sql import Sql
from schemasync.kinds import KINDS
from schemasync.kinds._kind import PlanContext
from schemasync.plan.actions import alter
from schemasync.plan.cycles import has_placeholder
from schemasync.plan.decisions import Decisions
from schemasync.plan.graph import Action, Graph, Step, cleanup_step
from schemasync.plan.search_path import with_search_path
from schemasync.plan.toposort import Ordering


@dataclass(frozen=True, slots=True)
class _Scope:
    """Everything that statements are made from.

    Attributes:
        decisions: what happens to each object.
        graph: the steps, without cycles.
        context: of the kinds, with the children of each created object.
    """

    decisions: Decisions
    graph: Graph
    context: PlanContext


def emit(decisions: Decisions, ordering: Ordering) -> Iterator[Statement]:
    """The statements of each step in order, each with all objects whose change it carries."""
    graph, inputs = ordering.graph, decisions.inputs
    carried: dict[Step, list[Step]] = defaultdict(list)
    children: dict[Ref, list[Ref]] = defaultdict(list)
    for step, carrier in sorted(graph.carriers.items()):
        carried[graph.carrier(step)].append(step)
        if step.action is Action.CREATE:
            children[carrier.ref].append(step.ref)
    scope = _Scope(decisions, graph, dataclasses.replace(inputs.context, children=children))
    for step in ordering.steps:
        also = carried.get(step, [])
        refs = (step.ref, *(other.ref for other in also), *inputs.members.parts.get(step.ref, ())[1:])
        for sql in _statements(step, also, scope):
            yield Statement(with_search_path(sql, step, refs, decisions), step.ref, step.action.label, refs)


def _statements(step: Step, carried: Sequence[Step], scope: _Scope) -> Sequence[Sql]:
    ref, decisions = step.ref, scope.decisions
    match step.action:
        case Action.ALTER:
            return decisions.actions.alters[ref]
        case Action.PLACEHOLDER:
            return _placeholder(ref, scope)
        case Action.CLEANUP:
            return _cleanup(ref, scope)
        case Action.DROP:
            members = decisions.inputs.members
            return [*(members.statements(ref) if ref in members.removed else ()), *_drop(ref, scope)]
        case Action.CREATE:
            members = decisions.inputs.members
            return [*_create(ref, carried, scope), *(members.statements(ref) if ref in members.added else ())]


def _placeholder(ref: Ref, scope: _Scope) -> Sequence[Sql]:
    inputs, placeholder = scope.decisions.inputs, KINDS[ref.kind].ddl.placeholder
    assert placeholder
    state = inputs.after if ref in scope.decisions.actions.creates else inputs.before
    return placeholder(ref, state.snapshot.objects[ref], scope.context)


def _cleanup(ref: Ref, scope: _Scope) -> Sequence[Sql]:
    """Remove a fact that came with a creation, or what was renamed away."""
    decisions = scope.decisions
    if ref in decisions.unwanted_implicit:
        return KINDS[ref.kind].ddl.drop(ref, decisions.unwanted_implicit[ref], scope.context)
    return _renamed_away(ref, scope).drop


def _drop(ref: Ref, scope: _Scope) -> Sequence[Sql]:
    """Drop the object, or rename it away if it is dropped later."""
    if cleanup_step(ref) in scope.graph.steps and ref not in scope.decisions.unwanted_implicit:
        return _renamed_away(ref, scope).rename
    return KINDS[ref.kind].ddl.drop(ref, scope.decisions.inputs.before.snapshot.objects[ref], scope.context)


@dataclass(frozen=True, slots=True)
class _RenamedAway:
    """The statements that rename an object out of the way, and those that drop it under its other name."""

    rename: Sequence[Sql]
    drop: Sequence[Sql]


def _renamed_away(ref: Ref, scope: _Scope) -> _RenamedAway:
    inputs, rename_away = scope.decisions.inputs, KINDS[ref.kind].replacement.rename_away
    assert rename_away
    before, after = inputs.before.snapshot.objects, inputs.after.snapshot.objects
    return _RenamedAway(*rename_away(ref, before[ref], after.get(ref), scope.context))


def _create(ref: Ref, carried: Sequence[Step], scope: _Scope) -> Sequence[Sql]:
    """Create the object with its parts, or complete what a placeholder or the server has created."""
    kind, decisions = KINDS[ref.kind], scope.decisions
    if ref in decisions.adjusted_implicit:
        return decisions.adjusted_implicit[ref]
    objects = decisions.inputs.after.snapshot.objects
    if has_placeholder(ref, scope.graph):
        attributes = [name for rule in kind.ddl.alter for name in rule.attributes]
        alteration = alter(ref, objects[ref], objects[ref], attributes, scope.context)
        if alteration is None:
            raise PlanError(f"the placeholder of {ref} cannot be replaced")
        return alteration.statements
    return [*kind.ddl.create(ref, objects[ref], scope.context), *_after_create(carried, scope)]


def _after_create(carried: Sequence[Step], scope: _Scope) -> Iterator[Sql]:
    """The statements that must follow the CREATE of which an object is a clause."""
    objects = scope.decisions.inputs.after.snapshot.objects
    for step in carried:
        after_create = KINDS[step.ref.kind].inline.after_create
        if after_create:
            yield from after_create(step.ref, objects[step.ref], scope.context)
