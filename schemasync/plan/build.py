"""From two snapshots to ordered statements; what each kind needs is asked of the kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from schemasync.compare.compare import compare, differing
from schemasync.errors import PlanError
from schemasync.model import Change, Edge, Model, Plan, Ref, Snapshot, Statement
from schemasync.objects import KINDS
from schemasync.objects._kind import Context, Kind, Replace
from schemasync.plan.order import Graph, Step, order
from schemasync.sql import Sql

PREAMBLE = ("SET search_path = ''", "SET check_function_bodies = off")
"""What a session needs before it runs a plan: names in statements are qualified, bodies are taken verbatim."""

_PHASES = {"drop": 0, "alter": 1, "stub": 2, "create": 2, "settle": 2}
_LATE = 3


def build(before: Snapshot, after: Snapshot, role: str | None = None) -> Plan:
    """Plan the statements that turn `before` into `after`.

    Args:
        before: the state in which the plan starts.
        after: the state in which it ends.
        role: who runs it and so owns what it creates; by default who read `before`.

    Raises:
        PlanError: objects depend on each other in a circle that nothing opens.
    """
    anew: set[Ref] = set()
    while True:
        builder = _Builder(before, after, role or before.role, anew)
        plan = builder.plan()
        if plan is not None:
            return plan
        anew |= builder.wanted


class _Builder:
    """Attributes: `anew`, what is replaced although it could be altered; `wanted`, what should be for a next attempt."""

    def __init__(self, before: Snapshot, after: Snapshot, role: str, anew: AbstractSet[Ref]) -> None:
        self.before, self.after = before, after
        self.anew, self.wanted = anew, set[Ref]()
        self.context = Context(before, after, role, kinds=KINDS)
        self.creates: set[Ref] = set()
        self.drops: set[Ref] = set()
        self.alters: dict[Ref, list[Sql]] = {}
        self.retyped: set[Ref] = set()
        self.rebinds: dict[Ref, list[Ref]] = defaultdict(list)
        self.undo: dict[Ref, Model] = {}
        self.preset: dict[Ref, list[Sql]] = {}
        self.stubbed: dict[Ref, frozenset[Ref]] = {}
        self.dependents: dict[Ref, list[Edge]] = defaultdict(list)
        for edge in before.edges:
            self.dependents[edge.referenced].append(edge)

    def plan(self) -> Plan | None:
        """The plan, or None if a circle can be opened by making what is `wanted` anew."""
        for change in compare(self.before, self.after):
            self._sort_in(change)
        self._close()
        self._set_aside_below()
        self.context = replace(self.context, created=frozenset(self.creates))
        self._imply()
        self.context = replace(self.context, created=frozenset(self.creates))
        graph = self._graph()
        try:
            steps = order(
                graph, self._key, lambda step: KINDS[step.ref.kind].rank, lambda cycle: self._open(graph, cycle)
            )
        except PlanError:
            if self.wanted:
                return None
            raise
        return Plan(tuple(self._statements(graph, steps)))

    # What is to be done to each object

    def _sort_in(self, change: Change) -> None:
        if change.before is None:
            self.creates.add(change.ref)
        elif change.after is None:
            self.drops.add(change.ref)
        else:
            statements = self._alter(change.ref, change.before, change.after, change.attributes)
            if statements is None or change.ref in self.anew:
                self._replace(change.ref)
            else:
                self.alters[change.ref] = statements

    def _alter(self, ref: Ref, before: Model, after: Model, attributes: Sequence[str]) -> list[Sql] | None:
        """Statements that change an object in place; None if it must be replaced."""
        statements: list[Sql] = []
        for alter in KINDS[ref.kind].alter:
            if not set(alter.attributes) & set(attributes):
                continue
            answer = alter.rule if isinstance(alter.rule, Replace) else alter.rule(ref, before, after, self.context)
            if isinstance(answer, Replace):
                return None
            statements += answer
            if alter.rebuild:
                self.retyped.add(ref)
        return statements

    def _replace(self, ref: Ref) -> None:
        self.alters.pop(ref, None)
        self.retyped.discard(ref)
        self.creates.add(ref)
        self.drops.add(ref)

    def _close(self) -> None:
        """Whatever depends on something that goes is replaced too, moved to its successor, or left alone."""
        queue = [*self.drops, *self.retyped]
        while queue or (queue := self._unbind()):
            ref = queue.pop()
            gone = ref in self.drops and ref not in self.creates
            for edge in self.dependents.get(ref, ()):
                dependent = edge.dependent
                if dependent in self.drops or dependent not in self.after.objects or edge.type == "o":
                    continue
                if gone and dependent in self.alters and edge.type != "s" and not self._bound(dependent):
                    continue
                if ref in self.retyped and self._survives(dependent):
                    queue += self._shaken(dependent)
                    continue
                if ref in self.drops and self._moves(dependent, ref):
                    if dependent not in self.retyped:
                        self.retyped.add(dependent)
                        queue.append(dependent)
                    continue
                self._replace(dependent)
                queue.append(dependent)

    def _survives(self, ref: Ref) -> bool:
        survives = KINDS[ref.kind].survives
        return bool(survives and survives(self.before.objects[ref]))

    def _shaken(self, ref: Ref) -> list[Ref]:
        """What the server does not carry along when it builds the object anew (a foreign key on a key) is replaced."""
        users = {edge.dependent for edge in self.dependents.get(ref, ()) if edge.dependent.kind == ref.kind}
        shaken = [user for user in users if user in self.after.objects and user not in self.drops and self._bound(user)]
        for user in shaken:
            self._replace(user)
        return shaken

    def _unbind(self) -> list[Ref]:
        """What a facet that cannot be taken off ties together goes together; answers what is replaced for that."""
        found: set[Ref] = set()
        for ref in self.drops:
            tie = self._tie(ref, self.before)
            if tie is None or tie[2] in self.drops:
                continue
            found |= {other for other in tie[:2] if other in self.after.objects and other not in self.drops}
        for ref in found:
            self._replace(ref)
        return list(found)

    def _bound(self, ref: Ref) -> bool:
        """No alteration takes the object off what it depends on (a generated column and its functions)."""
        survives = KINDS[ref.kind].survives
        return bool(survives and not survives(self.before.objects[ref]))

    def _set_aside_below(self) -> None:
        """What an object that is set aside depends on must be set aside too, until that is gone."""
        queue = list(self.rebinds)
        uses: dict[Ref, list[Ref]] = defaultdict(list)
        for dependent, referenced, _ in self.before.edges:
            uses[dependent].append(referenced)
        while queue:
            for below in uses[queue.pop()]:
                replaced = below in self.drops and below in self.creates
                if replaced and below not in self.rebinds and KINDS[below.kind].set_aside:
                    self.rebinds[below] = []
                    queue.append(below)

    def _moves(self, ref: Ref, replaced: Ref) -> bool:
        """The object can be moved to the replaced one's successor (a column to a rebuilt type)."""
        rebind = KINDS[ref.kind].rebind
        if not (rebind and KINDS[replaced.kind].set_aside and replaced in self.creates):
            return False
        old, new = self.before.objects[ref], self.after.objects[ref]
        if "type" in differing(old, new):
            self.rebinds[replaced].append(ref)
            return True
        statements = rebind(ref, old, new, replaced, self.context)
        if statements is None:
            return False
        if ref not in self.rebinds[replaced]:
            self.rebinds[replaced].append(ref)
            self.alters[ref] = [*statements, *self.alters.get(ref, [])]
        return True

    def _imply(self) -> None:
        """Take into account what comes with a creation: the owner, the grants of default privileges."""
        implying = [kind.implied for kind in KINDS.values() if kind.implied]
        for ref in sorted(self.creates):
            if KINDS[ref.kind].attached or KINDS[ref.kind].facet:
                continue
            for implied in implying:
                for fact, model in implied(ref, self.context):
                    self._take(fact, model)

    def _take(self, fact: Ref, model: Model) -> None:
        wanted = self.after.objects.get(fact)
        if wanted is None:
            self.undo[fact] = model
        elif wanted == model:
            self.creates.discard(fact)
            self.drops.discard(fact)
        else:
            self.preset[fact] = self._alter(fact, model, wanted, differing(model, wanted)) or []

    # In which order

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
        self._link(graph)
        self._link_mutual(graph)
        self._link_names(graph)
        self._fold(graph)
        return graph

    def _link(self, graph: Graph) -> None:
        for dependent, referenced, _ in self.after.edges:
            for first in (Step("create", referenced), Step("alter", referenced)):
                graph.before(first, Step("create", dependent))
                graph.before(first, Step("alter", dependent))
        for dependent, referenced, type_ in self.before.edges:
            if type_ == "o":
                graph.before(Step("drop", referenced), Step("drop", dependent))
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

    def _link_bound(self, graph: Graph) -> None:
        """Only what is free can be dropped, or stay; what is there already is not picked or made by the server."""
        for ref in self.drops:
            if tie := self._tie(ref, self.before):
                whole, holder, release = tie
                graph.before(Step("drop", release), Step("drop", whole))
                graph.before(Step("drop", release), Step("drop", holder))
        ties = {ref: tie for ref in self.creates if (tie := self._tie(ref, self.after))}
        above = {whole: release for whole, _, release in ties.values()}
        for ref, (whole, holder, release) in ties.items():
            graph.before(Step("create", whole), Step("create", release))
            graph.before(Step("create", release), Step("create", ref))
            if holder in above:
                graph.before(Step("create", ref), Step("create", above[holder]))
            if not KINDS[holder.kind].inline:
                graph.before(Step("create", release), Step("create", holder))

    def _tie(self, ref: Ref, snapshot: Snapshot) -> tuple[Ref, Ref, Ref] | None:
        """For a facet that cannot be taken off: its parent, what it hangs on, and what sets it free."""
        kind, model = KINDS[ref.kind], snapshot.objects[ref]
        tie = kind.bound(ref, model, self.context) if kind.bound else None
        whole = kind.parent(ref, model) if tie and kind.parent else None
        return (whole, *tie) if tie and whole else None

    def _link_settlements(self, graph: Graph) -> None:
        """What was set aside goes when nothing uses it; what came along unasked goes when it is there."""
        for dependent, referenced, _ in self.before.edges:
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
            wholes = [Ref(fact.path[0], fact.path[1:end]) for end in range(2, len(fact.path) + 1)]
            for needed in [*wholes, *(kind.needs(fact, model) if kind.needs else ())]:
                graph.before(Step("create", needed), Step("settle", fact))

    def _link_mutual(self, graph: Graph) -> None:
        """A type and its functions need each other: a shell of it comes before them; when it goes, they go with it."""
        uses = _both_ways(self.after.edges)
        for ref in (ref for ref in (*self.creates, *self.alters) if KINDS[ref.kind].mutual):
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
        uses = _both_ways(self.before.edges)
        for ref in (ref for ref in (*self.drops, *self.alters) if KINDS[ref.kind].mutual):
            gone = {Step("drop", used) for used in uses[ref] & self.drops}
            if ref in self.alters:
                graph.links[Step("alter", ref)] -= gone
            else:
                graph.carriers |= dict.fromkeys(gone, Step("drop", ref))
                graph.pinned |= gone

    def _link_names(self, graph: Graph) -> None:
        """A name must be free before another object takes it."""
        held: dict[tuple[str, ...], list[Ref]] = defaultdict(list)
        for ref in self.drops:
            for slot in self._slots(ref, self.before):
                held[slot].append(ref)
        for ref in self.creates:
            for slot in self._slots(ref, self.after):
                for other in held.get(slot, ()):
                    graph.before(Step("drop", other), Step("create", ref))

    def _slots(self, ref: Ref, snapshot: Snapshot) -> Iterable[tuple[str, ...]]:
        slots = KINDS[ref.kind].slots
        return slots(ref, snapshot.objects[ref]) if slots else ()

    def _fold(self, graph: Graph) -> None:
        for ref in self.creates:
            kind, model = KINDS[ref.kind], self.after.objects[ref]
            parent = kind.parent(ref, model) if kind.parent and kind.inline else None
            if parent in self.creates and parent.kind in kind.inline_in.split():
                assert kind.inline
                if kind.inline(ref, model, self.context) is not None:
                    graph.carriers[Step("create", ref)] = Step("create", parent)
        self._fold_drops(graph)
        for step in graph.carriers:
            pinned = KINDS[step.ref.kind].pinned
            if pinned and pinned((self.after if step.action == "create" else self.before).objects[step.ref]):
                graph.pinned.add(step)

    def _fold_drops(self, graph: Graph) -> None:
        facets: dict[Ref, list[Ref]] = defaultdict(list)
        wholes: dict[Ref, Ref] = {}
        automatic: dict[Ref, list[Ref]] = defaultdict(list)
        for dependent, referenced, type_ in self.before.edges:
            if type_ == "s":
                wholes.setdefault(dependent, referenced)
                if KINDS[dependent.kind].facet:
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
        if kind.facet or kind.attached:
            return None
        owners = [*automatic[ref], *(owner for facet in facets[ref] for owner in automatic[facet])]
        return next((owner for owner in owners if owner in self.drops and owner not in self.rebinds), None)

    def _key(self, step: Step) -> tuple[int, int, int]:
        kind = KINDS[step.ref.kind]
        late = kind.late == "all" or (kind.late == "creates" and step.action == "create")
        phase = _LATE if late else _PHASES[step.action]
        model = self.after.objects.get(step.ref) or self.before.objects.get(step.ref)
        rank = kind.order(model) if kind.order and model is not None else kind.rank
        return (phase, -rank if step.action == "drop" else rank, getattr(model, "position", 0))

    def _open(self, graph: Graph, cycle: list[Step]) -> bool:
        """Open a circle with a placeholder: the object is first made without what it depends on."""
        members = frozenset(step.ref for step in cycle)
        for step in cycle:
            kind = KINDS[step.ref.kind]
            if kind.stub is None or kind.mutual or step.ref in self.stubbed or step.action not in ("create", "drop"):
                continue
            self.stubbed[step.ref] = members
            placeholder = Step("stub", step.ref)
            graph.add(placeholder)
            if step.action == "create":
                return self._stub_create(graph, step, placeholder, members)
            return self._stub_drop(graph, step, placeholder, members)
        if any(self._open_aside(graph, step) for step in cycle):
            return True
        self.wanted = {step.ref for step in cycle if step.action == "alter" and KINDS[step.ref.kind].disposable}
        return False

    def _open_aside(self, graph: Graph, step: Step) -> bool:
        """What must go before its users have left is renamed away first."""
        moved = {first for first in graph.links[step] if first.action == "alter"}
        if step.action != "drop" or step.ref in self.rebinds or not KINDS[step.ref.kind].set_aside or not moved:
            return False
        last = Step("settle", step.ref)
        self.rebinds[step.ref] = [first.ref for first in moved]
        graph.add(last)
        graph.links[last] = {*moved, step}
        graph.links[step] -= moved
        for dependent, referenced, _ in self.before.edges:
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

    # What is said

    def _statements(self, graph: Graph, steps: Iterable[Step]) -> Iterable[Statement]:
        carried: dict[Step, list[Step]] = defaultdict(list)
        children: dict[Ref, list[Ref]] = defaultdict(list)
        for step, carrier in sorted(graph.carriers.items()):
            carried[graph.carrier(step)].append(step)
            if step.action == "create":
                children[carrier.ref].append(step.ref)
        self.context = replace(self.context, children=children)
        for step in steps:
            refs = (step.ref, *(other.ref for other in carried[step]))
            for sql in self._say(step, carried[step]):
                yield Statement(sql, step.ref, step.action, refs)

    def _say(self, step: Step, carried: list[Step]) -> Sequence[Sql]:
        action, ref = step
        kind, context = KINDS[ref.kind], self.context
        if action == "alter":
            return self.alters[ref]
        if action == "stub":
            assert kind.stub
            return kind.stub(ref, (self.after if ref in self.creates else self.before).objects[ref], context)
        if action == "settle" and ref in self.undo:
            return kind.drop(ref, self.undo[ref], context)
        if ref in self.rebinds and kind.set_aside and action in ("drop", "settle"):
            aside, drop = kind.set_aside(ref, self.before.objects[ref], self.after.objects.get(ref), context)
            return aside if action == "drop" else drop
        if action == "drop":
            return kind.drop(ref, self.before.objects[ref], context)
        return self._say_create(kind, ref, carried)

    def _say_create(self, kind: Kind, ref: Ref, carried: list[Step]) -> Sequence[Sql]:
        if ref in self.preset:
            return self.preset[ref]
        model = self.after.objects[ref]
        if ref in self.stubbed:
            answer = self._alter(ref, model, model, [name for alter in kind.alter for name in alter.attributes])
            if answer is None:
                raise PlanError(f"the placeholder of {ref} cannot be replaced")
            return answer
        statements = [*kind.create(ref, model, self.context)]
        for step in carried:
            child = KINDS[step.ref.kind]
            if child.rest:
                statements += child.rest(step.ref, self.after.objects[step.ref], self.context)
        return statements


def _both_ways(edges: Iterable[Edge]) -> dict[Ref, set[Ref]]:
    """For objects of mutual kinds, what needs them and is needed by them."""
    pairs = {(dependent, referenced) for dependent, referenced, _ in edges}
    both: dict[Ref, set[Ref]] = defaultdict(set)
    for dependent, referenced in pairs:
        if KINDS[dependent.kind].mutual and (referenced, dependent) in pairs:
            both[dependent].add(referenced)
    return both
