"""Entries for schemasync.toml, without a server: what is appended to which file."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.commands.accept import _append
from schemasync.core.errors import SettingsError

ENTRY = '[[accept]]\nobject = "public.t"\nreason = "x"\n'


def test_a_file_keeps_its_ends_of_lines(tmp_path: Path) -> None:
    file = tmp_path / "schemasync.toml"
    file.write_bytes(b'[[areas]]\r\nname = "A"\r\nobjects = ["public.a"]\r\n')
    _append(file, [ENTRY])
    assert file.read_bytes().endswith(b'\r\n\r\n[[accept]]\r\nobject = "public.t"\r\nreason = "x"\r\n')


def test_a_file_that_would_be_broken_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "schemasync.toml"
    before = 'accept = [{object = "public.a", reason = "x"}]\n'
    file.write_text(before)
    with pytest.raises(SettingsError, match="cannot be appended"):
        _append(file, [ENTRY])
    assert file.read_text() == before


def test_a_file_stays_as_it_is_where_an_entry_would_be_invalid(tmp_path: Path) -> None:
    file = tmp_path / "schemasync.toml"
    file.write_text('[[areas]]\nname = "A"\n')
    with pytest.raises(SettingsError):
        _append(file, ['[[accept]]\nobject = "public.t"\n'])
    assert file.read_text() == '[[areas]]\nname = "A"\n'
