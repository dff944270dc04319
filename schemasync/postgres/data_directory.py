"""Where the embedded server's files lie during a run: in memory if there is room, else on the disk."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from schemasync.postgres.os_user import Account

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 2 << 30
"""Bytes that shared memory must have free to hold all files of a server."""
SOME_ROOM = 48 << 20
"""Bytes that it must have free to hold a database that does not grow (a container's has 64 MB in all)."""


@contextlib.contextmanager
def run_folder(account: Account) -> Iterator[Path]:
    """An empty folder of the account's, removed at the end with all that is in it."""
    with _folder(account, SHARED_MEMORY if _free() > ROOM else None) as folder:
        yield folder


@contextlib.contextmanager
def copied(template: Path, fixed: str, account: Account) -> Iterator[Path]:
    """A folder of the account's with a copy of the template's `data`; removed at the end.

    Making files is slow on a disk and slower on a container's layers. So even if shared memory is small, a database
    that does not grow goes there.

    Args:
        template: a folder with `data`.
        fixed: folder of that database, below `data`.
        account: who runs the server.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(run_folder(account))
        elsewhere = None
        if folder.parent != SHARED_MEMORY and _free() > SOME_ROOM:
            elsewhere = stack.enter_context(_folder(account, SHARED_MEMORY))
        if elsewhere:
            left_out = shutil.ignore_patterns(Path(fixed).name)
            with ThreadPoolExecutor(1) as pool:
                other = pool.submit(_copy, template / "data" / fixed, elsewhere / "database")
                _copy(template / "data", folder / "data", left_out)
                other.result()
            (folder / "data" / fixed).symlink_to(elsewhere / "database")
            account.own(elsewhere)
        else:
            _copy(template / "data", folder / "data")
        (folder / "data").chmod(0o700)
        account.own(folder)
        yield folder


def _copy(source: Path, goal: Path, left_out: Callable[[Any, list[str]], set[str]] | None = None) -> None:
    shutil.copytree(source, goal, copy_function=shutil.copyfile, ignore=left_out)


def _free() -> int:
    """Bytes free in shared memory; none if `TMPDIR` says where files go."""
    if "TMPDIR" in os.environ or not os.access(SHARED_MEMORY, os.W_OK):
        return 0
    return shutil.disk_usage(SHARED_MEMORY).free


@contextlib.contextmanager
def _folder(account: Account, place: Path | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="schemasync-", dir=place))
    try:
        if account.switch:
            os.chown(folder, account.uid, account.gid)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
