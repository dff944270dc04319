"""Reads all objects of a database in one read-only transaction and one round trip."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import psycopg

from schemasync.errors import IntrospectionError
from schemasync.introspect.dependencies import DEPENDENCIES, resolve
from schemasync.introspect.unmodeled import unmodeled_query
from schemasync.model import Address, Model, Ref, Snapshot, Unmodeled
from schemasync.objects import KINDS
from schemasync.objects._kind import Kind

Connection = psycopg.Connection[Any]
Rows = list[tuple[Any, ...]]

BEGIN = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "SET LOCAL search_path = ''",
    "SET LOCAL extra_float_digits = 3",
    "SET LOCAL quote_all_identifiers = off",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL jit = off",
    "SET LOCAL max_parallel_workers_per_gather = 0",
)
IDENTITY = "SELECT current_user::text, current_database()::text"
CASTS = "SELECT format_type(castsource, NULL), format_type(casttarget, NULL) FROM pg_cast"


@lru_cache(maxsize=8)
def queries(version: int) -> Mapping[str, str]:
    """Every SELECT of a snapshot by name, for one server version (as 170011)."""
    named = {f"kind:{kind.name}": kind.query(version) for kind in KINDS.values()}
    named |= {f"names:{kind.name}": kind.also(version) for kind in KINDS.values() if kind.also}
    return {"identity": IDENTITY, "casts": CASTS, "depend": DEPENDENCIES, "unmodeled": unmodeled_query(), **named}


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
        return _read(connection)
    finally:
        if collecting:
            gc.enable()


def _read(connection: Connection) -> Snapshot:
    version = connection.info.server_version
    answers = _fetch(connection, queries(version))
    objects, addresses, names, wholes = _read_kinds(answers)
    edges = resolve(answers["depend"], addresses, objects, names, _structure(objects, wholes))
    role, database = answers["identity"][0]
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


def _fetch(connection: Connection, named: Mapping[str, str]) -> dict[str, Rows]:
    """Send all queries at once and collect the answers; one round trip."""
    cursors: dict[str, psycopg.Cursor[Any]] = {}
    try:
        with connection.pipeline():
            for statement in BEGIN:
                connection.execute(statement, prepare=False)
            for name, text in named.items():
                cursors[name] = connection.execute(text.encode(), prepare=False)
            connection.execute("COMMIT", prepare=False)
        return {name: cursor.fetchall() for name, cursor in cursors.items()}
    except psycopg.Error as error:
        unanswered = (name for name, cursor in cursors.items() if cursor.pgresult is None)
        what = next(unanswered, "connection").partition(":")[2].replace("_", " ") or "connection"
        reason = error.diag.message_primary or type(error).__name__
        raise IntrospectionError(
            f"the catalogs could not be read ({what}): {reason}",
            "the role needs CONNECT on the database and nothing else; is the server PostgreSQL 14 or newer?",
        ) from None


def _read_kinds(
    answers: Mapping[str, Rows],
) -> tuple[dict[Ref, Model], dict[Ref, Address], dict[Address, Ref], dict[Ref, Ref]]:
    objects: dict[Ref, Model] = {}
    addresses: dict[Ref, Address] = {}
    names: dict[Address, Ref] = {}
    private, wholes = _read_names(answers, names)
    for kind in KINDS.values():
        if not kind.attached:
            for objid, objsubid, path, *values in answers[f"kind:{kind.name}"]:
                ref = Ref(kind.name, tuple(path))
                objects[ref] = kind.model(*[_frozen(value) if type(value) is list else value for value in values])
                if objid is not None:
                    addresses[ref] = address = Address(kind.catalog, objid, objsubid)
                    names[address] = ref
    for kind in KINDS.values():
        if kind.attached:
            objects.update(_attached(kind, answers[f"kind:{kind.name}"], names, private))
    return objects, addresses, names, wholes


def _read_names(
    answers: Mapping[str, Rows], names: dict[Address, Ref]
) -> tuple[dict[tuple[str, Address], Ref], dict[Ref, Ref]]:
    """Names of what is no object: for all kinds, for one kind alone, and what they are parts of."""
    private: dict[tuple[str, Address], Ref] = {}
    wholes: dict[Ref, Ref] = {}
    for kind in KINDS.values():
        for classid, objid, objsubid, name, path, *whole in answers.get(f"names:{kind.name}", ()):
            ref = Ref(name, tuple(path))
            if kind.attached:
                private[kind.name, Address(classid, objid, objsubid)] = ref
                continue
            names[Address(classid, objid, objsubid)] = ref
            if whole:
                wholes[ref] = Ref(whole[0], tuple(whole[1]))
    return private, wholes


def _attached(
    kind: Kind, rows: Rows, names: Mapping[Address, Ref], private: Mapping[tuple[str, Address], Ref]
) -> Iterator[tuple[Ref, Model]]:
    for classid, objid, objsubid, suffix, *values in rows:
        address = Address(classid, objid, objsubid)
        target = names.get(address) or private.get((kind.name, address))
        if target is None:
            continue
        if kind.expand:
            for more, model in kind.expand((suffix, *values)):
                yield Ref(kind.name, (target.kind, *target.path, *more)), model
        else:
            yield Ref(kind.name, (target.kind, *target.path, *suffix)), kind.model(*map(_frozen, values))


def _frozen(value: Any) -> Any:
    """Arrays become tuples, at any depth."""
    return tuple(map(_frozen, value)) if type(value) is list else value


def _structure(objects: Mapping[Ref, Model], wholes: Mapping[Ref, Ref]) -> Iterable[tuple[Ref, Ref, str]]:
    """(part, whole, type of edge) for everything that the kinds say of structure."""
    for ref, model in objects.items():
        kind = KINDS[ref.kind]
        if kind.attached:
            whole = _whole(ref, objects, wholes)
            if whole:
                yield ref, whole, "s"
        elif kind.parent and (parent := kind.parent(ref, model)) in objects and parent:
            yield ref, parent, "s"
        for needed in kind.needs(ref, model) if kind.needs else ():
            if needed in objects:
                yield ref, needed, "o" if kind.weak else "n"


def _whole(ref: Ref, objects: Mapping[Ref, Model], wholes: Mapping[Ref, Ref]) -> Ref | None:
    """The object that an attached fact is on: the longest path of its own that is an object.

    A comment on a view's column is attached to the view, which is the object.
    """
    path = ref.path[1:]
    if (named := Ref(ref.path[0], path)) in wholes:
        return wholes[named]
    for end in range(len(path), 0, -1):
        for kind in (ref.path[0], "view", "materialized_view", "composite"):
            whole = Ref(kind, path[:end])
            if whole in objects:
                return whole
    return None
