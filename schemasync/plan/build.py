"""From two snapshots to ordered statements; what each kind needs is asked of the kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from schemasync.core.compare import compare
from schemasync.core.errors import PlanError
from schemasync.core.model import Plan, Ref, Snapshot, Statement
from schemasync.core.sql import Sql
from schemasync.kinds import KINDS
from schemasync.kinds._kind import Kind
from schemasync.plan.edges import Links
from schemasync.plan.extension_members import hand_over
from schemasync.plan.renames import rename
from schemasync.plan.search_path import Reach
from schemasync.plan.toposort import Graph, Step, order

_PASSES = 5
"""How often it is decided again what is made anew for the sake of what is; two are enough nearly always."""


def build(before: Snapshot, after: Snapshot, role: str | None = None) -> Plan:
    """Plan the statements that turn `before` into `after`.

    Args:
        before: the state in which the plan starts.
        after: the state in which it ends.
        role: who runs it and so owns what it creates; by default who read `before`.

    Raises:
        PlanError: objects depend on each other in a circle that nothing opens.
    """
    before, first = rename(before, after)
    anew, handover = set[Ref](), hand_over(before, after)
    while True:
        builder = _Builder(handover, role or before.role, anew)
        plan = builder.plan()
        if plan is not None:
            return replace(plan, statements=(*first, *plan.statements))
        anew |= builder.wanted


class _Builder(Links):
    """Changes with an order, said in statements."""

    def plan(self) -> Plan | None:
        """The plan, or None if a circle can be opened by making what is `wanted` anew."""
        changes = compare(self.before, self.after)
        self._decide(changes)
        for _ in range(_PASSES):  # what is made anew decides over what can be said of the rest
            if not self.drops & self.creates or self.context.created == self.creates:
                break
            self.context = replace(self.context, created=frozenset(self.creates), cache={})
            self._decide(changes)
        self._set_aside_below()
        self._shelter()
        self.context = replace(self.context, created=frozenset(self.creates))
        self._imply()
        self.context = replace(self.context, created=frozenset(self.creates))
        graph = self._graph()
        try:
            steps = order(
                graph, self._key, lambda step: KINDS[step.ref.kind].order.rank, lambda cycle: self._open(graph, cycle)
            )
        except PlanError:
            if self.wanted:
                return None
            raise
        return Plan(tuple(self._statements(graph, steps)))

    def _statements(self, graph: Graph, steps: Iterable[Step]) -> Iterable[Statement]:
        carried: dict[Step, list[Step]] = defaultdict(list)
        children: dict[Ref, list[Ref]] = defaultdict(list)
        for step, carrier in sorted(graph.carriers.items()):
            carried[graph.carrier(step)].append(step)
            if step.action == "create":
                children[carrier.ref].append(step.ref)
        self.context = replace(self.context, children=children)
        reach = Reach(self.after, self.retyped)
        for step in steps:
            refs = (step.ref, *(other.ref for other in carried[step]), *self.handover.parts.get(step.ref, ())[1:])
            for sql in self._say(step, carried[step]):
                yield Statement(reach.within(sql, step, refs), step.ref, step.action, refs)

    def _say(self, step: Step, carried: list[Step]) -> Sequence[Sql]:
        action, ref = step
        kind, context = KINDS[ref.kind], self.context
        if action == "alter":
            return self.alters[ref]
        if action == "stub":
            assert kind.ddl.placeholder
            return kind.ddl.placeholder(ref, (self.after if ref in self.creates else self.before).objects[ref], context)
        if action == "settle" and ref in self.undo:
            return kind.ddl.drop(ref, self.undo[ref], context)
        free = self.handover.said(ref) if action == "drop" and ref in self.handover.released else ()
        if ref in self.rebinds and kind.replacement.rename_away and action in ("drop", "settle"):
            aside, drop = kind.replacement.rename_away(
                ref, self.before.objects[ref], self.after.objects.get(ref), context
            )
            return [*free, *(aside if action == "drop" else drop)]
        if action == "drop":
            return [*free, *kind.ddl.drop(ref, self.before.objects[ref], context)]
        return [*self._say_create(kind, ref, carried), *(self.handover.said(ref) if ref in self.handover.taken else ())]

    def _say_create(self, kind: Kind[Any], ref: Ref, carried: list[Step]) -> Sequence[Sql]:
        if ref in self.preset:
            return self.preset[ref]
        model = self.after.objects[ref]
        if ref in self.stubbed:
            answer = self._alter(ref, model, model, [name for alter in kind.ddl.alter for name in alter.attributes])
            if answer is None:
                raise PlanError(f"the placeholder of {ref} cannot be replaced")
            return answer
        statements = [*kind.ddl.create(ref, model, self.context)]
        for step in carried:
            child = KINDS[step.ref.kind]
            if child.inline.after_create:
                statements += child.inline.after_create(step.ref, self.after.objects[step.ref], self.context)
        return statements
