"""Reads all objects of a database in one read-only transaction and one round trip."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import psycopg

from schemasync.errors import IntrospectionError
from schemasync.introspect.dependencies import DEPENDENCIES, resolve
from schemasync.introspect.unmodeled import unmodeled_query
from schemasync.model import Address, Model, Ref, Snapshot, Unmodeled
from schemasync.objects import KINDS, _rows
from schemasync.objects._kind import Kind

Connection = psycopg.Connection[Any]
Rows = list[tuple[Any, ...]]

BEGIN = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "SET LOCAL search_path = ''",
    "SET LOCAL statement_timeout = '60s'",
    "SET LOCAL lock_timeout = '5s'",
    "SET LOCAL extra_float_digits = 3",
    "SET LOCAL quote_all_identifiers = off",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL jit = off",
    "SET LOCAL max_parallel_workers_per_gather = 0",
)
_NO_LANGUAGE = ("42704", "42501")
NEEDS = "the role needs CONNECT on the database and nothing else; is the server PostgreSQL 14 or newer?"
_HINTS: dict[str | None, str] = {
    "57014": "its limit is 60 s: the server is busy, or the schema is very large; run it again",
    "55P03": "another session has held a lock for 5 s, as a migration or a dump that runs does; run it again after that",
}
"""What to do about an error that says nothing about the role's rights."""
IDENTITY = "SELECT current_user::text, current_database()::text"
_POLL = 0.0005
"""Seconds between two looks for an answer that is still on its way."""
CASTS = "SELECT format_type(castsource, NULL), format_type(casttarget, NULL) FROM pg_cast"


@lru_cache(maxsize=8)
def queries(version: int) -> Mapping[str, str]:
    """Every SELECT of a snapshot by name, for one server version (as 170011)."""
    kinds = sorted(KINDS.values(), key=lambda kind: kind.attached)  # in the order in which they are read
    asked = {kind.name: kind.also(version) for kind in kinds if kind.also}
    named = {f"names:{name}": text for name, text in asked.items() if text}
    named |= {f"kind:{kind.name}": kind.query(version) for kind in kinds}
    return {
        **named,
        "depend": DEPENDENCIES,
        "identity": IDENTITY,
        "casts": CASTS,
        "unmodeled": unmodeled_query(version),
    }


def read_snapshot(connection: Connection) -> Snapshot:
    """Read the snapshot of the database that `connection` is on.

    Args:
        connection: in autocommit mode, outside a transaction; prepared statements are never used.

    Raises:
        IntrospectionError: a catalog query failed, or something could not be printed.
    """
    collecting = gc.isenabled()
    gc.disable()  # a snapshot is many objects and no cycles
    try:
        try:
            return _read(connection)
        except _NoLanguageError:
            connection.execute("ROLLBACK")
            return _read(connection, rows=False)
    finally:
        if collecting:
            gc.enable()


class _NoLanguageError(Exception):
    """The database has no PL/pgSQL, so tables of rows can't be read."""


def _read(connection: Connection, *, rows: bool = True) -> Snapshot:
    version = connection.info.server_version
    first = [_rows.read(kind.rows, kind.row_columns) for kind in KINDS.values() if kind.rows] if rows else []
    answers = _Answers(connection, (*BEGIN, *first), queries(version))
    objects, addresses, names, wholes = _read_kinds(answers)
    edges = resolve(answers.later("depend"), addresses, objects, names, _structure(objects, wholes))
    role, database = answers["identity"][0]
    answers.finish()
    return Snapshot(
        server_version=version,
        role=role,
        database=database,
        objects=objects,
        edges=edges,
        addresses=addresses,
        unmodeled=tuple(Unmodeled(*row) for row in answers["unmodeled"]),
        casts=frozenset((source, target) for source, target in answers["casts"]),
    )


