"""The one tree of errors; each has a message, a hint and the process's exit code.

SchemasyncError
├── SettingsError          2   an input, flag or file is wrong (all of them reported together)
├── PostgresError          3   the shadow server could not be found, made or started
├── ReplayError            4   the migrations folder cannot be replayed at all
├── TargetError            5   the target cannot be reached or read
│   └── IntrospectionError 5   a catalog did not answer what it must
├── PlanError              6   no order of statements exists, or a kind cannot say the change
│   └── ProofError         6   the plan did not do on the mirror what it promises
└── GitHubError            7   GitHub refused

A migration that fails is not an exception: it is a value in the report (`replay.apply.FileResult`).
"""

from __future__ import annotations

from schemasync.core.exit_codes import ExitCode


class SchemasyncError(Exception):
    """Base of all errors that a user can do something about.

    Args:
        message: what is wrong, one sentence.
        hint: what to do about it; empty when the message says it.
    """

    exit_code: ExitCode = ExitCode.INTERNAL

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InternalError(SchemasyncError):
    """Something that schemasync did not foresee: a fault of its own."""

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
    """A catalog query failed or answered nothing where it must answer."""


class PlanError(SchemasyncError):
    """No plan exists: a dependency cycle that nothing breaks, or a change that no rule covers."""

    exit_code = ExitCode.PLAN


class ProofError(PlanError):
    """A plan was applied to the mirror and did not give the promised state.

    Args:
        message: what is wrong, one sentence.
        hint: the statement that was refused.
        refs: the references of the objects that the statement was for, the first one above all.
        committed: statements that were committed before.
        sqlstate: of the refusal.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        refs: tuple[object, ...] = (),
        committed: tuple[str, ...] = (),
        sqlstate: str = "",
    ) -> None:
        super().__init__(message, hint)
        self.refs = refs
        self.committed = committed
        self.sqlstate = sqlstate


class GitHubError(SchemasyncError):
    """GitHub's API refused what the run needs."""

    exit_code = ExitCode.GITHUB


def internal(error: BaseException, debug: str) -> InternalError:
    """A fault in one sentence: its type and where it was, none of its words, which could hold a secret.

    Args:
        error: that nobody foresaw.
        debug: the environment variable that shows the whole traceback.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else ""
    return InternalError(
        f"schemasync has a fault: {type(error).__name__}{place}", f"please report it; {debug}=1 shows more"
    )
