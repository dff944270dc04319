"""Execute plans, on mirrors, on the shadow and on the target; no other module does."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Self

import psycopg
from psycopg.pq import TransactionStatus

from schemasync.core.errors import ProofError
from schemasync.core.masking import shortened
from schemasync.core.model import Ref
from schemasync.core.plan import COMMIT, Command, Plan, Statement
from schemasync.core.sql import Setting
from schemasync.migrations.statements import SourceStatement, split
from schemasync.prove.statement_limit import StoppedError, limited
from schemasync.supautils.privileged_calls import PrivilegedCalls


def execute(
    connection: psycopg.Connection[Any],
    plan: Plan,
    privileged_calls: PrivilegedCalls | None = None,
    *,
    in_transaction: bool = False,
    settings: Iterable[Setting] = (),
) -> Mapping[Ref, str]:
    """Run a plan's commands, in as few transactions as its statements allow.

    Args:
        connection: in autocommit mode. Its settings are afterwards as they were before.
        plan: statements that the connection's role may run.
        privileged_calls: of a shadow database, where they give the role what Supabase allows beyond PostgreSQL.
        in_transaction: run within the transaction that is open, which the caller rolls back; the plan has no COMMIT.
        settings: run-time parameters of each transaction; a pooler may run each on another server connection.

    Returns:
        The server's warnings, by the references of the statement that each is about.

    Raises:
        ProofError: a command failed; the transaction that it was in is rolled back, unless it is the caller's.
    """
    with _Warnings(connection) as warnings:
        if in_transaction:
            _run_all(connection, plan, privileged_calls, warnings)
        else:
            _run_in_transactions(connection, plan, privileged_calls, settings, warnings)
    return warnings.by_ref


def execute_leniently(
    connection: psycopg.Connection[Any], plan: Plan, privileged_calls: PrivilegedCalls | None = None
) -> None:
    """Run those of a plan's commands that succeed, within the transaction that is open, which the caller ends.

    Args:
        connection: with an open transaction.
        plan: statements of which some may be refused.
        privileged_calls: of a shadow database.
    """
    for command in plan.commands():
        if command.text == COMMIT:
            continue
        connection.execute(b"SAVEPOINT each")
        try:
            _run(connection, command, privileged_calls)
        except psycopg.Error:
            if connection.info.transaction_status == TransactionStatus.IDLE:
                return  # a new session, as the process of the other one was killed
            connection.execute(b"ROLLBACK TO SAVEPOINT each")
        else:
            connection.execute(b"RELEASE SAVEPOINT each")


def execute_each(connection: psycopg.Connection[Any], texts: Iterable[str]) -> None:
    """Run statements one by one, each in a transaction of its own; one that fails changes nothing, and the next runs.

    Args:
        connection: the superuser's to a throwaway server, in autocommit mode. No statement has a body or a text whose meaning
            depends on the settings of a plan's preamble.
        texts: statements on roles and their settings.
    """
    for text in texts:
        with contextlib.suppress(psycopg.Error):
            connection.execute(text.encode())


class _Warnings:
    """Collects the warnings of a connection: a GRANT without effect is no error."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.by_ref: dict[Ref, str] = {}
        self.statement: Statement | None = None

    def __enter__(self) -> Self:
        self.connection.add_notice_handler(self._keep)
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.remove_notice_handler(self._keep)

    def _keep(self, notice: psycopg.errors.Diagnostic) -> None:
        if self.statement is not None and notice.severity_nonlocalized == "WARNING" and notice.message_primary:
            for ref in (self.statement.ref, *self.statement.refs):
                self.by_ref.setdefault(ref, shortened(notice.message_primary))


def _run_in_transactions(
    connection: psycopg.Connection[Any],
    plan: Plan,
    privileged_calls: PrivilegedCalls | None,
    settings: Iterable[Setting],
    warnings: _Warnings,
) -> None:
    current = Command("BEGIN")
    first = tuple(f"SET LOCAL {setting.name} = {setting.value}" for setting in settings)
    try:
        _begin(connection, first)
        for current in plan.commands():
            warnings.statement = current.statement
            _run(connection, current, privileged_calls)
            if current.text == COMMIT:
                _begin(connection, first)
        current = Command(COMMIT)
        connection.execute(b"COMMIT")
    except psycopg.Error as error:
        _restore(connection, plan)
        raise _proof_error(error, current) from None


def _begin(connection: psycopg.Connection[Any], settings: Iterable[str]) -> None:
    for text in ("BEGIN", *settings):
        connection.execute(text.encode())


def _run_all(
    connection: psycopg.Connection[Any], plan: Plan, privileged_calls: PrivilegedCalls | None, warnings: _Warnings
) -> None:
    current = Command("")
    try:
        for current in plan.commands():
            warnings.statement = current.statement
            _run(connection, current, privileged_calls)
    except psycopg.Error as error:
        raise _proof_error(error, current) from None


def _run(connection: psycopg.Connection[Any], command: Command, privileged_calls: PrivilegedCalls | None) -> None:
    if command.statement is None or privileged_calls is None:
        connection.execute(command.text.encode())
        return
    for piece in _pieces(command.text):
        for call in privileged_calls.for_statement(piece):
            with limited(connection):
                connection.execute(call.sql.encode(), call.parameters)


@lru_cache(maxsize=16384)
def _pieces(text: str) -> tuple[SourceStatement, ...]:
    """The statements of a command; each command of a plan runs several times."""
    return tuple(split(text)[0])


def _restore(connection: psycopg.Connection[Any], plan: Plan) -> None:
    """Roll back, and reset the parameters that the plan's preamble set; a lost connection has nothing to restore."""
    resets: Iterable[str] = (f"RESET {setting.name}" for setting in plan.preamble if setting.resettable)
    with contextlib.suppress(psycopg.Error):
        for text in ("ROLLBACK", *resets):
            connection.execute(text.encode())


def _proof_error(error: psycopg.Error, command: Command) -> ProofError:
    lost = str(error) if isinstance(error, StoppedError) else "the connection was lost"
    reason = shortened(error.diag.message_primary or lost)
    statement = command.statement
    refs = (statement.ref, *statement.refs) if statement else ()
    return ProofError(reason, command.text, refs, error.sqlstate or "")
