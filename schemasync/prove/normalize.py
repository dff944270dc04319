"""Make two snapshots comparable: across versions, readers, and the ways in which PostgreSQL prints an expression.

PostgreSQL can print one expression in two ways: it prints a parse tree, reading that text can lead to another tree (`-1`
becomes a constant), and majors print equal trees differently. Two texts that are printed equally after they were read again
mean the same, so the objects whose expressions differ are created from both sides on the throwaway server, and read back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

import psycopg

from schemasync.core.compare import differing
from schemasync.core.errors import PlanError
from schemasync.core.graph import adjacency, reachable_from
from schemasync.core.model import PART, Model, Ref, Snapshot
from schemasync.core.plan import Plan
from schemasync.introspect.shadow_errors import shadow_errors
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import downgrade_to, make_comparable
from schemasync.kinds import KINDS
from schemasync.plan.build import build
from schemasync.postgres.shadow import ADMIN, PLATFORM_DATABASE, PROJECT_ROLE, ShadowServer
from schemasync.prove.attempt import rolled_back
from schemasync.prove.executor import execute_leniently
from schemasync.prove.mirror import make_mirror
from schemasync.replay.stage_result import ReplayStages, StageResult
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls

REPRINT_DATABASE = "schemasync_reprint"
READINGS = 3
"""How often a text is read and printed again; no text is known that changes after the second time."""

Same = Mapping[Ref, frozenset[str]]
"""Object → its attributes whose texts differ and mean the same."""


def make_stages_comparable(actual: Snapshot, stages: ReplayStages) -> tuple[Snapshot, ReplayStages]:
    """Reduce every snapshot to what the older server has and both readers may see.

    The declared stage stays as it is: it is compared with other stages of the same server only.
    """
    actual, expected = make_comparable(actual, stages.applied.snapshot)

    def adapt(stage: StageResult | None) -> StageResult | None:
        return replace(stage, snapshot=make_comparable(expected, stage.snapshot)[1]) if stage else None

    applied = replace(stages.applied, snapshot=expected)
    return actual, ReplayStages(applied, adapt(stages.pending), adapt(stages.recorded), stages.declared, stages.schemas)


def equal_in_meaning(server: ShadowServer, one: Snapshot, other: Snapshot, scope: Collection[Ref]) -> frozenset[Ref]:
    """Find the objects that differ in nothing but how PostgreSQL printed their expressions.

    Args:
        server: throwaway server.
        one: snapshot, comparable to the other.
        other: the other snapshot.
        scope: references that are compared.
    """
    candidates = _candidates(one, other, scope)
    if not candidates:
        return frozenset()
    same = _same_texts(server, one, other, candidates).same
    return frozenset(ref for ref, names in same.items() if names >= {*differing(one.objects[ref], other.objects[ref])})


def align_texts(
    before: Snapshot,
    after: Snapshot,
    majors: tuple[int, int],
    provide: Callable[[int], AbstractContextManager[ShadowServer]],
) -> tuple[Snapshot, Snapshot]:
    """Give both snapshots the same text wherever their texts mean the same; boots a server only where texts differ.

    If the majors differ, the texts that differ in meaning are those that one server prints for both sides.

    Args:
        before: snapshot, comparable to the other.
        after: the other snapshot.
        majors: of the servers that the snapshots were read from.
        provide: a throwaway server of a major version.

    Raises:
        PostgresError: there is no server.
    """
    candidates = _candidates(before, after, before.objects.keys())
    if not candidates:
        return before, after
    with provide(max(majors)) as server, shadow_errors():
        found = _same_texts(server, before, after, candidates)
    if len(set(majors)) > 1:
        both = found.before.keys() & found.after.keys()
        before = _with(before, {ref: _texts(ref, found.before[ref]) for ref in both})
        after = _with(after, {ref: _texts(ref, found.after[ref]) for ref in both})
    texts = {ref: {name: getattr(before.objects[ref], name) for name in names} for ref, names in found.same.items()}
    return before, _with(after, texts)


@dataclass(frozen=True, slots=True)
class _Reprinted:
    """Attributes whose texts mean the same, and the objects of both sides with the texts that were printed last."""

    same: Same
    before: Mapping[Ref, Model]
    after: Mapping[Ref, Model]


def _candidates(one: Snapshot, other: Snapshot, scope: Collection[Ref]) -> dict[Ref, frozenset[str]]:
    """Object → its attributes with expressions that differ between the sides."""
    found = {}
    for ref in scope:
        old, new, names = one.objects.get(ref), other.objects.get(ref), KINDS[ref.kind].code.expressions
        if not names or old is None or new is None or old == new:
            continue
        texts = {name: (getattr(old, name), getattr(new, name)) for name in names}
        differ = frozenset(name for name, pair in texts.items() if None not in pair and pair[0] != pair[1])
        if differ:
            found[ref] = differ
    return found


def _same_texts(
    server: ShadowServer, before: Snapshot, after: Snapshot, candidates: Mapping[Ref, frozenset[str]]
) -> _Reprinted:
    """Read and print the texts of both sides again until none changes any more; texts that are printed equally mean the same."""
    make_mirror(server, PLATFORM_DATABASE, REPRINT_DATABASE)
    with server.connect(REPRINT_DATABASE, ADMIN) as admin, server.connect(REPRINT_DATABASE, ours=True) as connection:
        calls = PrivilegedCalls(admin)
        calls.install()
        printer = _Printer(connection, calls, read_snapshot(connection, repeated=True))
        sides = [_Side(before, printer), _Side(after, printer)]
        same: dict[Ref, frozenset[str]] = {}
        left = dict(candidates)
        for _ in range(READINGS):
            changed = [side.read_again(left) for side in sides]
            for ref, names in candidates.items():
                same[ref] = frozenset(n for n in names if sides[0].prints(ref, n) & sides[1].prints(ref, n))
            left = {ref: names for ref, names in left.items() if not names <= same[ref]}
            if not left or not any(changed):
                break
    server.drop_database(REPRINT_DATABASE)
    return _Reprinted({ref: names for ref, names in same.items() if names}, sides[0].last, sides[1].last)


class _Side:
    """A snapshot and all prints of its expressions so far."""

    def __init__(self, snapshot: Snapshot, printer: _Printer) -> None:
        self.snapshot, self.printer = snapshot, printer
        self.last: dict[Ref, Model] = {}
        self._prints: dict[tuple[Ref, str], set[Any]] = defaultdict(set)

    def prints(self, ref: Ref, name: str) -> set[Any]:
        """All texts of an attribute so far; they mean the same."""
        return {getattr(self.snapshot.objects[ref], name), *self._prints[ref, name]}

    def read_again(self, refs: Mapping[Ref, frozenset[str]]) -> bool:
        """Print the objects once more; whether any text is a new one."""
        current = _with_models(self.snapshot, self.last)
        found = self.printer.reprint(current, refs)
        new = False
        for ref, model in found.items():
            for name in refs[ref]:
                text = getattr(model, name)
                new |= text not in self.prints(ref, name)
                self._prints[ref, name].add(text)
        self.last |= found
        return new


@dataclass(frozen=True, slots=True)
class _Printer:
    """Creates objects in a transaction that is rolled back, as the project's role, and reads them.

    Attributes:
        connection: to a database with nothing of the project in it.
        privileged_calls: of this database.
        start: its state.
    """

    connection: psycopg.Connection[Any]
    privileged_calls: PrivilegedCalls
    start: Snapshot

    def reprint(self, snapshot: Snapshot, refs: Collection[Ref]) -> dict[Ref, Model]:
        """Create objects of a snapshot and read them back, without those that this server refuses or changes otherwise.

        Args:
            snapshot: with everything that the objects need.
            refs: the objects.
        """
        version = min(snapshot.server_version, self.start.server_version)
        plan = self._plan(snapshot, refs)
        with rolled_back(self.connection):
            execute_leniently(self.connection, plan, self.privileged_calls)
            found = downgrade_to(read_snapshot(self.connection, in_transaction=True, repeated=True), version)
        models = {ref: (snapshot.objects[ref], found.objects.get(ref)) for ref in refs}
        return {
            ref: new for ref, (old, new) in models.items() if new is not None and _differs_only_in_texts(ref, old, new)
        }

    def _plan(self, snapshot: Snapshot, refs: Collection[Ref]) -> Plan:
        wanted = frozenset(reachable_from(refs, _needs(snapshot)))
        try:
            return build(self.start, restrict(self.start, snapshot, wanted), PROJECT_ROLE)
        except PlanError:
            return Plan(())


def _needs(snapshot: Snapshot) -> dict[Ref, list[Ref]]:
    """Object → the objects that it needs; a relation needs its columns, and the keys that queries rely on (GROUP BY).

    A type needs its casts, and a table its type and its parents: expressions use them without a recorded dependency.
    """
    needs = [(edge.dependent, edge.referenced) for edge in snapshot.edges if not KINDS[edge.dependent.kind].satellite]
    for part, whole, type_ in snapshot.edges:
        if (type_ == PART and _completes(part, snapshot.objects[part])) or (
            KINDS[part.kind].code.used_unnamed and (type_ == PART or not KINDS[part.kind].subobject)
        ):
            needs.append((whole, part))
    return adjacency(needs)


def _completes(part: Ref, model: Model) -> bool:
    kind = KINDS[part.kind]
    if kind.constraint_role is not None:
        return kind.constraint_role(model) in ("primary", "unique")
    return kind.inline.clause is not None and not kind.subobject and not kind.satellite


def _differs_only_in_texts(ref: Ref, old: Model, new: Model) -> bool:
    """Whether two models differ in no attribute but those that hold expressions."""
    return {*differing(old, new)} <= {*KINDS[ref.kind].code.expressions}


def _texts(ref: Ref, model: Model) -> dict[str, Any]:
    return {name: getattr(model, name) for name in KINDS[ref.kind].code.expressions}


def _with(snapshot: Snapshot, texts: Mapping[Ref, Mapping[str, Any]]) -> Snapshot:
    return _with_models(snapshot, {ref: replace(snapshot.objects[ref], **values) for ref, values in texts.items()})


def _with_models(snapshot: Snapshot, models: Mapping[Ref, Model]) -> Snapshot:
    return replace(snapshot, objects={**snapshot.objects, **models}) if models else snapshot
