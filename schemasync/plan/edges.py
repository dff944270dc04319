"""In which order it is done: the graph of steps, and how circles are opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from schemasync.core.model import Edge, Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.plan.function_bodies import built_of, spoken_of
from schemasync.plan.inline import Folds
from schemasync.plan.row_types import join
from schemasync.plan.toposort import Graph, Step

_PHASES = {"drop": 0, "alter": 1, "stub": 2, "create": 2, "settle": 2}
_FIRST, _LATE, _END = -1, 3, 4


class Links(Folds):
    """Changes with an order."""

    links_after: tuple[Edge, ...]

    def _graph(self) -> Graph:
        graph = Graph()
        for ref in self.drops:
            graph.add(Step("drop", ref))
        for ref in self.alters:
            graph.add(Step("alter", ref))
        for ref in self.creates:
            graph.add(Step("create", ref))
        for ref in [*self.undo, *self.rebinds]:
            graph.add(Step("settle", ref))
        self._keep_edges({step.ref for step in graph.steps})
        self._link(graph)
        for leader, others in self.joined:
            join(graph, leader, others)
        built = built_of(self.alters, self.creates, self.after)
        for first, then in (*spoken_of(graph.steps, self.creates, self.after), *built, *self._behind()):
            graph.prefer(first, then)
        self._link_mutual(graph)
        self._link_names(graph)
        self._fold(graph)
        return graph

    def _behind(self) -> Iterable[tuple[Step, Step]]:
        """Creations that only their order tells apart; what is not created is no step."""
        for ref in self.creates:
            behind = KINDS[ref.kind].order.create_after
            for other in behind(ref, self.context) if behind else ():
                yield Step("create", other), Step("create", ref)

    def _pinned(self, ref: Ref) -> bool:
        pinned = KINDS[ref.kind].inline.only
        return bool(pinned and pinned(self.after.objects[ref]))

    def _keep_edges(self, touched: AbstractSet[Ref]) -> None:
        """Of all dependencies, those between two objects for which something is done."""
        self.links_before, self.links_after = (
            tuple(edge for edge in (snapshot.edges if touched else ()) if edge[0] in touched and edge[1] in touched)
            for snapshot in (self.before, self.after)
        )

    def _link(self, graph: Graph) -> None:
        for dependent, referenced, _ in self.links_after:
            for first in (Step("create", referenced), Step("alter", referenced)):
                graph.before(first, Step("create", dependent))
                if first.action == "alter" and self._pinned(dependent):
                    graph.before(Step("alter", dependent), first)  # an identity's bounds fit before its column changes
                else:
                    graph.before(first, Step("alter", dependent))
        wholes = {dependent: referenced for dependent, referenced, type_ in self.links_before if type_ == "s"}
        for dependent, referenced, type_ in self.links_before:
            if type_ == "o":
                if wholes.get(dependent) not in self.drops:
                    self._link_weak(graph, dependent, referenced)
                continue
            drop = Step("drop", dependent)
            graph.before(drop, Step("drop", referenced))
            graph.before(drop, Step("alter", referenced))
            if dependent not in self.rebinds.get(referenced, ()):
                graph.before(Step("alter", dependent), Step("drop", referenced))
        for ref in self.drops & self.creates:
            graph.before(Step("drop", ref), Step("create", ref))
        self._link_bound(graph)
        self._link_settlements(graph)
        self._link_handovers(graph)

    def _link_weak(self, graph: Graph, dependent: Ref, referenced: Ref) -> None:
        """Drop an object before one that only follows it in order; users of the latter go first, as DROP may remove them."""
        graph.before(Step("drop", referenced), Step("drop", dependent))
        for user, _, type_ in self.dependents.get(dependent, ()):
            if type_ == "n" and dependent in self.drops and user != referenced:
                graph.before(Step("drop", user), Step("drop", referenced))

    def _link_bound(self, graph: Graph) -> None:
        """Only what is free can be dropped, or stay; what is there already is not picked or made by the server."""
        for ref in self.drops:
            if tie := self._tie(ref, self.before):
                whole, holder, release = tie
                graph.before(Step("drop", release), Step("drop", whole))
                graph.before(Step("drop", release), Step("drop", holder))
        for rival, release in self._rivals():
            graph.before(Step("create", release), Step("create", rival))
        ties = {ref: tie for ref in self.creates if (tie := self._tie(ref, self.after))}
        above = {whole: release for whole, _, release in ties.values()}
        for ref, (whole, holder, release) in ties.items():
            graph.before(Step("create", whole), Step("create", release))
            graph.before(Step("create", release), Step("create", ref))
            if holder in above:
                pair = Step("create", ref), Step("create", above[holder])
                graph.before(*(pair if self._is_said(holder) else pair[::-1]))
            if holder in self.creates and self._stands_alone(holder):
                graph.before(Step("create", release), Step("create", holder))

    def _is_said(self, ref: Ref) -> bool:
        """It is there, or a statement makes it: it does not come with what its parent is tied to."""
        return ref not in self.creates or bool(KINDS[ref.kind].ddl.create(ref, self.after.objects[ref], self.context))

    def _stands_alone(self, ref: Ref) -> bool:
        """No other statement carries the creation."""
        inline = KINDS[ref.kind].inline.clause
        return inline is None or inline(ref, self.after.objects[ref], self.context) is None

    def _link_settlements(self, graph: Graph) -> None:
        """Order the cleanup: renamed objects are dropped when unused, unwanted implicit facts when they exist."""
        for dependent, referenced, _ in self.links_before:
            if dependent in self.rebinds:
                last = "settle" if referenced in self.rebinds else "drop"
                graph.before(Step("settle", dependent), Step(last, referenced))
        for ref, moved in self.rebinds.items():
            graph.before(Step("create", ref), Step("settle", ref))
            for other in moved:
                graph.before(Step("create", ref), Step("alter", other))
                graph.before(Step("alter", other), Step("settle", ref))
        for fact, model in self.undo.items():
            kind = KINDS[fact.kind]
            for needed in [fact.subject, *(kind.order.requires(fact, model) if kind.order.requires else ())]:
                graph.before(Step("create", needed), Step("settle", fact))

    def _link_handovers(self, graph: Graph) -> None:
        """An extension gives back before it goes, and gets when it is there."""
        for ref, holder in self.handover.released.items():
            for action in ("drop", "alter"):
                graph.before(Step(action, ref), Step("drop", holder))
        for ref, holder in self.handover.taken.items():
            for action in ("create", "alter"):
                graph.before(Step("create", holder), Step(action, ref))

    def _link_mutual(self, graph: Graph) -> None:
        """A type and its functions need each other: a shell of it comes before them; when it goes, they go with it."""
        uses = _both_ways(self.links_after)
        for ref in (ref for ref in (*self.creates, *self.alters) if KINDS[ref.kind].order.needs_shell_type):
            made, shell = Step("create" if ref in self.creates else "alter", ref), Step("stub", ref)
            own = [Step("create", used) for used in uses[ref] & self.creates]
            if not own:
                continue
            if ref in self.creates:
                graph.add(shell)
                graph.links[shell] = graph.links[made] - set(own)
                graph.before(shell, made)
            for step in own:
                graph.links[step].discard(made)
                graph.before(shell, step)
        uses = _both_ways(self.links_before)
        for ref in (ref for ref in (*self.drops, *self.alters) if KINDS[ref.kind].order.needs_shell_type):
            gone = {Step("drop", used) for used in uses[ref] & self.drops}
            if ref in self.alters:
                graph.links[Step("alter", ref)] -= gone
            else:
                self._go_along(graph, ref, gone)

    def _go_along(self, graph: Graph, ref: Ref, gone: set[Step]) -> None:
        """Its functions go with the type: when it is dropped, or when what was set aside is; new ones need not wait."""
        last = Step("settle" if ref in self.rebinds else "drop", ref)
        graph.carriers |= dict.fromkeys(gone, last)
        graph.pinned |= gone
        if last.action == "settle":
            graph.links[Step("drop", ref)] -= gone
            for step in gone:
                graph.links[Step("create", step.ref)].discard(step)

    def _link_names(self, graph: Graph) -> None:
        """A name must be free before another object takes it."""
        held: dict[tuple[str, ...], list[Ref]] = defaultdict(list)
        for ref in self.drops:
            if graph.carrier(Step("drop", ref)).action == "settle":
                continue  # its arguments are of a type that has another name by then
            for slot in self._slots(ref, self.before):
                held[slot].append(ref)
        for ref in self.creates:
            for slot in self._slots(ref, self.after):
                for other in held.get(slot, ()):
                    graph.before(Step("drop", other), Step("create", ref))

    def _slots(self, ref: Ref, snapshot: Snapshot) -> Iterable[tuple[str, ...]]:
        slots = KINDS[ref.kind].unique_names
        return slots(ref, snapshot.objects[ref]) if slots else ()

    def _key(self, step: Step) -> tuple[int, int, int]:
        kind = KINDS[step.ref.kind]
        late = kind.order.phase == "last" or (kind.order.phase == "created_last" and step.action == "create")
        phase = _LATE if late else _PHASES[step.action]
        if kind.order.phase == "first":
            phase = _END if step.action == "drop" else _FIRST
        model = self.after.objects.get(step.ref) or self.before.objects.get(step.ref)
        rank = kind.order.rank_of(model) if kind.order.rank_of and model is not None else kind.order.rank
        return (phase, -rank if step.action == "drop" else rank, getattr(model, "position", 0))

    def _open(self, graph: Graph, cycle: list[Step]) -> bool:
        """Open a circle with a placeholder: the object is first made without what it depends on."""
        members = frozenset(step.ref for step in cycle)
        for step in cycle:
            kind = KINDS[step.ref.kind]
            if (
                kind.ddl.placeholder is None
                or kind.order.needs_shell_type
                or step.ref in self.stubbed
                or step.action not in ("create", "drop")
            ):
                continue
            self.stubbed[step.ref] = members
            placeholder = Step("stub", step.ref)
            graph.add(placeholder)
            if step.action == "create":
                return self._stub_create(graph, step, placeholder, members)
            return self._stub_drop(graph, step, placeholder, members)
        if any(self._open_aside(graph, step) for step in cycle):
            return True
        self.wanted = {
            step.ref for step in cycle if step.action == "alter" and KINDS[step.ref.kind].replacement.rebuildable
        }
        return False

    def _open_aside(self, graph: Graph, step: Step) -> bool:
        """Rename an object out of the way if it must be dropped before its users have left it."""
        moved = {first for first in graph.links[step] if first.action == "alter"}
        if (
            step.action != "drop"
            or step.ref in self.rebinds
            or not KINDS[step.ref.kind].replacement.rename_away
            or not moved
        ):
            return False
        last = Step("settle", step.ref)
        self.rebinds[step.ref] = [first.ref for first in moved]
        graph.add(last)
        graph.links[last] = {*moved, step}
        graph.links[step] -= moved
        for dependent, referenced, _ in self.links_before:
            if dependent == step.ref:
                graph.before(last, Step("settle" if referenced in self.rebinds else "drop", referenced))
        return True

    def _stub_create(self, graph: Graph, step: Step, placeholder: Step, members: frozenset[Ref]) -> bool:
        waits, moved = graph.links[step], False
        graph.links[placeholder] = {first for first in graph.links[placeholder] if first.ref not in members}
        graph.links[placeholder] |= {first for first in waits if first.ref not in members or first.action == "drop"}
        for then, firsts in graph.links.items():
            if step in firsts and then.ref in members and then != placeholder:
                firsts.discard(step)
                firsts.add(placeholder)
                moved = True
        graph.links[step].add(placeholder)
        return moved

    def _stub_drop(self, graph: Graph, step: Step, placeholder: Step, members: frozenset[Ref]) -> bool:
        moved = False
        for then, firsts in graph.links.items():
            if step in firsts and then.ref in members and then.ref != step.ref:
                firsts.discard(step)
                firsts.add(placeholder)
                moved = True
        graph.links[step].add(placeholder)
        return moved


def _both_ways(edges: Iterable[Edge]) -> dict[Ref, set[Ref]]:
    """For objects of mutual kinds, what needs them and is needed by them."""
    pairs = {(dependent, referenced) for dependent, referenced, _ in edges}
    both: dict[Ref, set[Ref]] = defaultdict(set)
    for dependent, referenced in pairs:
        if KINDS[dependent.kind].order.needs_shell_type and (referenced, dependent) in pairs:
            both[dependent].add(referenced)
    return both
