"""Connect to the target and read it in a thread, while the shadow server starts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING

from schemasync.config.settings import TargetSettings
from schemasync.core.safe_files import is_file
from schemasync.postgres import connection

if TYPE_CHECKING:
    from schemasync.migrations.target import Target

HEARTBEAT = 10.0
"""Seconds between two notices that the database is still being read."""


class TargetReader:
    """Reads a target in a thread of its own; a run that ends early does not wait for it.

    Args:
        settings: of the database.
        loaded: waits for the modules that reading needs; the connection is made meanwhile.
    """

    def __init__(self, settings: TargetSettings, loaded: Callable[[], None]) -> None:
        self._major, self._target = Future[int](), Future["Target"]()
        threading.Thread(target=self._try_to_read, args=(settings, loaded), daemon=True).start()

    def _try_to_read(self, settings: TargetSettings, loaded: Callable[[], None]) -> None:
        try:
            target = self._read(settings, loaded)
        except BaseException as error:  # noqa: BLE001  whoever asks raises it
            for future in (self._major, self._target):
                if not future.done():
                    future.set_exception(error)
            return
        if not self._major.done():
            self._major.set_result(target.snapshot.major)
        self._target.set_result(target)

    def _read(self, settings: TargetSettings, loaded: Callable[[], None]) -> Target:
        if is_file(settings.url):
            loaded()
            from schemasync.migrations.target import read_target  # noqa: PLC0415  `loaded` waits for it

            return read_target(settings.url)
        with connection.target(settings.url, settings.password, settings.ssl_root_cert) as session:
            self._major.set_result(session.info.server_version // 10000)
            loaded()
            from schemasync.migrations.target import read_session  # noqa: PLC0415

            return read_session(session, settings.url, settings.password)

    def major(self) -> int:
        """Major version of the server, known as soon as the connection is made; raises as `read_target`."""
        return self._major.result()

    def target(self, progress: Callable[[str], None] = lambda _: None) -> Target:
        """The target, once it is read and the connection is closed; raises as `read_target`.

        Args:
            progress: called with a sentence every `HEARTBEAT` seconds of waiting.
        """
        started = time.monotonic()
        while not self._target.done():
            wait([self._target], HEARTBEAT)
            if not self._target.done():
                progress(f"still reading the database ({time.monotonic() - started:.0f} s)")
        return self._target.result()
