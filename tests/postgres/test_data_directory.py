"""The folder of the throwaway server goes, whatever ends the run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from schemasync.postgres.data_directory import _folder
from schemasync.postgres.os_user import server_os_user


def test_a_signal_during_the_removal_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(_folder: Path, *, ignore_errors: bool) -> None:
        assert ignore_errors
        raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "rmtree", interrupted)
    with pytest.raises(KeyboardInterrupt), _folder(server_os_user(), tmp_path) as folder:
        (folder / "data").mkdir()
    assert list(tmp_path.iterdir()) == []
