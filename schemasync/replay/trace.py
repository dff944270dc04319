"""Observe what each statement of the pending files does while it runs in the dry run.

Around each statement the session itself reads its locks, its scans, and the catalog rows of what existed before; the
differences between two readings are what the statement did. Nothing is concluded from the statement's text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import Any

import psycopg

from schemasync.core.model import Address
from schemasync.core.source_line import SourceLine
from schemasync.kinds.catalog import PG_CLASS, PG_CONSTRAINT
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import SourceStatement, mentions_words, split
from schemasync.postgres.event_triggers import silent_event_triggers
from schemasync.replay.documented_locks import documented_locks
from schemasync.replay.libpq_pipeline import Message
from schemasync.replay.observed import ObservedStatement, Renamed, Trace
from schemasync.replay.reading import Reading
from schemasync.replay.results import FileResult
from schemasync.replay.row_risks import RiskFinder, StatementStates
from schemasync.replay.server_facts import read_server_facts
from schemasync.replay.table_rows import TableRows
from schemasync.replay.transactions import runs_alone

_OBSERVE = "SELECT schemasync.observe('{since}'::pg_catalog.xid, '{fresh}'::pg_catalog.oid, true)"
_BEGINNING = "SELECT schemasync.observe('3'::pg_catalog.xid, '{fresh}'::pg_catalog.oid, false)"
_FRESH = "SELECT schemasync.next_oid('pg_catalog.pg_class', 'oid', 'pg_catalog.pg_class_oid_index')::bigint"
_SINCE = "SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint % 4294967296"
_DROPPED = "SELECT mark, classid::bigint, objid::bigint, objsubid, cascaded FROM schemasync.dropped ORDER BY mark"
_REWRITTEN = "SELECT mark, relation::bigint FROM schemasync.rewritten ORDER BY mark"
_EMPTIES = ("truncate_stmt", "do_stmt", "select_stmt", "call_stmt")
"""Statements that can run TRUNCATE, which gives a table new storage too; PostgreSQL logs the rewrites of ALTER alone."""


@dataclass(slots=True)
class _Step:
    """A statement and the answers of the server before and after it."""

    file: str
    statement: SourceStatement
    before: bytes | str | None = None
    after: bytes | str | None = None
    dropped: list[Address] = field(default_factory=list)
    cascaded: list[Address] = field(default_factory=list)
    rewritten: set[int] = field(default_factory=set)


class Tracer:
    """Reads the session's state around each statement of a dry run.

    Args:
        admin: the superuser's connection to its database, before the first file runs.
    """

    def __init__(self, admin: psycopg.Connection[Any]) -> None:
        self._admin = admin
        with silent_event_triggers(admin):
            admin.execute(files("schemasync.replay").joinpath("trace.sql").read_text(encoding="utf-8").encode())
        self._fresh = self._number(_FRESH)
        self.start = Reading.parse(json.dumps(self._answer(_BEGINNING.format(fresh=self._fresh))))
        self._query = b""
        self._steps: dict[str, list[_Step]] = {}
        self._marks: dict[int, _Step] = {}

    def _answer(self, query: str) -> Any:
        row = self._admin.execute(query.encode()).fetchone()
        assert row
        return row[0]

    def _number(self, query: str) -> int:
        return int(self._answer(query))

    def begin(self, migration: Migration, statements: Sequence[SourceStatement]) -> None:
        """Start the trace of a file; a second attempt to run the file starts it anew."""
        self._query = _OBSERVE.format(since=self._number(_SINCE), fresh=self._fresh).encode()
        self._steps[migration.file] = [_Step(migration.file, statement) for statement in statements]

    def mark(self, number: int, migration: Migration, statement: SourceStatement) -> None:
        """Note the number under which a statement is about to run."""
        self._marks[number] = self._step(migration, statement)

    def _step(self, migration: Migration, statement: SourceStatement) -> _Step:
        return next(step for step in self._steps[migration.file] if step.statement is statement)

    def before(self, migration: Migration, statement: SourceStatement, part: int) -> Message:
        """Message that reads the state before the first statement of a transaction."""
        return Message(self._query, part, answer=_keep(self._step(migration, statement), "before"))

    def after(self, migration: Migration, statement: SourceStatement, part: int) -> Message:
        """Message that reads the state after a statement."""
        return Message(self._query, part, answer=_keep(self._step(migration, statement), "after"))

    def read_before(
        self, connection: psycopg.Connection[Any], migration: Migration, statement: SourceStatement
    ) -> None:
        """Read the state before a statement that is sent by itself."""
        self._step(migration, statement).before = self._read(connection)

    def read_after(self, connection: psycopg.Connection[Any], migration: Migration, statement: SourceStatement) -> None:
        """Read the state after a statement that is sent by itself."""
        self._step(migration, statement).after = self._read(connection)

    def _read(self, connection: psycopg.Connection[Any]) -> bytes:
        result = connection.pgconn.exec_(self._query)
        return result.get_value(0, 0) or b"" if result.ntuples else b""

    def trace(self, migrations: Sequence[Migration], results: Sequence[FileResult]) -> Trace:
        """Every statement of the files, in order.

        Args:
            migrations: all pending files.
            results: of those that ran; the last one may have failed.
        """
        ends = {result.migration.file: _end(result) for result in results}
        steps = {
            migration.file: self._steps.get(migration.file)
            or [_Step(migration.file, statement) for statement in split(migration.sql)[0]]
            for migration in migrations
        }
        return Trace(self._observed(steps, ends), self.start.relations)

    def _read_logs(self) -> None:
        """Give each statement what the event triggers logged of it."""
        for number, *address, cascaded in self._admin.execute(_DROPPED.encode()):
            if number in self._marks:
                step, found = self._marks[number], Address(*address)
                step.dropped.append(found)
                step.cascaded += [found] * cascaded
        for number, relation in self._admin.execute(_REWRITTEN.encode()):
            if number in self._marks:
                self._marks[number].rewritten.add(relation)

    def _observed(
        self, files: Mapping[str, list[_Step]], ends: Mapping[str, int | None]
    ) -> tuple[ObservedStatement, ...]:
        self._read_logs()
        finder = RiskFinder(self.start, read_server_facts(self._admin))
        found, base = [], self.start
        for file, steps in files.items():
            state, end, tables = base, ends.get(file, -1), TableRows(base)
            for step in steps:
                before = Reading.parse(step.before).over(base) if step.before else state
                if step.dropped:
                    base = base.without(step.dropped)
                    tables = TableRows(base)
                written = Reading.parse(step.after) if step.after else Reading()
                after = written.over(base) if step.after else before
                seen = _observed(step, before, after, written)
                seen = replace(seen, renamed=tuple(_renamed(before, written)))
                states = StatementStates(before, after, written, TableRows(written, tables))
                replaced = (*seen.rewrites, *seen.truncates)
                risks = finder.find(seen.place, states, step.statement, replaced)
                found.append(replace(seen, ran=end is None or step.statement.start < end, risks=risks))
                state = after
            base = state.flat()
        return tuple(found)


def _observed(step: _Step, before: Reading, after: Reading, written: Reading) -> ObservedStatement:
    statement, relations, alone = step.statement, before.relations, runs_alone(step.statement)
    new_files = {
        oid: relation.kind
        for oid, relation in written.relations.items()
        if oid in relations and relation.filenode != relations[oid].filenode
    }
    may_empty = statement.node in _EMPTIES and not _only_clusters(statement)
    empty = {oid for oid, kind in new_files.items() if may_empty and kind == "r" and oid not in step.rewritten}
    scans = (oid for oid, count in after.scans.items() if count > before.scans.get(oid, 0))
    return ObservedStatement(
        place=SourceLine(step.file, statement.line),
        text=statement.text,
        ran=True,
        outside_transaction=alone,
        locks=documented_locks(statement, relations) if alone else tuple(sorted(after.locks - before.locks)),
        held=tuple(sorted(after.locks)),
        rewrites=tuple(sorted(new_files.keys() - empty)),
        truncates=tuple(sorted(empty)),
        scans=tuple(sorted(scans)),
        dropped=tuple(step.dropped),
        cascaded=tuple(step.cascaded),
    )


def _only_clusters(statement: SourceStatement) -> bool:
    """Whether code names CLUSTER and not TRUNCATE; both give a table new storage without a log of it."""
    return mentions_words(statement.text, "CLUSTER") and not mentions_words(statement.text, "TRUNCATE")


def _renamed(before: Reading, after: Reading) -> Iterator[Renamed]:
    for oid, relation in after.relations.items():
        old = before.relations.get(oid)
        if old and (old.schema, old.name) != (relation.schema, relation.name):
            yield Renamed(Address(PG_CLASS, oid), (old.schema, old.name), (relation.schema, relation.name))
    for (oid, number), column in after.columns.items():
        was = before.columns.get((oid, number))
        if was and was.name != column.name:
            yield Renamed(Address(PG_CLASS, oid, number), (was.name,), (column.name,))
    for oid, constraint in after.constraints.items():
        other = before.constraints.get(oid)
        if other and other.name != constraint.name:
            yield Renamed(Address(PG_CONSTRAINT, oid), (other.name,), (constraint.name,))


def _end(result: FileResult) -> int | None:
    """Offset of the statement at which a file failed; None if it ran, 0 if none of its statements ran."""
    if result.error is None:
        return None
    statement = result.error.context.statement if result.error.context else None
    return statement.start if statement else 0


def _keep(step: _Step, name: str) -> Callable[[bytes], None]:
    return lambda value: setattr(step, name, value)
