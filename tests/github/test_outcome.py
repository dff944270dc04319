"""Reasons why a run fails: values of `fail-on` by event, and edits of applied migrations."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import MagicMock

import pytest

from schemasync.github.event import Event, read_event
from schemasync.report.outcome import (
    EDIT_LABEL,
    ELSEWHERE,
    ON_PULL_REQUEST,
    effective_fail_on,
    failure_code,
    failure_reasons,
)
from schemasync.verdict.deploy_verdict import PUSH_REFUSES, DeployVerdict
from tests.plugins.replays import FIRST, Compare

EDITED = FIRST + "CREATE INDEX a_note ON public.a (note);\n"


@pytest.mark.parametrize(
    ("event", "fail_on", "found"),
    [
        (Event(base="main"), {"default"}, ON_PULL_REQUEST),
        (Event(name="schedule"), {"default"}, ELSEWHERE),
        (Event(name="push"), {"default", "declared"}, ELSEWHERE | {"declared"}),
        (Event(base="main"), {"drift"}, {"drift"}),
        (Event(base="main"), set(), set()),
        (Event(base="main"), {"applied-edited", "drift"}, {"applied-edited", "drift"}),
        (Event(base="main", labels=frozenset({EDIT_LABEL})), {"applied-edited", "drift"}, {"drift"}),
    ],
)
def test_values_by_event(event: Event, fail_on: set[str], found: set[str]) -> None:
    assert effective_fail_on(fail_on, has_base=bool(event.base), labels=event.labels) == found


@pytest.mark.parametrize(("fail_on", "code"), [({"push-refuses"}, 4), ({"drift", "pending-failure"}, 1)])
def test_the_exit_code_is_that_of_the_reasons(fail_on: set[str], code: int) -> None:
    """A push that refuses is no pending migration that fails, so where drift alone is the reason, the code is drift's."""
    view = MagicMock(deploy=DeployVerdict(PUSH_REFUSES, ""), failed=(), open=(MagicMock(severity="functional"),))
    reasons = failure_reasons(view, fail_on)
    assert reasons
    assert failure_code(view, reasons, fail_on) == code


def test_labels_of_the_event(tmp_path: Path) -> None:
    file = tmp_path / "event.json"
    file.write_text(
        '{"pull_request": {"number": 1, "labels": [{"name": "a"}, {"name": 3}, 4], "base": {"ref": "main"}}}'
    )
    event = read_event({"GITHUB_EVENT_PATH": str(file)})
    assert "a" in event.labels
    assert event.base == "main"
    file.write_text('{"pull_request": {"number": 1, "labels": "x", "base": 7}}')
    assert (read_event({"GITHUB_EVENT_PATH": str(file)}).labels, read_event({"GITHUB_EVENT_PATH": str(file)}).base) == (
        frozenset(), "",
    )  # fmt: skip


def test_an_edited_migration(compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An applied file with another text is told as edited; an entry of schemasync.toml allows it."""
    monkeypatch.chdir(tmp_path)
    rows = {"1": ("a", [FIRST])}
    assert compare({"1_a.sql": EDITED}, FIRST, rows)["pull_request"]["edited"] == ["1_a.sql"]
    entry = '[[accept]]\nobject = "1_*.sql"\nkind = "migration"\nreason = "an index that was made by hand"\n'
    (tmp_path / "schemasync.toml").write_text(entry, encoding="utf-8")
    report = compare({}, FIRST, rows)
    assert report["pull_request"]["edited"] == []
    assert not [note for note in report["diagnostics"] if "matches nothing" in note]
