"""Plans of the corpus on tables with rows: a statement that rows refuse says so, and no value changes without a warning."""

from __future__ import annotations

import os
import zlib
from typing import Any

import psycopg
import pytest

from schemasync.core.errors import ProofError
from schemasync.core.model import Ref, Snapshot
from schemasync.core.plan import Plan
from schemasync.core.sql import Hazard, ident, name
from schemasync.introspect.snapshot import read_snapshot
from schemasync.plan.build import build
from schemasync.prove.executor import execute
from tests.plugins.servers import Cluster
from tests.properties.sample_rows import fill
from tests.properties.test_corpus import CASES, CORPUS, UNSOLVED

EVERYWHERE = os.environ.get("PROPERTIES") == "all"
SAMPLE = 8
"""One case of so many runs where not all do."""
_SKIPPED = (
    "access_method", "bucket", "cron_job", "database_setting", "extension", "queue", "role", "subscription", "vault_secret",
)  # fmt: skip


def chosen(case: str) -> bool:
    """Whether a case runs: all with PROPERTIES=all, else a sample that stays the same."""
    return EVERYWHERE or zlib.crc32(case.encode()) % SAMPLE == 0


WRITING = ("event_trigger/names_of_the_session",)
"""Cases whose own code writes a row for each statement of a plan."""
RUNS = [case for case in CASES if case not in (*UNSOLVED, *WRITING) and not case.startswith(_SKIPPED) and chosen(case)]


@pytest.mark.parametrize("case", RUNS)
def test_rows_refuse_only_what_says_so(case: str, pg18: Cluster) -> None:
    try:
        states = [_state(pg18, f"rows_{side}", case, side) for side in "ab"]
    except psycopg.Error:
        pytest.skip("needs another server")
    for start, goal in (states, states[::-1]):
        _check(pg18, start, goal[1])


def _check(cluster: Cluster, start: tuple[str, Snapshot], goal: Snapshot) -> None:
    database, before = start
    plan = build(before, goal)
    cluster.create("rows_run", database)
    with cluster.connect("rows_run") as connection:
        fill(connection)
        columns = _same_columns(before, goal)
        values = {column: _values(connection, column) for column in columns}
        try:
            execute(connection, plan)
        except ProofError as error:
            failed = [item.sql for item in plan.statements if item.sql.text == error.hint]
            assert any(Hazard.FAILS_ON_ROWS in sql.hazards for sql in failed), f"{error.message}: {error.hint}"
        else:
            kept = {column for column in columns if _is_kept(plan, column)}
            assert {c: _values(connection, c) for c in kept} == {c: values[c] for c in kept}


def _same_columns(before: Snapshot, after: Snapshot) -> list[Ref]:
    """Columns of tables that both states have with the same type; a row type may get more fields, and is left out."""
    rows = {name(*ref.path) for ref in before.objects if ref.kind in ("table", "composite_type", "domain")}
    found = []
    for ref, old in before.objects.items():
        new = after.objects.get(ref)
        if ref.kind == "column" and new and old.relation_kind == "r" == new.relation_kind and old.type == new.type:
            found += [] if old.generated or new.generated or old.type.removesuffix("[]") in rows else [ref]
    return found


def _is_kept(plan: Plan, column: Ref) -> bool:
    """Whether no statement about a column or its table says that it loses data."""
    losing = [item for item in plan.statements if Hazard.DATA_LOSS in item.sql.hazards]
    return not any(column.path[:2] == ref.path[:2] for item in losing for ref in (item.ref, *item.refs))


def _values(connection: psycopg.Connection[Any], column: Ref) -> list[str | None]:
    query = f"SELECT {ident(column.name)}::text FROM ONLY {name(*column.path[:2])} ORDER BY 1"
    return [text for (text,) in connection.execute(query.encode()).fetchall()]


def _state(cluster: Cluster, database: str, case: str, side: str) -> tuple[str, Snapshot]:
    cluster.create(database)
    with cluster.connect(database) as connection:
        connection.execute((CORPUS / case / f"{side}.sql").read_bytes())
        connection.execute("RESET ALL")
        return database, read_snapshot(connection)
