"""Modules that are imported in a thread, one after the other."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from schemasync.core.loading import BackgroundImport


def test_modules_are_waited_for_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module can be used while later ones are still being imported, and an error is that of its own module."""
    (tmp_path / "first_loaded.py").write_text("")
    (tmp_path / "never_loaded.py").write_text("raise RuntimeError('broken')")
    (tmp_path / "last_loaded.py").write_text("import sys\nsys.gate.wait(60)")
    monkeypatch.syspath_prepend(str(tmp_path))
    gate = threading.Event()
    monkeypatch.setattr(sys, "gate", gate, raising=False)
    modules = BackgroundImport("first_loaded", "never_loaded", "last_loaded")
    modules.wait("first_loaded")
    assert "first_loaded" in sys.modules
    with pytest.raises(RuntimeError, match="broken"):
        modules.wait("never_loaded")
    gate.set()
    modules.wait("last_loaded")
    assert "last_loaded" in sys.modules
