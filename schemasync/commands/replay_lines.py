"""The result of each migration file, in lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemasync.commands.output import say
from schemasync.core.text import line
from schemasync.replay.runner import FileResult
from schemasync.report.formats.json import migration
from schemasync.report.view.view import migration_view


def file_lines(file: dict[str, Any]) -> str:
    """Lines for one file, from its entry in `replay --format json`."""
    error = file["error"]
    if not error:
        return f"replayed  {line(file['file'])}  {file['seconds']:.3f} s"
    place = f"{line(file['file'])}:{error['line']}:{error['column']}"
    lines = [f"failed    {place}: {line(error['message'])} ({error['sqlstate']})"]
    lines += [f"          {line(error[key])}" for key in ("detail", "hint", "diagnosis") if error[key]]
    return "\n".join(lines)


def print_failures(results: Sequence[FileResult]) -> bool:
    """Print the files that failed to standard error; False if there are none."""
    failed = [result for result in results if result.error]
    for result in failed:
        say(file_lines(migration(migration_view(result))))
    return bool(failed)
