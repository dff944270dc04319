"""The end of the process by a signal, wherever it arrives."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOST = """
import signal, time, weakref
from schemasync.core.process import run, stop

class Thing:
    pass

def program():
    signal.signal(signal.{name}, stop)
    thing = Thing()
    reference = weakref.ref(thing, lambda _: signal.raise_signal(signal.{name}))
    del thing
    for _ in range(200):
        time.sleep(0.05)
    return 0

run(lambda: program)
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_that_python_cannot_raise_ends_the_run_all_the_same(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", LOST.format(name=name)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")
