"""Remarks on lines of pending files, from views that are made by hand."""

from __future__ import annotations

import pytest

from schemasync.core.model import Ref
from schemasync.report.view.fixes import PlanView
from schemasync.report.view.line_remarks import NOTICE, WARNING, LineRemark, line_remarks
from schemasync.report.view.model import ReportView
from schemasync.report.view.pending import PendingView
from schemasync.report.view.pending_changes import ChangeView

FILE = "2_b.sql"
TABLE, ROLE = Ref("table", ("public", "t")), Ref("role", ("robot",))


def remark_on(*changes: ChangeView) -> LineRemark:
    pending = PendingView((FILE,), changes, applies=True, headline="", error=None, blame=(), notes=())
    view = ReportView(
        generated="", project="p", target="db", server_version="17.0", status="synced", icon="", headline="",
        percent=100, checks=0, in_sync=0, areas=(), problems=(), resolved=(), migrations=(), skipped=(), diagnostics=(),
        durations={}, repair=PlanView(), adopt=PlanView(), pending=pending,
    )  # fmt: skip
    [remark] = line_remarks(view)
    return remark


@pytest.mark.parametrize(
    ("changes", "level", "text"),
    [
        ([ChangeView("creates", "table", "public.t", TABLE, FILE, 1)], NOTICE, "Creates table public.t."),
        (
            [ChangeView("drops", "table", "public.t", TABLE, FILE, 1, ("loses data",), "about 3 rows, 8 kB")],
            WARNING,
            "Drops table public.t. It loses data (about 3 rows, 8 kB).",
        ),
        (
            [
                ChangeView(
                    "creates", "role", "robot", ROLE, FILE, 1,
                    sentences=("The migrations create role robot, which bypasses row security.",),
                )
            ],
            NOTICE,
            "Creates role robot. The migrations create role robot, which bypasses row security.",
        ),
    ],
)  # fmt: skip
def test_changes_are_whole_sentences(changes: list[ChangeView], level: str, text: str) -> None:
    """The effects of a change follow a verb, the size stands in parentheses, and rights of roles are sentences of their own."""
    remark = remark_on(*changes)
    assert (remark.level, remark.text) == (level, text)
