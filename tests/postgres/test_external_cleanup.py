"""The clean-up of a server of somebody else takes bounded time, and says what it leaves to the next run."""

from __future__ import annotations

import contextlib
import signal
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from schemasync.core.errors import PostgresError
from schemasync.postgres.external import external
from schemasync.postgres.libpq_environment import connect_isolated
from tests.postgres.external_service import Service

_PROTOCOL = struct.pack("!I", 3 << 16)


@contextlib.contextmanager
def waiting_for_a_password(server: Service) -> Iterator[socket.socket]:
    """A client that never answers the server; until it does, no database can be dropped."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(next(server.folder.glob(".s.PGSQL.*[0-9]"))))
        message = _PROTOCOL + f"user\0{server.user}\0database\0postgres\0\0".encode()
        client.sendall(struct.pack("!I", len(message) + 4) + message)
        assert client.recv(1) == b"R"
        yield client


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time limits that a test can wait for."""
    monkeypatch.setattr("schemasync.postgres.external.CLEANUP_STATEMENT_TIMEOUT", 0.5)


@pytest.mark.integration
@pytest.mark.usefixtures("short")
def test_what_cannot_be_dropped_is_said(plain: Service, capsys: pytest.CaptureFixture[str]) -> None:
    before = plain.state()
    with contextlib.ExitStack() as stack:
        with external(plain.url()) as server:
            stack.enter_context(waiting_for_a_password(plain))
            started = time.monotonic()
        assert time.monotonic() - started < 4
        said = capsys.readouterr().err
        assert f"cannot be cleaned up: database {server.prefix}" in said
        assert "is left: canceling statement due to statement timeout; a later run" in said
        with pytest.raises(PostgresError, match="is left"), external(plain.url()):
            pass
    with external(plain.url()):
        pass
    assert plain.state()[1:] == before[1:]
    assert [row[0] for row in plain.state()[0]] == [row[0] for row in before[0]]


@pytest.mark.integration
def test_a_server_that_answers_no_more(
    newest: Service, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement without an answer ends with the time of the clean-up."""
    monkeypatch.setattr("schemasync.postgres.external.CLEANUP_TIMEOUT", 0.5)
    with contextlib.ExitStack() as stack:
        with external(newest.url()):
            stack.enter_context(waiting_for_a_password(newest))
            started = time.monotonic()
        assert time.monotonic() - started < 4
    assert "is left: it took more than 0.5 seconds" in capsys.readouterr().err
    with external(newest.url()):
        pass


def test_an_interrupted_connection_is_closed_at_once(tmp_path: Path) -> None:
    """Else the server waits for its password, and can drop no database meanwhile."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(tmp_path / ".s.PGSQL.5432"))
            listener.listen()
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            with pytest.raises(KeyboardInterrupt) as interrupted:
                connect_isolated(f"host={tmp_path} port=5432 user=u dbname=d")
            server_side, _ = listener.accept()
            with server_side:
                server_side.settimeout(1)
                while server_side.recv(4096):
                    pass
            assert interrupted.value.__traceback__ is not None
    finally:
        signal.signal(signal.SIGALRM, before)


@pytest.mark.integration
def test_the_next_run_drops_a_database_whose_drop_was_interrupted(newest: Service) -> None:
    """PostgreSQL marks it as invalid, and no statement but DROP DATABASE can change it."""
    before = newest.state()
    with contextlib.ExitStack() as stack, external(newest.url()) as server:
        stack.enter_context(waiting_for_a_password(newest))
        name = server.real_name("postgres")
        with newest.connect() as connection, pytest.raises(psycopg.errors.QueryCanceled):
            connection.execute("SET statement_timeout = '200ms'")
            connection.execute(f"DROP DATABASE {name}".encode())
        stack.close()
    assert newest.state() == before
