"""The commands, one module each; a command's module is imported when it is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from schemasync.core import process


def run() -> NoReturn:
    """Run the command line, and end the process."""
    process.run(_load)


def _load() -> Callable[[], int]:
    from schemasync.commands.main import main  # noqa: PLC0415  signals are handled before all modules are loaded

    return main
