"""Causes of findings: migrations that were edited, are remote-only or were never recorded, and changes by hand."""

from __future__ import annotations

from tests.plugins.replays import FIRST, Compare, Report

SECOND = "-- a new column\nALTER TABLE public.a ADD COLUMN external_id text;\n"


def test_ran_but_never_recorded(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST, "2_b.sql": SECOND}, FIRST + SECOND, rows={"1": ("a", [FIRST])})
    (finding,) = report["findings"]
    assert finding["cause"] == "2_b.sql was never recorded, and its changes are in the database"
    assert finding["origin"] == {"file": "2_b.sql", "line": 2}


def causes(report: Report) -> dict[str, str]:
    return {finding["name"]: finding["cause"] for finding in report["findings"]}


OLD = "CREATE TABLE public.a (id integer PRIMARY KEY, note varchar(9));\nALTER TABLE public.a ENABLE ROW LEVEL SECURITY;\n"
REMOTE_ONLY_SQL = ["CREATE TABLE public.ghost (id integer)", "DROP TABLE public.b"]


def test_causes_are_told_apart(compare: Compare) -> None:
    """An edited file, one that the folder lacks, and somebody's own hand, each in one database."""
    second = "CREATE TABLE public.b (id integer);\n"
    report = compare(
        {"1_a.sql": FIRST, "2_b.sql": second},
        OLD + second + ";".join(REMOTE_ONLY_SQL) + ";CREATE INDEX by_hand ON public.a (note);",
        rows={"1": ("a", [OLD]), "2": ("b", [second]), "3": ("gone", REMOTE_ONLY_SQL)},
    )
    assert causes(report) == {
        "public.a.note": "1_a.sql was edited after it ran",
        "public.ghost": "3_gone.sql ran on the database, but the folder does not have it",
        "public.b": "3_gone.sql ran on the database, but the folder does not have it",
        "public.by_hand": "manual change",
    }
    assert report["plans"]["repair"]["proven"]


def test_a_change_by_hand_after_an_edit_is_a_manual_change(compare: Compare) -> None:
    by_hand = OLD + "ALTER TABLE public.a ALTER note TYPE varchar(5);"
    assert causes(compare({"1_a.sql": FIRST}, by_hand, rows={"1": ("a", [OLD])})) == {"public.a.note": "manual change"}


def test_a_recorded_file_that_does_not_replay_explains_nothing(compare: Compare) -> None:
    report = compare(
        {"1_a.sql": FIRST},
        FIRST + "CREATE TABLE public.extra ();",
        rows={"1": ("a", [FIRST]), "2": ("broken", ["CREATE TABLE public.extra ()", "SELECT 1 / 0"])},
    )
    assert causes(report) == {"public.extra": "manual change"}
