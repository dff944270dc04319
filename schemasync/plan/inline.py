"""Which steps one statement does: a part is made with its whole, and goes with it."""

from __future__ import annotations

from collections import defaultdict

from schemasync.core.model import Edge, Ref
from schemasync.kinds import KINDS
from schemasync.plan.actions import Changes
from schemasync.plan.toposort import Graph, Step


class Folds(Changes):
    """Changes that carry others; `links_before` are the dependencies between them before the plan."""

    links_before: tuple[Edge, ...]

    def _fold(self, graph: Graph) -> None:
        for ref in self.creates:
            kind, model = KINDS[ref.kind], self.after.objects[ref]
            parent = kind.parent(ref, model) if kind.parent and kind.inline.clause else None
            if parent in self.creates and parent.kind in kind.inline.parents:
                assert kind.inline.clause
                if kind.inline.clause(ref, model, self.context) is not None:
                    graph.carriers[Step("create", ref)] = Step("create", parent)
        self._fold_drops(graph)
        for step in graph.carriers:
            pinned = KINDS[step.ref.kind].inline.only
            if pinned and pinned((self.after if step.action == "create" else self.before).objects[step.ref]):
                graph.pinned.add(step)

    def _fold_drops(self, graph: Graph) -> None:
        facets: dict[Ref, list[Ref]] = defaultdict(list)
        wholes: dict[Ref, Ref] = {}
        automatic: dict[Ref, list[Ref]] = defaultdict(list)
        for dependent, referenced, type_ in self.links_before:
            if type_ == "s":
                wholes.setdefault(dependent, referenced)
                if KINDS[dependent.kind].subobject:
                    facets[referenced].append(dependent)
            elif type_ in "aiPS":
                automatic[dependent].append(referenced)
        for ref in self.drops:
            carrier = self._goes_with(ref, wholes, automatic, facets)
            if carrier:
                graph.carriers[Step("drop", ref)] = Step("drop", carrier)

    def _goes_with(
        self, ref: Ref, wholes: dict[Ref, Ref], automatic: dict[Ref, list[Ref]], facets: dict[Ref, list[Ref]]
    ) -> Ref | None:
        """The dropped object with which PostgreSQL drops this one by itself."""
        if wholes.get(ref) in self.drops:
            return wholes[ref]
        kind = KINDS[ref.kind]
        if kind.subobject or kind.satellite:
            return None
        bound = [facet for facet in facets[ref] if not self._freed(facet)]
        owners = [*automatic[ref], *(owner for facet in bound for owner in automatic[facet])]
        return next((owner for owner in owners if owner in self.drops and owner not in self.rebinds), None)

    def _freed(self, facet: Ref) -> bool:
        """Whether its table is detached before, so that the server no longer drops it with the object above it."""
        tie = self._tie(facet, self.before)
        return tie is not None and tie[2] in self.drops
