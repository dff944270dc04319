"""Place the embedded server's data directory for a run: in shared memory if it has room, else on disk."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from schemasync.core.errors import PostgresError
from schemasync.postgres.binaries import CLEAN_ENVIRONMENT
from schemasync.postgres.os_user import OsUser

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108
ROOM_FOR_SERVER = 2 << 30
"""Bytes that must be free in shared memory to place all files of a server there."""
ROOM_FOR_DATABASE = 48 << 20
"""Bytes that must be free to place only a database that does not grow there; a container has 64 MB of shared memory."""


@contextlib.contextmanager
def temporary_directory(os_user: OsUser) -> Iterator[Path]:
    """Make an empty directory that the operating system user owns; remove it, with its contents, at the end of the block."""
    with _folder(os_user, SHARED_MEMORY if _free() > ROOM_FOR_SERVER else None) as folder:
        yield folder


@contextlib.contextmanager
def copy_of_template(template: Path, fixed: str, os_user: OsUser) -> Iterator[Path]:
    """Copy the template's `data` to a directory that the operating system user owns; remove it at the end of the block.

    Creating files is slow on a disk and slower on a container's layers. Therefore a database that does not grow is placed
    in shared memory even if that is small.

    Args:
        template: a directory that contains `data`.
        fixed: directory, relative to `data`, of the database that does not grow.
        os_user: the user that runs the server.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(temporary_directory(os_user))
        elsewhere = None
        if folder.parent != SHARED_MEMORY and _free() > ROOM_FOR_DATABASE:
            elsewhere = stack.enter_context(_folder(os_user, SHARED_MEMORY))
        if elsewhere:
            with ThreadPoolExecutor(1) as pool:
                other = pool.submit(_copy, template / "data" / fixed, elsewhere / "database")
                _copy_without(template / "data", folder / "data", Path(fixed))
                other.result()
            (folder / "data" / fixed).symlink_to(elsewhere / "database")
            os_user.own(elsewhere)
        else:
            _copy(template / "data", folder / "data")
        (folder / "data").chmod(0o700)
        os_user.own(folder)
        yield folder


def _copy(source: Path, goal: Path) -> None:
    _copy_paths([source], goal)


def _copy_without(source: Path, goal: Path, left_out: Path) -> None:
    """Copy a folder without the folder `left_out`, which is relative to it and one level deeper."""
    parent = left_out.parent
    (goal / parent).mkdir(parents=True)
    kept = [path for path in source.iterdir() if path.name != parent.name]
    databases = [path for path in (source / parent).iterdir() if path.name != left_out.name]
    _copy_paths(kept, goal)
    _copy_paths(databases, goal / parent)


def _copy_paths(paths: Sequence[Path], goal: Path) -> None:
    """Copy files and folders with a process: a thousand small files wait for Python's lock while another thread imports modules.

    Raises:
        PostgresError: they cannot be copied.
    """
    command = [_CP, "-R", *map(str, paths), str(goal)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(CLEAN_ENVIRONMENT))  # noqa: S603
    except OSError as error:
        raise PostgresError(
            f"{_CP} cannot be run: {error.strerror}", "it copies the throwaway server's files"
        ) from None
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise PostgresError(f"the throwaway server's files cannot be copied: {reason}", "is the disk full?")


def _free() -> int:
    """Bytes free in shared memory; 0 if the environment variable `TMPDIR` is set."""
    if "TMPDIR" in os.environ or not os.access(SHARED_MEMORY, os.W_OK):
        return 0
    return shutil.disk_usage(SHARED_MEMORY).free


_SHELL, _CP = "/bin/sh", "/bin/cp"
_REMOVE = """
trap '' HUP INT TERM
read -r _ && exit
for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" 2>/dev/null; [ -e "$1" ] || exit; sleep 0.3; done
"""
"""Removes the folder unless a line arrives first: at end of input, the process that would write it was killed.

The server ends at the same time and may still be writing, so the removal is tried several times."""


@contextlib.contextmanager
def removed_if_killed(folder: Path) -> Iterator[None]:
    """Run a shell beside this process during a `with` block, which removes the folder if it is there when the block or the process ends."""
    try:
        shell = subprocess.Popen(  # noqa: S603
            [_SHELL, "-c", _REMOVE, "sh", str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd="/",
            env=dict(CLEAN_ENVIRONMENT),
        )  # fmt: skip
    except OSError:
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            shell.communicate(b"" if folder.exists() else b"\n", timeout=5)  # a signal can end the removal


@contextlib.contextmanager
def _folder(os_user: OsUser, place: Path | None) -> Iterator[Path]:
    folder = (place or Path(tempfile.gettempdir())) / f"schemasync-{secrets.token_hex(5)}"
    with removed_if_killed(folder):
        try:
            folder.mkdir(mode=0o700)
            if os_user.switch:
                os.chown(folder, os_user.uid, os_user.gid)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
