"""Translate the OIDs and addresses of a trace into names: locks, rewrites, scans and changes of each statement.

Input: the trace, and the snapshots before and after the pending files. Output: `TracedStatement`s. Estimates of rows and sizes
are the target's, as the mirror has no rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemasync.core.model import Address, Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.core.trace import ACCESS_SHARE, MODES, ChangeAction, RelationLock, StatementChange, TracedStatement
from schemasync.diagnose.statement_names import own_name
from schemasync.introspect.renamed import renamed_refs
from schemasync.kinds import KINDS
from schemasync.kinds.catalog import PG_CLASS
from schemasync.migrations.statements import mentions_words
from schemasync.plan.renames import same_but_for_names
from schemasync.replay.observed import ObservedStatement, Renamed, Trace

_LOCKED = frozenset("rpmfv")
"""`relkind` of relations whose locks matter to sessions: tables, materialized views, foreign tables, views."""


@dataclass(frozen=True, slots=True)
class TraceStates:
    """Snapshots that the changes of a trace are read from.

    Attributes:
        actual: the target, with its estimates.
        mirror: the database that the dry run was a copy of; its addresses are those of the dry run.
        before, after: states around the pending files.
        origins: statement that last defined each object of `after`.
    """

    actual: Snapshot
    mirror: Snapshot
    before: Snapshot
    after: Snapshot
    origins: Mapping[Ref, SourceLine]


def name_trace(trace: Trace, states: TraceStates) -> tuple[TracedStatement, ...]:
    """Every statement of the pending files, with its locks, rewrites, scans and changes."""
    relations = _Relations(trace, states.actual)
    changes = _changes(trace.statements, states)
    return tuple(
        TracedStatement(
            place=seen.place,
            text=seen.text,
            locks=relations.locks(seen),
            rewrites=relations.named(seen.rewrites),
            truncates=relations.named(seen.truncates),
            scans=relations.named(relations.validated(seen)),
            changes=tuple(changes.get(number, ())),
            outside_transaction=seen.outside_transaction,
            ran=seen.ran,
        )
        for number, seen in enumerate(trace.statements)
    )


class _Relations:
    """Names and estimates of the relations of a trace."""

    def __init__(self, trace: Trace, actual: Snapshot) -> None:
        names = {
            ref.path: ref
            for ref in actual.objects
            if ref.of is None and len(ref.path) == 2 and KINDS[ref.kind].catalog.oid == PG_CLASS  # noqa: PLR2004
        }
        self._actual = actual
        self._relations = trace.relations
        self._refs = {
            oid: names[relation.schema, relation.name]
            for oid, relation in trace.relations.items()
            if relation.kind in _LOCKED and (relation.schema, relation.name) in names
        }

    def locks(self, seen: ObservedStatement) -> tuple[RelationLock, ...]:
        found = [
            RelationLock(self._refs[oid], mode, *self._size(self._refs[oid]), self._relations[oid].kind == "p")
            for oid, mode in seen.locks
            if oid in self._refs and mode != ACCESS_SHARE
        ]
        return tuple(sorted(found, key=lambda lock: (-MODES.index(lock.mode), lock.relation)))

    def named(self, oids: Iterable[int]) -> tuple[Ref, ...]:
        return tuple(sorted(self._refs[oid] for oid in oids if oid in self._refs))

    def validated(self, seen: ObservedStatement) -> Iterator[int]:
        """Relations that the statement scans and locks strongly; a query's scan of the mirror's empty tables says nothing."""
        strong = {oid for oid, mode in seen.held if MODES.index(mode) >= MODES.index("SHARE UPDATE EXCLUSIVE")}
        return (oid for oid in seen.scans if (oid in strong or oid in seen.rewrites) and oid not in seen.truncates)

    def _size(self, ref: Ref) -> tuple[int | None, int | None]:
        estimate = KINDS[ref.kind].estimate
        if estimate is None:
            return None, None
        found = estimate(self._actual.objects[ref])
        return (int(found.rows), int(found.bytes)) if found.is_known else (None, None)


def _changes(statements: Sequence[ObservedStatement], states: TraceStates) -> dict[int, list[StatementChange]]:
    """Number of a statement → its changes."""
    places: dict[SourceLine, int] = {}
    for number, seen in enumerate(statements):
        places.setdefault(seen.place, number)
    found: dict[int, list[StatementChange]] = defaultdict(list)
    renamed = _rename_steps(statements)
    old = {address: ref for ref, address in states.mirror.addresses.items()}
    dropped = [{old[address] for address in seen.dropped if address in old} for seen in statements]
    for change, ref in _remaining_changes(states, frozenset[Ref]().union(*dropped)):
        at = places.get(states.origins[ref]) if ref in states.origins else None
        if change.action == ChangeAction.RENAME:
            steps = renamed.get(states.before.addresses[change.ref], [])
            if len(steps) > 1 and len(change.ref.path) == len(steps[0][1].old):
                for number, step in steps:
                    found[number].append(_step(change, step))
                continue
            at = steps[-1][0] if steps else at
            at = _last_rename(statements, change.ref) if at is None else at
        if at is not None:
            found[at].append(change)
    for number, refs in enumerate(dropped):
        cascaded = {old[address] for address in statements[number].cascaded if address in old}
        found[number] += [
            StatementChange(ChangeAction.DROP, ref, cascaded=ref in cascaded)
            for ref in sorted(refs)
            if _whole(ref, states.mirror) not in refs
        ]
    return found


def _rename_steps(statements: Sequence[ObservedStatement]) -> Mapping[Address, Sequence[tuple[int, Renamed]]]:
    """Address → the statements that renamed the object, by number."""
    found: dict[Address, list[tuple[int, Renamed]]] = defaultdict(list)
    for number, seen in enumerate(statements):
        for each in seen.renamed:
            found[each.address].append((number, each))
    return found


def _step(change: StatementChange, step: Renamed) -> StatementChange:
    """One step of a rename in several."""
    old, new = (change.ref._replace(path=path) for path in (step.old, step.new))
    return replace(change, ref=old, new=new, first=change.ref)


def _last_rename(statements: Sequence[ObservedStatement], ref: Ref) -> int | None:
    """Number of the last statement whose text can rename or move an object: not every catalog is observed."""
    numbers = (
        number
        for number, seen in enumerate(statements)
        if own_name(ref) in seen.text and any(mentions_words(seen.text, word) for word in ("RENAME", "SCHEMA"))
    )
    return max(numbers, default=None)


def _remaining_changes(states: TraceStates, dropped: frozenset[Ref]) -> Iterator[tuple[StatementChange, Ref]]:
    """The creations, alterations and renames that the state after shows, each with the reference after it.

    Args:
        states: around the statements.
        dropped: objects of the state before that statements dropped; afterwards another object may have the name.
    """
    before, after = states.before, states.after
    renamed = {
        now: was
        for was, now in renamed_refs(before, after).items()
        if was in before.objects and now in after.objects and now.of is None
    }
    gone = dropped.union(renamed.values())
    made = {
        ref
        for ref in after.objects
        if ref not in renamed
        and (_reference_before(ref, renamed) not in before.objects or _reuses_name(ref, gone, renamed, after))
    }
    followed: dict[Ref, dict[Ref, Ref]] = defaultdict(dict)
    for edge in after.edges:
        if edge.referenced in renamed:
            followed[edge.dependent][renamed[edge.referenced]] = edge.referenced
    for ref in sorted(made):
        if _whole(ref, after) not in made:
            yield StatementChange(ChangeAction.CREATE, ref), ref
    for ref in sorted(after.objects.keys() - made):
        was = renamed.get(ref) or _reference_before(ref, renamed)
        if ref in renamed and not _is_renamed_by_container(ref, renamed, after):
            yield StatementChange(ChangeAction.RENAME, was, ref), ref
        elif was in before.objects and not same_but_for_names(
            ref, before.objects[was], after.objects[ref], followed[ref]
        ):
            yield StatementChange(ChangeAction.ALTER, was), ref


def _reuses_name(ref: Ref, gone: frozenset[Ref], renamed: Mapping[Ref, Ref], after: Snapshot) -> bool:
    """Whether the object, or one that it is a part of, has the name of one that was dropped or renamed.

    A new address alone does not say so: PostgreSQL rebuilds the indexes of a column whose type changes.
    """
    one: Ref | None = ref
    while one is not None and one not in renamed:
        if one in gone:
            return True
        one = _whole(one, after)
    return False


def _is_renamed_by_container(ref: Ref, renamed: Mapping[Ref, Ref], after: Snapshot) -> bool:
    """Whether an object keeps its own name, and only an object that contains it was renamed, or moved with it."""
    was, whole = renamed[ref], _whole(ref, after)
    if was.name != ref.name:
        return False
    if (
        whole is not None
        and whole in renamed
        and renamed[whole].path[0] == was.path[0]
        and whole.path[0] == ref.path[0]
    ):
        return True
    return any(
        len(new.path) < len(ref.path)
        and ref.path[: len(new.path)] == new.path
        and was.path[: len(old.path)] == old.path
        for new, old in renamed.items()
    )


def _reference_before(ref: Ref, renamed: Mapping[Ref, Ref]) -> Ref:
    """The reference before of a fact of a renamed object; any other reference as it is."""
    return ref._replace(of=renamed[ref.of]) if ref.of is not None and ref.of in renamed else ref


def _whole(ref: Ref, snapshot: Snapshot) -> Ref | None:
    """The object that this one is a part or a fact of; None if there is none."""
    if ref.of is not None:
        return ref.of
    find, model = KINDS[ref.kind].parent, snapshot.objects.get(ref)
    whole = find(ref, model) if find and model is not None else None
    return None if whole == ref else whole
