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
from schemasync.core.model import Ref
from schemasync.core.plan import Statement
from schemasync.core.sql import Sql
from schemasync.kinds import KINDS
from schemasync.kinds.kind import PlanContext, RenamedAway
from schemasync.plan.actions import alter
from schemasync.plan.cycles import has_placeholder
from schemasync.plan.decisions import Decisions
from schemasync.plan.graph import Action, Graph, Step, cleanup_step
from schemasync.plan.search_path import with_search_path
from schemasync.plan.toposort import Ordering
from schemasync.plan.user_code import with_own_path


@dataclass(frozen=True, slots=True)
class _EmitInputs:
    """Everything that statements are made from.

    Attributes:
        decisions: what happens to each object.
        graph: the steps, without cycles.
        context: the part that kinds get, with the children that each CREATE has clauses for.
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
    emit_inputs = _EmitInputs(decisions, graph, dataclasses.replace(inputs.context, children=children))
    for step in ordering.steps:
        others = carried.get(step, [])
        refs = (step.ref, *(other.ref for other in others), *inputs.members.parts.get(step.ref, ())[1:])
        for sql in _between_casts(step, others, emit_inputs):
            text = with_own_path(with_search_path(sql, step, refs, decisions), step, refs, decisions)
            yield Statement(text, step.ref, step.action.label, refs)


def _between_casts(step: Step, carried: Sequence[Step], emit_inputs: _EmitInputs) -> Sequence[Sql]:
    """The statements of a step, between those that cast columns to text while it runs."""
    statements, around = _statements(step, carried, emit_inputs), emit_inputs.decisions.around.get(step)
    return [*around.to_text, *statements, *around.back] if around and statements else statements


def _statements(step: Step, carried: Sequence[Step], emit_inputs: _EmitInputs) -> Sequence[Sql]:
    ref, decisions = step.ref, emit_inputs.decisions
    match step.action:
        case Action.ALTER:
            return decisions.actions.alters[ref]
        case Action.PLACEHOLDER:
            return _placeholder(ref, emit_inputs)
        case Action.CLEANUP:
            return _cleanup(ref, emit_inputs)
        case Action.DROP:
            members = decisions.inputs.members
            return [*(members.statements(ref) if ref in members.removed else ()), *_drop(ref, emit_inputs)]
        case Action.CREATE:
            members = decisions.inputs.members
            return [*_create(ref, carried, emit_inputs), *(members.statements(ref) if ref in members.added else ())]


def _placeholder(ref: Ref, emit_inputs: _EmitInputs) -> Sequence[Sql]:
    inputs, placeholder = emit_inputs.decisions.inputs, KINDS[ref.kind].ddl.placeholder
    assert placeholder
    state = inputs.after if ref in emit_inputs.decisions.actions.creates else inputs.before
    return placeholder(ref, state.snapshot.objects[ref], emit_inputs.context)


def _cleanup(ref: Ref, emit_inputs: _EmitInputs) -> Sequence[Sql]:
    """Remove a fact that came with a creation, or drop an object that was renamed away."""
    decisions = emit_inputs.decisions
    if ref in decisions.unwanted_implicit:
        return KINDS[ref.kind].ddl.drop(ref, decisions.unwanted_implicit[ref], emit_inputs.context)
    return _renamed_away(ref, emit_inputs).drop


def _drop(ref: Ref, emit_inputs: _EmitInputs) -> Sequence[Sql]:
    """Drop the object, or rename it away if it is dropped later."""
    if cleanup_step(ref) in emit_inputs.graph.steps and ref not in emit_inputs.decisions.unwanted_implicit:
        return _renamed_away(ref, emit_inputs).rename
    return KINDS[ref.kind].ddl.drop(ref, emit_inputs.decisions.inputs.before.snapshot.objects[ref], emit_inputs.context)


def _renamed_away(ref: Ref, emit_inputs: _EmitInputs) -> RenamedAway:
    inputs, rename_away = emit_inputs.decisions.inputs, KINDS[ref.kind].replacement.rename_away
    assert rename_away
    before, after = inputs.before.snapshot.objects, inputs.after.snapshot.objects
    return rename_away(ref, before[ref], after.get(ref), emit_inputs.context)


def _create(ref: Ref, carried: Sequence[Step], emit_inputs: _EmitInputs) -> Sequence[Sql]:
    """Create the object with its parts, or complete what a placeholder or the server has created."""
    kind, decisions = KINDS[ref.kind], emit_inputs.decisions
    if ref in decisions.adjusted_implicit:
        return decisions.adjusted_implicit[ref]
    objects = decisions.inputs.after.snapshot.objects
    if has_placeholder(ref, emit_inputs.graph):
        attributes = [name for rule in kind.ddl.alter for name in rule.attributes]
        alteration = alter(ref, objects[ref], objects[ref], attributes, emit_inputs.context)
        if alteration is None:
            raise PlanError(f"the placeholder of {ref} cannot be completed by ALTER or CREATE OR REPLACE statements")
        return alteration.statements
    return [*kind.ddl.create(ref, objects[ref], emit_inputs.context), *_after_create(carried, emit_inputs)]


def _after_create(carried: Sequence[Step], emit_inputs: _EmitInputs) -> Iterator[Sql]:
    """The statements that must follow a CREATE for the objects that it has clauses for."""
    objects = emit_inputs.decisions.inputs.after.snapshot.objects
    for step in carried:
        after_create = KINDS[step.ref.kind].inline.after_create
        if after_create:
            yield from after_create(step.ref, objects[step.ref], emit_inputs.context)
