"""diff: what it says of differences that no statement settles."""

from __future__ import annotations

from schemasync.commands.diff import _without_plan
from schemasync.core.model import Change, Plan, Ref, Statement
from schemasync.core.sql import Sql

COLUMN = Ref("column", ("public", "t", "id"))
CHANGES = (Change(COLUMN, None, None),)


def test_a_difference_without_a_statement_is_named() -> None:
    """A partition below a partition that lacks the identity of its column: `ALTER TABLE` cannot add it."""
    sentence = "there is no statement that settles what differs: column public.t.id"
    plan = Plan((Statement(Sql("SELECT 1"), COLUMN, "alter", (COLUMN,)),))
    assert _without_plan(CHANGES, Plan(())) == (sentence,)
    assert _without_plan(CHANGES, plan) == ()
    assert _without_plan((), Plan(())) == ()
