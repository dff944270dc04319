"""Import modules in a thread, while the program waits for something else."""

from __future__ import annotations

import importlib
import threading
from concurrent.futures import Future


class BackgroundImport:
    """Imports a module, and all that it imports, in a thread.

    Python locks each module that is being imported, and may hand out a half-made one where two threads import modules that import
    each other. Therefore other threads import nothing of it before `wait` has returned.
    """

    def __init__(self, name: str) -> None:
        self._done = Future[None]()
        threading.Thread(target=self._import, args=(name,), daemon=True).start()

    def _import(self, name: str) -> None:
        try:
            importlib.import_module(name)
        except BaseException as error:  # noqa: BLE001  whoever waits raises it
            self._done.set_exception(error)
        else:
            self._done.set_result(None)

    def wait(self) -> None:
        """Wait until the module is imported; raises the error of its import."""
        self._done.result()
