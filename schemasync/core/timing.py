"""Stages of a run: callbacks for its progress, and a clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Callbacks for the progress of a run; both do nothing by default.

    Attributes:
        stage: called with a phrase at the start of each stage (`replaying the migrations`).
        file: called before each file of a stage runs, with its name, its number from 1, and the number of files.
    """

    stage: Callable[[str], None] = lambda _phrase: None
    file: Callable[[str, int, int], None] = lambda _name, _number, _count: None


SILENT = Progress()


class Clock:
    """Seconds by stage, in the order in which the stages first start.

    Each moment belongs to one stage, so the seconds of all stages are those of the run. What runs beside a stage in a thread counts
    only as far as the run waits for it.
    """

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._stage, self._since = "", time.perf_counter()

    def start(self, stage: str) -> None:
        """End the stage before, and start another one, or go on with it."""
        now = time.perf_counter()
        if self._stage:
            self._seconds[self._stage] += now - self._since
        self._seconds.setdefault(stage, 0.0)
        self._stage, self._since = stage, now

    def stop(self) -> dict[str, float]:
        """The seconds of all stages until now; the current one goes on."""
        self.start(self._stage)
        return {stage: round(seconds, 4) for stage, seconds in self._seconds.items()}
