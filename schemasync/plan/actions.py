"""Decide what happens to each object: create, drop, alter, replace or retarget; kinds decide the details."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from schemasync.core.compare import differing
from schemasync.core.model import Change, Edge, Model, Ref, Snapshot
from schemasync.core.sql import Sql
from schemasync.kinds import KINDS
from schemasync.kinds._kind import Context, Replace
from schemasync.plan.extension_members import Handover
from schemasync.plan.row_types import groups


class Changes:
    """Attributes: `anew`, what is replaced although it could be altered; `wanted`, what should be for a next attempt."""

    def __init__(self, handover: Handover, role: str, anew: AbstractSet[Ref]) -> None:
        before, after = self.before, self.after = handover.before, handover.after
        self.handover = handover
        self.anew, self.wanted = anew, set[Ref]()
        self.context = Context(before, after, role, kinds=KINDS)
        self.creates: set[Ref] = set()
        self.drops: set[Ref] = set()
        self.alters: dict[Ref, list[Sql]] = {}
        self.retyped: set[Ref] = set()
        self.rebinds: dict[Ref, list[Ref]] = defaultdict(list)
        self.sheltered: dict[Ref, set[Ref]] = defaultdict(set)
        self.joined: list[tuple[Ref, list[Ref]]] = []
        self.undo: dict[Ref, Model] = {}
        self.preset: dict[Ref, list[Sql]] = {}
        self.stubbed: dict[Ref, frozenset[Ref]] = {}

    @cached_property
    def dependents(self) -> Mapping[Ref, list[Edge]]:
        """Who depends on each object in the state in which the plan starts."""
        found: dict[Ref, list[Edge]] = defaultdict(list)
        for edge in self.before.edges:
            found[edge[1]].append(edge)
        return found

    def _decide(self, changes: Sequence[Change]) -> None:
        """Decide what is created, dropped, altered and retargeted."""
        for found in (self.creates, self.drops, self.alters, self.retyped, self.rebinds, self.sheltered):
            found.clear()
        for change in changes:
            self._sort_in(change)
        for ref in self.handover.parts:
            self.alters[ref] = [*self.alters.get(ref, []), *self.handover.said(ref)]
        for remade in (
            kind.replacement.must_rebuild for kind in KINDS.values() if kind.replacement.must_rebuild and changes
        ):
            for ref in remade(self.context):
                if ref in self.before.objects and ref in self.after.objects:
                    self._replace(ref)
        self._close()

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
        for alter in KINDS[ref.kind].ddl.alter:
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
        queue = sorted({*self.drops, *self.retyped})
        while queue or (queue := self._unbind()):
            ref = queue.pop()
            gone = ref in self.drops and ref not in self.creates
            queue += self._hold(ref)
            for edge in self.dependents.get(ref, ()):
                dependent = edge.dependent
                if dependent in self.drops or dependent not in self.after.objects or edge.type in ("o", "r"):
                    continue
                if gone and dependent in self.alters and edge.type != "s" and not self._bound(dependent):
                    continue
                if ref in self.retyped and self._survives(dependent, ref):
                    queue += self._shaken(dependent)
                    continue
                if ref in self.drops and self._moves(dependent, ref):
                    if dependent not in self.retyped:
                        self.retyped.add(dependent)
                        queue.append(dependent)
                    continue
                self._replace(dependent)
                queue.append(dependent)

    def _survives(self, ref: Ref, retyped: Ref) -> bool:
        kind = KINDS[ref.kind]
        if retyped in self.sheltered and not kind.satellite:
            return False
        return bool(
            kind.replacement.survives_type_change and kind.replacement.survives_type_change(self.before.objects[ref])
        )

    def _hold(self, ref: Ref) -> list[Ref]:
        """Cast columns to text, or replace them, that store values of a changed type; return them for their dependents."""
        found = []
        holders = KINDS[ref.kind].replacement.row_type_users if ref in self.retyped else None
        for holder in holders(ref, self.context) if holders else ():
            if holder in self.drops or holder not in self.after.objects:
                continue
            shelter = KINDS[holder.kind].replacement.cast_to_text
            if shelter is None or shelter(holder, self.before.objects[holder], self.context) is None:
                self._replace(holder)
                found.append(holder)
                continue
            if holder not in self.sheltered:
                found.append(holder)
            self.sheltered[holder].add(ref)
            self.retyped.add(holder)
        return found

    def _shelter(self) -> None:
        """Join the casts to text, the changes meanwhile, and the casts back into one step."""
        kept = {holder: refs - self.drops for holder, refs in self.sheltered.items() if holder not in self.drops}
        for holders, members in groups(kept):
            if not members:
                continue
            away, back = list[Sql](), list[Sql]()
            for holder in holders:
                shelter = KINDS[holder.kind].replacement.cast_to_text
                pair = shelter(holder, self.before.objects[holder], self.context) if shelter else None
                assert pair
                away += pair[0]
                back[:0] = pair[1]
                self.alters.setdefault(holder, [])
            inside = [sql for member in members for sql in self.alters.get(member, ())]
            self.alters |= {member: [] for member in members}
            self.alters[members[0]] = [*away, *inside, *back]
            self.joined.append((members[0], [*members[1:], *holders]))

    def _shaken(self, ref: Ref) -> list[Ref]:
        """Replace objects that the server drops when it rebuilds another one (a foreign key on a key)."""
        users = {edge.dependent for edge in self.dependents.get(ref, ()) if edge.dependent.kind == ref.kind}
        shaken = [user for user in users if user in self.after.objects and user not in self.drops and self._bound(user)]
        for user in shaken:
            self._replace(user)
        return shaken

    def _unbind(self) -> list[Ref]:
        """Replace together what a part that cannot be detached ties together; return what is replaced for that."""
        found: set[Ref] = set()
        for ref in self.drops:
            tie = self._tie(ref, self.before)
            if tie is None or tie[2] in self.drops:
                continue
            found |= {other for other in tie[:2] if other in self.after.objects and other not in self.drops}
        found |= {rival for rival, _ in self._rivals() if rival in self.before.objects and rival not in self.drops}
        for ref in found:
            self._replace(ref)
        return list(found)

    @cached_property
    def _picked(self) -> list[Ref]:
        """Facets that the server would make by itself out of whatever fits."""
        return [ref for ref in self.after.objects if KINDS[ref.kind].replacement.index_candidates]

    def _rivals(self) -> list[tuple[Ref, Ref]]:
        """(what the server would tie in place of what is wanted, the step at which it chooses)."""
        found = []
        ties = ((ref, self._tie(ref, self.after)) for ref in self._picked)
        making = {ref: tie for ref, tie in ties if tie and tie[1] not in self.creates and tie[2] in self.creates}
        wholes = {tie[0] for tie in making.values()}
        for ref, (_, _, release) in making.items():
            rivals = KINDS[ref.kind].replacement.index_candidates
            assert rivals
            others = rivals(ref, self.after.objects[ref], self.context)
            found += [(other, release) for other in others if other not in wholes]
        return found

    def _tie(self, ref: Ref, snapshot: Snapshot) -> tuple[Ref, Ref, Ref] | None:
        """For a facet that cannot be taken off: its parent, what it hangs on, and what sets it free."""
        kind, model = KINDS[ref.kind], snapshot.objects[ref]
        tie = kind.replacement.detached_with(ref, model, self.context) if kind.replacement.detached_with else None
        whole = kind.parent(ref, model) if tie and kind.parent else None
        return (whole, *tie) if tie and whole else None

    def _bound(self, ref: Ref) -> bool:
        """No alteration takes the object off what it depends on (a generated column and its functions)."""
        survives = KINDS[ref.kind].replacement.survives_type_change
        return bool(survives and not survives(self.before.objects[ref]))

    def _set_aside_below(self) -> None:
        """Rename away the dependencies of an object that is renamed away, until it is dropped."""
        queue = list(self.rebinds)
        if not queue:
            return
        uses: dict[Ref, list[Ref]] = defaultdict(list)
        for dependent, referenced, _ in self.before.edges:
            uses[dependent].append(referenced)
        while queue:
            for below in uses[queue.pop()]:
                replaced = below in self.drops and below in self.creates
                if replaced and below not in self.rebinds and KINDS[below.kind].replacement.rename_away:
                    self.rebinds[below] = []
                    queue.append(below)

    def _moves(self, ref: Ref, replaced: Ref) -> bool:
        """The object can be moved to the replaced one's successor (a column to a rebuilt type)."""
        rebind = KINDS[ref.kind].replacement.retarget
        if not (rebind and KINDS[replaced.kind].replacement.rename_away and replaced in self.creates):
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
        implying = [kind.implicit_objects for kind in KINDS.values() if kind.implicit_objects]
        for ref in sorted(self.creates):
            if KINDS[ref.kind].satellite or KINDS[ref.kind].subobject:
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
