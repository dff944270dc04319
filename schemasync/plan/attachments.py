"""Find attachments that PostgreSQL makes by itself and that cannot be detached alone (the index of a partition).

Input: an object and a snapshot. Output: `Attachment`, or the indexes that the server would choose instead.
The boundary: replacing, folding and ordering need the same answer; each would otherwise ask the kind in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.kinds.kind import PlanContext
from schemasync.plan.inputs import Inputs


class Attachment(NamedTuple):
    """An attachment that ends only together with another fact.

    Attributes:
        part: the object that is attached (a partition's index).
        whole: the object that it is attached to.
        cause: the fact that brings the attachment, and ends it (the table's attachment as a partition).
    """

    part: Ref
    whole: Ref
    cause: Ref


class Candidate(NamedTuple):
    """An index that the server would attach instead of the wanted one if it existed when `cause` is created."""

    ref: Ref
    cause: Ref


def attachment_of(ref: Ref, snapshot: Snapshot, context: PlanContext) -> Attachment | None:
    """The attachment that an object stands for; None if it stands for none, or can be detached alone."""
    kind, model = KINDS[ref.kind], snapshot.objects[ref]
    found = kind.replacement.detached_with(ref, model, context) if kind.replacement.detached_with else None
    part = kind.parent(ref, model) if found and kind.parent else None
    if found is None or part is None:
        return None
    return Attachment(part, whole=found.attached_to, cause=found.ends_with)


def other_candidates(creates: AbstractSet[Ref], inputs: Inputs) -> Iterator[Candidate]:
    """Indexes that must not exist yet when the server chooses one to attach."""
    after = inputs.after.snapshot
    chosen: dict[Ref, Attachment] = {}
    for ref in inputs.after.index_attachments:
        found = attachment_of(ref, after, inputs.context)
        if found and found.whole not in creates and found.cause in creates:
            chosen[ref] = found
    parts = {attachment.part for attachment in chosen.values()}
    for ref, attachment in chosen.items():
        candidates = KINDS[ref.kind].replacement.index_candidates
        assert candidates
        for index in candidates(ref, after.objects[ref], inputs.context):
            if index not in parts:
                yield Candidate(index, attachment.cause)
