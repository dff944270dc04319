"""Rank steps that no link orders, so that a plan reads in the order in which a person would write it.

Input: a step and its object. Output: a key to sort by.
The boundary: links are necessary; this order is a convention, which also makes a plan the same on every run.
"""

from __future__ import annotations

from typing import Final

from schemasync.kinds import KINDS
from schemasync.plan.graph import Action, Step
from schemasync.plan.inputs import Inputs
from schemasync.plan.toposort import SortKey

_PHASES: Final = {Action.DROP: 0, Action.ALTER: 1, Action.PLACEHOLDER: 2, Action.CREATE: 2, Action.CLEANUP: 2}
_FIRST_PHASE: Final = -1
_LAST_PHASE: Final = 3
_AFTER_ALL: Final = 4
"""Phase of the drops of objects that are created first."""


def sort_key(step: Step, inputs: Inputs) -> SortKey:
    """Drops first, in the opposite order of creation; then alterations; then creations; then kinds of the phase `last`.

    Kinds of the phase `first` come before all of these, and are dropped after them.
    """
    kind = KINDS[step.ref.kind]
    phase = _PHASES[step.action]
    is_last = kind.order.phase == "last" or (kind.order.phase == "created_last" and step.action is Action.CREATE)
    if is_last:
        phase = _LAST_PHASE
    elif kind.order.phase == "first":
        phase = _AFTER_ALL if step.action is Action.DROP else _FIRST_PHASE
    before, after = inputs.before.snapshot.objects, inputs.after.snapshot.objects
    model = after.get(step.ref) or before.get(step.ref)
    rank = kind.order.rank_of(model) if kind.order.rank_of and model is not None else kind.order.rank
    return (
        phase,
        -rank if step.action is Action.DROP else rank,
        getattr(model, "position", 0),
    )
