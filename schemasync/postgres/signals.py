"""Signals that end a run: the first one does, and no other disturbs the tidying up that it causes."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)


@contextlib.contextmanager
def stopped_once() -> Iterator[None]:
    """For the length of a `with` block, ignore signals after the first one that has a handler."""
    if not _in_charge():
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
def uninterrupted() -> Iterator[None]:
    """Ignore signals for the length of a `with` block: what an exception left is removed in it."""
    if not _in_charge():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


@contextlib.contextmanager
def deferred() -> Iterator[None]:
    """Let signals wait until the end of a `with` block: what it asks of others can't be taken back half-way."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_charge() -> bool:
    """Only the main thread may set handlers."""
    return threading.current_thread() is threading.main_thread()
