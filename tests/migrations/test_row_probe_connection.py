"""A look at the rows whose connection is lost."""

from __future__ import annotations

import socket
import threading

import pytest

from schemasync.core.row_risk import RowRisk
from schemasync.core.source_line import SourceLine
from schemasync.migrations import row_probe
from schemasync.replay.probes import nulls


def test_a_server_that_stops_answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its connection is cut after a time, and nothing is decided."""
    risk = RowRisk(SourceLine("2_b.sql", 1), "public", "a", "a NULL in b", nulls(("public", "a"), ["b"]))
    monkeypatch.setattr(row_probe, "DEADLINE", 1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_greet, args=(listener,), daemon=True).start()
        url = f"postgresql://a@127.0.0.1:{listener.getsockname()[1]}/b?sslmode=disable&gssencmode=disable"
        (found,) = row_probe.probe_rows([risk], url, "", None)
    assert found.decision.sentence == "not decided: the connection to the database was lost"


def _greet(listener: socket.socket) -> None:
    """Let a client in as PostgreSQL does (AuthenticationOk, its version, ReadyForQuery), and say nothing after that."""
    client, _ = listener.accept()
    with client:
        client.recv(4096)
        version = b"server_version\x0017.5\0"
        client.sendall(b"R\0\0\0\x08\0\0\0\0" + b"S\0\0\0" + bytes([4 + len(version)]) + version + b"Z\0\0\0\x05I")
        while client.recv(4096):
            pass
