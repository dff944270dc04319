"""The mirror: a database on the shadow server that is made equal to the target, schema only."""

from __future__ import annotations

import contextlib
from typing import Any

import psycopg

from schemasync.core.errors import ProofError
from schemasync.core.model import Plan, Ref, Snapshot
from schemasync.migrations.statements import split
from schemasync.plan.build import PREAMBLE
from schemasync.postgres.embedded import ShadowServer
from schemasync.supautils.privileged_calls import PrivilegedCalls

MIRROR_DATABASE = "schemasync_mirror"


def make_mirror(server: ShadowServer, template: str) -> None:
    """A fresh copy of a shadow database; nobody may be connected to the template."""
    server.drop_database(MIRROR_DATABASE)
    server.create_database(MIRROR_DATABASE, template)


def apply(connection: psycopg.Connection[Any], plan: Plan, privileged_calls: PrivilegedCalls) -> None:
    """Run a plan as the project's role would, in as few transactions as its statements allow.

    Raises:
        ProofError: a statement failed; in PostgreSQL's words.
    """
    current = None
    try:
        for text in PREAMBLE:
            connection.execute(text.encode())
        connection.execute("BEGIN")
        for current in plan.statements:
            for piece in split(current.sql.text)[0]:
                for call in privileged_calls.for_statement(piece):
                    connection.execute(call.sql.encode(), call.parameters)
            if current.sql.commit:
                connection.execute("COMMIT")
                connection.execute("BEGIN")
        connection.execute("COMMIT")
        connection.execute("RESET ALL")
    except psycopg.Error as error:
        with contextlib.suppress(psycopg.Error):
            connection.execute("ROLLBACK")
        reason = error.diag.message_primary or "the connection was lost"
        raise ProofError(
            reason, current.sql.text if current else "", (current.ref, *current.refs) if current else ()
        ) from None


def different(found: Snapshot, wanted: Snapshot, scope: frozenset[Ref]) -> frozenset[Ref]:
    """The references in scope that differ."""
    return frozenset(ref for ref in scope if found.objects.get(ref) != wanted.objects.get(ref))
