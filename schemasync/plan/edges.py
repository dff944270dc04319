"""Link the steps of a plan: each link says which of two steps comes first.

Input: `Decisions`, and the dependencies between objects for which something is done.
Output: the steps, and links between them; each rule is a generator of links.
The boundary: rules are independent of each other. Links to steps that do not exist are ignored, so no rule asks which steps
exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemasync.core.model import NORMAL, ORDER_ONLY, PART, Edge, Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.kinds.described import unique_names
from schemasync.plan.attachments import Attachment, attachment_of, other_candidates
from schemasync.plan.decisions import Decisions
from schemasync.plan.graph import Action, Graph, Link, Step, alter_step, cleanup_step, create_step, drop_step
from schemasync.plan.inputs import Inputs


class TouchedEdges(NamedTuple):
    """The dependencies between two objects for which something is done, at the start and at the end of the plan."""

    before: Sequence[Edge]
    after: Sequence[Edge]


def steps_of(decisions: Decisions) -> frozenset[Step]:
    """One step for each thing that happens to an object."""
    actions = decisions.actions
    return frozenset(
        [
            *map(drop_step, actions.drops),
            *map(alter_step, actions.alters),
            *map(create_step, actions.creates),
            *map(cleanup_step, decisions.unwanted_implicit),
            *map(cleanup_step, decisions.retargeted),
        ]
    )


def touched_edges(steps: frozenset[Step], inputs: Inputs) -> TouchedEdges:
    """Select the edges between objects that have steps."""
    touched = {step.ref for step in steps}
    return TouchedEdges(inputs.before.between(touched), inputs.after.between(touched))


def required_links(decisions: Decisions, edges: TouchedEdges) -> Iterator[Link]:
    """Every link that must hold, apart from those of names."""
    yield from _creation_links(decisions, edges.after)
    yield from _removal_links(decisions, edges.before)
    yield from _detach_links(decisions)
    yield from _attach_links(decisions)
    yield from _cleanup_links(decisions, edges.before)
    yield from _extension_links(decisions)


def create_after_links(decisions: Decisions) -> Iterator[Link]:
    """Creations that follow the creation or change of other objects, if both happen (a table's parents)."""
    for ref in decisions.actions.creates:
        create_after = KINDS[ref.kind].order.create_after
        for other in create_after(ref, decisions.inputs.context) if create_after else ():
            yield Link(create_step(other), create_step(ref))
            yield Link(alter_step(other), create_step(ref))


def name_links(graph: Graph, decisions: Decisions) -> Iterator[Link]:
    """An object is dropped before another one with its name is created.

    A function that is dropped with the old version of a base type needs no link: its arguments are of a type that has
    another name by then.
    """
    dropped: dict[tuple[str, ...], list[Ref]] = defaultdict(list)
    for ref in decisions.actions.drops:
        if graph.carrier(drop_step(ref)).action is not Action.CLEANUP:
            for name in unique_names(ref, decisions.inputs.before.snapshot):
                dropped[name].append(ref)
    for ref in decisions.actions.creates:
        for name in unique_names(ref, decisions.inputs.after.snapshot):
            for other in dropped.get(name, ()):
                yield Link(drop_step(other), create_step(ref))


def _creation_links(decisions: Decisions, edges: Sequence[Edge]) -> Iterator[Link]:
    """The dependencies of an object are created or changed before it."""
    for dependent, referenced, _ in edges:
        yield Link(create_step(referenced), create_step(dependent))
        yield Link(create_step(referenced), alter_step(dependent))
        yield Link(alter_step(referenced), create_step(dependent))
        if _is_inline_only(dependent, decisions.inputs.after.snapshot):
            # The bounds of an identity's sequence must fit before its column changes.
            yield Link(alter_step(dependent), alter_step(referenced))
        else:
            yield Link(alter_step(referenced), alter_step(dependent))


def _is_inline_only(ref: Ref, snapshot: Snapshot) -> bool:
    only = KINDS[ref.kind].inline.only
    return bool(only and only(snapshot.objects[ref]))


def _removal_links(decisions: Decisions, edges: Sequence[Edge]) -> Iterator[Link]:
    """The dependents of an object are dropped, or no longer depend on it, before it is dropped or altered."""
    drops = decisions.actions.drops
    parents = {edge.dependent: edge.referenced for edge in edges if edge.type == PART}
    for dependent, referenced, type_ in edges:
        if type_ == ORDER_ONLY:
            if parents.get(dependent) not in drops:
                yield from _order_only_links(dependent, referenced, decisions)
            continue
        yield Link(drop_step(dependent), drop_step(referenced))
        yield Link(drop_step(dependent), alter_step(referenced))
        if dependent not in decisions.retargeted.get(referenced, ()):
            yield Link(alter_step(dependent), drop_step(referenced))
    for ref in decisions.actions.replaced:
        yield Link(drop_step(ref), create_step(ref))


def _order_only_links(dependent: Ref, referenced: Ref, decisions: Decisions) -> Iterator[Link]:
    """Drop `referenced` before `dependent`, and free both of all users of `dependent`, as the first DROP may drop it, too."""
    yield Link(drop_step(referenced), drop_step(dependent))
    if dependent not in decisions.actions.drops:
        return
    for edge in decisions.inputs.before.dependents.get(dependent, ()):
        if edge.type == NORMAL and edge.dependent != referenced:
            yield Link(drop_step(edge.dependent), drop_step(referenced))
            if edge.dependent not in decisions.retargeted.get(dependent, ()):
                yield Link(alter_step(edge.dependent), drop_step(referenced))


def _detach_links(decisions: Decisions) -> Iterator[Link]:
    """An attachment ends before its two objects are dropped."""
    inputs = decisions.inputs
    for ref in decisions.actions.drops:
        if attachment := attachment_of(ref, inputs.before.snapshot, inputs.context):
            yield Link(drop_step(attachment.cause), drop_step(attachment.part))
            yield Link(drop_step(attachment.cause), drop_step(attachment.whole))


def _attach_links(decisions: Decisions) -> Iterator[Link]:
    """An index of a partition exists before its table is attached, so that the server makes none of its own."""
    inputs, creates = decisions.inputs, decisions.actions.creates
    for candidate, cause in other_candidates(creates, inputs):
        yield Link(create_step(cause), create_step(candidate))
    created: dict[Ref, Attachment] = {}
    for ref in creates:
        if attachment := attachment_of(ref, inputs.after.snapshot, inputs.context):
            created[ref] = attachment
    causes = {attachment.part: attachment.cause for attachment in created.values()}
    for ref, attachment in created.items():
        part, whole, cause = attachment
        upper = causes.get(whole)
        exists = _exists_before(attachment, created, decisions)
        if exists or not _has_lower_later(part, created, decisions):
            yield Link(create_step(part), create_step(cause))
        yield Link(create_step(cause), create_step(ref))
        if upper and _has_statement(whole, decisions) and upper not in _created_before(cause, decisions):
            yield Link(create_step(ref), create_step(upper))
        elif upper:
            yield Link(create_step(upper), create_step(ref))
        if not exists and not _has_clause(whole, inputs):
            yield Link(create_step(cause), create_step(whole))


def _created_before(ref: Ref, decisions: Decisions) -> Collection[Ref]:
    """The objects that are created before one, if they are created; none where a part of a plan leaves that one out."""
    create_after = KINDS[ref.kind].order.create_after
    if not create_after or ref not in decisions.inputs.after.snapshot.objects:
        return ()
    return tuple(create_after(ref, decisions.inputs.context))


def _exists_before(attachment: Attachment, created: Mapping[Ref, Attachment], decisions: Decisions) -> bool:
    """Whether the whole exists before the part's table is attached, so that the server would attach an index of its own choice.

    It does if it stays, or if its table is attached before the part's, to a table whose index exists before that.
    """
    _, whole, cause = attachment
    if whole not in decisions.actions.creates:
        return True
    before = _created_before(cause, decisions)
    above = (one for one in created.values() if one.part == whole and one.cause in before)
    return any(_exists_before(one, created, decisions) for one in above)


def _has_lower_later(part: Ref, created: Mapping[Ref, Attachment], decisions: Decisions) -> bool:
    """Whether something is attached to the part, and only after the part's own table is attached."""
    cause = next(one.cause for one in created.values() if one.part == part)
    return any(one.whole == part and cause in _created_before(one.cause, decisions) for one in created.values())


def _has_statement(ref: Ref, decisions: Decisions) -> bool:
    """Whether the object exists, or a statement creates it: it does not come with an attachment of its parent."""
    if ref not in decisions.actions.creates:
        return True
    model = decisions.inputs.after.snapshot.objects[ref]
    return bool(KINDS[ref.kind].ddl.create(ref, model, decisions.inputs.context))


def _has_clause(ref: Ref, inputs: Inputs) -> bool:
    """Whether its parent's CREATE statement can create it."""
    clause = KINDS[ref.kind].inline.clause
    return clause is not None and clause(ref, inputs.after.snapshot.objects[ref], inputs.context) is not None


def _cleanup_links(decisions: Decisions, edges: Sequence[Edge]) -> Iterator[Link]:
    """Drop a renamed object when it is unused, and remove an unwanted implicit fact when it exists."""
    retargeted = decisions.retargeted
    for dependent, referenced, _ in edges:
        if dependent in retargeted:
            last = cleanup_step(referenced) if referenced in retargeted else drop_step(referenced)
            yield Link(cleanup_step(dependent), last)
    for ref, moved in retargeted.items():
        yield Link(create_step(ref), cleanup_step(ref))
        for other in moved:
            yield Link(create_step(ref), alter_step(other))
            yield Link(alter_step(other), cleanup_step(ref))
            for edge in decisions.inputs.before.dependents.get(other, ()):
                yield Link(drop_step(edge.dependent), drop_step(ref))  # a range is renamed by moving its columns
    for fact, model in decisions.unwanted_implicit.items():
        requires = KINDS[fact.kind].order.requires
        for needed in (fact.subject, *(requires(fact, model) if requires else ())):
            yield Link(create_step(needed), cleanup_step(fact))


def _extension_links(decisions: Decisions) -> Iterator[Link]:
    """Members are removed from an extension before it is dropped, and added when it exists."""
    members = decisions.inputs.members
    for ref, extension in members.removed.items():
        yield Link(drop_step(ref), drop_step(extension))
        yield Link(alter_step(ref), drop_step(extension))
    for ref, extension in members.added.items():
        yield Link(create_step(extension), create_step(ref))
        yield Link(create_step(extension), alter_step(ref))
