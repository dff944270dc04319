"""Import modules in a thread, while the program waits for something else."""

from __future__ import annotations

import importlib
import threading
from concurrent.futures import Future


class BackgroundImport:
    """Imports modules one after the other, each with all that it imports, in one thread.

    Python locks each module that is being imported, and may hand out a half-made one where two threads import modules that import
    each other. Therefore other threads import nothing of a module before `wait` for it has returned.
    """

    def __init__(self, *names: str) -> None:
        self._done = {name: Future[None]() for name in names}
        threading.Thread(target=self._import, daemon=True).start()

    def _import(self) -> None:
        for name, done in self._done.items():
            try:
                importlib.import_module(name)
            except BaseException as error:  # noqa: BLE001  whoever waits raises it
                done.set_exception(error)
            else:
                done.set_result(None)

    def wait(self, name: str) -> None:
        """Wait until a module is imported; raises the error of its import."""
        self._done[name].result()
