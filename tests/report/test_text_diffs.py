"""Definitions that pending files change, as diffs for people to read."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.core.sync_status import PARTIAL
from schemasync.kinds.kind import Severity
from schemasync.report.view.statements import text_diffs
from schemasync.verdict.findings import Finding

REF = Ref("policy", ("public", "orders", "readers"))
POLICY = (
    "CREATE POLICY readers ON public.orders FOR SELECT TO authenticated USING "
    "(((owner = ( SELECT auth.uid() AS uid)) OR (EXISTS ( SELECT 1 FROM public.members m WHERE (m.team = orders.team)))))"
)


def test_a_long_line_is_laid_out_before_it_is_compared() -> None:
    """A policy is one long line as it is printed; only the clause that changes is in the diff."""
    before, after = POLICY, POLICY.replace("TO authenticated", "TO anon")
    finding = Finding(REF, REF, PARTIAL, Severity.SECURITY, (), (), (REF,), None, before=before, after=after)
    [found] = text_diffs([finding])
    changed = [line for line in found.diff.splitlines() if line.startswith(("-", "+"))]
    assert changed == ["-  TO authenticated", "+  TO anon"]


def test_clauses_of_a_policy_that_becomes_longer() -> None:
    """The definition before is laid out as the one after it is, whichever is longer."""
    before = "FOR DELETE TO PUBLIC USING (public.in_space(space_id))"
    after = before.replace(
        "space_id)", "space_id, 'editor'::public.\"SpaceAccessPermissions\", 'a reason that is long')"
    )
    finding = Finding(REF, REF, PARTIAL, Severity.SECURITY, (), (), (REF,), None, before=before, after=after)
    [found] = text_diffs([finding])
    changed = [line for line in found.diff.splitlines() if line.startswith(("-", "+"))]
    assert changed[0] == "-  USING (public.in_space(space_id))"
    assert not any("DELETE" in line or "PUBLIC" in line for line in changed)
