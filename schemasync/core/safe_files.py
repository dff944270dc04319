"""Read files of a checkout that may contain a stranger's commits: plain files within it, up to a size."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

LARGEST = 64 << 20
"""Size of the largest file that is read, in bytes."""


class UnreadableFileError(OSError):
    """A file that must not be read; `strerror` is the reason."""


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Read the content of a plain file.

    A link is followed only if it stays within the repository (or, outside of one, within the folder's parent): a link in
    a pull request could lead to the environment of the process, or to a device.

    Raises:
        UnreadableFileError: it is no plain file, it is too large, or a link leads out.
        OSError: the operating system cannot open it.
    """
    folder = _place(path.parent.absolute())
    place = folder.path / path.name
    if place.is_symlink():
        place = Path(os.path.realpath(place))
    if not place.is_relative_to(folder.root):
        raise UnreadableFileError(None, "a link that leads out of the repository", str(path))
    return _read(place, largest)


def read_saved(path: Path, largest: int) -> bytes:
    """Read a file of a report that another run has saved: a plain file, and no link wherever it leads.

    Raises:
        UnreadableFileError: it is no plain file, or it is too large.
        OSError: the operating system cannot open it.
    """
    if path.is_symlink():
        raise UnreadableFileError(None, "a link", str(path))
    return _read(path, largest, os.O_NOFOLLOW)


def _read(path: Path, largest: int, flags: int = 0) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | flags)
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFileError(None, "not a plain file", str(path))
        if found.st_size > largest:
            raise UnreadableFileError(None, f"larger than {largest >> 20} MB", str(path))
        return file.read(largest + 1)


def read_text(path: Path, largest: int = LARGEST) -> str:
    """Read the text of a plain file in UTF-8, without a byte order mark.

    Raises:
        OSError: as `read_bytes`.
        UnicodeDecodeError: it is no UTF-8.
    """
    return read_bytes(path, largest).decode("utf-8-sig")


def printable_name(name: str) -> str:
    """A file's name, with bytes that are not UTF-8 as hexadecimal escapes, since no text that has them can be written or sent."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


class _Place(NamedTuple):
    """A folder without links in its path, and the repository that contains it; without one, its parent's parent."""

    path: Path
    root: Path


@lru_cache(maxsize=16)
def _place(folder: Path) -> _Place:
    """The place of a folder, an absolute path; asked once, and not for each of its files."""
    path = Path(os.path.realpath(folder))
    for candidate in (path, *path.parents):
        if (candidate / ".git").exists():
            return _Place(path, candidate)
    return _Place(path, path.parent.parent if len(path.parents) > 1 else path)


def is_file(text: str) -> bool:
    """Whether a text, given in place of a URL or a folder, is the name of a file."""
    return "://" not in text and "=" not in text and os.path.isfile(text)  # noqa: PTH113  no error for a long name
