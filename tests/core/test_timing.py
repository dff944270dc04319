"""Seconds of stages."""

from __future__ import annotations

import time

import pytest

from schemasync.core.timing import Clock


def test_stages_add_up_to_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that goes on after another one counts once, and no moment between two stages is lost."""
    moments = iter((10.0, 10.5, 12.0, 15.0, 15.25, 16.0))
    monkeypatch.setattr(time, "perf_counter", lambda: next(moments))
    clock = Clock()
    for stage in ("target", "postgres", "target"):
        clock.start(stage)
    assert clock.stop() == {"target": 1.75, "postgres": 3.0}
    assert clock.stop() == {"target": 2.5, "postgres": 3.0}
