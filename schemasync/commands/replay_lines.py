"""The result of each migration file, in lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from schemasync.commands.output import say
from schemasync.core.text import line
from schemasync.replay.runner import FileResult
from schemasync.report.formats.json import migration
from schemasync.report.view.view import migration_view

_REASON = ("message", "sqlstate", "detail", "hint", "diagnosis")


def file_lines(files: Iterable[dict[str, Any]]) -> list[str]:
    """Lines for each file, from its entry in `replay --format json`; a reason that several files share is explained once."""
    first: dict[tuple[object, ...], dict[str, Any]] = {}
    return [_lines(file, first.setdefault(_reason(file), file)) for file in files]


def _reason(file: dict[str, Any]) -> tuple[object, ...]:
    return tuple(map(file["error"].get, _REASON)) if file["error"] else (file["file"],)


def _lines(file: dict[str, Any], first: dict[str, Any]) -> str:
    """Lines for one file; `first` is the first file that failed for the same reason."""
    error = file["error"]
    if not error:
        return f"replayed  {line(file['file'])}  {file['seconds']:.3f} s"
    place = f"{line(file['file'])}:{error['line']}:{error['column']}"
    head = f"failed    {place}: {line(error['message'])} ({error['sqlstate']})"
    if first is not file:
        return f"{head}, as in {line(first['file'])}"
    return "\n".join(
        [head, *(f"          {line(error[key])}" for key in ("detail", "hint", "diagnosis") if error[key])]
    )


def print_failures(results: Sequence[FileResult]) -> bool:
    """Print the files that failed to standard error; False if there are none."""
    failed = [result for result in results if result.error]
    for text in file_lines(migration(migration_view(result)) for result in failed):
        say(text)
    return bool(failed)
