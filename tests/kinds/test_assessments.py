"""The severity and the sentence of a change, where they depend on what changed."""

from __future__ import annotations

import pytest

from schemasync.core.compare import compare
from schemasync.core.model import Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.kinds.kind import Severity
from schemasync.kinds.views.view import View

VIEW = Ref("view", ("public", "v"))
INVOKER = "The view lacks security_invoker: it reads its tables with its owner's rights, past row level security."
BARRIER = "The view lacks security_barrier: functions in a query can see rows that the view hides."
OTHER = "The view has other options than the migrations give it."


def state(*options: str) -> Snapshot:
    return Snapshot(170000, "postgres", "postgres", {VIEW: View("SELECT 1 AS id", (), options)}, ())


@pytest.mark.parametrize(
    ("database", "migrations", "severity", "sentence"),
    [
        ((), ("security_invoker=on",), Severity.SECURITY, INVOKER),
        (("security_invoker=false",), ("security_invoker=true",), Severity.SECURITY, INVOKER),
        ((), ("security_barrier=true",), Severity.SECURITY, BARRIER),
        ((), ("security_barrier=on", "security_invoker=on"), Severity.SECURITY, INVOKER),
        ((), ("security_invoker=false",), Severity.FUNCTIONAL, OTHER),
        (("security_invoker=true",), ("security_invoker=on",), Severity.FUNCTIONAL, OTHER),
        (("security_invoker=on",), (), Severity.FUNCTIONAL, OTHER),
        ((), ("check_option=local",), Severity.FUNCTIONAL, OTHER),
    ],
)
def test_options_of_a_view(
    database: tuple[str, ...], migrations: tuple[str, ...], severity: Severity, sentence: str
) -> None:
    """The meaning of the options decides, not their spelling."""
    [change] = compare(state(*database), state(*migrations))
    assessment = KINDS["view"].assess(change)
    assert (assessment.severity, assessment.sentence) == (severity, sentence)
