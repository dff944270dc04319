"""Run a command of the user as a child process: it gets the signals, and its exit code is returned."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType

from schemasync.core.errors import SettingsError

FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2)
_OF_THE_TERMINAL = (signal.SIGINT, signal.SIGQUIT)
"""A terminal sends these to its whole foreground process group, so the child has them already."""
_KILLED = 128
"""A shell's exit code for a process that a signal ended is this and the signal's number."""


def require_program(command: Sequence[str]) -> None:
    """Check before the server is started that the command can be run.

    Raises:
        SettingsError: there is no such program.
    """
    if command and shutil.which(command[0]) is None:
        raise SettingsError(f"there is no command {command[0]}", "name a program on the PATH, or its path, after `--`")


def run_command(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command to its end, in this process's group and with its standard streams.

    Returns:
        Its exit code; 128 and the signal's number if a signal ended it.

    Raises:
        SettingsError: it cannot be started.
    """
    with _forwarding() as forwarder:
        try:
            child = subprocess.Popen(command, env=environment)  # noqa: S603  the user asks for it
        except OSError as error:
            raise SettingsError(f"{command[0]} cannot be run ({error.strerror})", "check the command") from None
        forwarder.start(child)
        code = child.wait()
    return code if code >= 0 else _KILLED - code


class _Forwarder:
    """Sends signals to the child; those that arrive before it has been started are sent then."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._early: list[int] = []

    def start(self, child: subprocess.Popen[bytes]) -> None:
        self._child = child
        for number in self._early:
            child.send_signal(number)

    def handle(self, number: int, _frame: FrameType | None) -> None:
        if number in _OF_THE_TERMINAL and _in_foreground():
            return
        if self._child is None:
            self._early.append(number)
        else:
            self._child.send_signal(number)


@contextlib.contextmanager
def _forwarding() -> Iterator[_Forwarder]:
    forwarder = _Forwarder()
    before = {number: signal.signal(number, forwarder.handle) for number in FORWARDED}
    try:
        yield forwarder
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _in_foreground() -> bool:
    """Whether this process is in the foreground process group of its terminal."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)
