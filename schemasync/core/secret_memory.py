"""Keep secrets out of what other processes of the same account can read of this one."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterable
from pathlib import Path

_PR_SET_DUMPABLE = 4
_ARGUMENTS_AND_ENVIRONMENT = slice(45, 49)
"""Fields `arg_start, arg_end, env_start, env_end` of /proc/self/stat, counted behind the program's name.

Source: proc(5).
"""
_BLANK = ord("*")


def protect_process() -> None:
    """Let no process of the same account read this one's memory, or its environment, or attach to it (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def erase(secrets: Iterable[str]) -> None:
    """Overwrite secrets in the arguments and the environment with which this process was started (Linux).

    `os.environ.pop` and `unsetenv` leave the text where /proc/PID/environ shows it to the account and to root.
    """
    wanted = [secret.encode(errors="surrogateescape") for secret in secrets if secret]
    for start, end in _regions() if wanted else ():
        text = ctypes.string_at(start, end - start)
        for secret in wanted:
            at = text.find(secret)
            while at >= 0:
                ctypes.memset(start + at, _BLANK, len(secret))
                at = text.find(secret, at + len(secret))


def _regions() -> list[tuple[int, int]]:
    """Addresses of the arguments and of the environment; none where the system does not tell."""
    try:
        words = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        arg_start, arg_end, env_start, env_end = map(int, words[_ARGUMENTS_AND_ENVIRONMENT])
    except (OSError, ValueError):
        return []
    return [(start, end) for start, end in ((arg_start, arg_end), (env_start, env_end)) if 0 < start < end]
