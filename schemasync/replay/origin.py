"""Find the statement that last defined each object, from the catalogs alone.

Each statement runs after a row in `schemasync.marks`. That row's `xmin` and `cmin` (number of the command within its
transaction) are the lower bound of the rows that the statement wrote, and its OID that of the objects it created. GRANT
writes to the rows of tables and functions, too; for these an event trigger logs which statement defined them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import psycopg

from schemasync.core.model import Address, Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.kinds import KINDS
from schemasync.kinds import catalog as c
from schemasync.kinds.kind import LoggedState
from schemasync.replay.grant_log import last_grants

Written = tuple[int, int | None]
"""A row's `xmin` and `cmin`; None for `cmin` if a rolled-back statement has overwritten it."""
_WRITTEN = "xmin::text::bigint, CASE WHEN xmax::text = '0' THEN cmin::text::bigint END"
_LOGGED = ("relrowsecurity", "relforcerowsecurity", "relreplident", "relowner", "relnatts")
"""Columns of `pg_class` in the logged state of a table, in the order in which `bookkeeping.sql` writes them."""
_ON_PRIVILEGES = ("GRANT", "REVOKE")


class CatalogRows(NamedTuple):
    """A catalog to read, with the columns for `objid` and `objsubid` of an address."""

    classid: int
    table: str
    objid: str = "oid"
    objsubid: str = "0"


