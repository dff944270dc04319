"""Messages that are sent before any answer is waited for: whose the error is, and that nobody waits for the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
import pytest

from schemasync.replay.libpq_pipeline import PartError, message, send
from tests.plugins.servers import Cluster

KILL = "SELECT pg_terminate_backend(pg_backend_pid())"
KILL_LATER = f"{KILL} FROM pg_sleep(0.2)"


def sent(connection: psycopg.Connection[Any], *texts: str | tuple[str, Sequence[Any]]) -> PartError | None:
    calls = [text if isinstance(text, tuple) else (text, None) for text in texts]
    try:
        send(connection, (message(connection, *call, number, last=True) for number, call in enumerate(calls)))
    except PartError as failure:
        return failure
    return None


@pytest.mark.parametrize("place", [0, 1, 5, 9])
def test_the_error_is_of_its_part(pg: Cluster, place: int) -> None:
    """Statements before it are undone with it, statements after it never run."""
    texts = [f"CREATE TEMP TABLE t{number} ()" for number in range(10)]
    texts[place] = "SELECT 1/0"
    with pg.connect() as connection:
        failure = sent(connection, *texts)
        assert failure is not None
        assert (failure.part, failure.error.sqlstate) == (place, "22012")
        assert sent(connection, "CREATE TEMP TABLE t0 ()", "CREATE TEMP TABLE t9 ()") is None
        assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


@pytest.mark.parametrize("place", [0, 3, 9])
def test_a_lost_connection_is_of_its_part(pg: Cluster, place: int) -> None:
    """All is sent and the answers before it are read by then."""
    texts = ["SELECT repeat('x', 100000)" for _ in range(10)]
    texts[place] = KILL_LATER
    with pg.connect() as connection:
        failure = sent(connection, *texts)
        assert failure is not None
        assert failure.part == place
        assert isinstance(failure.error, psycopg.OperationalError)
        assert connection.closed


def test_a_connection_lost_while_sending(pg: Cluster) -> None:
    """It is always an error, and never of a part after the one that ended it."""
    for place in [0, 1, 5, 8] * 10:
        texts = ["SELECT repeat('x', 1000)" for _ in range(10)]
        texts[place] = KILL
        with pg.connect() as connection:
            failure = sent(connection, *texts)
            assert failure is not None
            assert failure.part <= place
            assert isinstance(failure.error, psycopg.OperationalError)
            assert connection.closed


def test_a_copy_ends_the_connection(pg: Cluster) -> None:
    for text in ("COPY (SELECT 1) TO STDOUT", "COPY pg_temp.t FROM STDIN"):
        with pg.connect() as connection:
            failure = sent(connection, "CREATE TEMP TABLE t (i text)", text, "SELECT 1")
            assert failure is not None
            assert (failure.part, type(failure.error)) == (1, psycopg.NotSupportedError)
            assert connection.closed


def test_both_have_much_to_say(pg: Cluster) -> None:
    """Each could wait for the other to read first."""
    much = "x" * 2_000_000
    with pg.connect() as connection:
        texts = [text for _ in range(8) for text in ("SELECT repeat('y', 4000000)", f"SELECT length('{much}')")]
        assert sent(connection, *texts) is None


def test_values(pg: Cluster) -> None:
    values = (None, True, "a'b\\", ["x", 'y "z"', "{}"], 5)
    expected = (
        "SELECT 1 / (%s::text IS NULL AND %s AND %s = E'a''b\\\\' AND %s = ARRAY['x', 'y \"z\"', '{}'] AND %s = 5)::int"
    )
    with pg.connect() as connection:
        assert sent(connection, (expected, values)) is None
