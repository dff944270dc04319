"""Fold steps into the statements of other objects: a part is created with its whole, and dropped with it.

Input: the graph with all its links.
Output: the graph with carriers: a column in its table's CREATE, an index in its table's DROP.
The boundary: folding only says which steps share a statement. The single links stay, so that a step can leave its statement
again where that opens a cycle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.model import AUTOMATIC, PART, Edge, Ref
from schemasync.kinds import KINDS
from schemasync.plan.attachments import attachment_of
from schemasync.plan.decisions import Decisions
from schemasync.plan.edges import TouchedEdges
from schemasync.plan.graph import Action, Graph, Step, cleanup_step, create_step, drop_step


def fold(graph: Graph, decisions: Decisions, edges: TouchedEdges) -> Graph:
    """Let the statement of a whole do the work of its parts."""
    carriers = dict(_creates(decisions)) | dict(_drops(graph, decisions, edges.before))
    graph = graph.carry(carriers)
    return graph.carry({}, (step for step in graph.carriers if _is_inline_only(step, decisions)))


def _is_inline_only(step: Step, decisions: Decisions) -> bool:
    inputs, only = decisions.inputs, KINDS[step.ref.kind].inline.only
    snapshot = (inputs.after if step.action is Action.CREATE else inputs.before).snapshot
    return bool(only and only(snapshot.objects[step.ref]))


def _creates(decisions: Decisions) -> Iterator[tuple[Step, Step]]:
    """(creation of a part, creation of its parent that has a clause for it)."""
    inputs, creates = decisions.inputs, decisions.actions.creates
    for ref in creates:
        kind, model = KINDS[ref.kind], inputs.after.snapshot.objects[ref]
        clause = kind.inline.clause
        parent = kind.parent(ref, model) if kind.parent and clause else None
        if clause is None or parent not in creates or parent.kind not in kind.inline.parents:
            continue
        if clause(ref, model, inputs.context) is not None:
            yield create_step(ref), create_step(parent)


@dataclass(frozen=True, slots=True)
class _Ownership:
    """The objects with which PostgreSQL drops an object by itself.

    Attributes:
        parents: part → the object that it is a part of.
        owners: object → objects with which it is dropped (an owned sequence, its column).
        subobjects: object → its parts that are planned by themselves (a table's attachment as a partition).
    """

    parents: Mapping[Ref, Ref]
    owners: Mapping[Ref, Sequence[Ref]]
    subobjects: Mapping[Ref, Sequence[Ref]]


def _drops(graph: Graph, decisions: Decisions, edges: Sequence[Edge]) -> Iterator[tuple[Step, Step]]:
    """(drop of an object, drop of another one with which it goes)."""
    ownership = _ownership(edges)
    for ref in decisions.actions.drops:
        if owner := _dropped_with(ref, ownership, graph, decisions):
            yield drop_step(ref), drop_step(owner)


def _ownership(edges: Sequence[Edge]) -> _Ownership:
    parents: dict[Ref, Ref] = {}
    owners: dict[Ref, list[Ref]] = defaultdict(list)
    subobjects: dict[Ref, list[Ref]] = defaultdict(list)
    for dependent, referenced, type_ in edges:
        if type_ == PART:
            parents.setdefault(dependent, referenced)
            if KINDS[dependent.kind].subobject:
                subobjects[referenced].append(dependent)
        elif type_ in AUTOMATIC:
            owners[dependent].append(referenced)
    return _Ownership(parents, owners, subobjects)


def _dropped_with(ref: Ref, ownership: _Ownership, graph: Graph, decisions: Decisions) -> Ref | None:
    """The dropped object with which PostgreSQL drops this one by itself."""
    drops, whole = decisions.actions.drops, ownership.parents.get(ref)
    if whole in drops:
        return whole
    kind = KINDS[ref.kind]
    if kind.subobject or kind.satellite or _saves_rows(ref, decisions):
        return None
    owners = [*ownership.owners.get(ref, ())]
    for subobject in ownership.subobjects.get(ref, ()):
        if not _is_detached(subobject, decisions):
            owners += ownership.owners.get(subobject, ())
    return next((owner for owner in owners if owner in drops and cleanup_step(owner) not in graph.steps), None)


def _saves_rows(ref: Ref, decisions: Decisions) -> bool:
    """Whether statements of its own come before its DROP: a partition that is created again keeps its rows."""
    kind, inputs = KINDS[ref.kind], decisions.inputs
    if kind.estimate is None or ref not in decisions.actions.creates:
        return False
    return len(kind.ddl.drop(ref, inputs.before.snapshot.objects[ref], inputs.context)) > 1


def _is_detached(subobject: Ref, decisions: Decisions) -> bool:
    """Whether its table is detached first, so that the server does not drop it with the index that it is attached to."""
    inputs = decisions.inputs
    attachment = attachment_of(subobject, inputs.before.snapshot, inputs.context)
    return attachment is not None and attachment.cause in decisions.actions.drops
