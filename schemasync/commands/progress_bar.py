"""Show the progress of a run on a terminal: the stage, the file that runs, a bar, and the remaining time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from schemasync.core.text import visible
from schemasync.core.timing import Progress

_FEWEST = 10
"""Files from which on a bar is worth its place."""


@contextlib.contextmanager
def progress_bar(console: Console) -> Iterator[Progress]:
    """Show one line while a run works; it is gone at the end.

    Args:
        console: of a terminal.
    """
    text = TextColumn("{task.description}", markup=False)
    beside = (BarColumn(20), MofNCompleteColumn(), TimeRemainingColumn())
    stage = Bar(SpinnerColumn(), text, console=console, transient=True)
    with stage:
        task = stage.add_task("", total=None)

        def show_stage(phrase: str) -> None:
            stage.columns = (SpinnerColumn(), text)
            stage.reset(task, description=visible(phrase), total=None)

        def show_file(name: str, number: int, count: int) -> None:
            if number == 1:
                stage.columns = (SpinnerColumn(), *(beside if count >= _FEWEST else ()), text)
                stage.reset(task, total=count)
            stage.update(task, completed=number - 1, description=visible(name))

        yield Progress(show_stage, show_file)
