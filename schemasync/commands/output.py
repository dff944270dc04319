"""Output of the commands: results on standard output or in a file, progress and errors on standard error."""

from __future__ import annotations

import contextlib
import secrets
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from schemasync.config.settings import output_problem
from schemasync.core.errors import SettingsError
from schemasync.core.masking import without_known_secrets
from schemasync.core.text import visible
from schemasync.core.timing import SILENT, Progress

if TYPE_CHECKING:
    from rich.console import Console

_RUNNER = 0.1
"""Seconds in which the runner has read all that was written before, as it reads the two streams side by side."""


def require_output(output: Path | None) -> None:
    """Check before the run that its result can be written.

    Raises:
        SettingsError: it cannot.
    """
    if problem := output_problem(output):
        raise SettingsError(problem, "check --output")


def write(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file; a terminal gets no control character of it.

    Raises:
        SettingsError: the file cannot be written.
    """
    if output is None:
        sys.stdout.write(visible(text) if sys.stdout.isatty() else text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{output}: cannot be written ({error.strerror})", "check --output") from None


@contextlib.contextmanager
def without_workflow_commands(environ: Mapping[str, str]) -> Iterator[None]:
    """Within the block, GitHub's runner reads no workflow commands in the output.

    The runner obeys lines of either stream (`::add-mask::`, `##[error]`), and the names of objects can be chosen by strangers.
    Standard output may be a file or a pipe, so the command that stops it is written to standard error.
    """
    if environ.get("GITHUB_ACTIONS") != "true":
        yield
        return
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            time.sleep(_RUNNER)
        print(f"::{token}::", file=sys.stderr, flush=True)


def stderr() -> Console:
    """The console of progress and errors."""
    from rich.console import Console  # noqa: PLC0415  a run that prints nothing there does not need it

    return Console(stderr=True)


def say(text: str, style: str | None = None) -> None:
    """Print sentences on standard error, without secrets, and with control characters of names made visible."""
    stderr().print(visible(without_known_secrets(text)), style=style, markup=False, highlight=False)


@contextlib.contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Show progress: on a terminal the file that runs, a bar, and an estimate; plain lines elsewhere; nothing with `quiet`."""
    if quiet:
        yield SILENT
        return
    console = stderr()
    if not console.is_terminal:
        yield Progress(lambda text: console.print(text, markup=False, highlight=False))
        return
    from schemasync.commands.progress_bar import progress_bar  # noqa: PLC0415  imported only where it is shown

    with progress_bar(console) as shown:
        yield shown
