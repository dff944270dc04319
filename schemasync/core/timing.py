"""Stages of a run: the function that announces each, and a clock for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str], None]
"""Function that is called with a phrase at the start of each stage (`replaying the migrations`)."""


class Clock:
    """Seconds by stage, in the order in which the stages start."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time a `with` block as a stage."""
        self.start(stage)
        try:
            yield
        finally:
            self.close(stage)

    def start(self, stage: str) -> None:
        """Start a stage that `close` ends."""
        self.seconds[stage] = 0.0
        self._started[stage] = time.perf_counter()

    def close(self, stage: str) -> None:
        """End a stage."""
        self.seconds[stage] = round(time.perf_counter() - self._started[stage], 4)
