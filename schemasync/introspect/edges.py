"""Turn `pg_depend`, and the structure that the kinds declare, into edges between references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

from schemasync.core.model import NAMED_ROLE, NORMAL, ORDER_ONLY, PART, Edge, Ref
from schemasync.introspect.rows import COLUMN, Found, without_column, without_garbage_collection
from schemasync.kinds import KINDS
from schemasync.kinds import catalog as c
from schemasync.kinds.roles import ROLE

DEPENDENCIES = f"""
    SELECT (classid::int8 << 48) | (objid::int8 << 16) | objsubid,
           (refclassid::int8 << 48) | (refobjid::int8 << 16) | refobjsubid, deptype::text
    FROM pg_depend
    WHERE (objid >= {c.FIRST_USER_OID} OR objid = {c.PUBLIC_SCHEMA_OID})
          AND (refobjid >= {c.FIRST_USER_OID} OR refobjid = {c.PUBLIC_SCHEMA_OID})
          AND NOT (classid = {c.PG_TRIGGER} AND deptype = 'i') AND NOT (classid = {c.PG_ATTRDEF} AND deptype = 'a')"""
"""SELECT of `pg_depend`, without the triggers of foreign keys, and without the edge from a default to its column, which its kind declares.

Each end is one number, as `packed` makes it: this takes a third of the time of three columns.
"""

Row = tuple[int, int, str]
_DEEPEST = 8
"""Most steps from an address to the object that it stands for."""
_FAMILY_MEMBERS, _FAMILIES = (c.PG_AMOP, c.PG_AMPROC), (c.PG_OPCLASS, c.PG_OPFAMILY)
"""Catalogs `pg_amop` and `pg_amproc`, whose rows are parts of classes and families of operators."""
_OWNERSHIP = "eiPSa"
"""Types of the edges from an address that no kind claims to the object that it stands for, in order of preference."""


class Edges(Sequence[Edge]):
    """The edges of a snapshot, resolved at their first use: where nothing differs they are not used at all."""

    def __init__(self, rows: Sequence[Row], found: Found) -> None:
        self._source: tuple[Sequence[Row], Found] | None = (rows, found)
        self._edges: tuple[Edge, ...] = ()

    def _resolved(self) -> tuple[Edge, ...]:
        if self._source is not None:
            with without_garbage_collection():
                self._edges = resolve(*self._source)
            self._source = None
        return self._edges

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._resolved() == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self._resolved())

    def __iter__(self) -> Iterator[Edge]:
        return iter(self._resolved())

    @overload
    def __getitem__(self, index: int) -> Edge: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Edge, ...]: ...
    def __getitem__(self, index: int | slice) -> Edge | tuple[Edge, ...]:
        return self._resolved()[index]


def resolve(rows: Sequence[Row], found: Found) -> tuple[Edge, ...]:
    """Resolve both ends of every dependency.

    Args:
        rows: of `DEPENDENCIES`. An address that is no object stands for the object that it is a part of (a view's column, for
            the view); such an edge has the type `n`, as the object is not dropped with its part's dependency.
        found: the objects of all kinds.

    Returns:
        Edges without duplicates. Where a subobject stands for a dependency (a sequence's OWNED BY, a partition's
        attachment), the edge starts at the subobject.
    """
    numbers = {ref: number for number, ref in enumerate(found.objects)}
    edges: dict[tuple[int, int], str] = {}
    subobjects: dict[tuple[int, int], int] = {}
    parents: dict[int, int] = {}
    links = list(_structure(found, numbers))
    for part, whole, type_ in links:
        edges[part, whole] = type_
        if type_ == PART:
            parents[part] = whole
    for part, whole, type_ in links:
        if type_ == NORMAL and part in parents:
            subobjects[parents[part], whole] = part
    own = {address: numbers[ref] for address, ref in found.names.items()}
    others = {address: numbers[ref] for address, ref in found.others.items() if ref in numbers}
    _add(edges, subobjects, rows, own, _Resolver(rows, others | own))
    refs = list(found.objects)
    make = tuple.__new__
    return tuple([make(Edge, (refs[start], refs[end], type_)) for (start, end), type_ in edges.items()])


def _structure(found: Found, numbers: Mapping[Ref, int]) -> Iterator[tuple[int, int, str]]:
    """(part, whole, type of edge) of the structure that the kinds declare."""
    subjects = found.subjects
    for number, (ref, model) in enumerate(found.objects.items()):
        kind = KINDS[ref.kind]
        if kind.satellite:
            if (whole := subjects.get(ref)) is not None:
                yield number, numbers[whole], PART
        elif kind.parent and (parent := kind.parent(ref, model)) and (end := numbers.get(parent)) is not None:
            yield number, end, PART
        for needed in kind.order.requires(ref, model) if kind.order.requires else ():
            if (end := numbers.get(needed)) is not None:
                yield number, end, ORDER_ONLY if kind.order.orders_only else NORMAL
        for role in kind.order.roles(ref, model) if kind.order.roles else ():
            if (end := numbers.get(Ref(ROLE, (role,)))) is not None:
                yield number, end, NAMED_ROLE


def _add(
    edges: dict[tuple[int, int], str],
    subobjects: Mapping[tuple[int, int], int],
    rows: Iterable[Row],
    own: Mapping[int, int],
    find: _Resolver,
) -> None:
    """Add the dependencies of `pg_depend` to `edges`, whose ends are numbers of objects; `own` has the addresses of objects."""
    known = find.known
    for address, reference, type_ in rows:
        if type_ == "e":
            continue
        start = known[address] if address in known else find(address)
        if start is None:
            continue
        end = known[reference] if reference in known else find(reference)
        if end is None or end == start:
            continue
        key = (start, end)
        if key in subobjects:
            key = (subobjects[key], end)
            if key[0] == end:
                continue
        elif address not in own:
            type_ = NORMAL  # noqa: PLW2901
        previous = edges.get(key)
        if previous is None or (previous != PART and type_ in _OWNERSHIP):
            edges[key] = type_


class _Resolver:
    """Number of the object at an address, of the object that it is a part of, or of the one that owns it."""

    def __init__(self, rows: Iterable[Row], known: Mapping[int, int]) -> None:
        self.known: dict[int, int | None] = dict(known)
        self.owners: dict[int, tuple[int, int]] = {}
        for address, reference, type_ in rows:
            if type_ == NORMAL or address & COLUMN or address in known:
                continue
            if address >> 48 in _FAMILY_MEMBERS and reference >> 48 not in _FAMILIES:
                continue  # a loose member depends on its operator or function in the same way as on its family
            rank = _OWNERSHIP.find(type_)
            current = self.owners.get(address)
            if rank >= 0 and (current is None or rank < current[0]):
                self.owners[address] = (rank, reference)

    def __call__(self, address: int, depth: int = 0) -> int | None:
        if address in self.known:
            return self.known[address]
        found: int | None = None
        if address & COLUMN:
            found = self(without_column(address), depth)
        elif depth < _DEEPEST and (owner := self.owners.get(address)):
            found = self(owner[1], depth + 1)
        self.known[address] = found
        return found
