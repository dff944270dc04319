"""Find functions whose bodies the pending migrations break, with PostgreSQL's validators and plpgsql_check."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

from schemasync.core import sqlstates
from schemasync.core.masking import shortened
from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import ident
from schemasync.introspect.shadow_errors import shadow_errors
from schemasync.kinds import KINDS
from schemasync.kinds.catalog import PG_PROC
from schemasync.migrations.statements import split
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.stage import ReplayedStage, reconnect
from schemasync.replay.stage_result import StageResult
from schemasync.replay.stages import PENDING_DATABASE
from schemasync.supabase.scope import MANAGED_SCHEMAS

__all__ = ["BrokenBody", "newly_broken"]

CHECKER = "plpgsql_check"
"""Extension that finds statements in PL/pgSQL that cannot run."""
PREPARE = (
    "SET statement_timeout = '5s'; SET check_function_bodies = on;"
    ' SET search_path = "$user", public, extensions; BEGIN'
)
"""Settings of the checking session; the search path is that of Supabase's role, which a function's own SET overrides."""


@dataclass(frozen=True, slots=True)
class BrokenBody:
    """A function whose body cannot run, with PostgreSQL's error."""

    ref: Ref
    message: str
    sqlstate: str


def newly_broken(server: ShadowServer, stage: ReplayedStage, pending: StageResult) -> tuple[BrokenBody, ...]:
    """Functions whose bodies are invalid after the pending migrations and were valid before.

    Args:
        server: of the stages.
        stage: result of the applied migrations.
        pending: result of the pending ones, in a copy of its database.
    """
    known = _routines(pending.snapshot)
    routines = {oid: ref for oid, ref in known.items() if ref in pending.origins or ref.path[0] not in MANAGED_SCHEMAS}
    if not routines:
        return ()
    broken = _broken(server, PENDING_DATABASE, stage, routines)
    if not broken:
        return ()
    suspects = {oid: ref for oid, ref in _routines(stage.result.snapshot).items() if oid in broken}
    before = _broken(server, stage.database, stage, suspects) if suspects else {}
    return tuple(body for oid, body in broken.items() if oid not in before)


def _routines(snapshot: Snapshot) -> dict[int, Ref]:
    """OID → reference of the functions and procedures."""
    return {
        address.objid: ref
        for ref, address in snapshot.addresses.items()
        if address.classid == PG_PROC and ref in snapshot.objects and KINDS[ref.kind].catalog.oid == PG_PROC
    }


def _broken(
    server: ShadowServer, database: str, stage: ReplayedStage, routines: dict[int, Ref]
) -> dict[int, BrokenBody]:
    """The first error of each function that has one, by OID; everything is rolled back."""
    with (
        shadow_errors(),
        server.connect(database, ADMIN) as admin,
        server.owning(admin, database),
        reconnect(server, admin, database) as connection,
    ):
        connection.execute(PREPARE.encode())
        found = {
            body[0]: BrokenBody(routines[body[0]], body[1], body[2])
            for body in (*_refused_sql(connection, routines), *_checked(connection, admin, stage, routines))
        }
        connection.execute("ROLLBACK")
    return found


def _refused_sql(connection: psycopg.Connection[Any], oids: Collection[int]) -> Iterator[tuple[int, str, str]]:
    """Bodies in SQL that the validator of CREATE FUNCTION rejects, as (OID, message, SQLSTATE).

    A body in the SQL standard's form (`BEGIN ATOMIC`) has recorded dependencies, so it cannot become invalid.
    """
    query = (
        "SELECT p.oid::bigint FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang"
        " WHERE l.lanname = 'sql' AND p.prosqlbody IS NULL AND p.oid = ANY (%s::bigint[]::oid[]) ORDER BY 1"
    )
    for (oid,) in connection.execute(query, (list(oids),)).fetchall():
        try:
            with connection.transaction():
                connection.execute("SELECT pg_catalog.fmgr_sql_validator(%s::oid)", (oid,))
        except psycopg.Error as error:
            state = error.sqlstate or ""
            lacks_rights = state == sqlstates.INSUFFICIENT_PRIVILEGE  # which says nothing about the body
            if state.startswith("42") and not lacks_rights:
                yield oid, shortened(error.diag.message_primary or ""), state


def _checked(
    connection: psycopg.Connection[Any], admin: psycopg.Connection[Any], stage: ReplayedStage, oids: Collection[int]
) -> list[tuple[int, str, str]]:
    """Errors that plpgsql_check finds, as (OID, message, SQLSTATE); none if the server lacks the extension or it fails."""
    try:
        with connection.transaction():
            schema = _checker_schema(connection, admin, stage)
            query = f"""
                SELECT DISTINCT ON (p.oid) p.oid::bigint, c.message, c.sqlstate
                FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
                     LEFT JOIN pg_catalog.pg_trigger t ON t.tgfoid = p.oid
                     CROSS JOIN LATERAL {schema}.plpgsql_check_function_tb(p.oid, coalesce(t.tgrelid, 0),
                         other_warnings => false, extra_warnings => false, performance_warnings => false) c
                WHERE l.lanname = 'plpgsql' AND c.level = 'error' AND c.sqlstate LIKE '42%%' AND p.oid = ANY (%s::bigint[]::oid[])
                      AND p.prorettype <> 'event_trigger'::regtype
                      AND (p.prorettype <> 'trigger'::regtype OR t.oid IS NOT NULL)
                ORDER BY p.oid"""
            return [(oid, text, state) for oid, text, state in connection.execute(query.encode(), (list(oids),))]
    except psycopg.Error:
        return []


def _checker_schema(connection: psycopg.Connection[Any], admin: psycopg.Connection[Any], stage: ReplayedStage) -> str:
    """The schema of plpgsql_check, quoted; if the database lacks the extension, create it as a migration would."""
    query = (
        "SELECT n.nspname::text FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace"
        " WHERE e.extname = %s"
    )
    row = connection.execute(query, (CHECKER,)).fetchone()
    if row is not None:
        return ident(row[0])
    calls = stage.privileged_calls.for_copy(admin)
    for statement in split(f"CREATE EXTENSION {CHECKER} WITH SCHEMA extensions")[0]:
        for call in calls.for_statement(statement):
            connection.execute(call.sql.encode(), call.parameters)
    return "extensions"
