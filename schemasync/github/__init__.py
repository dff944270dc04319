"""The GitHub Action: reads the runner's environment and posts results to GitHub."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from schemasync.core import process


def run() -> NoReturn:
    """Run the action, and end the process."""
    process.run(_load)


def _load() -> Callable[[], int]:
    from schemasync.github.main import main  # noqa: PLC0415  signals are handled before all modules are loaded

    return main
