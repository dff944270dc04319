"""Forms of a statement that block less."""

from __future__ import annotations

import pytest

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.core.trace import ACCESS_EXCLUSIVE, SHARE, SHARE_ROW_EXCLUSIVE, RelationLock, TracedStatement
from schemasync.migrations.safe_forms import COMPUTED, CONCURRENTLY, NOT_VALID, PARTITIONS, safe_form

ORDERS = Ref("table", ("public", "orders"))
REFERENCE = "ALTER TABLE public.orders ADD FOREIGN KEY (a) REFERENCES public.b"


@pytest.mark.parametrize(
    ("text", "is_partitioned", "advice", "suggestion"),
    [
        (
            "CREATE INDEX i ON public.orders (a)",
            False,
            CONCURRENTLY,
            "CREATE INDEX CONCURRENTLY i ON public.orders (a)",
        ),
        ("CREATE INDEX i ON public.orders (a)", True, PARTITIONS, ""),
        ("CREATE INDEX i ON ONLY public.orders (a)", True, None, ""),
        (REFERENCE, False, NOT_VALID, f"{REFERENCE} NOT VALID"),
        (f"{REFERENCE} -- why", False, NOT_VALID, f"{REFERENCE} NOT VALID -- why"),
        (REFERENCE, True, None, ""),
        (
            REFERENCE.replace("public.orders", "public.parts"),
            True,
            NOT_VALID,
            f"{REFERENCE.replace('orders', 'parts')} NOT VALID",
        ),
    ],
)
def test_what_is_suggested_runs(text: str, is_partitioned: bool, advice: str | None, suggestion: str) -> None:  # noqa: FBT001
    """PostgreSQL builds no index of a partitioned table concurrently; before 18, all its references are validated at once.

    A comment swallows what follows it. A table that is only referenced may be partitioned.
    """
    mode = SHARE if text.startswith("CREATE") else SHARE_ROW_EXCLUSIVE
    lock = RelationLock(ORDERS, mode, 10, 8192, is_partitioned)
    statement = TracedStatement(SourceLine("1_a.sql", 1), text, locks=(lock,), scans=(ORDERS,))
    found = safe_form(statement, alone_in_file=True)
    assert (found and found.advice, found.statement if found else "") == (advice, suggestion)


def test_a_generated_column_has_no_default_to_leave_out() -> None:
    text = "ALTER TABLE public.orders ADD COLUMN twice int GENERATED ALWAYS AS (a * 2) STORED"
    lock = RelationLock(ORDERS, ACCESS_EXCLUSIVE, 10, 8192, is_partitioned=False)
    statement = TracedStatement(SourceLine("1_a.sql", 1), text, locks=(lock,), rewrites=(ORDERS,))
    found = safe_form(statement, alone_in_file=False)
    assert found
    assert found.advice == COMPUTED


def test_a_piece_that_is_two_statements() -> None:
    """In a file that PostgreSQL's grammar refuses, a piece can turn out to be two: nothing is suggested for it."""
    lock = RelationLock(ORDERS, SHARE, 10, 8192, is_partitioned=False)
    statement = TracedStatement(SourceLine("1_a.sql", 1), "SELECT begin atomic; SELECT 1", locks=(lock,))
    assert safe_form(statement, alone_in_file=True) is None
