"""The result of each migration file, in lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemasync.commands.output import say
from schemasync.core.text import line
from schemasync.replay.results import FileResult
from schemasync.report.view.model import MigrationView
from schemasync.report.view.view import migration_view


def file_lines(files: Iterable[MigrationView]) -> list[str]:
    """Lines for each file; a reason that several files share is explained once."""
    first: dict[tuple[str, ...], MigrationView] = {}
    return [_lines(file, first.setdefault(_reason(file), file)) for file in files]


def _reason(file: MigrationView) -> tuple[str, ...]:
    return file.error.reason if file.error else (file.file,)


def _lines(file: MigrationView, first: MigrationView) -> str:
    """Lines for one file; `first` is the first file that failed for the same reason."""
    error = file.error
    if error is None:
        return f"replayed  {line(file.file)}  {file.seconds:.3f} s"
    place = f"{line(file.file)}:{error.line}:{error.column}"
    head = f"failed    {place}: {line(error.message)} ({error.sqlstate})"
    if first is not file:
        return f"{head}, as in {line(first.file)}"
    more = filter(None, (error.detail, error.hint, error.diagnosis))
    return "\n".join([head, *(f"          {line(sentence)}" for sentence in more)])


def print_failures(results: Sequence[FileResult]) -> bool:
    """Print the files that failed to standard error; False if there are none."""
    failed = [result for result in results if result.error]
    for text in file_lines(map(migration_view, failed)):
        say(text)
    return bool(failed)
