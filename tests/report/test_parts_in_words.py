"""The words of a report on the parts of a problem, beside its title."""

from __future__ import annotations

import pytest

from schemasync.core.model import Ref
from schemasync.core.sync_status import MISSING, UNKNOWN, SyncStatus
from schemasync.kinds.kind import Severity
from schemasync.report.view.problems import parts_in_words
from schemasync.verdict.findings import Finding
from schemasync.verdict.problem import Problem

ALIKE = "The access changed alike on all of them, as by one statement ON ALL TABLES IN SCHEMA public."


@pytest.mark.parametrize(("status", "words"), [(MISSING, ALIKE), (UNKNOWN, "")])
def test_access_to_all_tables_of_a_schema(status: SyncStatus, words: str) -> None:
    """Nothing is said of access that could not be compared."""
    tables = [Ref("table", ("public", name)) for name in ("a", "b")]
    grants = [Ref("grant", ("anon",), table) for table in tables]
    findings = [
        Finding(ref, table, status, Severity.BREAKING, (), (), (ref,), None)
        for ref, table in zip(grants, tables, strict=True)
    ]
    assert parts_in_words(Problem(tuple(findings))) == words