class LogEntry(NamedTuple):
    """An entry of `schemasync.log`: number of the statement, its command tag, and the state of the table, if it is one."""

    mark: int
    tag: str
    state: tuple[str, ...]

    def values(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """Values of some columns of `pg_class` in the table's state."""
        return tuple(self.state[_LOGGED.index(column)] for column in columns)


_COLUMNS = CatalogRows(c.PG_CLASS, "pg_attribute", "attrelid", "attnum")
"""Rows of columns, whose addresses are those of their relation."""


def catalogs(admin: psycopg.Connection[Any]) -> list[CatalogRows]:
    """Return the catalogs in which the kinds have their objects, and that of columns."""
    oids = sorted({kind.catalog.oid for kind in KINDS.values() if kind.catalog.oid})
    rows = admin.execute(
        "SELECT oid::bigint, pg_catalog.quote_ident(relname) FROM pg_catalog.pg_class"
        " WHERE oid = ANY (%s::bigint[]::oid[]) ORDER BY 1",
        (oids,),
    )
    return [*(CatalogRows(oid, table) for oid, table in rows), _COLUMNS]


def origins(
    admin: psycopg.Connection[Any], snapshot: Snapshot, marks: Mapping[int, SourceLine]
) -> dict[Ref, SourceLine]:
    """Origin of every object that a migration created or changed, and of what one took away: grants, row security.

    Args:
        admin: the superuser's connection to the shadow database.
        snapshot: of that database, after the replay.
        marks: number of each statement → its line.
    """
    finder = _Finder(admin, marks)
    found = {ref: origin for ref in snapshot.objects if (origin := finder.of(ref, snapshot))}
    found |= {ref: origin for ref, item in snapshot.unreadable.items() if (origin := finder.defined(item.address))}
    found |= {ref: origin for ref, origin in finder.revoked(snapshot) if ref not in snapshot.objects}
    found |= {ref: origin for ref, origin in finder.switched_off(snapshot) if ref not in snapshot.objects}
    for ref in snapshot.objects:
        if ref not in found and _follows_parent(ref):
            parent = _parent(ref, snapshot)
            if parent in found and _inherits(ref, finder, snapshot):
                found[ref] = found[parent]
    return found


def _follows_parent(ref: Ref) -> bool:
    """Whether an object without an origin of its own has that of its parent."""
    origin = KINDS[ref.kind].origin
    return isinstance(origin, LoggedState) or origin in ("parent", "acl")


def _parent(ref: Ref, snapshot: Snapshot) -> Ref:
    kind = KINDS[ref.kind]
    if ref.of is not None and ref.of in snapshot.objects:
        return ref.of
    parent_of = kind.parent and kind.parent(ref, snapshot.objects[ref])
    return parent_of or ref


def _inherits(ref: Ref, finder: _Finder, snapshot: Snapshot) -> bool:
    """Owner and grants come with the creation of their object; not where a migration only altered it."""
    if not KINDS[ref.kind].satellite:
        return True
    parent = _parent(ref, snapshot)
    return finder.created(snapshot.addresses.get(parent)) is not None


class _Finder:
    def __init__(self, admin: psycopg.Connection[Any], marks: Mapping[int, SourceLine]) -> None:
        self.marks = marks
        rows = admin.execute(
            "SELECT id, xmin::text::bigint, CASE WHEN own_transaction THEN -1 ELSE cmin::text::bigint END, oid_mark::bigint"
            " FROM schemasync.marks ORDER BY 2, 3"
        ).fetchall()
        self.groups: list[list[tuple[int, int]]] = []
        self.xids: list[int] = []
        for number, xid, command, _ in rows:
            if not self.xids or xid != self.xids[-1]:
                self.xids.append(xid)
                self.groups.append([])
            self.groups[-1].append((command, number))
        by_oid = sorted((oid, number) for number, _, _, oid in rows)
        self.oids = [oid for oid, _ in by_oid]
        self.by_oid = [number for _, number in by_oid]
        self.rows = self._changed(admin)
        self.comments = self._comments(admin)
        self.grants = last_grants(admin)
        self.log: dict[Address, list[LogEntry]] = {}
        for number, tag, classid, objid, objsubid, state in admin.execute(
            "SELECT mark, tag, classid::bigint, objid::bigint, objsubid, state FROM schemasync.log"
            " WHERE objid IS NOT NULL AND mark > 0 ORDER BY mark"
        ):
            entry = LogEntry(number, tag, tuple(state.split(" ")) if state is not None else ())
            self.log.setdefault(Address(classid, objid, objsubid), []).append(entry)

    def _changed(self, admin: psycopg.Connection[Any]) -> dict[Address, Written]:
        first = self.xids[0] if self.xids else 1 << 62
        text = " UNION ALL ".join(
            f"SELECT {classid}, {oid}::bigint, {subid}::int, {_WRITTEN} FROM pg_catalog.{table}"
            f" WHERE xmin::text::bigint >= {first}"
            for classid, table, oid, subid in catalogs(admin)
        )
        labels = (
            f" UNION ALL (SELECT DISTINCT ON (enumtypid) {c.PG_TYPE}, enumtypid::bigint, 1, {_WRITTEN}"
            f" FROM pg_catalog.pg_enum WHERE xmin::text::bigint >= {first}"
            " ORDER BY enumtypid, xmin::text::bigint DESC, cmin::text::bigint DESC)"
        )
        rows = admin.execute((text + labels).encode())
        return {Address(classid, oid, subid): (xid, command) for classid, oid, subid, xid, command in rows}

    def _comments(self, admin: psycopg.Connection[Any]) -> dict[Address, Written]:
        rows = admin.execute(
            f"SELECT classoid::bigint, objoid::bigint, objsubid, {_WRITTEN} FROM pg_catalog.pg_description"
            f" WHERE objoid >= {c.FIRST_USER_OID} OR objoid = {c.PUBLIC_SCHEMA_OID}"
        )
        return {Address(classid, oid, subid): (xid, command) for classid, oid, subid, xid, command in rows}

    def at(self, written: Written | None, address: Address | None = None) -> SourceLine | None:
        """The statement that wrote a row; of the object at `address`, where the row no longer has its command."""
        index = bisect_right(self.xids, written[0]) - 1 if written is not None else -1
        if written is None or index < 0:
            return None
        group = self.groups[index]
        if written[1] is None:
            return self._logged_within(address, group)
        place = bisect_left(group, (written[1],)) - 1
        if place < 0 and index:
            group = self.groups[index - 1]  # the first statement of a transaction has its mark before it
        return self.marks.get(group[place][1])

    def _logged_within(self, address: Address | None, group: list[tuple[int, int]]) -> SourceLine | None:
        """The statement of a transaction that wrote a row whose `cmin` is lost, from the log or from OIDs."""
        numbers = [number for _, number in group]
        logged = [entry.mark for entry in self._entries(address) if entry.mark in numbers]
        return self.marks.get(logged[-1]) if logged else self.created(address) or self.marks.get(numbers[0])

    def _entries(self, address: Address | None) -> list[LogEntry]:
        return self.log.get(address, []) if address else []

    def created(self, address: Address | None) -> SourceLine | None:
        """The statement that created the object at an address."""
        if address is None or address not in self.rows:
            return None
        index = bisect_right(self.oids, address.objid) - 1
        return self.marks.get(self.by_oid[index]) if index >= 0 else None

    def of(self, ref: Ref, snapshot: Snapshot) -> SourceLine | None:
        """The statement that defined an object, found by the method that its kind declares (`Kind.origin`)."""
        address = snapshot.addresses.get(ref)
        match KINDS[ref.kind].origin:
            case LoggedState() as logged:
                return self._state_changed(snapshot.addresses.get(_parent(ref, snapshot)), logged)
            case "created":
                return self._created_or_labeled(address)
            case "log":
                return self._last_logged(address, lambda tag: not tag.startswith((*_ON_PRIVILEGES, "COMMENT")))
            case "acl":
                return self._granted(ref, snapshot)
            case "description":
                return self.at(self.comments.get(snapshot.addresses.get(ref.subject) or Address(0, 0)))
            case "written":
                return self.at(snapshot.objects[ref].written)
            case "parent":
                return None
        return self._added(address) or self.at(self.rows.get(address), address) if address else None

    def defined(self, address: Address) -> SourceLine | None:
        """The statement that last defined the object at an address, whatever its kind."""
        return self._last_logged(address, lambda tag: not tag.startswith((*_ON_PRIVILEGES, "COMMENT")))

    def _added(self, address: Address) -> SourceLine | None:
        """The statement that added a column whose row a GRANT wrote last."""
        granted = any(entry.tag in _ON_PRIVILEGES for entry in self._entries(address))
        if not address.objsubid or not granted:
            return None
        for entry in self._entries(Address(address.classid, address.objid)):
            if entry.state and int(*entry.values(("relnatts",))) >= address.objsubid:
                return self.marks.get(entry.mark)
        return None

    def _created_or_labeled(self, address: Address | None) -> SourceLine | None:
        """The statement that created an object, or added the last label of an enum."""
        labels = self.rows.get(Address(address.classid, address.objid, 1)) if address else None
        if address and address.classid == c.PG_TYPE and labels:
            return self.at(labels)
        return self.created(address)

    def _last_logged(self, address: Address | None, wanted: Callable[[str], bool]) -> SourceLine | None:
        """The last logged statement whose command tag is wanted, else the one that created the object."""
        numbers = [entry.mark for entry in self._entries(address) if wanted(entry.tag)]
        return self.marks.get(numbers[-1]) if numbers else self.created(address)

    def _granted(self, ref: Ref, snapshot: Snapshot) -> SourceLine | None:
        address = snapshot.addresses.get(_parent(ref, snapshot))
        number = self.grants.get((address, ref.name)) if address else None
        return self.marks.get(number) if number else None

    def revoked(self, snapshot: Snapshot) -> Iterator[tuple[Ref, SourceLine]]:
        """Grants that migrations revoked, with the statement that revoked each."""
        objects = {address: ref for ref, address in snapshot.addresses.items() if ref in snapshot.objects}
        (kind,) = (kind.name for kind in KINDS.values() if kind.origin == "acl")
        for (address, role), number in self.grants.items():
            if address in objects and number in self.marks:
                yield Ref(kind, (role,), objects[address]), self.marks[number]

    def switched_off(self, snapshot: Snapshot) -> Iterator[tuple[Ref, SourceLine]]:
        """Facts of tables that no longer hold (row security), with the statement after which they did not."""
        logged = [
            (kind, replace(kind.origin, at_creation=False))
            for kind in KINDS.values()
            if isinstance(kind.origin, LoggedState) and kind.parent and not kind.satellite
        ]
        for ref, address in snapshot.addresses.items():
            for kind, state in logged if address in self.log else ():
                fact = Ref(kind.name, ref.path)
                is_its_table = kind.parent is not None and kind.parent(fact, None) == ref
                if is_its_table and (place := self._state_changed(address, state)):
                    yield fact, place

    def _state_changed(self, address: Address | None, logged: LoggedState) -> SourceLine | None:
        """The statement after which the logged columns of a table had their last values."""
        last, origin = None, None
        for entry in self._entries(address):
            if entry.state and entry.values(logged.columns) != last:
                if last is not None or logged.at_creation or not entry.tag.startswith("CREATE"):
                    origin = entry.mark
                last = entry.values(logged.columns)
        return self.marks.get(origin) if origin else None
