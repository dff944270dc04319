"""The version of a migration that schemasync writes: the CLI sorts files by name, and compares versions as text."""

from __future__ import annotations

import datetime as dt
import errno
import io
from pathlib import Path
from typing import Any

import pytest

from schemasync.commands.migration_file import write_migration
from schemasync.core.errors import SettingsError
from schemasync.core.plan import Plan


class FullDisk(io.StringIO):
    """A file that takes nothing."""

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


NOW = dt.datetime(2026, 11, 29, 12, 30, tzinfo=dt.UTC)


def written(folder: Path, existing: tuple[str, ...], name: str) -> str:
    for version in existing:
        (folder / f"{version}_x.sql").touch()
    return write_migration(folder, Plan(()), name, NOW).name


@pytest.mark.parametrize(
    ("existing", "version"),
    [
        ((), "20261129123000"),
        (("20240101000000",), "20261129123000"),
        (("20270101000000",), "20270101000001"),
        (("1", "4"), "5"),
        (("2", "19"), "3"),
        (("0000", "0009"), "20261129123000"),
    ],
)
def test_a_version_after_all_others(tmp_path: Path, existing: tuple[str, ...], version: str) -> None:
    assert written(tmp_path, existing, "adopt_drift") == f"{version}_adopt_drift.sql"


@pytest.mark.parametrize("name", ["baseline", "adopt_drift"])
def test_files_that_the_cli_skips_have_no_version(tmp_path: Path, name: str) -> None:
    for file in ("3-old_x.sql", "2024-01-01_x.sql", "9_notes.sql.bak", "4.txt"):
        (tmp_path / file).touch()
    assert written(tmp_path, (), name) == f"20261129123000_{name}.sql"


@pytest.mark.parametrize(
    ("existing", "version"), [((), "20261129123000"), (("20240101000000",), "20240100999999"), (("1", "2"), "0")]
)
def test_a_version_before_all_others(tmp_path: Path, existing: tuple[str, ...], version: str) -> None:
    assert written(tmp_path, existing, "baseline") == f"{version}_baseline.sql"


@pytest.mark.parametrize(
    ("existing", "name", "message"),
    [
        (("0000", "0001"), "baseline", "no version sorts before 0000, that of the oldest migration"),
        (("9", "10"), "adopt_drift", "no version sorts after 9, that of the newest migration"),
    ],
)
def test_no_version_is_free(tmp_path: Path, existing: tuple[str, ...], name: str, message: str) -> None:
    """`-001_baseline.sql` is no migration, and `10_adopt_drift.sql` would run before `9_x.sql`."""
    with pytest.raises(SettingsError) as caught:
        written(tmp_path, existing, name)
    assert caught.value.message == message
    assert len([*tmp_path.iterdir()]) == len(existing)


def test_a_full_disk_leaves_no_half_of_a_migration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def opened(path: Path, *_mode: str, **_options: Any) -> FullDisk:
        path.touch()
        return FullDisk()

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(SettingsError, match="No space left"):
        written(tmp_path, (), "adopt_drift")
    assert list(tmp_path.iterdir()) == []
