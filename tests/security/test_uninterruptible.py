"""Statements that PostgreSQL does not interrupt are ended all the same: each costs its file, and the run goes on."""

from __future__ import annotations

import pytest

from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ShadowServer
from schemasync.replay.limits import Limits
from tests.plugins.servers import MAJORS, binaries_of
from tests.security.test_bounds import message, run

BOUND = 1.0
PATIENCE = 8.0
"""Seconds beyond the bound: two requests that nobody answers, and the restart of the server."""
IGNORING = {
    "square roots": f"SELECT {', '.join(['sqrt(3e131000)'] * 200)};",
}
"""The planner computes constants, and looks for a request to end between none of them."""
BOMBS = {
    "big number": "SELECT factorial(30000) / factorial(29000);",
    "expression": "SELECT repeat('a', 40) ~ '(((((a{1,60}){1,60}){1,60}){1,60}){1,60}){1,60}b';",
    "back reference": "SELECT repeat('a', 5000) ~ '^(a*)*\\1(a*)*\\2(a*)*\\3b$';",
    "open parentheses": "SELECT " + "(" * 100_000 + ";",
    "closed parentheses": "SELECT " + "(" * 100_000 + "1" + ")" * 100_000 + ";",
}


@pytest.mark.parametrize("major", MAJORS, ids=lambda major: f"pg{major}")
def test_each_ends_in_time(major: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """All in one folder on one server, whose own sessions outlive each restart."""
    monkeypatch.setattr("schemasync.replay.limits.PATIENCE", 0.5)
    texts = {**IGNORING, **BOMBS}
    with embedded(bindir=str(binaries_of(major).bindir)) as server:
        results = run(server, Limits(seconds=BOUND), "CREATE TABLE before (i int);", *texts.values(), AFTER)
        check_after(server)
    assert results[0].error is None
    for name, result in zip(texts, results[1:-1], strict=True):
        assert result.seconds < BOUND + PATIENCE, name
    assert results[-1].error is None, message(results[-1])
    ended = [
        name
        for name, result in zip(texts, results[1:-1], strict=True)
        if "ignored the request to end" in message(result)
    ]
    assert {*IGNORING} <= {*ended}, "none of them needs it, so this test shows nothing"


AFTER = (
    "INSERT INTO before VALUES (1);\nCREATE EXTENSION IF NOT EXISTS pg_net;\nCREATE VIEW after AS SELECT i FROM before;"
)


def check_after(server: ShadowServer) -> None:
    with server.connect() as connection:
        assert connection.execute("SELECT i FROM after").fetchall() == [(1,)]
