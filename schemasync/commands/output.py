"""Output of the commands: results on standard output or in a file, progress and errors on standard error."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console

from schemasync.config.settings import output_problem
from schemasync.core.errors import SettingsError

Progress = Callable[[str], None]


def require_output(output: Path | None) -> None:
    """Check before the run that its result can be written.

    Raises:
        SettingsError: it cannot.
    """
    if problem := output_problem(output):
        raise SettingsError(problem, "check --output")


def write(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file.

    Raises:
        SettingsError: the file cannot be written.
    """
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{output}: cannot be written ({error.strerror})", "check --output") from None


def stderr() -> Console:
    """The console of progress and errors."""
    return Console(stderr=True)


@contextlib.contextmanager
def progress() -> Iterator[Progress]:
    """Show progress: a spinner on a terminal, plain lines elsewhere."""
    console = stderr()
    if console.is_terminal:
        with console.status("") as status:
            yield status.update
    else:
        yield lambda text: console.print(text, markup=False, highlight=False)
