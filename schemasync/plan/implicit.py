"""Account for facts that PostgreSQL creates with an object: the owner, and the grants of default privileges.

Input: `Actions` and what they create.
Output: `ImplicitFacts`: fewer creations, and the facts that must be changed or removed afterwards.
The boundary: PostgreSQL writes these facts when it creates an object, whether or not a plan asks for them. Which objects are
created is known only when all replacements are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.compare import differing
from schemasync.core.model import Model, Ref
from schemasync.core.sql import Sql
from schemasync.kinds import KINDS
from schemasync.plan.actions import Actions, alter
from schemasync.plan.inputs import Inputs


class Fact(NamedTuple):
    """A fact that comes with a creation."""

    ref: Ref
    model: Model


@dataclass(frozen=True, slots=True)
class ImplicitFacts:
    """Actions that leave to PostgreSQL the facts that it creates by itself.

    Attributes:
        actions: without the facts that come as they should be.
        unwanted: facts that come and must be removed.
        adjusted: facts that come with other attributes than they should have → the statements that change them.
    """

    actions: Actions
    unwanted: Mapping[Ref, Model]
    adjusted: Mapping[Ref, Sequence[Sql]]


def account_for_implicit(actions: Actions, inputs: Inputs) -> ImplicitFacts:
    """Compare each fact that comes with a creation with the goal."""
    wanted = inputs.after.snapshot.objects
    unwanted: dict[Ref, Model] = {}
    adjusted: dict[Ref, Sequence[Sql]] = {}
    settled: set[Ref] = set()
    for fact, model in _implicit_facts(actions, inputs):
        goal = wanted.get(fact)
        if goal is None:
            unwanted[fact] = model
        elif goal == model:
            settled.add(fact)
        else:
            alteration = alter(fact, model, goal, differing(model, goal), inputs.context)
            adjusted[fact] = alteration.statements if alteration else ()
    rest = dataclasses.replace(actions, creates=actions.creates - settled, drops=actions.drops - settled)
    return ImplicitFacts(rest, unwanted, adjusted)


def _implicit_facts(actions: Actions, inputs: Inputs) -> Iterator[Fact]:
    """Each fact that comes with the creation of an object."""
    rules = [kind.implicit_objects for kind in KINDS.values() if kind.implicit_objects]
    for ref in sorted(actions.creates):
        if KINDS[ref.kind].satellite or KINDS[ref.kind].subobject:
            continue
        for rule in rules:
            yield from (Fact(fact, model) for fact, model in rule(ref, inputs.context))
