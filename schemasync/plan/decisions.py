"""Collect the decisions about objects, before their steps are put in order.

Input: the outputs of `replacement`, `row_types` and `implicit`.
Output: `Decisions`.
The boundary: up to here phases decide what happens to each object; from here on the graph decides when. Nothing is decided
again while an order is searched, except that a cycle may ask for a new start with more replacements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.model import Model, Ref
from schemasync.core.sql import Sql
from schemasync.kinds.kind import TextCast
from schemasync.plan.actions import Actions
from schemasync.plan.graph import Step
from schemasync.plan.inputs import Inputs
from schemasync.plan.row_types import MergedStep


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decision for each object, before their order.

    Attributes:
        inputs: what the phases read, with the final creations.
        actions: what is created, dropped and altered.
        retargeted: replaced object → the objects that move to its successor; it is renamed away until they have.
        merged: alterations that run in one step.
        around: step → the casts of columns around its statements.
        unwanted_implicit: facts that come with a creation and must be removed.
        adjusted_implicit: facts that come with a creation, and the statements that change them.
    """

    inputs: Inputs
    actions: Actions
    retargeted: Mapping[Ref, tuple[Ref, ...]]
    merged: tuple[MergedStep, ...]
    around: Mapping[Step, TextCast]
    unwanted_implicit: Mapping[Ref, Model]
    adjusted_implicit: Mapping[Ref, Sequence[Sql]]
