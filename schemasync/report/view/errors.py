"""Describe why a migration failed; every format lays it out."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.replay.results import FileResult


@dataclass(frozen=True, slots=True)
class ErrorView:
    """PostgreSQL's error in a migration, and its probable reason.

    Attributes:
        file: name of the migration.
        line, column: 1-based, in the file.
        sqlstate: five characters; empty where PostgreSQL gives none.
        message, detail, hint: PostgreSQL's.
        diagnosis: the probable reason, in words; empty if it is unknown.
    """

    file: str
    line: int
    column: int
    sqlstate: str
    message: str
    detail: str = ""
    hint: str = ""
    diagnosis: str = ""

    @property
    def reason(self) -> tuple[str, ...]:
        """Everything but the place; files that fail for one reason have the same."""
        return self.message, self.sqlstate, self.detail, self.hint, self.diagnosis


def error_view(result: FileResult) -> ErrorView | None:
    """The error of a file; None if it ran."""
    error = result.error
    if error is None:
        return None
    return ErrorView(
        result.migration.file,
        error.line,
        error.column,
        error.sqlstate,
        error.message,
        error.detail,
        error.hint,
        error.diagnosis,
    )
