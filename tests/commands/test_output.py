"""Sentences of the commands on standard error."""

from __future__ import annotations

import pytest

from schemasync.commands.fix_plan import print_excluded
from schemasync.core.model import Plan, Ref
from schemasync.prove.exclusion import Exclusion
from schemasync.prove.request import Proof


def test_names_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    ref = Ref("table", ("public", "a\x1b[2Jb"))
    print_excluded(Proof(Plan(()), proven=False, excluded={ref: Exclusion(ref, "permission denied")}))
    printed = " ".join(capsys.readouterr().err.split())
    assert printed == r"left out, as it could not be proven: table public.a\u001b[2Jb (permission denied)"
