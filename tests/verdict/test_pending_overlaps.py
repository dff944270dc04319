"""Drift on objects that a pending file changes as well: told as settled by its push where it is, and never adopted besides."""

from __future__ import annotations

import pytest

from tests.plugins.replays import Compare

FIRST = "CREATE TABLE public.a (id int PRIMARY KEY, t text);\nCREATE TABLE public.b (id int);\n"
ALSO = "CREATE TABLE public.other (id int PRIMARY KEY);\n"
SETTLES = "2_b.sql settles it: once it is pushed, the database is as the migrations say."
UNDO = "undo what was done by hand, or let the file allow for it."
TAGS = "CREATE TABLE {}public.tags (id int PRIMARY KEY);\n"
SAME, ALTERS = "makes the same change", "touches the same objects"
CASES = {
    "the same change": (
        "ALTER TABLE public.a ADD z int;", f"ALTER TABLE public.a ADD IF NOT EXISTS z int;\n{ALSO}", SETTLES, SAME,
    ),
    "the same, and more of it": (
        TAGS.format(""), TAGS.format("IF NOT EXISTS ") + "ALTER TABLE public.tags ENABLE ROW LEVEL SECURITY;\n", SETTLES, ALTERS,
    ),
    "another value": (
        "ALTER TABLE public.a ALTER t SET DEFAULT 'q';", f"ALTER TABLE public.a ALTER t SET DEFAULT 'r';\n{ALSO}", SETTLES, ALTERS,
    ),
    "the table is dropped": ("ALTER TABLE public.b ADD z int;", f"DROP TABLE public.b;\n{ALSO}", SETTLES, ALTERS),
    "the table is renamed": (
        "ALTER TABLE public.b ADD z int;", f"ALTER TABLE public.b RENAME TO c;\n{ALSO}",
        f"2_b.sql {ALTERS}: push it first, and settle what is left then.", ALTERS,
    ),
    "a part of it": (
        "CREATE SCHEMA app; CREATE TABLE app.x (id int);", f"CREATE SCHEMA IF NOT EXISTS app;\n{ALSO}",
        f"2_b.sql {ALTERS}: push it first, and settle what is left then.", ALTERS,
    ),
    "the file fails because of it": (TAGS.format(""), TAGS.format("") + ALSO, f"2_b.sql fails because of it: {UNDO}", SAME),
    "the file fails before it": (
        f"{TAGS.format('')} DROP TABLE public.b;", f"ALTER TABLE public.b ADD y int;\n{TAGS.format('')}{ALSO}",
        f"2_b.sql {SAME}, and may fail because of it: {UNDO}", SAME,
    ),
}  # fmt: skip
"""Case → by hand, the pending file, the advice, and why no migration is written."""


@pytest.mark.parametrize("case", CASES)
def test_a_pending_file_that_changes_what_differs(compare: Compare, case: str) -> None:
    by_hand, pending, advice, why = CASES[case]
    report = compare({"1_a.sql": FIRST, "2_b.sql": pending}, FIRST + by_hand, {"1": ("a", [FIRST])})
    problem = next(
        each
        for each in report["problems"]
        if "table b" not in each["title"].lower() or case != "the file fails before it"
    )
    assert problem["recommendation"] == advice
    assert problem["settled_by"] == ("2_b.sql" if advice == SETTLES else "")
    adopt = next(fix for fix in problem["fixes"] if fix["direction"] == "adopt")
    assert (adopt["sql"], adopt["reason"]) == ("", f"the pending migration 2_b.sql {why}")


def test_a_pending_file_that_changes_something_else(compare: Compare) -> None:
    by_hand = "ALTER TABLE public.a ADD z int;"
    report = compare({"1_a.sql": FIRST, "2_b.sql": ALSO}, FIRST + by_hand, {"1": ("a", [FIRST])})
    [problem] = report["problems"]
    assert "2_b.sql" not in problem["recommendation"]
    assert [fix["proven"] for fix in problem["fixes"] if fix["direction"] == "adopt"] == [True]
