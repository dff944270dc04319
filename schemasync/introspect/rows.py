"""Turn the rows of the kinds' queries into objects."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from typing import Any, Protocol

from schemasync.core.errors import ConcurrentChangeError
from schemasync.core.model import Address, Model, Ref
from schemasync.kinds import KINDS
from schemasync.kinds.kind import Kind

Row = tuple[Any, ...]
COLUMN = 0xFFFF
"""Bits of a packed address that contain the number of the column."""
_FIRST = 3
"""Position of the first field of the model in a row; the address and the path come before it."""
_PRINTED = "definition"
"""Field that PostgreSQL prints; it prints nothing of an object that another session has dropped meanwhile."""


@contextlib.contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Disable garbage collection for a `with` block: a snapshot has many objects and no reference cycles."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def packed(classid: int, objid: int, objsubid: int) -> int:
    """Pack an address into one number; the OID of a catalog has 14 bits, the number of a column fewer than 16."""
    return classid << 48 | objid << 16 | objsubid


def without_column(address: int) -> int:
    """The (packed) address of the relation that a column is in."""
    return address & ~COLUMN


class Answers(Protocol):
    """The rows of each query, by its name; none if there is no query of that name, or it was not run."""

    def __getitem__(self, name: str, /) -> Sequence[Row]: ...

    def arrays(self, name: str, /) -> Sequence[int]:
        """Positions of the columns that are arrays."""


@dataclass(slots=True)
class Found:
    """Results of the queries of all kinds.

    Attributes:
        objects: every object by its reference, kind after kind.
        addresses: of the objects that have one.
        names: reference of the object at each (packed) address.
        others: reference at each address that has a name but is no object (a view's column).
        private: the same for the satellites of one kind alone, by the kind's name and the address.
        parts: for a reference of `others` or `private`, the object that it is a part of.
        subjects: the object that each satellite belongs to.
    """

    objects: dict[Ref, Model] = field(default_factory=dict)
    addresses: dict[Ref, Address] = field(default_factory=dict)
    names: dict[int, Ref] = field(default_factory=dict)
    others: dict[int, Ref] = field(default_factory=dict)
    private: dict[tuple[str, int], Ref] = field(default_factory=dict)
    parts: dict[Ref, Ref] = field(default_factory=dict)
    subjects: dict[Ref, Ref] = field(default_factory=dict)

    def whole(self, target: Ref, address: int) -> Ref | None:
        """The object of the snapshot that a satellite of `target` belongs to: the view, for a comment on a view's column."""
        if target in self.objects:
            return target
        above = without_column(address)
        found = self.parts.get(target) or self.names.get(above) or self.others.get(above)
        return found if found in self.objects else None

    def belonging(self, kind: Kind[Any], address: int) -> tuple[Ref | None, Ref | None]:
        """The object that the address of a satellite names, and the object of the snapshot that the satellite belongs to."""
        target = self.names.get(address) or self.others.get(address) or self.private.get((kind.name, address))
        return target, None if target is None else self.whole(target, address)


@dataclass(slots=True)
class KnownRows:
    """Rows of an earlier reading on the same connection, with the objects that were made of them.

    Attributes:
        kinds: of each kind that is no satellite.
        satellites: of the others.
    """

    kinds: dict[str, tuple[Sequence[Row], Found]] = field(default_factory=dict)
    satellites: dict[str, tuple[Sequence[Row], _Satellites]] = field(default_factory=dict)


@dataclass(slots=True)
class _Satellites:
    """Satellites of one kind.

    Attributes:
        belong: for each row: its address, the object that the address names, and the object of the snapshot that it belongs to.
        objects: as in `Found`.
        subjects: as in `Found`.
    """

    belong: list[tuple[int, Ref | None, Ref | None]] = field(default_factory=list)
    objects: dict[Ref, Model] = field(default_factory=dict)
    subjects: dict[Ref, Ref] = field(default_factory=dict)

    def still_belong(self, kind: Kind[Any], found: Found) -> bool:
        """Whether each row belongs to the same object among others."""
        return all(found.belonging(kind, address) == (target, whole) for address, target, whole in self.belong)


def read_objects(answers: Answers, known: KnownRows | None = None) -> Found:
    """Read the objects of every kind, satellites last.

    Args:
        answers: of all queries.
        known: rows that were read before, to which those of this reading are added; the objects of equal rows are taken from it.
    """
    found = Found()
    for kind in KINDS.values():
        _read_names(kind, answers[f"names:{kind.name}"], found)
    for kind in KINDS.values():
        if not kind.satellite:
            _read_kind(kind, answers, found, known)
    for kind in KINDS.values():
        if kind.satellite:
            _read_satellites(kind, answers[f"kind:{kind.name}"], found, known)
    return found


def _read_names(kind: Kind[Any], rows: Iterable[Row], found: Found) -> None:
    """Read the names of catalog rows that are no objects, for all kinds or for one kind of satellites alone."""
    for classid, objid, objsubid, name, path, *whole in rows:
        ref, address = Ref(name, tuple(path)), packed(classid, objid, objsubid)
        if kind.satellite:
            found.private[kind.name, address] = ref
        else:
            found.others[address] = ref
        if whole and whole[0] is not None:
            found.parts[ref] = Ref(whole[0], tuple(whole[1]))


def _read_kind(kind: Kind[Any], answers: Answers, found: Found, known: KnownRows | None) -> None:
    rows = answers[f"kind:{kind.name}"]
    if known is None:
        _make_objects(kind, answers, rows, found)
        return
    before, part = known.kinds.get(kind.name, (None, found))
    if before != rows:
        part = Found()
        _make_objects(kind, answers, rows, part)
        known.kinds[kind.name] = rows, part
    found.objects.update(part.objects)
    found.addresses.update(part.addresses)
    found.names.update(part.names)


def _make_objects(kind: Kind[Any], answers: Answers, rows: Sequence[Row], found: Found) -> None:
    """Add the objects of one kind to those that are found."""
    label, catalog = kind.name, kind.catalog.oid
    objects, addresses, names = found.objects, found.addresses, found.names
    make = tuple.__new__  # what a NamedTuple's own constructor does, without its call
    models = _models(kind, rows, [place - _FIRST for place in answers.arrays(f"kind:{label}") if place >= _FIRST])
    for (objid, objsubid, path, *_), model in zip(rows, models, strict=True):
        ref = make(Ref, (label, tuple(path), None))
        objects[ref] = model
        if objid is not None:
            addresses[ref] = make(Address, (catalog, objid, objsubid))
            names[packed(catalog, objid, objsubid)] = ref


def _models(kind: Kind[Any], rows: Iterable[Row], arrays: Sequence[int]) -> Iterator[Model]:
    """Each row's model; equal rows share one, as most columns of a database are like many others."""
    model = kind.model
    place = next((number for number, part in enumerate(fields_of(model)) if part.name == _PRINTED), None)
    known: dict[Row, Model] = {}
    for row in rows:
        values: Row = row[_FIRST:]
        if arrays:
            values = _hashable(values, arrays)
        found = known.get(values)
        if found is None:
            if place is not None and values[place] is None:
                raise ConcurrentChangeError(
                    f"the catalogs could not be read ({kind.name}): an object was dropped meanwhile"
                )
            known[values] = found = model(*values)
        yield found


def _hashable(values: Row, arrays: Sequence[int]) -> Row:
    changed = list(values)
    for place in arrays:
        value = changed[place]
        if value is not None:
            changed[place] = _frozen(value) if value else ()
    return tuple(changed)


def _frozen(value: Any) -> Any:
    """Turn lists into tuples, at any depth."""
    return tuple([_frozen(item) if type(item) is list else item for item in value])


def _read_satellites(kind: Kind[Any], rows: Sequence[Row], found: Found, known: KnownRows | None) -> None:
    """Read the satellites of one kind into the objects, and the object that each belongs to."""
    before, part = known.satellites.get(kind.name, (None, None)) if known else (None, None)
    if part is None or before != rows or not part.still_belong(kind, found):
        part = _make_satellites(kind, rows, found)
        if known:
            known.satellites[kind.name] = rows, part
    found.objects.update(part.objects)
    found.subjects.update(part.subjects)


def _make_satellites(kind: Kind[Any], rows: Sequence[Row], found: Found) -> _Satellites:
    """The satellites of one kind."""
    made = _Satellites()
    objects, subjects = made.objects, made.subjects
    for classid, objid, objsubid, suffix, *fields in rows:
        address = packed(classid, objid, objsubid)
        target, whole = found.belonging(kind, address)
        made.belong.append((address, target, whole))
        if target is None:
            continue
        values = [_frozen(value) if type(value) is list else value for value in fields]
        facts: Iterable[tuple[Any, Model]] = (
            kind.catalog.split_row((_frozen(suffix), *values))
            if kind.catalog.split_row
            else ((suffix, kind.model(*values)),)
        )
        for more, model in facts:
            ref = Ref(kind.name, tuple(more), target)
            objects[ref] = model
            if whole is not None:
                subjects[ref] = whole
    return made
