"""Statements that Supabase's `postgres` role ran on PostgreSQL 17 with supautils: ours answers as the platform did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemasync.migrations.discover import Migration
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.runner import Replayer
from schemasync.supautils.privileged_calls import PrivilegedCalls
from tests.plugins.servers import MAJORS, binaries_of

FACTS: list[list[tuple[str, str]]] = json.loads(Path(__file__).with_name("postgres_role.json").read_text())
"""Each list starts on a new database; its statements are run one after the other, each by itself."""
CASES = [(part, index) for part, statements in enumerate(FACTS) for index in range(len(statements))]
NO_ICU = "this build of PostgreSQL has no ICU"
BEFORE_16 = "before PostgreSQL 16 only a superuser may, and no privileged call does it"
LACKING = {
    "create subscription s connection 'host=none' publication p with (connect=false)": (16, BEFORE_16),
    "reindex table auth.users": (17, "before PostgreSQL 17 there is no MAINTAIN privilege; it was measured on 17"),
}
"""Statement → the first major that answers as the platform does, and why others don't (docs/platform.md)."""


@pytest.fixture(scope="module", params=MAJORS, ids=lambda major: f"pg{major}")
def server(request: pytest.FixtureRequest) -> Iterator[ShadowServer]:
    with embedded(bindir=str(binaries_of(request.param).bindir)) as started:
        yield started


@pytest.fixture(scope="module")
def answers(server: ShadowServer) -> list[list[str]]:
    """Success or SQLSTATE of every statement, as a file of its own outside a transaction."""
    found: list[list[str]] = []
    for number, statements in enumerate(FACTS):
        server.create_database(name := f"conformance_{number}")
        with server.connect(name, ADMIN) as admin, server.connect(name) as connection:
            privileged_calls = PrivilegedCalls(admin)
            privileged_calls.install()
            replayer = Replayer(connection, privileged_calls)
            found.append([_answer(replayer, sql) for sql, _ in statements])
    return found


def _answer(replayer: Replayer, sql: str) -> str:
    result = replayer.run(Migration(Path("x"), "1_x.sql", "1", "x", f"-- pg-delta: transaction=false\n{sql}"))
    return result.error.sqlstate if result.error else "ok"


@pytest.mark.parametrize(("part", "index"), CASES, ids=str)
def test_answer_of_the_platform(
    request: pytest.FixtureRequest, server: ShadowServer, answers: list[list[str]], part: int, index: int
) -> None:
    sql, wanted = FACTS[part][index]
    since, reason = LACKING.get(sql, (0, ""))
    if "provider=icu" in sql and not _has_icu(server):
        since, reason = 99, NO_ICU
    if server.major < since:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    assert (sql, answers[part][index]) == (sql, wanted)


def test_indexes_of_vectors_keep_their_options(server: ShadowServer) -> None:
    server.create_database("vectors")
    with server.connect("vectors", ADMIN) as admin, server.connect("vectors") as connection:
        privileged_calls = PrivilegedCalls(admin)
        privileged_calls.install()
        sql = (
            "SET search_path = public, extensions;"
            "CREATE EXTENSION vector WITH SCHEMA extensions; CREATE TABLE t (e vector(3));\n"
            "CREATE INDEX i ON t USING ivfflat (e vector_cosine_ops) WITH (lists = 100);\n"
            "CREATE INDEX IF NOT EXISTS j ON t USING hnsw (e vector_l2_ops) WITH (m = 16, ef_construction = 64);"
            "CREATE INDEX IF NOT EXISTS i ON t USING ivfflat (e vector_cosine_ops) WITH (lists = 7);"
        )
        result = Replayer(connection, privileged_calls).run(Migration(Path("x"), "1_x.sql", "1", "x", sql))
        assert result.error is None
        rows = connection.execute("SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 't'::regclass")
        assert sorted(text for (text,) in rows) == [
            "CREATE INDEX i ON public.t USING ivfflat (e vector_cosine_ops) WITH (lists='100')",
            "CREATE INDEX j ON public.t USING hnsw (e vector_l2_ops) WITH (m='16', ef_construction='64')",
        ]


def _has_icu(server: ShadowServer) -> bool:
    with server.connect() as connection:
        return connection.execute("SELECT FROM pg_collation WHERE collname = 'en-x-icu'").fetchone() is not None
