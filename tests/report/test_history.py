"""Problems of the last report, over several runs, by way of the report and of the hidden state."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemasync.core.model import Ref
from schemasync.github.state import decode, encode
from schemasync.kinds.kind import Severity
from schemasync.report.view.history import read_previous
from tests.plugins.replays import FIRST, Compare, Report

EXTRA = "CREATE TABLE public.extra (i integer);"
COLUMN = "ALTER TABLE public.a ADD COLUMN more text;"


def through_the_state(report: Report) -> Report:
    state, broken = decode(encode(report))
    assert state is not None
    assert not broken
    return state


def test_objects_that_this_version_does_not_know_are_ignored() -> None:
    """A comment can be edited, and a report can be of another version."""
    refs: list[dict[str, object]] = [
        {"kind": "wonder", "path": ["public", "a"]},
        {"kind": "owner", "path": [], "of": {"kind": "wonder", "path": ["public", "a"]}},
        {"kind": "table", "path": []},
        {"kind": "function", "path": ["public", "f"]},
        {"kind": "owner", "path": [], "of": {"kind": "table", "path": ["public", "t"]}},
    ]
    previous = read_previous({"problems": [{"ref": ref, "status": "EXTRA", "accepted": None} for ref in refs]})
    assert previous.described(previous.resolved_since(())) == (
        "function public.f (was EXTRA)",
        "owner public.t (was EXTRA)",
    )


@pytest.mark.parametrize("carry", [lambda report: report, through_the_state], ids=["report", "state"])
def test_new_still_open_resolved_reopened(compare: Compare, carry: Callable[[Report], Report]) -> None:
    files = {"1_a.sql": FIRST}
    first = compare(files, FIRST + EXTRA)
    assert ([f["since"] for f in first["findings"]], first["resolved"]) == ([""], [])
    [today] = {problem["first_seen"] for problem in first["problems"]}
    first["problems"][0]["first_seen"] = "2026-01-02"

    second = compare(files, FIRST + EXTRA + COLUMN, previous=carry(first))
    assert {f["name"]: f["since"] for f in second["findings"]} == {
        "public.extra": "still open",
        "public.a.more": "new",
    }
    assert {p["name"]: p["first_seen"] for p in second["problems"]} == {
        "public.extra": "2026-01-02",
        "public.a.more": today,
    }

    third = compare(files, FIRST + COLUMN, previous=carry(second))
    assert third["resolved"] == ["table public.extra (was EXTRA)"]
    assert [f["since"] for f in third["findings"]] == ["still open"]

    fourth = compare(files, FIRST, previous=carry(third))
    assert fourth["resolved"] == ["column public.a.more (was EXTRA)"]

    fifth = compare(files, FIRST + EXTRA, previous=carry(fourth))
    assert [f["since"] for f in fifth["findings"]] == ["reopened"]
    assert fifth["resolved"] == []


def test_resolved_problems_are_dropped_first_from_the_state() -> None:
    """The state has little room: the findings matter more than what is remembered of old ones."""
    names = [f"{number:x}" * 9 for number in range(1, 1500)]
    report = {
        "problems": [{"ref": {"kind": "table", "path": ["public", "t"]}, "status": "EXTRA", "accepted": None}],
        "remembered": [{"kind": "table", "path": ["public", name]} for name in names],
    }
    state, broken = decode(encode(report))
    assert not broken
    assert state == {**report, "remembered": []}


@pytest.mark.parametrize(
    ("date", "expected"), [("2026-11-02", "2026-11-02"), ("2026-11-02 <b>", ""), ("", ""), (7, "")]
)
def test_dates_go_through_the_state(date: object, expected: str) -> None:
    """A date that somebody has edited into something else is ignored."""
    ref = {"kind": "table", "path": ["public", "t"]}
    problem = {"ref": ref, "status": "EXTRA", "accepted": None, "first_seen": date}
    state, _ = decode(encode({"problems": [problem]}))
    assert "".join(read_previous(state).first_seen.values()) == expected


@pytest.mark.parametrize(
    ("then", "had"), [("functional", True), ("security", True), ("cosmetic", False), ("", True), ("<b>", True)]
)
def test_a_problem_that_became_worse_is_not_known(then: str, had: bool) -> None:  # noqa: FBT001
    """Row security was switched off on a table whose comment differed before; an older report tells no severity."""
    ref = {"kind": "table", "path": ["public", "t"]}
    problem = {"ref": ref, "status": "PARTIALLY SYNCED", "accepted": None, "severity": then}
    state, _ = decode(encode({"problems": [problem]}))
    assert read_previous(state).had([Ref("table", ("public", "t"))], Severity.FUNCTIONAL) == had


@pytest.mark.parametrize("carry", [lambda report: report, through_the_state], ids=["report", "state"])
def test_access_of_one_more_role_is_new(carry: Callable[[Report], Report]) -> None:
    table = Ref("table", ("public", "t"))
    anon, signed_in = (Ref("grant", (role,), table) for role in ("anon", "authenticated"))
    problem = {"ref": anon.as_dict(), "status": "EXTRA", "accepted": None, "findings": [{"ref": anon.as_dict()}]}
    previous = read_previous(carry({"problems": [problem]}))
    known = [previous.had(refs, Severity.SECURITY) for refs in ([anon], [anon, signed_in])]
    assert known == [True, False]
