"""diff: what it says of differences that no statement settles."""

from __future__ import annotations

from schemasync.commands.diff import _without_plan
from schemasync.core.compare import unmodeled_objects
from schemasync.core.model import Change, Ref, Snapshot, Unmodeled
from schemasync.core.plan import Plan, Statement
from schemasync.core.sql import Sql
from schemasync.report.formats.diff import DiffView, render_diff

COLUMN = Ref("column", ("public", "t", "id"))
CHANGES = (Change(COLUMN, None, None),)


def test_a_difference_without_a_statement_is_named() -> None:
    """A partition below a partition that lacks the identity of its column: `ALTER TABLE` cannot add it."""
    sentence = "there is no statement that settles what differs: column public.t.id"
    plan = Plan((Statement(Sql("SELECT 1"), COLUMN, "alter", (COLUMN,)),))
    assert _without_plan(CHANGES, Plan(())) == (sentence,)
    assert _without_plan(CHANGES, plan) == ()
    assert _without_plan((), Plan(())) == ()


def test_what_was_not_compared_is_named_where_nothing_differs() -> None:
    view = DiffView((), Plan(()), ("large object 7",), ("the database has another major",))
    assert render_diff(view, "markdown") == (
        "✅ No differences.\n\n- not compared: large object 7\n- the database has another major\n"
    )


def test_secrets_of_either_side_are_not_compared() -> None:
    """Only the password of a mapping may differ, so an empty script says what was not looked at."""
    one, other = (
        Snapshot(150000, "", "", {}, (), unmodeled=tuple(Unmodeled(name, "never read") for name in names))
        for names in (("secrets of 1 user mapping",), ("secrets of 1 user mapping", "large object 7"))
    )
    assert unmodeled_objects(one, other) == ("large object 7", "secrets of 1 user mapping")
