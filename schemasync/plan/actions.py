"""Sort changes into actions: create, drop, alter or replace; kinds decide the details.

Input: the changes between two snapshots.
Output: `Actions`, before any consequence for other objects.
The boundary: a kind answers for one object alone; what follows for its dependents is decided in `replacement`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.model import Change, Model, Ref
from schemasync.core.sql import Sql
from schemasync.kinds import KINDS
from schemasync.kinds.kind import PlanContext, Replace
from schemasync.plan.graph import Step, alter_step, create_step, drop_step
from schemasync.plan.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Actions:
    """The objects that a plan creates, drops and alters.

    Attributes:
        creates: objects that it creates.
        drops: objects that it drops; those that it also creates are replaced.
        alters: the statements that change objects in place.
        type_changed: altered objects whose dependents are dropped before and created after (a column whose type changes).
    """

    creates: frozenset[Ref]
    drops: frozenset[Ref]
    alters: Mapping[Ref, Sequence[Sql]]
    type_changed: frozenset[Ref]

    @property
    def replaced(self) -> frozenset[Ref]:
        """Objects that are dropped and created again."""
        return self.creates & self.drops

    def last_step(self, ref: Ref) -> Step:
        """The step after which the object is as it must be."""
        if ref in self.creates:
            return create_step(ref)
        return drop_step(ref) if ref in self.drops else alter_step(ref)


class Alteration(NamedTuple):
    """How an object is changed in place.

    Attributes:
        statements: in their order.
        rebuilds_dependents: dependents that would block it are dropped before and created after.
    """

    statements: tuple[Sql, ...]
    rebuilds_dependents: bool


def sort_changes(changes: Sequence[Change], force_replace: Collection[Ref], inputs: Inputs) -> Actions:
    """Decide for each changed object alone: create, drop, alter or replace.

    Args:
        changes: what differs.
        force_replace: objects that are replaced although they could be altered, to open a cycle.
        inputs: what all phases read.
    """
    creates = {change.ref for change in changes if change.before is None}
    drops = {change.ref for change in changes if change.after is None}
    alters: dict[Ref, Sequence[Sql]] = {}
    replaced, type_changed = set[Ref](), set[Ref]()
    for change in changes:
        ref = change.ref
        if ref in creates or ref in drops:
            continue
        alteration = alter(ref, change.before, change.after, change.attributes, inputs.context)
        if alteration is None or ref in force_replace:
            replaced.add(ref)
            continue
        alters[ref] = alteration.statements
        if alteration.rebuilds_dependents:
            type_changed.add(ref)
    for ref in inputs.members.parts:
        alters[ref] = (*alters.get(ref, ()), *inputs.members.statements(ref))
    rebuilt = _must_rebuild(inputs) if changes else frozenset()
    return Actions(
        creates=frozenset(creates | replaced | rebuilt),
        drops=frozenset(drops | replaced | rebuilt),
        alters={ref: statements for ref, statements in alters.items() if ref not in rebuilt},
        type_changed=frozenset(type_changed - rebuilt),
    )


def alter(
    ref: Ref, before: Model, after: Model, attributes: Collection[str], context: PlanContext
) -> Alteration | None:
    """Change the attributes of an object in place; None if it must be replaced."""
    statements: list[Sql] = []
    rebuilds = False
    for rule in KINDS[ref.kind].ddl.alter:
        if not set(rule.attributes) & set(attributes):
            continue
        answer = rule.rule if isinstance(rule.rule, Replace) else rule.rule(ref, before, after, context)
        if isinstance(answer, Replace):
            return None
        statements += answer
        rebuilds |= rule.rebuild
    return Alteration(tuple(statements), rebuilds)


def _must_rebuild(inputs: Inputs) -> frozenset[Ref]:
    """Objects that their kind must replace for the sake of others, although an ALTER could change their own attributes."""
    before, after = inputs.before.snapshot.objects, inputs.after.snapshot.objects
    rules = [kind.replacement.must_rebuild for kind in KINDS.values() if kind.replacement.must_rebuild]
    found = (ref for rule in rules for ref in rule(inputs.context))
    return frozenset(ref for ref in found if ref in before and ref in after)
