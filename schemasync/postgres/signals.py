"""Let the first signal end a run, and protect the clean-up that follows from further signals."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)


@contextlib.contextmanager
def ignore_repeated_signals() -> Iterator[None]:
    """For the length of a `with` block, ignore all signals after the first one that has a handler."""
    if not _in_main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def once(handler: Callable[[int, FrameType | None], Any]) -> Callable[[int, FrameType | None], Any]:
        def handle(number: int, frame: FrameType | None) -> None:
            for other in SIGNALS:
                signal.signal(other, signal.SIG_IGN)
            handler(number, frame)

        return handle

    for number, handler in before.items():
        if callable(handler):
            signal.signal(number, once(handler))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


@contextlib.contextmanager
def deferred_signals() -> Iterator[None]:
    """Delay the first signal that arrives during a `with` block until its end, and ignore further ones.

    A block that cleans up is not interrupted, and a limit of time that it exceeds still ends what follows.
    """
    if not _in_main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.signal(number, lambda number, _frame: came.append(number)) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
    for first in came[:1]:
        signal.raise_signal(first)


@contextlib.contextmanager
def block_signals() -> Iterator[None]:
    """Block signals during a `with` block that sends another process a request which must not be interrupted."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_main_thread() -> bool:
    """Whether this thread may set signal handlers; only the main thread may."""
    return threading.current_thread() is threading.main_thread()
