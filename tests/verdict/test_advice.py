"""Differences made by hand, each with its title, severity, first sentence and first statement of the repair.

All rows are about objects of their own, in one database, so that one check finds them all.
"""

from __future__ import annotations

from typing import Any

from tests.plugins.replays import Compare
from tests.verdict import (
    advice_on_access,
    advice_on_joint_renames,
    advice_on_objects,
    advice_on_renames,
    advice_on_replaced,
    advice_on_swaps,
)
from tests.verdict.advice_row import Advice

ROWS = (
    *advice_on_renames.ROWS,
    *advice_on_joint_renames.ROWS,
    *advice_on_access.ROWS,
    *advice_on_objects.ROWS,
    *advice_on_replaced.ROWS,
    *advice_on_swaps.ROWS,
)


def test_the_advice_on_each_difference(compare: Compare) -> None:
    migration = "\n".join(row.migration for row in ROWS)
    report = compare({"1_a.sql": migration}, migration + "\n".join(row.by_hand for row in ROWS))
    found = {problem["title"]: _advice(problem) for problem in report["problems"]}
    for row in ROWS:
        assert [found.pop(each.title, None) for each in row.advice] == list(row.advice), row.happened
    assert found == {}, "nobody did anything else"
    repairs = [fix["sql"] for problem in report["problems"] for fix in problem["fixes"] if fix["direction"] == "repair"]
    whole = report["plans"]["repair"]["sql"]
    for what_else in ("DROP POLICY tp_all ON public.tp;", "COMMENT ON TABLE public.tc IS NULL;", "cd_a DROP DEFAULT;"):
        assert what_else in whole
        assert any(what_else in sql and " RENAME " in sql for sql in repairs)


def _advice(problem: dict[str, Any]) -> Advice:
    """The report's advice on a problem, which must have a repair and an adoption that ran."""
    assert problem["cause"] == "manual change"
    repair, _ = [fix for fix in problem["fixes"] if fix["sql"] and fix["proven"]]
    statements = [line for line in repair["sql"].splitlines() if not line.startswith(("SET ", "RESET "))]
    known = next((each for row in ROWS for each in row.advice if each.title == problem["title"]), None)
    begins = known is not None and problem["sentence"].startswith(known.sentence)
    sentence = known.sentence if known is not None and begins else problem["sentence"]
    first = statements[0].replace("ALTER TABLE ONLY", "ALTER TABLE")  # some majors need no ONLY
    return Advice(problem["title"], problem["severity"], sentence, first)