class _Answers:
    """The answer to each query by its name; a thread receives while earlier answers are being read.

    All queries go out at once, in one round trip. Asking for an answer waits until it is there.
    """

    def __init__(self, connection: Connection, first: Sequence[str], named: Mapping[str, str]) -> None:
        self.first = first
        self.cursors: dict[str, psycopg.Cursor[Any]] = {name: connection.cursor() for name in named}
        self.named = named
        self.following = dict(pairwise(named))
        self.error: psycopg.Error | None = None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._receive, args=(connection,), daemon=True)
        self.thread.start()

    def _receive(self, connection: Connection) -> None:
        try:
            with connection.pipeline():
                for statement in self.first:
                    connection.execute(statement.encode(), prepare=False)
                for name, cursor in self.cursors.items():
                    cursor.execute(self.named[name].encode(), prepare=False)
                connection.execute("COMMIT", prepare=False)
        except psycopg.Error as error:
            self.error = error
        finally:
            self.ended.set()

    def __getitem__(self, name: str) -> Rows:
        cursor = self.cursors[name]
        behind = self.cursors.get(self.following.get(name, ""))  # a cursor is whole once the next has its answer
        while (behind is None or behind.pgresult is None) and not self.ended.wait(_POLL):
            pass
        if self.error is not None:
            raise self._explained(self.error) from None
        return cursor.fetchall()

    def get(self, name: str) -> Rows:
        """The answer, or no rows if nothing was asked under that name."""
        return self[name] if name in self.cursors else []

    def later(self, name: str) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer that is waited for when the first row is needed."""
        yield from self[name]

    def finish(self) -> None:
        """Wait for the end of the transaction.

        Raises:
            IntrospectionError: something failed after the last answer.
        """
        self.thread.join()
        if self.error is not None:
            raise self._explained(self.error) from None

    def _explained(self, error: psycopg.Error) -> Exception:
        if error.sqlstate in _NO_LANGUAGE and all(cursor.pgresult is None for cursor in self.cursors.values()):
            return _NoLanguageError()
        unanswered = (name for name, cursor in self.cursors.items() if cursor.pgresult is None)
        what = next(unanswered, "connection").partition(":")[2].replace("_", " ") or "connection"
        reason = error.diag.message_primary or type(error).__name__
        return IntrospectionError(
            f"the catalogs could not be read ({what}): {reason}", _HINTS.get(error.sqlstate, NEEDS)
        )


def _read_kinds(
    answers: _Answers,
) -> tuple[dict[Ref, Model], dict[Ref, Address], dict[Address, Ref], dict[Ref, Ref]]:
    """Objects, their addresses, the reference at each address, and what attached facts are on."""
    objects: dict[Ref, Model] = {}
    addresses: dict[Ref, Address] = {}
    names: dict[Address, Ref] = {}
    private, parts = _read_names(answers, names)
    make = tuple.__new__  # what a NamedTuple's own constructor does, without its call
    for kind in KINDS.values():
        if kind.attached:
            continue
        label, catalog, model = kind.name, kind.catalog, kind.model
        for objid, objsubid, path, *values in answers[f"kind:{label}"]:
            ref = make(Ref, (label, tuple(path)))
            objects[ref] = model(*[_frozen(value) if type(value) is list else value for value in values])
            if objid is not None:
                addresses[ref] = address = make(Address, (catalog, objid, objsubid))
                names[address] = ref
    wholes: dict[Ref, Ref] = {}
    for kind in KINDS.values():
        if kind.attached:
            _attach(kind, answers[f"kind:{kind.name}"], _Targets(objects, names, private, parts), wholes)
    return objects, addresses, names, wholes


def _read_names(answers: _Answers, names: dict[Address, Ref]) -> tuple[dict[tuple[str, Address], Ref], dict[Ref, Ref]]:
    """Names of what is no object: for all kinds, for one kind alone, and what they are parts of."""
    private: dict[tuple[str, Address], Ref] = {}
    wholes: dict[Ref, Ref] = {}
    for kind in KINDS.values():
        for classid, objid, objsubid, name, path, *whole in answers.get(f"names:{kind.name}"):
            ref = Ref(name, tuple(path))
            if kind.attached:
                private[kind.name, Address(classid, objid, objsubid)] = ref
                continue
            names[Address(classid, objid, objsubid)] = ref
            if whole:
                wholes[ref] = Ref(whole[0], tuple(whole[1]))
    return private, wholes


@dataclass(frozen=True, slots=True)
class _Targets:
    """What attached facts may be on: objects, and named things that are none."""

    objects: dict[Ref, Model]
    names: Mapping[Address, Ref]
    private: Mapping[tuple[str, Address], Ref]
    parts: Mapping[Ref, Ref]

    def whole(self, target: Ref, address: Address) -> Ref | None:
        """The object that a fact about `target` is attached to: a view, for a comment on its column."""
        if target in self.objects:
            return target
        found = self.parts.get(target) or self.names.get(Address(address.classid, address.objid))
        return found if found in self.objects else None


def _attach(kind: Kind, rows: Rows, targets: _Targets, wholes: dict[Ref, Ref]) -> None:
    """Read the facts of one attached kind into the objects; `wholes` learns what each is on."""
    objects, names = targets.objects, targets.names
    make = tuple.__new__
    for classid, objid, objsubid, suffix, *values in rows:
        address = make(Address, (classid, objid, objsubid))
        target = names.get(address) or targets.private.get((kind.name, address))
        if target is None:
            continue
        facts: Iterable[tuple[Any, Model]] = (
            kind.expand((suffix, *values)) if kind.expand else ((suffix, kind.model(*map(_frozen, values))),)
        )
        whole = targets.whole(target, address)
        for more, model in facts:
            ref = make(Ref, (kind.name, (target.kind, *target.path, *more)))
            objects[ref] = model
            if whole is not None:
                wholes[ref] = whole


def _frozen(value: Any) -> Any:
    """Arrays become tuples, at any depth."""
    return tuple(map(_frozen, value)) if type(value) is list else value


def _structure(objects: Mapping[Ref, Model], wholes: Mapping[Ref, Ref]) -> Iterable[tuple[Ref, Ref, str]]:
    """(part, whole, type of edge) for everything that the kinds say of structure."""
    for ref, model in objects.items():
        kind = KINDS[ref.kind]
        if kind.attached:
            if whole := wholes.get(ref):
                yield ref, whole, "s"
        elif kind.parent and (parent := kind.parent(ref, model)) in objects and parent:
            yield ref, parent, "s"
        for needed in kind.needs(ref, model) if kind.needs else ():
            if needed in objects:
                yield ref, needed, "o" if kind.weak else "n"
