"""Sentences of the commands on standard error."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from schemasync.commands.check_report import print_terminal
from schemasync.commands.fix_plan import print_excluded
from schemasync.core.errors import SettingsError
from schemasync.core.model import Ref
from schemasync.core.plan import Plan
from schemasync.prove.exclusion import Exclusion
from schemasync.prove.request import Proof


def test_names_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    ref = Ref("table", ("public", "a\x1b[2Jb"))
    print_excluded(Proof(Plan(()), proven=False, excluded={ref: Exclusion(ref, "permission denied")}))
    printed = " ".join(capsys.readouterr().err.split())
    assert printed == r"left out, as it could not be proven: table public.a\u001b[2Jb (permission denied)"


def test_a_report_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be opened is a wrong setting, in the format for terminals too."""

    def print_report(_view: object, console: Console, **_options: bool) -> None:
        console.print("in sync")

    monkeypatch.setattr("schemasync.report.formats.terminal.print_report", print_report)
    with pytest.raises(SettingsError, match="/proc/nothing: cannot be written"):
        print_terminal(None, Path("/proc/nothing"), everything=False, quiet=False)  # type: ignore[arg-type]


def test_a_report_in_a_file_is_120_columns_wide(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(
        "schemasync.report.formats.terminal.print_report", lambda _view, console, **_options: console.print("x" * 130)
    )
    print_terminal(None, tmp_path / "report.txt", everything=False, quiet=False)  # type: ignore[arg-type]
    assert (tmp_path / "report.txt").read_text() == "x" * 120 + "\n" + "x" * 10 + "\n"
