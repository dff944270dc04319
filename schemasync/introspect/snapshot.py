"""Read all objects of a database in one read-only transaction and two round trips."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, cast
from weakref import WeakKeyDictionary

import psycopg

from schemasync.core import sqlstates
from schemasync.core.errors import IntrospectionError
from schemasync.core.model import Ref, Snapshot, Unmodeled, Unreadable
from schemasync.core.sql import TEXT_SETTINGS, Setting
from schemasync.introspect import unmodeled
from schemasync.introspect.edges import Edges
from schemasync.introspect.queries import Queries, conditions_query, holding_conditions, needed, prepared
from schemasync.introspect.read_errors import INCONSISTENT, explained, not_utf8
from schemasync.introspect.rows import KnownRows, read_objects, without_garbage_collection
from schemasync.introspect.session import reading_settings
from schemasync.introspect.unreadable import find_unreadable, packed_addresses, without_unreadable_rows
from schemasync.kinds import KINDS
from schemasync.kinds import table_rows as _rows
from schemasync.kinds.catalog import UserRows

Connection = psycopg.Connection[Any]
Rows = list[tuple[Any, ...]]

BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
SETTINGS = (
    "SET LOCAL jit = off",
    "SET LOCAL max_parallel_workers_per_gather = 0",
)
"""Statements after which the queries of the catalogs start fast, besides those of every reading."""
_NO_LANGUAGE = (sqlstates.UNDEFINED_OBJECT, sqlstates.INSUFFICIENT_PRIVILEGE)
"""SQLSTATEs of a DO statement without the language PL/pgSQL, or without USAGE on it."""
SAVEPOINT, BACK = "SAVEPOINT schemasync_reading", "ROLLBACK TO SAVEPOINT schemasync_reading"
NONE_UNREADABLE: Mapping[Ref, Unreadable] = {}
_ARRAYS = frozenset(info.array_oid for info in psycopg.postgres.types)
_POLL = 0.0005
"""Seconds between two checks whether rows have arrived."""
_PREPARED: WeakKeyDictionary[Connection, dict[str, str]] = WeakKeyDictionary()
"""Names of the prepared statements of each connection, by their texts."""
_KNOWN: WeakKeyDictionary[Connection, KnownRows] = WeakKeyDictionary()
"""Rows that were last read on each connection, with their objects."""


def read_snapshot(
    connection: Connection, *, in_transaction: bool = False, repeated: bool = False, lenient: bool = False
) -> Snapshot:
    """Read the snapshot of the database that `connection` is on.

    Args:
        connection: in autocommit mode; prepared statements are used only where `repeated` says so.
        in_transaction: read within the transaction that is open, and leave it open, with the reader's settings in force.
        repeated: the connection, behind which there is no pooler, is read again later: each reading but the first takes
            a quarter of the server's time.
        lenient: leave out also objects whose catalog rows are at odds with others, after a crash or a change by hand.

    Raises:
        IntrospectionError: a catalog query failed.
    """
    with without_garbage_collection():
        try:
            return _read(connection, in_transaction=in_transaction, repeated=repeated)
        except _NoLanguageError:
            connection.execute("ROLLBACK")
            return _read(connection, rows=False)
        except IntrospectionError as error:
            if error.sqlstate != sqlstates.STATEMENT_TOO_COMPLEX and not (lenient and error.sqlstate == INCONSISTENT):
                raise
            unreadable = _unreadable(connection, error, in_transaction=in_transaction)
            return _read(connection, in_transaction=in_transaction, repeated=repeated, unreadable=unreadable)


def _unreadable(connection: Connection, error: IntrospectionError, *, in_transaction: bool) -> Mapping[Ref, Unreadable]:
    """The objects that made a reading fail, found in the same state of the database.

    Raises:
        IntrospectionError: the given one, if no object is to blame.
    """
    begin, end = (SAVEPOINT, BACK) if in_transaction else (BEGIN, "ROLLBACK")
    connection.execute(end.encode())
    version = connection.info.server_version
    named = needed(version, _begin(connection, (begin, *reading_settings(version), *SETTINGS), rows=False))
    tables = {f"kind:{kind.name}" for kind in KINDS.values() if kind.catalog.table}
    try:
        found = find_unreadable(connection, {name: text for name, text in named.items() if name not in tables})
    except psycopg.Error:
        found = {}
    connection.execute(end.encode())
    if not found:
        raise error
    return found


class _NoLanguageError(Exception):
    """The database has no PL/pgSQL, which reading rows of tables needs."""


def _read(
    connection: Connection,
    *,
    rows: bool = True,
    in_transaction: bool = False,
    repeated: bool = False,
    unreadable: Mapping[Ref, Unreadable] = NONE_UNREADABLE,
) -> Snapshot:
    version = connection.info.server_version
    first = (SAVEPOINT if in_transaction else BEGIN, *reading_settings(version), *SETTINGS, *_table_rows(rows=rows))
    known = _PREPARED.pop(connection, {}) if repeated else {}
    named = needed(version, _begin(connection, first, rows=rows))
    named = without_unreadable_rows(named, unreadable) if unreadable else named
    asked = prepared(named, known) if repeated else Queries((), named)
    answers = _Answers(connection, asked.first, asked.named, "" if in_transaction else "COMMIT", waits=repeated)
    try:
        found = read_objects(answers, _KNOWN.setdefault(connection, KnownRows()) if repeated else None)
        depend = cast("Sequence[tuple[int, int, str]]", answers["depend"])
        role, database = answers["identity"][0]
        unread = unmodeled.unread(answers["probe"], found.names.keys() | packed_addresses(unreadable))
        members = list(answers["extension_members"])
    except Exception:
        answers.ended.wait()  # nobody may use the connection before its thread has ended; a signal does not wait
        raise
    answers.finish()
    if repeated:
        _PREPARED[connection] = known
    return Snapshot(
        server_version=version,
        role=role,
        database=database,
        objects=found.objects,
        edges=Edges(depend, found),
        addresses=found.addresses,
        unmodeled=(*unmodeled.describe(connection, unread), *(Unmodeled(*row) for row in answers["unmodeled"])),
        unreadable=unreadable,
        casts=frozenset((source, target) for source, target in answers["casts"]),
        acl_only_objects=frozenset(found.private.values()),
        extension_members={
            Ref(kind, tuple(path)): Ref(extension, tuple(name)) for kind, path, extension, name, _ in members
        },
        foreign_members=frozenset(Ref(kind, tuple(path)) for kind, path, _, _, foreign in members if foreign),
        text_settings=_text_settings(name for (name,) in answers["text_settings"]),
    )


def _table_rows(*, rows: bool) -> Iterator[str]:
    """Statements that read the rows of tables that are objects (buckets, jobs, queues), where they are wanted."""
    for kind in KINDS.values() if rows else ():
        if kind.catalog.table:
            yield _rows.read(kind.catalog.table, kind.catalog.table_columns)


def _begin(connection: Connection, first: Sequence[str], *, rows: bool) -> frozenset[UserRows]:
    """Begin to read.

    Args:
        connection: to the database.
        first: statements that begin the transaction and set its parameters.
        rows: some of them read rows of tables, in PL/pgSQL.

    Returns:
        The conditions that hold.

    Raises:
        _NoLanguageError: one of the statements is in PL/pgSQL, which the database lacks.
        IntrospectionError: anything else failed.
    """
    version = connection.info.server_version
    cursors: list[psycopg.Cursor[Any]] = []
    try:
        with connection.pipeline():
            cursors = [connection.execute(statement.encode(), prepare=False) for statement in first]
            cursor = connection.execute(conditions_query(version).encode(), prepare=False)
            [answers] = cursor.fetchall()
    except psycopg.Error as error:
        unanswered = len(cursors) < len(first) or any(one.pgresult is None for one in cursors)
        if rows and unanswered and error.sqlstate in _NO_LANGUAGE:
            raise _NoLanguageError from None
        raise explained(error, "connection" if unanswered else "which catalogs have rows") from None
    return holding_conditions(version, answers)


def _text_settings(names: Iterable[str]) -> tuple[Setting, ...]:
    """The parameters of some names with our values, in our order."""
    changed = set(names)
    return tuple(setting for setting in TEXT_SETTINGS if setting.name in changed)


class _Answers:
    """The rows of each query by its name; a thread receives rows while earlier ones are being processed.

    All queries are sent at once. Reading the rows of one waits until they have arrived. With `waits` all have arrived at once:
    where most rows are known, the switches between two threads take longer than the work.
    """

    def __init__(
        self, connection: Connection, first: Sequence[str], named: Mapping[str, str], last: str, *, waits: bool
    ) -> None:
        self.first, self.last = first, last
        self.cursors: dict[str, psycopg.Cursor[Any]] = {name: connection.cursor() for name in named}
        self.named = named
        self.following = dict(pairwise(named))
        self.error: psycopg.Error | None = None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._receive, args=(connection,), daemon=True)
        if waits:
            self._receive(connection)
        else:
            self.thread.start()

    def _receive(self, connection: Connection) -> None:
        try:
            with connection.pipeline():
                for statement in self.first:
                    connection.execute(statement.encode(), prepare=False)
                for name, cursor in self.cursors.items():
                    cursor.execute(self.named[name].encode(), prepare=False)
                if self.last:
                    connection.execute(self.last.encode(), prepare=False)
        except psycopg.Error as error:
            self.error = error
        finally:
            self.ended.set()

    def __getitem__(self, name: str) -> Rows:
        if name not in self.cursors:
            return []
        cursor = self.cursors[name]
        later = self.cursors.get(self.following.get(name, ""))  # all rows have arrived once the next query has a result
        while (later is None or later.pgresult is None) and not self.ended.wait(_POLL):
            pass
        if self.error is not None:
            raise self._explained(self.error) from None
        try:
            return cursor.fetchall()
        except UnicodeDecodeError:
            raise not_utf8(_kind_label(name)) from None

    def arrays(self, name: str) -> Sequence[int]:
        """Positions of the columns that are arrays."""
        described = self.cursors[name].description or () if name in self.cursors else ()
        return [position for position, column in enumerate(described) if column.type_code in _ARRAYS]

    def finish(self) -> None:
        """Wait for the end of the transaction.

        Raises:
            IntrospectionError: something failed after the last query.
        """
        self.ended.wait()
        if self.error is not None:
            raise self._explained(self.error) from None

    def _explained(self, error: psycopg.Error) -> IntrospectionError:
        unanswered = (name for name, cursor in self.cursors.items() if cursor.pgresult is None)
        return explained(error, _kind_label(next(unanswered, "connection")) or "connection")


def _kind_label(query: str) -> str:
    """The kind that a query reads, in words; empty for other queries."""
    return query.partition(":")[2].replace("_", " ")
