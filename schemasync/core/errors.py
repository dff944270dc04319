"""All errors of schemasync; each has a message, a hint and the exit code of the process.

SchemasyncError
├── SettingsError          2   an input, flag or file is wrong (all of them reported together)
├── PostgresError          3   the shadow server could not be found, made or started
├── ReplayError            4   the migrations folder cannot be replayed at all
├── TargetError            5   the target cannot be reached or read
│   └── IntrospectionError 5   a catalog could not be read
│       └── ConcurrentChangeError 5  an object was dropped meanwhile
├── PlanError              6   no plan exists, or it is not proven
│   └── ProofError         6   a database refused a statement of a plan
├── GitHubError            7   GitHub refused a request
└── InternalError          8   a fault of schemasync itself

A migration that fails is not an exception: it is a value in the report (`replay.results.FileResult`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemasync.core.exit_codes import ExitCode

if TYPE_CHECKING:
    from schemasync.core.model import Ref


class SchemasyncError(Exception):
    """Base of all errors.

    Args:
        message: the fault, in one sentence.
        hint: the next step; empty when the message says it.
    """

    exit_code: ExitCode = ExitCode.INTERNAL

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InternalError(SchemasyncError):
    """A fault of schemasync itself."""

    exit_code = ExitCode.INTERNAL


class SettingsError(SchemasyncError):
    """An input, flag, environment variable or configuration file is wrong."""

    exit_code = ExitCode.SETTINGS


class PostgresError(SchemasyncError):
    """The shadow server could not be found, initialised or started."""

    exit_code = ExitCode.SHADOW


class ReplayError(SchemasyncError):
    """The migrations folder could not be replayed at all."""

    exit_code = ExitCode.REPLAY


class TargetError(SchemasyncError):
    """The target could not be reached or read; never carries its URL."""

    exit_code = ExitCode.TARGET


class IntrospectionError(TargetError):
    """A catalog query failed, or returned no row where it must return one.

    Args:
        message: as of every error.
        hint: as of every error.
        sqlstate: of PostgreSQL's error, if it made one.
    """

    def __init__(self, message: str, hint: str = "", sqlstate: str = "") -> None:
        super().__init__(message, hint)
        self.sqlstate = sqlstate


class ConcurrentChangeError(IntrospectionError):
    """An object was created or dropped while the catalogs were read; another attempt may succeed."""


class PlanError(SchemasyncError):
    """No plan exists (a dependency cycle cannot be broken), or the plan is not proven or not the expected one."""

    exit_code = ExitCode.PLAN


class ProofError(PlanError):
    """A database refused a statement of a plan.

    Args:
        message: PostgreSQL's message.
        hint: the statement that was refused.
        refs: objects whose change the statement carries; the first is the one that it is about.
        sqlstate: of PostgreSQL's error.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        refs: tuple[Ref, ...] = (),
        sqlstate: str = "",
    ) -> None:
        super().__init__(message, hint)
        self.refs = refs
        self.sqlstate = sqlstate


class GitHubError(SchemasyncError):
    """GitHub's API refused a request that the run depends on."""

    exit_code = ExitCode.GITHUB


def took_too_long(seconds: int, option: str) -> PostgresError:
    """The error of a run that exceeds its limit of time, which an option sets."""
    return PostgresError(f"the run took longer than {seconds} s and was stopped", f"raise {option}")


def internal(error: BaseException, debug: str = "") -> InternalError:
    """Describe an unexpected exception by its type and its place; its message could contain a secret.

    Args:
        error: the exception.
        debug: the environment variable that shows the whole traceback; empty where none does.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else ""
    hint = f"please report it; {debug}=1 shows more" if debug else "please report it"
    return InternalError(f"schemasync has a fault: {type(error).__name__}{place}", hint)
