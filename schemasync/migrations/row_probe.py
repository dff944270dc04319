"""Ask the target, in one read-only transaction, whether rows make pending statements fail.

Nothing but numbers is read. Each query runs only if nobody's code but PostgreSQL's own can run in it: the relations are
tables (not views or foreign tables) whose indexes, statistics and partition keys call no code of the project (the planner
evaluates these), row security is off rather than applied, names are PostgreSQL's own, and casts are built in.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from schemasync.core import sqlstates
from schemasync.core.errors import SchemasyncError
from schemasync.core.row_risk import BOUND, FITS, REFUSED, UNDECIDED, Decision, Probe, RowRisk
from schemasync.core.safe_files import is_file
from schemasync.core.sql import name
from schemasync.introspect.session import reading_settings
from schemasync.postgres import connection

SECONDS = 5
"""Time limit of one query."""
ALL_SECONDS = 30
"""Seconds after which no further query is started."""
DEADLINE = 60
"""Seconds after which the connection is cut, whatever the server does."""
_BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_SETTINGS = (
    f"SET LOCAL statement_timeout = '{SECONDS}s'", "SET LOCAL lock_timeout = '1s'",
    "SET LOCAL constraint_exclusion = off", "SET LOCAL jit = off", "SET LOCAL max_parallel_workers_per_gather = 0",
)  # fmt: skip
_USER_CODE = """
WITH RECURSIVE tree (oid) AS (
    SELECT pg_catalog.to_regclass(%s)::oid
    UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree t ON i.inhparent = t.oid
)
SELECT CASE
    WHEN t.oid IS NULL THEN 'the table does not exist'
    WHEN c.relkind NOT IN ('r', 'p') THEN 'it is not a table'
    WHEN EXISTS (
        SELECT FROM (
            SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::oid, t.oid
            UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::oid, i.indexrelid
                FROM pg_catalog.pg_index i WHERE i.indrelid = t.oid
            UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass::oid, s.oid
                FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = t.oid
        ) AS part (classid, objid) JOIN pg_catalog.pg_depend d ON d.classid = part.classid AND d.objid = part.objid
        WHERE d.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass)
    ) THEN 'an index, statistics or the partition key of the table calls code that is not PostgreSQL''s own'
END FROM tree t LEFT JOIN pg_catalog.pg_class c ON c.oid = t.oid
"""
_OWN_CAST = """
SELECT FROM pg_catalog.pg_cast c
    JOIN pg_catalog.pg_type s ON c.castsource IN (s.oid, s.typelem, s.typbasetype)
    JOIN pg_catalog.pg_type t ON c.casttarget IN (t.oid, t.typelem, t.typbasetype)
WHERE s.oid = pg_catalog.to_regtype(%s) AND t.oid = pg_catalog.to_regtype(%s) AND c.castfunc >= 16384
"""
"""Finds a user-defined cast between two types; arrays and domains are cast as their elements and base types are."""
_REASONS = {
    sqlstates.QUERY_CANCELED: "timed out",
    sqlstates.LOCK_NOT_AVAILABLE: "another session has locked the table",
    sqlstates.INSUFFICIENT_PRIVILEGE: "the role lacks SELECT on the table",
    sqlstates.UNDEFINED_TABLE: "the table does not exist",
    sqlstates.UNDEFINED_COLUMN: "the column does not exist",
    sqlstates.WRONG_OBJECT_TYPE: "it is not a table",
}


def probe_rows(risks: Sequence[RowRisk], url: str, password: str, ssl_root_cert: Path | None) -> tuple[RowRisk, ...]:
    """Run the probe of each risk on the target, and add the decision; if the target cannot be reached, none is decided.

    Args:
        risks: statements that rows can refuse.
        url: of the target.
        password: overrides the URL's.
        ssl_root_cert: file of a certificate authority.
    """
    if is_file(url):
        return tuple(_undecided(risk, "the database was read from a file") for risk in risks)
    if not any(risk.probe for risk in risks):
        return tuple(_undecided(risk, risk.undecidable) for risk in risks)
    try:
        with connection.target(url, password, ssl_root_cert) as session, connection.deadline(session, DEADLINE):
            for statement in (_BEGIN, *reading_settings(session.info.server_version), *_SETTINGS):
                session.execute(statement.encode())
            return tuple(_decisions(session, risks))
    except SchemasyncError:
        reason = "the database could not be reached again"
    except psycopg.Error:
        reason = "the connection to the database was lost"
    return tuple(_undecided(risk, risk.undecidable or reason) for risk in risks)


def _decisions(session: psycopg.Connection[Any], risks: Sequence[RowRisk]) -> Iterator[RowRisk]:
    end = time.monotonic() + ALL_SECONDS
    for risk in risks:
        if risk.probe is None:
            yield _undecided(risk, risk.undecidable)
        elif time.monotonic() > end:
            yield _undecided(risk, "timed out")
        else:
            yield replace(risk, decision=_run_probe(session, risk.probe))


def _run_probe(session: psycopg.Connection[Any], probe: Probe) -> Decision:
    session.execute(b"SAVEPOINT probe")
    try:
        if reason := _obstacle(session, probe):
            return Decision(UNDECIDED, f"not decided: {reason}")
        row = session.execute(probe.sql.encode()).fetchone()
        return _counted(int(row[0]) if row else 0, probe)
    except psycopg.Error as error:
        state = error.sqlstate or ""
        if session.closed:
            raise
        if state.startswith("22"):
            return Decision(REFUSED, f"a value is refused ({state})")
        return Decision(UNDECIDED, f"not decided: {_REASONS.get(state, f'error {state}')}")
    finally:
        with contextlib.suppress(psycopg.Error):
            session.execute(b"ROLLBACK TO SAVEPOINT probe")


def _obstacle(session: psycopg.Connection[Any], probe: Probe) -> str:
    """Why the query must not run; empty if it may. Its tables are locked, so that they stay as they were checked."""
    tables = [name(*relation) for relation in probe.relations]
    session.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS SHARE MODE".encode())
    for table in tables:
        for (reason,) in session.execute(_USER_CODE, (table,)):
            if reason:
                return str(reason)
    for pair in probe.casts:
        if session.execute(_OWN_CAST, pair).fetchone() is not None:
            return "the project has a cast of its own"
    return ""


def _counted(number: int, probe: Probe) -> Decision:
    if not number:
        return Decision(FITS, "no row is in the way")
    if number > BOUND:
        return Decision(REFUSED, f"more than {BOUND:,} {probe.many}")
    return Decision(REFUSED, f"{number:,} {probe.one if number == 1 else probe.many}")


def _undecided(risk: RowRisk, reason: str) -> RowRisk:
    return replace(risk, decision=Decision(UNDECIDED, f"not decided: {reason}"))
