"""Ways to run a file: first as `supabase db push` does, then others, depending on the error of the last attempt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from schemasync.core import sqlstates
from schemasync.replay.results import FileError
from schemasync.supautils.statement_calls import DYNAMIC

IMPLICIT_BLOCK = 180000
"""Server version from which a pipeline is a block from its second statement on, in which no procedure may commit."""
SERVICE_SETTINGS = ("SET storage.allow_delete_query = 'true'",)
"""Settings of the sessions of Supabase's services."""


class SendMode(Enum):
    """How a file's statements are sent: in a pipeline, as the CLI does; in a pipeline between BEGIN and COMMIT; one by one."""

    PIPELINE = "pipeline"
    BLOCK = "block"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Situation:
    """State after a failed attempt.

    Attributes:
        error: that counts so far.
        lenient: the target applied the file in the past; see `Replayer`.
        server_version: as `PQserverVersion` (170011).
    """

    error: FileError
    lenient: bool
    server_version: int


@dataclass(frozen=True, slots=True)
class SendAttempt:
    """One way to run a file.

    Attributes:
        applies: whether it can succeed after the errors so far.
        reports: chooses the error that counts if it fails too, from the previous one and its own.
        mode: how the statements are sent.
        dynamic: statements that run others (DO, CALL, SELECT) get the service roles' rights.
        service_rights: the whole file has the rights that Supabase gave to the project's role in the past.
        notice: sentence for the report if it succeeds, with `{line}` and `{message}` of the previous error.
    """

    applies: Callable[[Situation], bool]
    reports: Callable[[FileError, FileError], FileError]
    mode: SendMode = SendMode.PIPELINE
    dynamic: bool = False
    service_rights: bool = False
    notice: str = ""

    @property
    def settings(self) -> tuple[str, ...]:
        """Statements that are run before the file."""
        return SERVICE_SETTINGS if self.service_rights else ()


def _previous_error(before: FileError, _own: FileError) -> FileError:
    return before


def _own_error(_before: FileError, own: FileError) -> FileError:
    return own


def _own_error_unless_refused(before: FileError, own: FileError) -> FileError:
    return before if own.sqlstate == sqlstates.INSUFFICIENT_PRIVILEGE else own


def _refused_inside(situation: Situation) -> bool:
    """Whether a statement that runs others (DO, CALL, SELECT) was refused for lack of privileges."""
    context = situation.error.context
    statement = context.statement if context else None
    return (
        situation.error.sqlstate == sqlstates.INSUFFICIENT_PRIVILEGE
        and statement is not None
        and statement.node in DYNAMIC
    )


FIRST = SendAttempt(applies=lambda _: True, reports=_own_error)
"""The attempt that runs a file as `supabase db push` does."""
FURTHER = (
    # In a transaction block no procedure can commit, and so keep, the rights that are granted around it.
    SendAttempt(_refused_inside, _previous_error, SendMode.BLOCK, dynamic=True),
    SendAttempt(lambda s: s.error.sqlstate == sqlstates.NO_ACTIVE_SQL_TRANSACTION and s.lenient, _own_error, SendMode.BLOCK),
    SendAttempt(
        lambda s: s.error.sqlstate == sqlstates.INVALID_TRANSACTION_TERMINATION and s.server_version >= IMPLICIT_BLOCK,
        _own_error, SendMode.SINGLE,
    ),
    SendAttempt(
        lambda s: s.error.sqlstate == sqlstates.INSUFFICIENT_PRIVILEGE and s.lenient, _own_error_unless_refused, service_rights=True,
        notice="line {line}: {message}; Supabase allowed this in the past, so it was run",
    ),
)  # fmt: skip
"""Further attempts, in order; each applies to the error that those before it left."""
