"""Start and end of the process, in which a signal ends it with exit code 130.

This module is imported before all others, and imports little: until the others are loaded, there is nothing to clean up.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NoReturn

from schemasync.core.exit_codes import ExitCode

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals that end a run."""
_received: list[int] = []
_SOON = 0.01
"""Seconds until a signal is sent again."""


def run(load: Callable[[], Callable[[], int]]) -> NoReturn:
    """Load and run a program; exit with its code.

    Args:
        load: imports the program and returns its function.
    """
    for number in STOPPING:
        signal.signal(number, _exit)
    sys.unraisablehook = _raise_later
    try:
        code = load()()
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)  # nothing is left to be stopped
    sys.exit(code)


def _exit(_number: int, _frame: FrameType | None) -> None:
    """Handle a signal before the program runs: end the process at once."""
    os._exit(ExitCode.INTERRUPTED)


def stop(number: int, _frame: FrameType | None) -> None:
    """Handle a signal while the program runs: end it as Ctrl-C does, so that everything it created is removed."""
    _received.append(number)
    raise KeyboardInterrupt


def _raise_later(unraisable: sys.UnraisableHookArgs) -> None:
    """Send a signal again if it came where Python only prints an exception, as while a weak reference is cleared."""
    if not _received or not isinstance(unraisable.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    import threading  # noqa: PLC0415  hardly ever needed

    number = _received[-1]
    signal.signal(number, _stop_again)
    timer = threading.Timer(_SOON, os.kill, (os.getpid(), number))
    timer.daemon = True
    timer.start()


def _stop_again(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def is_stopping() -> bool:
    """Whether a signal has ended the run, so that any exception is a consequence of the signal.

    Python wraps a KeyboardInterrupt that comes at an inconvenient moment (`__set_name__`) in another exception.
    """
    return any(number in STOPPING for number in _received)


@contextlib.contextmanager
def time_limit(seconds: float, late: Callable[[], Exception]) -> Iterator[None]:
    """Stop a `with` block as a signal does once its time is over, and raise an error then.

    Args:
        seconds: for the block.
        late: makes the error.
    """
    over: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        over.append(number)
        stop(number, frame)

    previous = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except (KeyboardInterrupt, Exception):
        if over:
            raise late() from None
        raise
    finally:
        end_time_limit()
        signal.signal(signal.SIGALRM, previous)


def end_time_limit() -> None:
    """Lift the limit of the `with` block of `time_limit` that runs."""
    signal.setitimer(signal.ITIMER_REAL, 0)
