"""Attempts to run a file: first as `supabase db push` does, then those that the error of the last attempt suggests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from schemasync.replay.results import FileError
from schemasync.supautils.statement_calls import DYNAMIC

IMPLICIT_BLOCK = 180000
"""Server version from which a pipeline is a block from its second statement on, in which no procedure may commit."""
SERVICE_SETTINGS = ("SET storage.allow_delete_query = 'true'",)
"""Settings that Supabase's services make in their own sessions."""
_PRIVILEGE, _NO_TRANSACTION, _INVALID_TERMINATION = "42501", "25P01", "2D000"


class SendMode(Enum):
    """Way of sending a file's statements: in a pipeline as the CLI, between BEGIN and COMMIT, or one by one."""

    PIPELINE = "pipeline"
    BLOCK = "block"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Situation:
    """The error of the attempts so far, whether the file is one that the target applied long ago, the server's version."""

    error: FileError
    lenient: bool
    server_version: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to run a file.

    Attributes:
        applies: whether it can succeed after the error of the attempts before it.
        reports: which error counts when it fails too, of the one before and its own.
        mode: how the statements are sent.
        dynamic: statements that run others (DO, CALL, SELECT) get the service roles' rights.
        service_rights: the whole file has the rights that Supabase gave to its role in the past.
        notice: sentence for people when it succeeds, with `{line}` and `{message}` of the error before.
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


def _before(before: FileError, _own: FileError) -> FileError:
    return before


def _own(_before: FileError, own: FileError) -> FileError:
    return own


def _own_unless_refused(before: FileError, own: FileError) -> FileError:
    return before if own.sqlstate == _PRIVILEGE else own


def _refused_inside(situation: Situation) -> bool:
    """A statement that runs others was refused; the parser sees no statement inside it that needs the rights."""
    context = situation.error.context
    statement = context.statement if context else None
    return situation.error.sqlstate == _PRIVILEGE and statement is not None and statement.node in DYNAMIC


FIRST = Attempt(applies=lambda _: True, reports=_own)
"""The attempt that runs a file as `supabase db push` does."""
FURTHER = (
    # A block, in which no procedure can commit the rights that are granted to it.
    Attempt(_refused_inside, _before, SendMode.BLOCK, dynamic=True),
    Attempt(lambda s: s.error.sqlstate == _NO_TRANSACTION and s.lenient, _own, SendMode.BLOCK),
    Attempt(
        lambda s: s.error.sqlstate == _INVALID_TERMINATION and s.server_version >= IMPLICIT_BLOCK,
        _own, SendMode.SINGLE,
    ),
    Attempt(
        lambda s: s.error.sqlstate == _PRIVILEGE and s.lenient, _own_unless_refused, service_rights=True,
        notice="line {line}: {message}; Supabase allowed this in the past, so it was run",
    ),
)  # fmt: skip
"""Further attempts, in order; each applies to the error that those before it left."""
